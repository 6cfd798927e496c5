#!/usr/bin/env bash
# What the criteria of selection are worth on answers made elsewhere, as Markdown tables. TWT_DATA names the folder that
# holds gsm8k/, gsm8k_teachers/, svamp/, ... Arguments are the sets to look at: commonsenseqa-train, commonsenseqa-dev,
# svamp, gsm8k, openbookqa (all of them). Workspaces are left under target/criteria/.
#   bench/criteria.sh ablation [SET...]   one table more: what rules keep that lack a part of DCRS (strategyqa too)
#   bench/criteria.sh equations           how many equations in GSM8K's training solutions hold (weight arithmetic), as JSON
set -euo pipefail
cd "$(dirname "$0")/.."
: "${TWT_DATA:?is not set: name the folder that holds gsm8k/, svamp/, ...}"
line=target/spark-${TWT_SPARK_LINE:-4.0}
classes=$line/bench-criteria
classpath="$line/classes:$(cat "$line/classpath.txt")"
mkdir -p "$classes"
"${JAVA_HOME:+$JAVA_HOME/bin/}javac" -proc:none -nowarn -d "$classes" -cp "$classpath" bench/criteria/*.java
mapfile -t opens < <(grep -v '^#' jobs/java-options)
export SPARK_LOCAL_IP=${SPARK_LOCAL_IP:-127.0.0.1} OMP_WAIT_POLICY=PASSIVE TWT_DATA
main=CriteriaBench
case ${1:-} in
  ablation) main=AblationBench && shift ;;
  equations) main=EquationsBench && shift ;;
esac
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx"${TWT_HEAP:-3g}" "${opens[@]}" -cp "$classes:$classpath" "$main" "$@"
