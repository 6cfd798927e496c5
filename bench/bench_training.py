"""Trained tokens a second of this project's step against transformers and PEFT, on a random model of 135M's shape.

    PYTHON bench/bench_training.py --classpath CLASSPATH

full: all weights, 8 texts of 128 tokens, the loss on the second half. lora: rank 8 on all seven matrices, same texts.
lora-ragged: 8 texts of 32 to 256 tokens, as data has them; theirs are padded to the longest, and only real tokens count.
lora-bfloat16: as lora, with bfloat16 products on both sides (theirs by autocast). Both sides clip and use AdamW (theirs
fused), start from the same weights and take turns, REPEATS times (environment, default 3) two steps each; both losses of
the first step are in the detail. The last line is one JSON object; a ratio is ours over theirs, the median over the
repeats. Ends with 2 where torch, transformers or peft are missing.
"""
import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
VOCABULARY = 49152
RANK = 8
CASES = {
    "full": dict(rank=0, dtype="FLOAT32", lengths=[128] * 8),
    "lora": dict(rank=RANK, dtype="FLOAT32", lengths=[128] * 8),
    "lora-ragged": dict(rank=RANK, dtype="FLOAT32", lengths=[32, 48, 64, 64, 96, 128, 160, 256]),
    "lora-bfloat16": dict(rank=RANK, dtype="BFLOAT16", lengths=[128] * 8),
}
TARGETS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


def write_model(folder, layers):
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast
    torch.manual_seed(1)
    config = LlamaConfig(vocab_size=VOCABULARY, hidden_size=576, intermediate_size=1536, num_hidden_layers=layers,
                         num_attention_heads=9, num_key_value_heads=3, max_position_embeddings=2048,
                         tie_word_embeddings=True, rope_theta=100000.0, bos_token_id=0, eos_token_id=0)
    LlamaForCausalLM(config).save_pretrained(folder)
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    tokenizer = Tokenizer(models.BPE(vocab={each: i for i, each in enumerate(["</s>"] + letters)}, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="</s>").save_pretrained(folder)


def batch(draw, lengths):
    return [{"ids": [draw.randrange(VOCABULARY) for _ in range(n)], "from": n // 2}
            for n in draw.sample(lengths, len(lengths))]


class Ours:
    def __init__(self, folder, case, classpath):
        command = ["java", "-Xmx2g", "-cp", classpath, os.path.join(HERE, "training", "TrainingServer.java"), folder,
                   str(case["rank"]), case["dtype"]]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True)
        self.trained = self._read()["trained"]

    def _read(self):
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the JVM ended; run TrainingServer.java by hand to see why")
        return json.loads(line)

    def ask(self, **request):
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        return self._read()

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Theirs:
    def __init__(self, folder, case):
        import torch
        from peft import LoraConfig, get_peft_model
        from transformers import AutoModelForCausalLM
        self.torch, self.half = torch, case["dtype"] == "BFLOAT16"
        self.model = AutoModelForCausalLM.from_pretrained(folder, torch_dtype=torch.float32)
        if case["rank"]:
            self.model = get_peft_model(self.model, LoraConfig(
                task_type="CAUSAL_LM", r=case["rank"], lora_alpha=2 * case["rank"], target_modules=TARGETS))
        self.model.train()
        self.weights = [p for p in self.model.parameters() if p.requires_grad]
        self.trained = sum(p.numel() for p in self.weights)
        self.optimizer = torch.optim.AdamW(self.weights, lr=1e-4, weight_decay=0.01, fused=True)

    def steps(self, batches):
        losses, begin = [], time.perf_counter()
        for examples in batches:
            losses.append(self.step(examples))
        return losses, time.perf_counter() - begin

    def step(self, examples):
        torch = self.torch
        longest = max(len(e["ids"]) for e in examples)
        ids = torch.zeros((len(examples), longest), dtype=torch.long)
        mask, labels = torch.zeros_like(ids), torch.full_like(ids, -100)
        for row, e in enumerate(examples):
            n = len(e["ids"])
            ids[row, :n] = torch.tensor(e["ids"])
            mask[row, :n] = 1
            labels[row, e["from"]:n] = ids[row, e["from"]:n]
        with torch.autocast("cpu", torch.bfloat16, enabled=self.half):
            loss = self.model(input_ids=ids, attention_mask=mask, labels=labels, use_cache=False).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.weights, 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad()
        return loss.item()


def measure(folder, name, classpath, repeats):
    case, draw = CASES[name], random.Random(3)
    ours, theirs = Ours(folder, case, classpath), Theirs(folder, case)
    if ours.trained != theirs.trained:
        raise RuntimeError(f"{name}: we train {ours.trained} weights, they {theirs.trained}")
    first = [batch(draw, case["lengths"])]
    losses = [ours.ask(steps=first)["losses"][0], theirs.steps(first)[0][0]]
    tokens, pairs = 2 * sum(case["lengths"]), []
    for _ in range(repeats):
        batches = [batch(draw, case["lengths"]) for _ in range(2)]
        pair = (tokens / ours.ask(steps=batches)["seconds"], tokens / theirs.steps(batches)[1])
        pairs.append(pair)
        print(f"{name}: ours {pair[0]:.1f} tok/s, transformers {pair[1]:.1f} tok/s, ratio {pair[0] / pair[1]:.2f}",
              flush=True)
    memory = ours.ask(memory=1)["kib"]
    ours.close()
    return statistics.median(a / b for a, b in pairs), {
        "ours_tokens_a_second": [round(a, 1) for a, _ in pairs],
        "theirs_tokens_a_second": [round(b, 1) for _, b in pairs],
        "first_losses": [round(each, 5) for each in losses], "our_peak_mib": memory // 1024, "trained": ours.trained}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--classpath", required=True)
    parser.add_argument("--case", action="append", choices=list(CASES), help="default all")
    parser.add_argument("--layers", type=int, default=30, help="fewer for a trial")
    arguments = parser.parse_args()
    try:
        import peft  # noqa: F401
        import torch
        import transformers
    except ImportError as e:
        print(f"Python's side is not installed here: {e}. Install bench/requirements.txt, or set PYTHON to a Python "
              "that has them.", file=sys.stderr)
        sys.exit(2)
    transformers.utils.logging.set_verbosity_error()
    repeats = int(os.environ.get("REPEATS", "3"))
    ratio, detail = {}, {"threads": torch.get_num_threads(), "torch": torch.__version__}
    with tempfile.TemporaryDirectory() as folder:
        write_model(folder, arguments.layers)
        for name in arguments.case or CASES:
            value, detail[name] = measure(folder, name, arguments.classpath, repeats)
            ratio[name] = round(value, 3)
    print(json.dumps({"bench": "training", "ratio": ratio, "detail": detail}))


if __name__ == "__main__":
    main()
