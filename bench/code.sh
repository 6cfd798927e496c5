#!/usr/bin/env bash
# The reference solutions of MBPP and MBPP+ against their tests in the sandbox, and what a program costs there, as a
# Markdown table. TWT_DATA names the folder that holds mbpp/ and mbpp_plus/. Arguments are sets: mbpp, mbpp-sanitized,
# mbpp-plus, mbpp-plus-inputs, mbpp-changed (all of them). With CODE_SANDBOX=unshare or bwrap that tool alone; without, all
# sets by the first that works here, and mbpp by the other too. Last line: one JSON object, its ratio a bare start of
# Python over a program with its tests, in processor time.
set -euo pipefail
cd "$(dirname "$0")/.."
: "${TWT_DATA:?is not set: name the folder that holds mbpp/ and mbpp_plus/}"
line=target/spark-${TWT_SPARK_LINE:-4.0}
classes=$line/bench-code
classpath="$line/classes:$(cat "$line/classpath.txt")"
mkdir -p "$classes"
"${JAVA_HOME:+$JAVA_HOME/bin/}javac" -proc:none -nowarn -d "$classes" -cp "$classpath" bench/code/*.java
export TWT_DATA
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx1g -cp "$classes:$classpath" CodeBench "$@"
