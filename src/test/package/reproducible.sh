#!/usr/bin/env bash
# Whether the packaged jars are the same to the byte wherever and whenever they are built: what is committed is built in two
# fresh folders, the second under another name, umask, time zone and language, and the sums are compared. Arguments go to
# Maven: -Dspark35 for the other Spark line. Ends with 1 where they differ, and names the entries.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
mvn=${MVN:-mvn -B -ntp}
line=4.0
case " $* " in *" -Dspark35 "*) line=3.5 ;; esac
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
for copy in one two/deeper; do
  mkdir -p "$root/$copy"
  git archive HEAD | tar x -C "$root/$copy"
done
package=(-q "$@" -Dmaven.test.skip=true -Dmdep.analyze.skip=true -Dspotless.check.skip=true -Passembly package)
(cd "$root/one" && $mvn "${package[@]}")
(cd "$root/two/deeper" && umask 077 && TZ=Pacific/Auckland LC_ALL=C $mvn "${package[@]}")
different=0
for jar in "$root/one/target/spark-$line"/*.jar; do
  other=$root/two/deeper/target/spark-$line/${jar##*/}
  if cmp -s "$jar" "$other"; then
    sha256sum "$jar" | sed "s| .*/|  |"
  else
    different=1
    echo "${jar##*/} differs:"
    diff <(unzip -lv "$jar" | sort) <(unzip -lv "$other" | sort) | head -n 20 || true
  fi
done
exit $different
