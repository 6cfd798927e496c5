#!/usr/bin/env bash
# What the teachers of make demo stated and whether it was right, and what the student learned from, as Markdown; asks and
# changes nothing. Argument: the workspace that make demo left (target/demo/run). Last line: one JSON object.
set -euo pipefail
cd "$(dirname "$0")/.."
line=target/spark-${TWT_SPARK_LINE:-4.0}
classes=$line/bench-demo
classpath="$line/classes:$(cat "$line/classpath.txt")"
mkdir -p "$classes"
"${JAVA_HOME:+$JAVA_HOME/bin/}javac" -proc:none -nowarn -d "$classes" -cp "$classpath" bench/demo/*.java
mapfile -t opens < <(grep -v '^#' jobs/java-options)
export SPARK_LOCAL_IP=${SPARK_LOCAL_IP:-127.0.0.1}
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx"${TWT_HEAP:-1g}" "${opens[@]}" \
  -Dlog4j2.configurationFile=classpath:dev/twt/job/log4j2.properties -cp "$classes:$classpath" DemoFigures "${1:-target/demo/run}"
