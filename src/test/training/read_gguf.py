"""Reads a GGUF file that the training in the JVM left, by gguf and by transformers: read_gguf.py FILE IDS

Prints one line of JSON: the types of its tensors, its end token, and the logits after the last of the
ids (joined by commas).
"""

import json
import sys
from pathlib import Path

import torch
from gguf import GGUFReader
from transformers import AutoModelForCausalLM

path = Path(sys.argv[1])
ids = torch.tensor([[int(each) for each in sys.argv[2].split(",")]])
reader = GGUFReader(path)
model = AutoModelForCausalLM.from_pretrained(path.parent, gguf_file=path.name, torch_dtype=torch.float32).eval()
with torch.no_grad():
    logits = model(input_ids=ids).logits[0, -1].float().tolist()
tokens = reader.get_field("tokenizer.ggml.tokens").contents()
print(json.dumps({
    "types": sorted({tensor.tensor_type.name for tensor in reader.tensors}),
    "end": tokens[reader.get_field("tokenizer.ggml.eos_token_id").contents()],
    "logits": logits,
}))
