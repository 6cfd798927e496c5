"""Trains tiny models with PyTorch, transformers and PEFT and writes what came out: the numbers that the training in the
JVM must give. training_fixtures.py FOLDER [FAMILY ...]

Made with torch 2.7.1, transformers 4.56.2, peft 0.17 (qwen2, qwen3: 0.21.2). One folder a model: config.json,
model.safetensors (bfloat16, which holds its weights exactly), logits.json with what transformers makes of three texts,
adapter folders with an adapter's first values, and one JSON file a run with batches, losses, gradient norms, gradients of
the first step and weights after the last. "logits" as the first FAMILY writes logits.json alone, "soft" writes soft.json
alone: losses and gradients of the first batch where distributions stand in place of its tokens.
"""

import json
import math
import random
import sys
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from safetensors.torch import save_file
from transformers import (
    Gemma3ForCausalLM,
    Gemma3TextConfig,
    LlamaConfig,
    LlamaForCausalLM,
    Qwen2Config,
    Qwen2ForCausalLM,
    Qwen3Config,
    Qwen3ForCausalLM,
)

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
FAMILIES = ["llama", "qwen2", "qwen3", "gemma3"]
# What the published Qwen state of a window that they don't use.
UNUSED_WINDOW = dict(use_sliding_window=False, sliding_window=32768, max_window_layers=1)
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
    if family == "qwen2":
        shape = {name: value for name, value in SHAPE.items() if name != "head_dim"}
        return Qwen2ForCausalLM(Qwen2Config(**shape, rope_theta=1e6, tie_word_embeddings=True, **UNUSED_WINDOW))
    if family == "qwen3":
        # Heads that are together wider than the layers.
        return Qwen3ForCausalLM(
            Qwen3Config(**{**SHAPE, "head_dim": 24}, rope_theta=1e6, tie_word_embeddings=False, **UNUSED_WINDOW))
    return Gemma3ForCausalLM(
        Gemma3TextConfig(
            **SHAPE, rope_theta=100000.0, rope_local_base_freq=10000.0, sliding_window=7, query_pre_attn_scalar=24,
            layer_types=["sliding_attention", "full_attention"], tie_word_embeddings=True,
            hidden_activation="gelu_pytorch_tanh"))


def fill(model, family):
    torch.manual_seed(11)
    with torch.no_grad():
        for name, p in model.named_parameters():
            if name.endswith("bias"):
                value = torch.randn(p.shape)
            elif p.dim() == 1:
                value = (0.0 if family == "gemma3" else 1.0) + 0.2 * torch.randn(p.shape)
            else:
                value = torch.randn(p.shape) * (0.5 if "embed" in name else 1.0) / p.shape[1] ** 0.5
            p.copy_(value.bfloat16().float())


def settings_of(model, family):
    """config.json. transformers drops a window that is not used; the published files state it."""
    config = {k: v for k, v in model.config.to_dict().items() if v is not None}
    if family.startswith("qwen"):
        config.update(UNUSED_WINDOW)
    return json.dumps(config, indent=1, sort_keys=True) + "\n"


def write_logits(folder, family):
    """Three texts, each alone: logits at every position, at some places of the vocabulary, and their log-sum-exp."""
    model = base(family)
    fill(model, family)
    model.eval()
    r = random.Random(7)
    places = list(range(0, VOCABULARY, 17))
    texts = []
    for length in (41, 26, 12):
        ids = [r.randrange(256) for _ in range(length)]
        with torch.no_grad():
            logits = model(input_ids=torch.tensor([ids])).logits[0].float()
        texts.append(dict(ids=ids, logits=[[round(v, 6) for v in row] for row in logits[:, places].tolist()],
                          sums=[round(v, 6) for v in logits.logsumexp(-1).tolist()]))
    (folder / "logits.json").write_text(json.dumps(dict(places=places, texts=texts), separators=(",", ":")) + "\n")


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


def beliefs(row):
    """A made distribution over the vocabulary, in place of a token: SoftReference computes the same."""
    weights = [math.exp(3 * math.sin(7 * row + j)) for j in range(VOCABULARY)]
    return torch.tensor(weights, dtype=torch.float64) / sum(weights)


def soft_loss(model, step, scale, named):
    """Cross entropies against distributions, by PyTorch's own function. Of `named` tokens a row the probability is told,
    of all others only their sum; 0: all are named."""
    loss = 0
    at = 0
    for example in step:
        a, b = example["from"], len(example["ids"])
        logits = model(input_ids=torch.tensor([example["ids"]])).logits[0, a - 1 : b - 1]
        for row in logits:
            target = beliefs(at).float()
            if named:
                ids = [(37 * at + 11 * j + 5) % VOCABULARY for j in range(named)]
                others = [j for j in range(VOCABULARY) if j not in ids]
                logs = row.log_softmax(-1)
                row = torch.cat([logs[ids], logs[others].logsumexp(-1, keepdim=True)])
                target = torch.cat([target[ids], target[others].sum().view(1)])
            each = torch.nn.functional.cross_entropy(row.unsqueeze(0), target.unsqueeze(0))
            loss = loss + each * example["weight"] * scale
            at += 1
    return loss


def write_soft(folder, family):
    step = batches()[0]
    scale = 1 / sum(len(e["ids"]) - e["from"] for e in step)
    result = dict(scale=scale)
    for kind, named in (("whole", 0), ("named", 5)):
        model = base(family)
        fill(model, family)
        model.config._attn_implementation = "eager"
        loss = soft_loss(model, step, scale, named)
        loss.backward()
        result[kind] = dict(loss=loss.item(), gradients={n: sample(p.grad) for n, p in model.named_parameters()})
        print(family, kind, loss.item())
    (folder / "soft.json").write_text(json.dumps(result, separators=(",", ":")) + "\n")


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


def main(root, families):
    if families[:1] == ["logits"]:
        for family in families[1:]:
            write_logits(root / family, family)
        return
    if families[:1] == ["soft"]:
        for family in families[1:]:
            write_soft(root / family, family)
        return
    steps = batches()
    root.mkdir(parents=True, exist_ok=True)
    (root / "batches.json").write_text(json.dumps(steps, separators=(",", ":")) + "\n")
    for family in families or FAMILIES:
        folder = root / family
        folder.mkdir(exist_ok=True)
        model = base(family)
        fill(model, family)
        (folder / "config.json").write_text(settings_of(model, family))
        tensors = {n: p.detach().bfloat16().contiguous() for n, p in model.named_parameters()}
        save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
        write_logits(folder, family)
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


main(Path(sys.argv[1]), sys.argv[2:])
