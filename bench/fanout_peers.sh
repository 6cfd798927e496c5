#!/usr/bin/env bash
# The step generate against distilabel and bespokelabs-curator, same server, prompts and requests in flight. Makes a
# Python environment under target/ with bench/fanout_peers.txt. Arguments are points, such as 50ms:4000:256. Last line:
# one JSON object.
set -euo pipefail
cd "$(dirname "$0")/.."
line=target/spark-${TWT_SPARK_LINE:-4.0}
classes=$line/bench-fanout
classpath="$line/classes:$(cat "$line/classpath.txt")"
python=target/fanout-peers/bin/python
if [ ! -x "$python" ]; then
  "${PYTHON:-python3}" -m venv target/fanout-peers
  "$python" -m pip install --quiet -r bench/fanout_peers.txt
fi
# curator counts tokens with a table that it would download; litellm, which it needs, brings the same file.
TIKTOKEN_CACHE_DIR=$("$python" -c 'import importlib.util, pathlib
print(pathlib.Path(importlib.util.find_spec("litellm").origin).parent / "litellm_core_utils" / "tokenizers")')
export TIKTOKEN_CACHE_DIR
mkdir -p "$classes"
"${JAVA_HOME:+$JAVA_HOME/bin/}javac" -proc:none -nowarn -d "$classes" -cp "$classpath" bench/fanout/*.java
mapfile -t opens < <(grep -v '^#' jobs/java-options)
export SPARK_LOCAL_IP=${SPARK_LOCAL_IP:-127.0.0.1}
# shellcheck disable=SC2086 # several arguments
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx"${TWT_HEAP:-1500m}" "${opens[@]}" ${JAVA_ARGS:-} \
  -cp "$classes:$classpath" PeersBench "$python" "$@"
