"""Reads exports by the libraries they are made for: check.py FOLDER TRAIN HELD_OUT, the counts of examples.

Prints one line a format: what was read by what. Ends with an error where something is not as it should be.
"""

import importlib.machinery
import json
import pathlib
import sys
import tempfile
import types

root, train, held_out = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
counts = {"train": train, "held_out": held_out}
TEMPLATE = "{% for m in messages %}<{{ m['role'] }}>{{ m['content'] }}</s>{% endfor %}{% if add_generation_prompt %}<assistant>{% endif %}"


def same(found, expected, what):
    if found != expected:
        sys.exit(f"{what}: found {found!r}, expected {expected!r}")


def jsonl(folder):
    from datasets import load_dataset

    return load_dataset("json", data_files={side: str(folder / "full" / f"{side}.jsonl") for side in counts})


def tiny_model(texts):
    """A model and a tokenizer that come from nowhere but this file."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel()
    special = ["</s>", "<user>", "<assistant>"]
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    tokenizer.train_from_iterator(
        texts, trainers.BpeTrainer(vocab_size=400, special_tokens=special, initial_alphabet=alphabet)
    )
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="</s>", pad_token="</s>")
    fast.chat_template = TEMPLATE
    config = LlamaConfig(
        vocab_size=len(fast), hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2
    )
    return LlamaForCausalLM(config), fast


def trl():
    from trl import SFTConfig, SFTTrainer
    from trl.data_utils import apply_chat_template, is_conversational

    data = jsonl(root / "trl")
    same({side: len(rows) for side, rows in data.items()}, counts, "TRL's examples")
    example = data["train"][0]
    same(is_conversational(example), True, "trl.data_utils.is_conversational")
    model, tokenizer = tiny_model([row["prompt"][0]["content"] for row in data["train"]])
    text = apply_chat_template(example, tokenizer)
    same(text["prompt"].endswith("<assistant>"), True, "the prompt up to the student's turn")
    same(text["completion"], example["completion"][0]["content"] + "</s>", "the completion")
    with tempfile.TemporaryDirectory() as out:
        settings = SFTConfig(output_dir=out, max_steps=1, use_cpu=True, report_to="none", save_strategy="no")
        trainer = SFTTrainer(
            model=model,
            args=settings,
            train_dataset=data["train"],
            eval_dataset=data["held_out"],
            processing_class=tokenizer,
        )
        trainer.train()
        batch = next(iter(trainer.get_train_dataloader()))
        masked = (batch["labels"] == -100).sum().item()
        same(0 < masked < batch["labels"].numel(), True, "loss on the completion alone")
        same(trainer.evaluate()["eval_loss"] > 0, True, "a loss on the held-out side")
    return "load_dataset, is_conversational, apply_chat_template, one step and one evaluation of SFTTrainer"


def hugging_face():
    from datasets import get_dataset_config_names, load_dataset
    from huggingface_hub import DatasetCard

    folder = str(root / "hugging-face")
    same(get_dataset_config_names(folder), ["full"], "configurations")
    with tempfile.TemporaryDirectory() as cache:
        data = load_dataset(folder, cache_dir=cache)
        same({side: len(rows) for side, rows in data.items()}, counts, "the hub's examples")
        same(data["train"][0]["prompt"][0]["role"], "user", "first role")
        same(sorted(data["train"].column_names)[:2], ["chat_template_kwargs", "completion"], "columns")
    card = DatasetCard.load(str(root / "hugging-face" / "README.md")).data
    same(card.license, "apache-2.0", "licence")
    return "load_dataset with features and split sizes of the card, huggingface_hub.DatasetCard"


def llama_factory():
    folder = root / "llama-factory"
    names = list(json.loads((folder / "dataset_info.json").read_text()))
    same(names, ["twt_full", "twt_full_held_out"], "names in dataset_info.json")
    # Of no use for texts, and a large download.
    torchaudio = types.ModuleType("torchaudio")
    torchaudio.__spec__ = importlib.machinery.ModuleSpec("torchaudio", None)
    sys.modules.setdefault("torchaudio", torchaudio)
    from datasets import load_dataset
    from llamafactory.data.converter import get_dataset_converter
    from llamafactory.data.parser import get_dataset_list

    for attributes, expected in zip(get_dataset_list(names, str(folder)), (train, held_out)):
        same((attributes.load_from, attributes.formatting), ("file", "sharegpt"), "kind of set")
        rows = load_dataset("json", data_files=str(folder / attributes.dataset_name), split=attributes.split)
        arguments = types.SimpleNamespace(media_dir=str(folder))
        converter = get_dataset_converter(attributes.formatting, attributes, arguments)
        turns = [converter(row) for row in rows]
        same(len(turns), expected, "LLaMA-Factory's examples")
        for turn in turns:
            same([m["role"] for m in turn["_prompt"] + turn["_response"]], ["user", "assistant"], "roles")
    return "llamafactory's get_dataset_list and its sharegpt converter, every row"


def axolotl():
    import yaml
    from axolotl.utils.schemas.datasets import SFTDataset
    from datasets import load_dataset

    lines = yaml.safe_load((root / "axolotl" / "full.yaml").read_text())
    same(lines["val_set_size"], 0, "val_set_size")
    for key, expected in (("datasets", train), ("test_datasets", held_out)):
        (given,) = lines[key]
        entry = SFTDataset(**given)
        same(set(given) <= set(SFTDataset.model_fields), True, "keys that Axolotl knows")
        rows = load_dataset(entry.ds_type, data_files=entry.path, split=entry.split)
        same(len(rows), expected, "Axolotl's examples")
        names = entry.message_property_mappings
        for row in rows:
            messages = row[entry.field_messages]
            same([m[names["role"]] for m in messages], ["user", "assistant"], "roles")
            same(all(m[names["content"]] for m in messages), True, "contents")
            same(messages[-1][names["role"]] in entry.roles_to_train, True, "a turn to train on")
    return "axolotl's schema of a data set (SFTDataset), and the fields it names in every row"


for name in sys.argv[4:] or ["trl", "hugging-face", "llama-factory", "axolotl"]:
    check = {"trl": trl, "hugging-face": hugging_face, "llama-factory": llama_factory, "axolotl": axolotl}[name]
    print(f"{name}: read by {check()}", flush=True)
