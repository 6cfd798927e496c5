#!/usr/bin/env bash
# The pick of the least similar pair (the plan that select runs, against a typed flatMapGroups), and embeddings in a Spark
# task against ONNX Runtime alone. Arguments are numbers of candidates. Last line: one JSON object.
# JAVA_ARGS goes to the JVM: -Dselection.repeats=3, -Dselection.texts=200.
set -euo pipefail
cd "$(dirname "$0")/.."
line=target/spark-${TWT_SPARK_LINE:-4.0}
classes=$line/bench-selection
classpath="$line/classes:$(cat "$line/classpath.txt")"
mkdir -p "$classes"
"${JAVA_HOME:+$JAVA_HOME/bin/}javac" -proc:none -nowarn -parameters -d "$classes" -cp "$classpath" bench/selection/*.java
mapfile -t opens < <(grep -v '^#' jobs/java-options)
export SPARK_LOCAL_IP=${SPARK_LOCAL_IP:-127.0.0.1} OMP_WAIT_POLICY=PASSIVE DJL_OFFLINE=true
# shellcheck disable=SC2086 # several arguments
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx"${TWT_HEAP:-3g}" "${opens[@]}" ${JAVA_ARGS:-} \
  -cp "$classes:$classpath" "${TWT_BENCH:-SelectionBench}" "$@"
