#!/usr/bin/env bash
# The methods against each other on the closed tiny world, at equal training tokens, as docs/protocol.md lays down.
#   bench/habit.sh          all of it; killed and said again, it goes on
#   bench/habit.sh plan     sets, and epochs and tokens of every method; trains nobody
#   bench/habit.sh dev      the choice of the learning rate, on the development questions
#   bench/habit.sh table    the table of the students that are there
# The last line of the first and third is one JSON object. Everything is in target/habit; delete it to begin anew.
set -euo pipefail
cd "$(dirname "$0")/.."
# The protocol's numbers.
questions=${HABIT_QUESTIONS:-6000}
test=${HABIT_TEST:-500}
budget=${HABIT_TOKENS:-1700000}
rate=${HABIT_RATE:-2e-3}
rates=${HABIT_RATES:-1e-3, 2e-3, 4e-3}
all="twt, answer-only, without-compression, full-reasoning, step-by-step, gradual, tinyllm, sequence-kd, compressed-only, single-teacher, without-dcrs"
# What is trained, in this order: methods and seeds of each line. A line may name what is done already.
order=(
  "twt, answer-only:1, 2, 3"
  "$all:1"
  "without-compression, gradual, step-by-step:2, 3"
  "twt, answer-only:4, 5"
)
[ -z "${HABIT_ORDER:-}" ] || order=("$HABIT_ORDER")
out=target/habit
built=target/spark-${TWT_SPARK_LINE:-4.0}
classes=$built/bench-habit
classpath="$classes:$built/classes:$(cat "$built/classpath.txt")"
export OMP_NUM_THREADS=${OMP_NUM_THREADS:-1} OMP_WAIT_POLICY=PASSIVE DJL_OFFLINE=true
mapfile -t opens < <(grep -v '^#' jobs/java-options)

program() { # CLASS ARGUMENT...
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx512m "${opens[@]}" -cp "$classpath" "$@"
}

once() { # NAME COMMAND...: not again once it has ended well
  [ -f "$out/.done-$1" ] || { "${@:2}" && touch "$out/.done-$1"; }
}

configured() { # the configuration with the epochs that spend the budget
  cat conf/demo/world.conf bench/habit/habit.conf > "$out/$budget.conf"
  program HabitPlan "$out/$budget.conf" "$out/run/students/sets-sets" "$out/base-1" "$budget" "$out/$budget.epochs"
  cat "$out/$budget.epochs" >> "$out/$budget.conf"
}

# Sets are written as a grid writes them, by students that learn nothing.
sets() {
  jobs/twt train --config "$out/world.conf" --grid --quiet --set train.name=sets --set grid.methods="[$all]" \
    --set grid.seeds=[1] --set train.base-model=none --set 'train.command=[sh, -c, "touch $TWT_MODEL_OUT/none"]'
}

train() { # METHODS SEEDS
  jobs/twt train --config "$out/$budget.conf" --grid --set "train.learning-rate=$rate" --set "grid.methods=[$1]" \
    --set "grid.seeds=[$2]"
}

answerers() { # PREFIX: the last stages of the students that are done
  local student last
  for student in "$out"/run/students/"$1"-*/student.json; do
    [ -f "$student" ] || continue
    last=$(grep -o '"stage" : "[^"]*"' "$student" | tail -1 | cut -d'"' -f4)
    echo "$(basename "$(dirname "$student")")/$last"
  done | paste -sd,
}

prepared() {
  mkdir -p "$out" "$classes"
  "${JAVA_HOME:+$JAVA_HOME/bin/}javac" -proc:none -nowarn -d "$classes" -cp "$classpath" bench/habit/*.java
  cat conf/demo/world.conf bench/habit/habit.conf > "$out/world.conf"
  once world jobs/twt toy world --out "$out/world" --seed 1 --questions $((questions + test)) --test $((2 * test))
  # The last of them are nobody's to learn from.
  [ -f "$out/world/dev.jsonl" ] || {
    tail -n "$test" "$out/world/questions.jsonl" > "$out/world/dev.jsonl"
    head -n "$questions" "$out/world/questions.jsonl" > "$out/world/first.jsonl"
    mv "$out/world/first.jsonl" "$out/world/questions.jsonl"
  }
  # The first are those of make demo, which its table was made of.
  [ -f "$out/world/unseen.jsonl" ] || tail -n "$test" "$out/world/test.jsonl" > "$out/world/unseen.jsonl"
  local seed
  for seed in 1 2 3 4 5 9; do
    once "base-$seed" jobs/twt toy model --out "$out/base-$seed" --seed "$seed" --layers 4 --width 96
  done
  once generate jobs/twt generate --config "$out/world.conf"
  once select jobs/twt select --config "$out/world.conf"
  once compress jobs/twt compress --config "$out/world.conf"
  once sets sets
}

case ${1:-all} in
  dev)
    prepared
    configured
    jobs/twt train --config "$out/$budget.conf" --grid --set train.name=dev --set "grid.methods=[twt, answer-only]" \
      --set grid.seeds=[9] --set "grid.learning-rates=[$rates]"
    jobs/twt evaluate --config "$out/$budget.conf" --questions "$out/world/dev.jsonl" --answerers "$(answerers dev)"
    ;;
  plan)
    prepared
    configured
    ;;
  all)
    prepared
    configured
    for part in "${order[@]}"; do
      # Students that fail are told and counted; the others go on.
      train "${part%%:*}" "${part##*:}" || [ $? -eq 2 ]
    done
    "$0" table
    ;;
  table)
    jobs/twt evaluate --config "$out/$budget.conf" --quiet --answerers "ada,ben,eve,$(answerers habit)" > "$out/evaluate.txt"
    program HabitTable "$out/run/evaluations/metrics.json" "$budget tokens a student, rate $rate, one core"
    ;;
  *)
    echo "bench/habit.sh [plan|dev|table]" >&2
    exit 2
    ;;
esac
