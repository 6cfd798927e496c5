#!/usr/bin/env bash
# How long the report of a large workspace takes, and how large its page is. Arguments: a folder, where the workspace is
# made unless it is there, and the number of questions (five answers each; 200000 take 8 GB of disk). Last line: one JSON object.
set -euo pipefail
cd "$(dirname "$0")/.."
TWT_BENCH=ReportBench exec bench/selection.sh "${1:-target/report-bench}" "${2:-200000}"
