#!/usr/bin/env bash
# Seconds from `jobs/twt generate` to its first new request over a ledger of 10,000, 100,000 and 1,000,000 answers.
# Arguments are other numbers of answers; TWT_HEAP is the heap of the measured program. Last line: one JSON object.
set -euo pipefail
cd "$(dirname "$0")/.."
line=target/spark-${TWT_SPARK_LINE:-4.0}
classes=$line/bench-resume
classpath="$line/classes:$(cat "$line/classpath.txt")"
mkdir -p "$classes"
"${JAVA_HOME:+$JAVA_HOME/bin/}javac" -proc:none -nowarn -d "$classes" -cp "$classpath" bench/resume/*.java
mapfile -t opens < <(grep -v '^#' jobs/java-options)
export SPARK_LOCAL_IP=${SPARK_LOCAL_IP:-127.0.0.1}
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx3g "${opens[@]}" -cp "$classes:$classpath" ResumeBench "$@"
