#!/usr/bin/env bash
# What decontamination finds between published sets, and how long it takes: one `twt plan` a line, of which the table
# gives the whole wall time, start of the JVM and of Spark included. TWT_DATA names the folder of the sets. Arguments are
# the names of lines to run (all without).
set -euo pipefail
cd "$(dirname "$0")/.."
: "${TWT_DATA:?names the folder with gsm8k/, gsm8k_backward/, commonsenseqa/, svamp/, mawps/}"
line=target/spark-${TWT_SPARK_LINE:-4.0}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
wanted=" $* "

plan() { # name, questions, fields, evaluation set, fields, ngram, overlap
  checked "$1" "$2" "$3" "decontaminate { sets = [ { name = set, path = \"$4\", fields { $5 } } ], ngram = $6, overlap = $7 }" \
    "$6, $7" 'in evaluation sets?'
}

duplicates() { # name, questions, fields
  checked "$1" "$2" "$3" 'decontaminate.near-duplicates = drop' 'near duplicates, 0.8' 'near duplicates?'
}

checked() { # name, questions, fields, what is looked for, how, what is counted
  [[ $wanted == "  " || $wanted == *" $1 "* ]] || return 0
  cat > "$work/run.conf" <<CONF
workspace = $work/ws
questions { paths = ["$2"], fields { $3 } }
task.default-type = math
teachers.nobody { backend = openai, model = none, endpoint.urls = "http://127.0.0.1:9/v1" }
$4
CONF
  said "$1" "$5" "$6"
}

said() { # name, how, what is counted
  local begin end said
  begin=$(date +%s%N)
  said=$(jobs/twt plan --config "$work/run.conf" 2>&1) || { echo "$said" >&2; return 1; }
  end=$(date +%s%N)
  local asked found
  asked=$(grep -oE '^[0-9,]+ questions' <<<"$said" | head -1)
  found=$(grep -oE "^[0-9,]+ questions? (is|are|stands?) $3" <<<"$said" | grep -oE '^[0-9,]+' || echo 0)
  printf '| %s | %s | %s | %s | %.0f |\n' "$1" "$asked" "$2" "$found" "$(((end - begin) / 1000000))e-3"
}

gsm8k=$TWT_DATA/gsm8k
echo '| questions against set | questions | ngram, overlap | found | seconds |'
echo '|---|---|---|---:|---:|'
plan gsm8k-train-test "$gsm8k/train.jsonl.gz" 'gold = answer' "$gsm8k/test.jsonl.gz" '' 13 0.7
plan gsm8k-train-test-8 "$gsm8k/train.jsonl.gz" 'gold = answer' "$gsm8k/test.jsonl.gz" '' 8 0.5
plan gsm8k-train-backward-8 "$gsm8k/train.jsonl.gz" 'gold = answer' "$TWT_DATA/gsm8k_backward/GSM8K_Backward.jsonl.gz" '' 8 0.5
plan gsm8k-test-backward "$gsm8k/test.jsonl.gz" 'gold = answer' "$TWT_DATA/gsm8k_backward/GSM8K_Backward.jsonl.gz" '' 13 0.7
plan commonsenseqa-train-dev "$TWT_DATA/commonsenseqa/train_rand_split.jsonl.gz" 'question = question.stem, choices = question.choices' \
  "$TWT_DATA/commonsenseqa/dev_rand_split.jsonl" 'question = question.stem, choices = question.choices' 13 0.7
cat "$TWT_DATA"/mawps/*.jsonl > "$work/mawps.jsonl"
plan svamp-mawps-8 "$TWT_DATA/svamp/SVAMP.json" 'id = ID, question = "{Body} {Question}"' "$work/mawps.jsonl" 'question = input' 8 0.5
duplicates mawps "$work/mawps.jsonl" 'question = input'
if [[ $wanted == "  " || $wanted == *" made-"* ]]; then
  java -cp "$(cat "$line/classpath.txt")" bench/decontamination/MadeQuestions.java \
    "$gsm8k/train.jsonl.gz" "$work/made.jsonl" 100000 7
  plan made-100000 "$work/made.jsonl" '' "$gsm8k/test.jsonl.gz" '' 13 0.7
  plan made-100000-8 "$work/made.jsonl" '' "$gsm8k/test.jsonl.gz" '' 8 0.5
fi
