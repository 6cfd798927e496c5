#!/usr/bin/env bash
# Students on the closed tiny world at equal training tokens, as docs/protocol.md lays down.
#   bench/habit.sh            all of it, in the protocol's order, then the tables; killed and said again, it goes on
#   bench/habit.sh added      what docs/protocol.md added after its first table: 43 students, and one again
#   bench/habit.sh seeds      what it added next: every method with five seeds, and three at half the tokens
#   bench/habit.sh stages     lengths of stages, a rate for each, other ways of shortening, on the development questions
#   bench/habit.sh staged     what was chosen there, on the test questions
#   bench/habit.sh methods    twt against other methods, and ours without a part of it
#   bench/habit.sh teachers   bad teachers: one or two of them, and how their answers are chosen
#   bench/habit.sh tokens     twt and answer-only at half and twice the tokens
#   bench/habit.sh kept       one, two and three answers kept a question
#   bench/habit.sh tables     the tables of the students that are there
#   bench/habit.sh plan       sets, and epochs and tokens of every method; trains nobody
#   bench/habit.sh dev        the choice of the learning rate, on the development questions
# HABIT_SEEDS="1, 2" are the seeds of the middle four, HABIT_METHODS="twt, gradual", HABIT_TEACHERS="ben-all ben-eve-random",
# HABIT_BUDGETS="850000" and HABIT_KEPT="2" what is trained of each. HABIT_CORES=1 students at a time, with one thread each. The last
# line of tables is one JSON object. Everything is in target/habit (HABIT_OUT); delete it to begin anew.
set -euo pipefail
cd "$(dirname "$0")/.."
# The protocol's numbers.
questions=${HABIT_QUESTIONS:-6000}
test=${HABIT_TEST:-500}
budget=${HABIT_TOKENS:-1700000}
rate=${HABIT_RATE:-2e-3}
rates=${HABIT_RATES:-1e-3, 2e-3, 4e-3}
seeds=${HABIT_SEEDS:-1, 2, 3}
all="twt, answer-only, without-compression, full-reasoning, step-by-step, gradual, tinyllm, sequence-kd, compressed-only, single-teacher, without-dcrs"
# Those whose student writes the answer alone.
short="twt, answer-only, without-compression, step-by-step, tinyllm, gradual, self-distillation, single-teacher, without-dcrs"
methods=${HABIT_METHODS:-$all, self-distillation}
out=${HABIT_OUT:-target/habit}
built=target/spark-${TWT_SPARK_LINE:-4.0}
classes=$built/bench-habit
classpath="$classes:$built/classes:$(cat "$built/classpath.txt")"
export OMP_NUM_THREADS=${OMP_NUM_THREADS:-1} OMP_WAIT_POLICY=PASSIVE DJL_OFFLINE=true SPARK_LOCAL_IP=${SPARK_LOCAL_IP:-127.0.0.1}
mapfile -t opens < <(grep -v '^#' jobs/java-options)

program() { # CLASS ARGUMENT...
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx"${TWT_HEAP:-512m}" "${opens[@]}" \
    -Dlog4j2.configurationFile=classpath:dev/twt/job/log4j2.properties -cp "$classpath" "$@"
}

once() { # NAME COMMAND...: not again once it has ended well
  [ -f "$out/.done-$1" ] || { "${@:2}" && touch "$out/.done-$1"; }
}

train() { # WORKSPACE TOKENS NAME METHODS: a step of HabitRun
  echo "train $1 $2 $3 ${4// /} ${seeds// /} $rate"
}

steps() { # COMMAND...: what it says is done, in one JVM
  {
    echo "choose run ada,ben,eve ${all// /}"
    "$@"
  } > "$out/steps"
  TWT_HEAP=1500m program HabitRun "$out" < "$out/steps"
}

answerers() { # PREFIX...: the last stages of the students that are done
  local prefix student last
  for prefix in "$@"; do
    for student in "$out"/run/students/"$prefix"-*/student.json; do
      [ -f "$student" ] || continue
      last=$(grep -o '"stage" : "[^"]*"' "$student" | tail -1 | cut -d'"' -f4)
      echo "$(basename "$(dirname "$student")")/$last"
    done
  done | paste -sd,
}

prepared() {
  mkdir -p "$out" "$classes"
  "${JAVA_HOME:+$JAVA_HOME/bin/}javac" -proc:none -nowarn -d "$classes" -cp "$classpath" bench/habit/*.java
  cat conf/demo/world.conf bench/habit/habit.conf | sed "s#target/habit/#$out/#g" > "$out/run.conf"
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
  for seed in 1 2 3 4 5 9 10; do
    once "base-$seed" jobs/twt toy model --out "$out/base-$seed" --seed "$seed" --layers 4 --width 96
  done
}

# A workspace of recorded answers of some teachers, chosen by another rule. Its students stand beside the others, so that all are
# asked at once.
chosen() { # NAME "TEACHERS" SELECTION
  {
    # Of the teachers' lines those of others are left out.
    awk -v taught=" $2 " '!/^  (ada|ben|eve)\.model/ || index(taught, " " substr($1, 1, 3) " ")' "$out/run.conf"
    printf 'workspace = %s\ntrain { work-dir = %s, method-teacher = "" }\n%s\n' "$out/$1" "$out/run" "$3"
  } > "$out/$1.conf"
  echo "choose $1 ${2// /,} twt,without-dcrs"
}

by() { # PRESET [THRESHOLD]: a rule of selection that keeps one answer a question
  printf 'selection = null\nselection { preset = %s, diversity { similarity = words, k = 1 } }\n' "$1"
  [ -z "${2:-}" ] || echo "selection.quality.threshold = $2"
}

teachers() { # NAME...
  local name
  for name in "$@"; do
    case $name in
      ben-all | ben-confidence) chosen ben "ben" "$(by paper 0.6)" ;;
      eve-all | eve-confidence) chosen eve "eve" "$(by paper 0.6)" ;;
      ben-eve-random | ben-eve-agreement) chosen ben-eve "ben eve" "$(by agreement)" ;;
      ben-eve-confidence) chosen "$name" "ben eve" "$(by paper 0.6)" ;;
      ben-eve-verified) chosen "$name" "ben eve" "$(by verified)" ;;
    esac
    case $name in
      ben-all | eve-all) train "${name%-all}" "$budget" "teachers-$name" without-dcrs ;;
      ben-confidence | eve-confidence) train "${name%-confidence}" "$budget" "teachers-$name" twt ;;
      ben-eve-random) train ben-eve "$budget" "teachers-$name" without-dcrs ;;
      ben-eve-agreement) train ben-eve "$budget" "teachers-$name" twt ;;
      *) train "$name" "$budget" "teachers-$name" twt ;;
    esac
  done
}

tokens() { # BUDGET...
  local its
  for its in "$@"; do
    train run "$its" "tokens-$its" "twt, answer-only"
  done
}

kept() { # K...
  local k
  for k in "$@"; do
    chosen "kept-$k" "ada ben eve" "selection.diversity { k = $k, method = farthest-first }"
    train "kept-$k" "$budget" "kept-$k" twt
  done
}

# About 0.53 million tokens: epochs of stages full, compressed and free, rates, and how rationales get shorter.
few=$((budget * 5 / 16))

staged() { # NAME METHOD FULL COMPRESSED FREE [RATE [KEY=VALUE]...]
  local epochs="grid.settings.$2.stage-epochs"
  echo "train run $few ${of:-stages}-$1 $2 ${seeds// /} ${6:-1e-3} $epochs={full=$3,compressed=$4,free=$5} ${*:7}"
}

stages() {
  local own="grid.settings.twt.stage-learning-rates"
  staged usual twt 1 1 4
  # A rate for all stages, and for one.
  staged rate-2e-3 twt 1 1 4 2e-3
  staged rate-full twt 1 1 4 1e-3 "$own.full=2e-3"
  staged rate-compressed twt 1 1 4 1e-3 "$own.compressed=2e-3"
  staged rate-free twt 1 1 4 1e-3 "$own.free=2e-3"
  # Lengths.
  staged lengths-1-2-3 twt 1 2 3
  staged lengths-1-3-1 twt 1 3 1
  staged lengths-2-1-2 twt 2 1 2
  staged lengths-2-2-1 twt 2 2 1
  # Shortening: the first of three steps is left out before the second is, or it alone.
  gently
  echo "train gently $few stages-gently twt ${seeds// /} 1e-3 $(gentle twt)"
  echo "train gently $few stages-less twt ${seeds// /} 1e-3" \
    "grid.settings.twt.stages=[full,compressed-1,free]" "grid.settings.twt.stage-epochs={full=1,compressed-1=1,free=4}"
  # What was best of them, together.
  staged both twt 1 2 3 1e-3 "$own.full=2e-3"
  chosen_stages stages-three twt
}

gently() { # the workspace of rationales that get shorter in two stages
  chosen gently "ada ben eve" "compress.budgets = [0.75, 0.5], train.stages = [full, compressed-1, compressed-2, free]"
}

gentle() { # METHOD: settings
  echo "grid.settings.$1.stage-epochs={full=1,compressed-1=1,compressed-2=1,free=2}"
}

chosen_stages() { # STUDENTS METHOD: as docs/protocol.md chose
  echo "train gently $few $1 $2 ${seeds// /} 1e-3 $(gentle "$2") grid.settings.$2.stage-learning-rates.full=2e-3" \
    train.method-teacher=ada
}

# What was chosen, on the test questions.
tested() {
  gently
  chosen_stages staged-chosen twt
  chosen_stages staged-chosen single-teacher
  chosen_stages staged-chosen self-distillation
  of=staged staged usual twt 1 1 4
  echo "train run $few staged-alone answer-only ${seeds// /} 1e-3"
}

with_ben="ben-eve-agreement ben-eve-random ben-all ben-eve-verified ben-eve-confidence ben-confidence"
with_eve="eve-all eve-confidence"

asked() { # QUESTIONS NAME...: those students that are done; nobody is asked twice
  local questions=$1
  shift
  jobs/twt evaluate --config "$out/run.conf" --quiet --questions "$out/world/$questions.jsonl" \
    --answerers "ada,ben,eve,$(answerers "$@")" > "$out/evaluate.txt"
}

table() { # TITLE PATTERN [FIRST:SECOND]...
  echo "$1"
  program HabitTable "$out/run/evaluations/metrics.json" "$budget tokens a student, rate $rate, one core" "${@:2}"
}

tables() {
  local half=tokens-$((budget / 2)) its=$((budget / 2))-1e-3
  asked unseen habit rates teachers tokens kept
  table "teachers" teachers \
    ben-eve-agreement-twt:ben-eve-random-without-dcrs ben-eve-agreement-twt:ben-all-without-dcrs \
    ben-eve-confidence-twt:ben-eve-random-without-dcrs
  table "tokens" tokens
  table "half the tokens" "$half" twt:answer-only twt:step-by-step twt:tinyllm twt:without-compression
  table "kept" kept
  table "methods" "habit|rates" \
    twt:answer-only twt:step-by-step twt:tinyllm twt:without-compression \
    twt:1e-3-answer-only "$its-twt:$its-answer-only"
}

epochs() { # what is trained, and for how long
  program HabitPlan "$out/run.conf" "$out/run/students/sets-run-sets" "$out/base-1" "$budget" "$out/plan.epochs" \
    "$out/world/questions.jsonl"
}

# The protocol's order. The words of a list are apart on purpose.
first() {
  seeds="1, 2, 3" train run "$budget" habit "twt, answer-only"
  seeds=1 train run "$budget" habit "$all"
  seeds="2, 3" train run "$budget" habit "without-compression, gradual, step-by-step"
  seeds="4, 5" train run "$budget" habit "twt, answer-only"
}

# shellcheck disable=SC2086
added() {
  seeds=1 train run "$budget" habit "twt, single-teacher, without-dcrs, self-distillation"
  seeds=1 teachers $with_ben
  seeds=1 tokens $((budget / 2)) $((budget * 2))
  local seed
  for seed in 2 3; do
    seeds=$seed train run "$budget" habit "single-teacher, without-dcrs, self-distillation"
    seeds=$seed teachers $with_ben
  done
  seeds=1 teachers $with_eve
  seeds=1 kept 2 3
  seeds="2, 3" tokens $((budget / 2)) $((budget * 2))
}

# Every method with five seeds, those first that had no student yet. Students that are there are not trained again.
seeded() {
  seeds="2, 3" tokens $((budget * 2))
  # The rate that the development questions chose for answers alone.
  rate=1e-3 seeds="1, 2, 3, 4, 5" train run "$budget" rates-1e-3 answer-only
  rate=1e-3 seeds="1, 2, 3" train run $((budget / 2)) "rates-$((budget / 2))-1e-3" "twt, answer-only"
  seeds="4, 5" train run "$budget" habit "without-compression, gradual, step-by-step"
  seeds="1, 2, 3, 4, 5" train run "$budget" habit "tinyllm, sequence-kd, full-reasoning, compressed-only"
  seeds="1, 2, 3, 4, 5" train run "$budget" habit "single-teacher, without-dcrs, self-distillation"
  seeds="1, 2, 3" train run $((budget / 2)) "tokens-$((budget / 2))" "$short"
  seeds="1, 2, 3, 4, 5" train run "$budget" habit "twt, answer-only, without-compression, gradual, step-by-step"
}

# shellcheck disable=SC2086
case ${1:-all} in
  dev)
    prepared
    steps true
    epochs
    cat "$out/run.conf" "$out/plan.epochs" > "$out/dev.conf"
    jobs/twt train --config "$out/dev.conf" --grid --set train.name=dev --set "grid.methods=[twt, answer-only]" \
      --set grid.seeds=[9] --set "grid.learning-rates=[$rates]"
    jobs/twt evaluate --config "$out/run.conf" --questions "$out/world/dev.jsonl" --answerers "$(answerers dev)"
    ;;
  plan)
    prepared
    steps true
    epochs
    ;;
  all)
    prepared
    steps first
    steps added
    steps seeded
    tables
    ;;
  seeds)
    prepared
    steps seeded
    tables
    ;;
  added)
    prepared
    steps added
    tables
    ;;
  methods)
    prepared
    steps train run "$budget" habit "$methods"
    ;;
  teachers)
    prepared
    steps teachers ${HABIT_TEACHERS:-$with_ben $with_eve}
    ;;
  tokens)
    prepared
    steps tokens ${HABIT_BUDGETS:-$((budget / 2)) $((budget * 2))}
    ;;
  kept)
    prepared
    steps kept ${HABIT_KEPT:-2 3}
    ;;
  stages)
    prepared
    seeds="9, 10" steps stages
    asked dev stages
    table "stages, development questions" stages
    ;;
  staged)
    prepared
    seeds="1, 2, 3, 4, 5" steps tested
    asked unseen staged
    table "stages" staged chosen-twt:usual-twt chosen-twt:chosen-single-teacher chosen-twt:chosen-self-distillation \
      chosen-twt:alone-answer-only
    ;;
  table | tables) tables ;;
  *)
    echo "bench/habit.sh [added|seeds|stages|staged|methods|teachers|tokens|kept|tables|plan|dev]" >&2
    exit 2
    ;;
esac
