"""Trains one stage with TRL's SFTTrainer, as twt train starts it: train.command = [python, jobs/train/trl_sft.py].

Everything it needs stands in the environment, see docs/training.md. Needs jobs/train/requirements.txt.

One LoRA adapter goes through all stages: the first stage makes it, each further one goes on with the adapter that the stage
before left. TWT_MODEL_OUT gets the adapter in PEFT's form and the tokenizer; the base model is never changed. The loss is
taken on the completion alone. After each epoch a checkpoint is written; started again, training goes on from the last one.

MICRO_BATCH: examples that are on the device at once (default: all of TWT_BATCH_SIZE); it has to divide TWT_BATCH_SIZE.
"""

import os
import pathlib

import torch
from datasets import load_dataset
from peft import LoraConfig, PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer
from transformers.trainer_utils import get_last_checkpoint
from trl import SFTConfig, SFTTrainer

given = os.environ
base, model_in, out = given["TWT_BASE_MODEL"], given["TWT_MODEL_IN"], given["TWT_MODEL_OUT"]
batch = int(given["TWT_BATCH_SIZE"])
micro = int(given.get("MICRO_BATCH") or batch)
if micro < 1 or batch % micro:
    raise SystemExit(f"MICRO_BATCH={micro} does not divide TWT_BATCH_SIZE={batch}")

tokenizer = AutoTokenizer.from_pretrained(base)
gpu = torch.cuda.is_available()
half = gpu and torch.cuda.is_bf16_supported()
model = AutoModelForCausalLM.from_pretrained(base, dtype=torch.bfloat16 if half else torch.float32)
lora = None
if (pathlib.Path(model_in) / "adapter_config.json").exists():
    model = PeftModel.from_pretrained(model, model_in, is_trainable=True)
else:
    lora = LoraConfig(
        r=int(given["TWT_LORA_R"]),
        lora_alpha=float(given["TWT_LORA_ALPHA"]),
        lora_dropout=float(given["TWT_LORA_DROPOUT"]),
        target_modules="all-linear",
        task_type="CAUSAL_LM",
    )

files = {"train": given["TWT_TRAIN_FILE"]}
if given["TWT_HELD_OUT_FILE"]:
    files["held_out"] = given["TWT_HELD_OUT_FILE"]
# Read anew each time: a cache would keep the examples of an earlier set.
data = load_dataset("json", data_files=files, cache_dir=str(pathlib.Path(given["TWT_CHECKPOINTS"]) / "data"))

if "weight" in data["train"].column_names:
    raise SystemExit(
        f"train.method = {given['TWT_METHOD']} weighs its examples, and TRL's trainer has one weight for all:"
        " train in the JVM (train.backend = jvm), or with a trainer of yours that reads weight and objective"
    )

settings = SFTConfig(
    output_dir=given["TWT_CHECKPOINTS"],
    num_train_epochs=int(given["TWT_EPOCHS"]),
    learning_rate=float(given["TWT_LEARNING_RATE"]),
    per_device_train_batch_size=micro,
    per_device_eval_batch_size=micro,
    gradient_accumulation_steps=batch // micro,
    max_length=int(given["TWT_MAX_LENGTH"]),
    completion_only_loss=True,
    seed=int(given["TWT_SEED"]),
    save_strategy="epoch",
    save_total_limit=1,
    eval_strategy="epoch" if "held_out" in data else "no",
    logging_steps=1 if len(data["train"]) < 100 * batch else 10,
    disable_tqdm=True,
    report_to="none",
    use_cpu=not gpu,
    bf16=half,
)
trainer = SFTTrainer(
    model=model,
    args=settings,
    train_dataset=data["train"],
    eval_dataset=data.get("held_out"),
    processing_class=tokenizer,
    peft_config=lora,
)
trainer.train(resume_from_checkpoint=get_last_checkpoint(given["TWT_CHECKPOINTS"]))
trainer.save_model(out)
tokenizer.save_pretrained(out)
print(f"stage {given['TWT_STAGE']}: adapter in {out}", flush=True)
