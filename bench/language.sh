#!/usr/bin/env bash
# The methods beside each other on real language, at equal training tokens, as docs/protocol-language.md lays down. TWT_DATA
# names the folder that holds commonsenseqa/ and commonsenseqa_teachers/.
#   bench/language.sh          all of it; killed and said again, it goes on
#   bench/language.sh plan     sets, and epochs and tokens of every method; trains nobody
#   bench/language.sh pilot    the choice of the learning rate, on questions that are not the test's
#   bench/language.sh table    asks the students that are there what they were not asked yet, and prints the table
# The last line of the first and last is one JSON object. Everything is in target/language; delete it to begin anew.
set -euo pipefail
cd "$(dirname "$0")/.."
: "${TWT_DATA:?is not set: name the folder that holds commonsenseqa/ and commonsenseqa_teachers/}"
# The protocol's numbers.
questions=${LANGUAGE_QUESTIONS:-240}
test=${LANGUAGE_TEST:-300}
budget=${LANGUAGE_TOKENS:-48000}
rate=${LANGUAGE_RATE:-2e-3}
rates=${LANGUAGE_RATES:-5e-4, 2e-3}
# So many students at once, with a thread each.
students=${LANGUAGE_STUDENTS:-2}
all="twt, answer-only, full-reasoning, step-by-step, tinyllm"
# What is trained, in this order: methods and seeds of each line. A line may name what is done already.
order=(
  "twt, answer-only:1, 2, 3"
  "full-reasoning, step-by-step, tinyllm:1"
)
[ -z "${LANGUAGE_ORDER:-}" ] || order=("$LANGUAGE_ORDER")
out=target/language
built=target/spark-${TWT_SPARK_LINE:-4.0}
classes=$built/bench-language
classpath="$classes:$built/classes:$(cat "$built/classpath.txt")"
conf=$out/language.conf
export TWT_DATA OMP_NUM_THREADS=${OMP_NUM_THREADS:-1} OMP_WAIT_POLICY=PASSIVE DJL_OFFLINE=true
export SPARK_LOCAL_IP=${SPARK_LOCAL_IP:-127.0.0.1}
mapfile -t opens < <(grep -v '^#' jobs/java-options)

program() { # CLASS ARGUMENT...
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx1g "${opens[@]}" -cp "$classpath" "$@" 2> "$out/$1.log"
}

once() { # NAME COMMAND...: not again once it has ended well
  [ -f "$out/.done-$1" ] || { "${@:2}" && touch "$out/.done-$1"; }
}

# Sets are written as a grid writes them, by students that learn nothing.
sets() {
  jobs/twt train --config "$conf" --grid --quiet --set train.name=sets --set "grid.methods=[$all]" --set grid.seeds=[1] \
    --set train.base-model=none --set 'train.command=[sh, -c, "touch $TWT_MODEL_OUT/none"]'
}

prepared() {
  mkdir -p "$out" "$classes"
  "${JAVA_HOME:+$JAVA_HOME/bin/}javac" -proc:none -nowarn -d "$classes" -cp "$classpath" bench/language/*.java
  {
    cat bench/language/language.conf
    echo "questions.limit = $questions"
  } > "$conf"
  # What the teachers answered is read by letter, as they were asked, and learned in words.
  once letters jobs/twt import --config bench/criteria/commonsenseqa-train.conf --set "workspace=$out/letters" \
    --set "questions.limit=$questions"
  once words program WordAnswers "$TWT_DATA" "$out/letters" "$out" "$test" 200
  once import jobs/twt import --config "$conf"
  once select jobs/twt select --config "$conf"
  once compress jobs/twt compress --config "$conf"
  once sets sets
  {
    cat "$conf"
    echo "grid.methods = [$all]"
  } > "$out/$budget.conf"
  program LanguagePlan "$out/$budget.conf" "$out/run/students/sets-sets" "$budget" "$out/$budget.epochs"
  cat "$out/$budget.epochs" >> "$out/$budget.conf"
}

train() { # METHODS SEEDS
  jobs/twt train --config "$out/$budget.conf" --grid --set "train.learning-rate=$rate" --set "grid.methods=[$1]" \
    --set "grid.seeds=[$2]" --set "spark.master=local[$students]"
}

# The last stages of the students that are done, and the model as it was, all asked in the same words in a workspace of its own.
ask() {
  local student stage name names=base
  cp "$conf" "$out/ask.conf"
  for student in "$out"/run/students/language-*/student.json; do
    [ -f "$student" ] || continue
    stage=$(grep -o '"stage" : "[^"]*"' "$student" | tail -1 | cut -d'"' -f4)
    student=$(dirname "$student")
    name=${student##*/language-}
    names+=", $name"
    echo "evaluate.models.\"$name\" = \${evaluate.models.base} { model = \"$student/$stage/model\" }" >> "$out/ask.conf"
  done
  jobs/twt evaluate --config "$out/ask.conf" --set "workspace=$out/asked" --set "evaluate.answerers=[$names]" \
    --set "evaluate.short-prompts=[$names]" --set "spark.master=local[$students]"
}

case ${1:-all} in
  pilot)
    prepared
    jobs/twt train --config "$out/$budget.conf" --grid --set train.name=pilot --set grid.methods=[answer-only] \
      --set grid.seeds=[1] --set "grid.learning-rates=[$rates]"
    ;;
  plan)
    prepared
    ;;
  all)
    prepared
    for part in "${order[@]}"; do
      # Students that fail are told and counted; the others go on.
      train "${part%%:*}" "${part##*:}" || [ $? -eq 2 ]
    done
    "$0" table
    ;;
  table)
    ask > "$out/evaluate.txt"
    program LanguageTable "$out/asked/evaluations/answers" "$budget tokens a student, rate $rate"
    ;;
  *)
    echo "bench/language.sh [plan|pilot|table]" >&2
    exit 2
    ;;
esac
