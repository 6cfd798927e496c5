"""Tokens a second of this project's generation against transformers' generate(), on the same weights and prompts.

    PYTHON bench/bench_generation.py --classpath CLASSPATH MODEL

batch-N: N prompts of 64 tokens, 64 new tokens each. mixed: 48 prompts whose answers have different lengths; ours
refills 16 slots as answers end, transformers' generate() works on static batches of 16, each as long as its longest
answer, and only wanted tokens count. Both sides take turns, REPEATS times (environment, default 3). The last line is one
JSON object; a ratio is ours over theirs, the median over the repeats. Ends with 2 where torch, transformers or gguf are
missing.
"""
import argparse
import json
import os
import random
import statistics
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "generation"))
from sides import Ours, Theirs, require_transformers  # noqa: E402

PROMPT = 64
NEW = 64
MIXED_SLOTS = 16
MIXED_REQUESTS = 48
ANIMALS = ["fox", "bear", "heron", "otter", "badger", "goose", "mole", "lynx"]
PLACES = ["by the river", "in the old mill", "on a windy hill", "under the bridge", "near the lighthouse", "in a quiet town"]


def prompts(ours):
    texts = [
        f"This is a long story for children about a {animal} that lived {place} and wanted to see the world. It was "
        f"told by my grandmother, who knew every path and every tree {place}, and it has many chapters. In the first "
        f"chapter the {animal} packs a bag, says goodbye to its friends and begins to walk. Chapter one. Once upon a time"
        for place in PLACES for animal in ANIMALS]
    return [ids[:PROMPT] for ids in ours.encode(texts)]


def mixed_lengths():
    """Answer lengths as teachers' answers have them: many short, a few long."""
    draw = random.Random(7)
    return [min(192, max(8, round(draw.expovariate(1 / 48)))) for _ in range(MIXED_REQUESTS)]


def ours_rate(ours, ids, lengths, slots):
    answer = ours.generate(ids, lengths, slots)
    return sum(map(len, answer["tokens"])) / answer["seconds"]


def theirs_rate(theirs, ids, lengths, batch):
    tokens, seconds = 0, 0.0
    for i in range(0, len(ids), batch):
        part = lengths[i:i + batch]
        seconds += theirs.generate(ids[i:i + batch], max(part), True)[1]
        tokens += sum(part)
    return tokens / seconds


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--classpath", required=True)
    parser.add_argument("--case", action="append", help="batch-1, batch-8, batch-32 or mixed; default all")
    parser.add_argument("model")
    arguments = parser.parse_args()
    require_transformers()
    repeats = int(os.environ.get("REPEATS", "3"))
    ours, theirs = Ours(arguments.model, arguments.classpath), Theirs(arguments.model)
    ids = prompts(ours)
    cases = {f"batch-{n}": (ids[:n], [NEW] * n, n) for n in (1, 8, 32)}
    cases["mixed"] = (ids[:MIXED_REQUESTS], mixed_lengths(), MIXED_SLOTS)
    ours_rate(ours, ids[:2], [8, 8], 2)
    theirs_rate(theirs, ids[:2], [8, 8], 2)
    ratio, detail = {}, {"model": ours.ready, "threads": theirs.torch.get_num_threads()}
    for name in arguments.case or cases:
        pairs = []
        for _ in range(repeats):
            a, b = ours_rate(ours, *cases[name]), theirs_rate(theirs, *cases[name])
            pairs.append((a, b))
            print(f"{name}: ours {a:.1f} tok/s, transformers {b:.1f} tok/s, ratio {a / b:.2f}", flush=True)
        ratio[name] = round(statistics.median(a / b for a, b in pairs), 3)
        detail[name] = {"ours_tokens_a_second": [round(a, 1) for a, _ in pairs],
                        "theirs_tokens_a_second": [round(b, 1) for _, b in pairs]}
    ours.close()
    print(json.dumps({"bench": "generation", "ratio": ratio, "detail": detail}))


if __name__ == "__main__":
    main()
