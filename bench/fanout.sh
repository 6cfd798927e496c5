#!/usr/bin/env bash
# The step generate over HTTP against the JDK's bare client, same server, prompts and requests in flight. Arguments are
# points, such as 50ms:10000:256 (server's latency, rows, in flight). Last line: one JSON object.
# JAVA_ARGS goes to the JVM: -Dfanout.repeats=3, -Dfanout.segment-rows=1024.
set -euo pipefail
cd "$(dirname "$0")/.."
line=target/spark-${TWT_SPARK_LINE:-4.0}
classes=$line/bench-fanout
classpath="$line/classes:$(cat "$line/classpath.txt")"
mkdir -p "$classes"
"${JAVA_HOME:+$JAVA_HOME/bin/}javac" -proc:none -nowarn -d "$classes" -cp "$classpath" bench/fanout/*.java
mapfile -t opens < <(grep -v '^#' jobs/java-options)
export SPARK_LOCAL_IP=${SPARK_LOCAL_IP:-127.0.0.1}
# shellcheck disable=SC2086 # several arguments
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx"${TWT_HEAP:-1500m}" "${opens[@]}" ${JAVA_ARGS:-} \
  -cp "$classes:$classpath" FanoutBench "$@"
