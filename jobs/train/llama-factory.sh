#!/usr/bin/env bash
# Trains one stage with LLaMA-Factory, as twt train starts it: train.command = [jobs/train/llama-factory.sh].
# Everything it needs stands in the environment, see docs/training.md; llamafactory-cli and python have to be on the PATH.
# One LoRA adapter goes through all stages: each further one goes on with the adapter that the stage before left.
# LLAMA_FACTORY_TEMPLATE names the chat template in LLaMA-Factory's words (default qwen3_nothink); it has to fit the model.
# MICRO_BATCH: examples that are on the device at once (default 1); it has to divide TWT_BATCH_SIZE.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$TWT_CHECKPOINTS/llama-factory
mkdir -p "$work/out"

# The sets in LLaMA-Factory's sharegpt form, and its configuration.
python - "$here/llama-factory.yaml" "$work" <<'PYTHON'
import json, os, pathlib, string, sys

template, work = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
given = dict(os.environ)
batch = int(given["TWT_BATCH_SIZE"])
micro = int(given.get("MICRO_BATCH") or 1)
if micro < 1 or batch % micro:
    raise SystemExit(f"MICRO_BATCH={micro} does not divide TWT_BATCH_SIZE={batch}")

tags = {"role_tag": "role", "content_tag": "content", "user_tag": "user", "assistant_tag": "assistant", "system_tag": "system"}
info = {}
for name, file in (("twt", given["TWT_TRAIN_FILE"]), ("twt_held_out", given["TWT_HELD_OUT_FILE"])):
    if file:
        with open(file, encoding="utf-8") as rows, open(work / f"{name}.jsonl", "w", encoding="utf-8") as out:
            for row in map(json.loads, rows):
                if "weight" in row:
                    raise SystemExit(
                        f"train.method = {given['TWT_METHOD']} weighs its examples, and LLaMA-Factory has one weight for"
                        " all: train in the JVM (train.backend = jvm), or with a trainer of yours that reads weight and"
                        " objective"
                    )
                out.write(json.dumps({"messages": row["prompt"] + row["completion"]}, ensure_ascii=False) + "\n")
        info[name] = {"file_name": f"{name}.jsonl", "formatting": "sharegpt", "columns": {"messages": "messages"}, "tags": tags}
(work / "dataset_info.json").write_text(json.dumps(info, indent=2))

text = string.Template(template.read_text(encoding="utf-8")).substitute(
    given,
    WORK=work,
    MICRO=micro,
    ACCUMULATION=batch // micro,
    TEMPLATE=given.get("LLAMA_FACTORY_TEMPLATE", "qwen3_nothink"),
)
if (pathlib.Path(given["TWT_MODEL_IN"]) / "adapter_config.json").exists():
    text += f"adapter_name_or_path: {json.dumps(given['TWT_MODEL_IN'])}\n"
if "twt_held_out" in info:
    text += "eval_dataset: twt_held_out\neval_strategy: epoch\n"
checkpoints = sorted((work / "out").glob("checkpoint-*"), key=lambda path: int(path.name.split("-")[1]))
if checkpoints:
    text += f"resume_from_checkpoint: {json.dumps(str(checkpoints[-1]))}\n"
(work / "train.yaml").write_text(text, encoding="utf-8")
PYTHON

llamafactory-cli train "$work/train.yaml"
# The adapter and its tokenizer, without the checkpoints and the trainer's own state.
find "$work/out" -maxdepth 1 -type f ! -name 'trainer_*' ! -name 'training_args.bin' -exec cp {} "$TWT_MODEL_OUT/" \;
