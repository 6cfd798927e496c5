"""Writes a random Llama of about 100,000 parameters with a small tokenizer: tiny_model.py FOLDER TRAIN_FILE."""

import json
import sys

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

TEMPLATE = (
    "{% for m in messages %}<{{ m['role'] }}>{{ m['content'] }}</s>{% endfor %}"
    "{% if add_generation_prompt %}<assistant>{% endif %}"
)

folder, file = sys.argv[1:]
with open(file, encoding="utf-8") as lines:
    rows = [json.loads(line) for line in lines]
tokenizer = Tokenizer(models.BPE())
tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
tokenizer.decoder = decoders.ByteLevel()
tokenizer.train_from_iterator(
    [message["content"] for row in rows for message in row["prompt"] + row["completion"]],
    trainers.BpeTrainer(
        vocab_size=400,
        special_tokens=["</s>", "<user>", "<assistant>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    ),
)
fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="</s>", pad_token="</s>")
fast.chat_template = TEMPLATE
torch.manual_seed(1)
model = LlamaForCausalLM(
    LlamaConfig(
        vocab_size=len(fast),
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=2,
        num_attention_heads=4,
        max_position_embeddings=512,
        bos_token_id=0,
        eos_token_id=0,
        pad_token_id=0,
    )
)
model.save_pretrained(folder)
fast.save_pretrained(folder)
print(sum(p.numel() for p in model.parameters()), "parameters")
