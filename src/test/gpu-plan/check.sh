#!/usr/bin/env bash
# Whether the plans of the step select would run on GPUs whole, by the RAPIDS jar (1 GB, brought by Maven's profile
# rapids) and without a GPU. Arguments go to Maven: -Dspark35 for the other Spark line. GPU_PLAN_RULES is a regular
# expression found in the names of the rules that are tried. Ends with 1 where something stays.
set -euo pipefail
cd "$(dirname "$0")/../../.."
line=target/spark-4.0
scala=2.13
parent=rapids-4-spark-parent_2.13
case " $* " in *" -Dspark35 "*)
  line=target/spark-3.5
  scala=2.12
  parent=rapids-4-spark-jdk-profiles_2.12
  # The newest Spark 3.5 that the RAPIDS jar of its line knows.
  set -- "$@" -Dspark.version=3.5.5 ;;
esac
classes=$PWD/$line/gpu-plan
mkdir -p "$classes"
mvn=${MVN:-mvn -B -ntp}
$mvn -q "$@" -Dmdep.outputFile="$PWD/$line/gpu-classpath.txt" compile dependency:build-classpath
# The version that the pom names for this line of Scala; 2.13 stands first.
version=$(sed -n 's|.*<rapids.version>\(.*\)</rapids.version>.*|\1|p' pom.xml | sed -n "$([ $scala = 2.13 ] && echo 1 || echo 2)p")
rapids=${MAVEN_REPOSITORY:-$HOME/.m2/repository}/com/nvidia/rapids-4-spark_$scala/$version/rapids-4-spark_$scala-$version-cuda12.jar
if [ ! -f "$rapids" ]; then
  # The package names a parent that is in no repository, and Maven brings nothing of which it has not read the parent.
  printf '<project><modelVersion>4.0.0</modelVersion><groupId>com.nvidia</groupId><artifactId>%s</artifactId><version>%s</version><packaging>pom</packaging></project>' \
    "$parent" "$version" > "$line/rapids-parent.pom"
  $mvn -q install:install-file -Dfile="$line/rapids-parent.pom" -DpomFile="$line/rapids-parent.pom"
  $mvn -q "$@" -Prapids dependency:get
fi
classpath="$line/classes:$(cat "$line/gpu-classpath.txt"):$rapids"
"${JAVA_HOME:+$JAVA_HOME/bin/}javac" -proc:none -nowarn -d "$classes" -cp "$classpath" \
  bench/selection/MadeWorkspace.java src/test/gpu-plan/*.java
mapfile -t opens < <(grep -v '^#' jobs/java-options)
export SPARK_LOCAL_IP=${SPARK_LOCAL_IP:-127.0.0.1}
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx"${TWT_HEAP:-2g}" "${opens[@]}" -cp "$classes:$classpath" GpuPlanCheck ${GPU_PLAN_RULES:+"$GPU_PLAN_RULES"}
