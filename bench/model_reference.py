"""Compares this project's model with transformers on the same file: logits at every position and greedy texts.

    PYTHON bench/model_reference.py --classpath CLASSPATH MODEL [MODEL ...]

MODEL is a GGUF file or a Hugging Face folder. Prints for each model the largest difference of a logit over 20 prompts
and how many of 20 greedy continuations of 64 tokens are equal; the last line is one JSON object. Ends with 1 if they
do not agree, with 2 where torch, transformers or gguf are missing.
"""
import argparse
import json
import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "generation"))
from sides import HERE, Ours, Theirs, require_transformers  # noqa: E402

TOKENS = 64
LARGEST = 2e-3


def same(mine, reference, ends):
    """Whether two greedy answers are equal; the reference's goes on with its end token and padding."""
    return reference[:len(mine)] == mine and (len(mine) == TOKENS or reference[len(mine)] in ends)


def compare(model, classpath):
    import numpy
    with open(os.path.join(HERE, "prompts.txt"), encoding="utf-8") as f:
        texts = f.read().splitlines()
    ours, theirs = Ours(model, classpath), Theirs(model)
    prompts = ours.encode(texts)
    largest, scale, same_argmax, positions = 0.0, 0.0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for ids in prompts:
            a, b = ours.logits(ids, os.path.join(folder, "logits")), theirs.logits(ids)
            largest = max(largest, float(numpy.abs(a - b).max()))
            scale = max(scale, float(numpy.abs(b).max()))
            same_argmax += int((a.argmax(-1) == b.argmax(-1)).sum())
            positions += len(ids)
    print(f"  logits: largest difference {largest:.2e} of logits up to {scale:.1f}", flush=True)
    mine = ours.generate(prompts, [TOKENS] * len(prompts), 8)["tokens"]
    batch = theirs.generate(prompts, TOKENS, False)[0]
    equal, alone = 0, 0
    for text, ids, tokens, reference in zip(texts, prompts, mine, batch):
        if not same(tokens, reference, ours.ends):
            # Padding moves the reference's own last digits: what differs is asked again, alone.
            alone += 1
            reference = theirs.generate([ids], TOKENS, False)[0][0]
        if same(tokens, reference, ours.ends):
            equal += 1
        else:
            print(f"  {text!r}: {tokens} and {reference}", flush=True)
    ours.close()
    return {"largest_difference": largest, "largest_logit": scale, "same_argmax": same_argmax, "positions": positions,
            "equal_texts": equal, "asked_alone": alone, "texts": len(texts)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--classpath", required=True)
    parser.add_argument("models", nargs="+")
    arguments = parser.parse_args()
    require_transformers()
    results = {}
    for model in arguments.models:
        result = compare(model, arguments.classpath)
        results[os.path.basename(model)] = result
        print(os.path.basename(model), result, flush=True)
    print(json.dumps({"bench": "model-reference", "detail": results}))
    good = all(r["largest_difference"] < LARGEST and r["equal_texts"] == r["texts"] for r in results.values())
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
