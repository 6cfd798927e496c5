"""Trains two tiny models with PyTorch, transformers and PEFT and writes what came out: the numbers that the training in
the JVM must give. training_fixtures.py FOLDER

Made with torch 2.7.1, transformers 4.56.2, peft 0.17. One folder a model: config.json, model.safetensors (bfloat16, which
holds its weights exactly), adapter folders with an adapter's first values, and one JSON file a run with batches, losses,
gradient norms, gradients of the first step and weights after the last.
"""

import json
import random
import sys
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from safetensors.torch import save_file
from transformers import Gemma3ForCausalLM, Gemma3TextConfig, LlamaConfig, LlamaForCausalLM

VOCABULARY = 258
STEPS = 20
SHAPE = dict(
    vocab_size=VOCABULARY,
    hidden_size=64,
    intermediate_size=96,
    num_hidden_layers=2,
    num_attention_heads=4,
    num_key_value_heads=2,
    head_dim=16,
    max_position_embeddings=128,
    rms_norm_eps=1e-5,
    bos_token_id=None,
    eos_token_id=257,
    pad_token_id=None,
)
ALL = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
RUNS = {
    "full": dict(lora=None, rate=2e-3, decay=0.1, clip=1.0, betas=(0.9, 0.999), eps=1e-8),
    "lora": dict(lora=dict(r=4, lora_alpha=8, lora_dropout=0.0, target_modules=ALL), rate=1e-2, decay=0.05, clip=0.5,
                 betas=(0.9, 0.95), eps=1e-8),
    "dropout": dict(lora=dict(r=2, lora_alpha=3, lora_dropout=0.25, target_modules=["q_proj", "v_proj", "down_proj"]),
                    rate=1e-2, decay=0.0, clip=0.0, betas=(0.9, 0.999), eps=1e-6),
}


def base(family):
    if family == "llama":
        return LlamaForCausalLM(LlamaConfig(**SHAPE, rope_theta=10000.0, tie_word_embeddings=False))
    return Gemma3ForCausalLM(
        Gemma3TextConfig(
            **SHAPE, rope_theta=100000.0, rope_local_base_freq=10000.0, sliding_window=7, query_pre_attn_scalar=24,
            layer_types=["sliding_attention", "full_attention"], tie_word_embeddings=True,
            hidden_activation="gelu_pytorch_tanh"))


def fill(model, family):
    torch.manual_seed(11)
    with torch.no_grad():
        for name, p in model.named_parameters():
            if p.dim() == 1:
                value = (0.0 if family == "gemma3" else 1.0) + 0.2 * torch.randn(p.shape)
            else:
                value = torch.randn(p.shape) * (0.5 if "embed" in name else 1.0) / p.shape[1] ** 0.5
            p.copy_(value.bfloat16().float())


def batches():
    """Steps of five examples, the longest first, as the JVM orders them."""
    r = random.Random(5)
    steps = []
    for _ in range(STEPS):
        step = []
        for length in sorted((r.randint(4, 30) for _ in range(5)), reverse=True):
            ids = [r.randint(0, 99) for _ in range(length)]
            # Something to learn: after the question each token follows from the one before.
            start = r.randint(1, length - 2)
            for i in range(start, length):
                ids[i] = (ids[i - 1] * 3 + 7) % 200
            step.append(dict(ids=ids, **{"from": start}, weight=r.choice([1.0, 0.5, 2.0])))
        steps.append(step)
    return steps


def loss_of(model, step, scale):
    columns = len(step[0]["ids"])
    ids = torch.full((len(step), columns), 3)
    mask = torch.zeros((len(step), columns), dtype=torch.long)
    for row, example in enumerate(step):
        ids[row, : len(example["ids"])] = torch.tensor(example["ids"])
        mask[row, : len(example["ids"])] = 1
    logits = model(input_ids=ids, attention_mask=mask, use_cache=False).logits
    loss = 0
    for row, example in enumerate(step):
        a, b = example["from"], len(example["ids"])
        each = torch.nn.functional.cross_entropy(logits[row, a - 1 : b - 1], ids[row, a:b], reduction="sum")
        loss = loss + each * example["weight"] * scale
    return loss


def sample(tensor):
    flat = tensor.detach().flatten()
    places = list(range(0, flat.numel(), max(1, flat.numel() // 12)))
    return dict(norm=flat.double().norm().item(), places=places, values=[flat[i].item() for i in places])


def plain(name):
    return name.replace(".default.", ".")


def run(model, kind, settings, steps, out):
    trained = {plain(n): p for n, p in model.named_parameters() if p.requires_grad}
    optimizer = torch.optim.AdamW(trained.values(), lr=settings["rate"], betas=settings["betas"], eps=settings["eps"],
                                  weight_decay=settings["decay"])
    result = dict(kind=kind, lora=settings["lora"], decay=settings["decay"], clip=settings["clip"],
                  beta1=settings["betas"][0], beta2=settings["betas"][1], epsilon=settings["eps"], steps=[])
    model.train()
    for number, step in enumerate(steps):
        rate = settings["rate"] * min(1.0, (number + 1) / 4)
        scale = 1 / sum(len(e["ids"]) - e["from"] for e in step)
        torch.manual_seed(100 + number)
        loss = loss_of(model, step, scale)
        loss.backward()
        if number == 0:
            result["gradients"] = {n: sample(p.grad) for n, p in trained.items()}
        limit = settings["clip"] or float("inf")
        norm = torch.nn.utils.clip_grad_norm_(trained.values(), limit)
        optimizer.param_groups[0]["lr"] = rate
        optimizer.step()
        optimizer.zero_grad()
        result["steps"].append(dict(rate=rate, scale=scale, seed=100 + number, loss=loss.item(), norm=norm.item()))
    result["weights"] = {n: sample(p) for n, p in trained.items()}
    out.write_text(json.dumps(result, separators=(",", ":")) + "\n")
    print(out, "loss", result["steps"][0]["loss"], "->", result["steps"][-1]["loss"],
          "norms", [round(s["norm"], 3) for s in result["steps"][:4]])


def main(root):
    steps = batches()
    root.mkdir(parents=True, exist_ok=True)
    (root / "batches.json").write_text(json.dumps(steps, separators=(",", ":")) + "\n")
    for family in ("llama", "gemma3"):
        folder = root / family
        folder.mkdir(exist_ok=True)
        model = base(family)
        fill(model, family)
        config = model.config.to_dict()
        (folder / "config.json").write_text(json.dumps({k: v for k, v in config.items() if v is not None}, indent=1,
                                                       sort_keys=True) + "\n")
        tensors = {n: p.detach().bfloat16().contiguous() for n, p in model.named_parameters()}
        save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
        for kind, settings in RUNS.items():
            model = base(family)
            fill(model, family)
            model.config._attn_implementation = "eager"
            if settings["lora"]:
                torch.manual_seed(23)
                model = get_peft_model(model, LoraConfig(task_type="CAUSAL_LM", **settings["lora"]))
                model.peft_config["default"].base_model_name_or_path = ".."
                model.save_pretrained(folder / kind)
                (folder / kind / "README.md").unlink(missing_ok=True)
                # PEFT writes a set, whose order is another each time.
                path = folder / kind / "adapter_config.json"
                stated = json.loads(path.read_text())
                stated["target_modules"] = sorted(stated["target_modules"])
                path.write_text(json.dumps(stated, indent=1, sort_keys=True) + "\n")
            run(model, kind, settings, steps, folder / f"{kind}.json")


main(Path(sys.argv[1]))
