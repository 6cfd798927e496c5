#!/usr/bin/env bash
# How the step select grows, by made answers with vectors. Arguments are numbers of questions (five answers each), such as
# 20000 20000:skewed 1000000; the last takes 50 GB of disk. JAVA_ARGS=-Dscale.dir=FOLDER says where. Last line: one JSON
# object.
set -euo pipefail
cd "$(dirname "$0")/.."
TWT_BENCH=ScaleBench exec bench/selection.sh "$@"
