#!/usr/bin/env bash
# Our generation against PyTorch and transformers: same weights, same prompts, one run. Last line: one JSON object.
# Wants Python with torch, transformers, gguf and numpy: PYTHON=/path/to/python (bench/requirements.txt names versions).
set -euo pipefail
cd "$(dirname "$0")/.."
line=target/spark-${TWT_SPARK_LINE:-4.0}
export OMP_WAIT_POLICY=PASSIVE DJL_OFFLINE=true
exec "${PYTHON:-python3}" bench/bench_generation.py --classpath "$line/classes:$(cat "$line/classpath.txt")" \
  "$@" models/SmolLM2-135M-Instruct.Q4_1.gguf
