#!/usr/bin/env bash
# Our training step against transformers and PEFT: same shape, batches and optimizer, one run. Last line: one JSON object.
# Wants Python with torch, transformers and peft: PYTHON=/path/to/python (bench/requirements.txt names versions).
set -euo pipefail
cd "$(dirname "$0")/.."
line=target/spark-${TWT_SPARK_LINE:-4.0}
export OMP_WAIT_POLICY=PASSIVE DJL_OFFLINE=true OMP_NUM_THREADS=${OMP_NUM_THREADS:-2}
exec "${PYTHON:-python3}" bench/bench_training.py --classpath "${TWT_CLASSPATH:-$line/classes:$(cat "$line/classpath.txt")}" "$@"
