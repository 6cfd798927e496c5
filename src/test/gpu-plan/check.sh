#!/usr/bin/env bash
# Whether the plans of the step select would run on GPUs whole, by the RAPIDS jar (1 GB, brought by Maven's profile
# rapids) and without a GPU. Arguments go to Maven: -Dspark35 for the other Spark line. Ends with 1 where something stays.
set -euo pipefail
cd "$(dirname "$0")/../../.."
line=target/spark-4.0
case " $* " in *" -Dspark35 "*)
  line=target/spark-3.5
  # The newest Spark 3.5 that the RAPIDS jar of its line knows.
  set -- "$@" -Dspark.version=3.5.5 ;;
esac
classes=$PWD/$line/gpu-plan
mkdir -p "$classes"
${MVN:-mvn -B -ntp} -q -Prapids "$@" -Dmdep.outputFile="$PWD/$line/gpu-classpath.txt" compile dependency:build-classpath
classpath="$line/classes:$(cat "$line/gpu-classpath.txt")"
"${JAVA_HOME:+$JAVA_HOME/bin/}javac" -proc:none -nowarn -d "$classes" -cp "$classpath" \
  bench/selection/MadeWorkspace.java src/test/gpu-plan/*.java
mapfile -t opens < <(grep -v '^#' jobs/java-options)
export SPARK_LOCAL_IP=${SPARK_LOCAL_IP:-127.0.0.1}
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx"${TWT_HEAP:-2g}" "${opens[@]}" -cp "$classes:$classpath" GpuPlanCheck
