#!/usr/bin/env bash
# How long evaluate takes where every answer is recorded. Arguments: numbers of answers, such as 10000 100000 1000000, or
# QUESTIONSxANSWERERS, such as 500x100, of which each two are compared. TWT_HEAP is the heap. Last line: one JSON object.
set -euo pipefail
cd "$(dirname "$0")/.."
line=target/spark-${TWT_SPARK_LINE:-4.0}
classes=$line/bench-evaluate
classpath="$line/classes:$(cat "$line/classpath.txt")"
mkdir -p "$classes"
"${JAVA_HOME:+$JAVA_HOME/bin/}javac" -proc:none -nowarn -parameters -d "$classes" -cp "$classpath" bench/evaluate/*.java
mapfile -t opens < <(grep -v '^#' jobs/java-options)
export SPARK_LOCAL_IP=${SPARK_LOCAL_IP:-127.0.0.1}
folder=target/bench-evaluate
rm -rf "$folder"
trap 'rm -rf "$folder"' EXIT
[ $# -gt 0 ] || set -- 10000 100000 1000000
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx"${TWT_HEAP:-3g}" "${opens[@]}" -cp "$classes:$classpath" EvaluateBench "$folder" "$@"
