#!/usr/bin/env bash
# A real Spark distribution for tests: fetch.sh 4.0|3.5 makes target/spark-home-LINE, once. The Python package pyspark holds
# Spark's jars and scripts whole; it is downloaded by pip as the source archive, its sum checked and unpacked, not installed.
# PYSPARK_DIR names a folder with the archives, for machines that are offline.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
line=${1:-4.0}
case $line in
  4.0) version=4.0.1 cloud=2.13:4.0.1 sum=9d1f22d994f60369228397e3479003ffe2dd736ba79165003246ff7bd48e2c73 ;;
  3.5) version=3.5.6 cloud=2.12:3.5.5 sum=f8b1c4360e41ab398c64904fae08740503bcb6bd389457d659fa6d9f2952cc48 ;;
  *) echo "fetch.sh: no distribution for Spark $line; say 4.0 or 3.5" >&2; exit 2 ;;
esac
home=target/spark-home-$line
if [ -x "$home/bin/spark-submit" ] && [ "$(cat "$home/SUM" 2> /dev/null)" = "$sum" ]; then
  exit 0
fi
archives=${PYSPARK_DIR:-target/spark-home-archives}
archive=$archives/pyspark-$version.tar.gz
if [ ! -f "$archive" ]; then
  echo "Downloading pyspark $version with pip (300 to 430 MB)" >&2
  python3 -m pip download -q --no-deps --no-binary :all: --dest "$archives" "pyspark==$version"
fi
echo "$sum  $archive" | sha256sum --check --quiet
rm -rf "$home.new"
mkdir -p "$home.new"
tar xzf "$archive" -C "$home.new" --strip-components=2 "pyspark-$version/deps/jars" "pyspark-$version/deps/bin"
# spark-submit of the source archive has lost its right to be executed in some versions.
chmod +x "$home.new"/bin/*
# The magic committer's other half, which no distribution brings. Without it one test is skipped.
${MVN:-mvn -B -ntp} -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
  -Dartifact="org.apache.spark:spark-hadoop-cloud_$cloud" -DoutputDirectory="$PWD/$home.new/cloud" ||
  { rm -rf "$home.new/cloud"; echo "fetch.sh: no spark-hadoop-cloud: the magic committer will not be tried" >&2; }
echo "$sum" > "$home.new/SUM"
rm -rf "$home"
mv "$home.new" "$home"
echo "Spark $version is in $home"
