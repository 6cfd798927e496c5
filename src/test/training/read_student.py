"""Reads what the training in the JVM left, by transformers and PEFT: read_student.py BASE ADAPTER MERGED IDS

BASE may be "-" where the base is no folder. Prints one line of JSON: the logits after the last of the ids (joined by
commas) of the base with its adapter and of the merged model, and how the merged folder's tokenizer reads a text.
"""

import json
import sys

import torch
from peft import PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer

base, adapter, merged, ids = sys.argv[1:]
ids = torch.tensor([[int(each) for each in ids.split(",")]])


def last(model):
    model.eval()
    with torch.no_grad():
        return model(input_ids=ids).logits[0, -1].float().tolist()


result = {"merged": last(AutoModelForCausalLM.from_pretrained(merged, torch_dtype=torch.float32))}
if base != "-":
    model = AutoModelForCausalLM.from_pretrained(base, torch_dtype=torch.float32)
    result["base"] = last(model)
    result["adapter"] = last(PeftModel.from_pretrained(model, adapter))
tokenizer = AutoTokenizer.from_pretrained(merged)
result["ids"] = tokenizer("the cat<|im_end|>", add_special_tokens=False).input_ids
result["end"] = tokenizer.eos_token
print(json.dumps(result))
