"""The two sides of a comparison: this project's model in a JVM, and PyTorch with transformers in this process."""
import json
import os
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def require_transformers():
    """Ends with exit code 2 where Python's side is not installed."""
    try:
        import accelerate  # noqa: F401
        import gguf  # noqa: F401
        import torch  # noqa: F401
        import transformers  # noqa: F401
    except ImportError as e:
        print(f"Python's side is not installed here: {e}. Install bench/requirements.txt, or set PYTHON to a "
              "Python that has them.", file=sys.stderr)
        sys.exit(2)


class Ours:
    """Talks to GenerationServer.java over pipes."""

    def __init__(self, model, classpath, heap="3g"):
        command = ["java", f"-Xmx{heap}", "-cp", classpath, os.path.join(HERE, "GenerationServer.java"), model]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True, encoding="utf-8")
        first = self._read()
        self.ready, self.ends = first["ready"], first["ends"]

    def _read(self):
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the JVM ended; run GenerationServer.java by hand to see why")
        return json.loads(line)

    def _ask(self, **request):
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        return self._read()

    def encode(self, texts):
        return self._ask(encode=texts)["ids"]

    def logits(self, ids, file):
        import numpy
        rows = self._ask(logits=ids, file=file)["rows"]
        return numpy.fromfile(file, dtype="<f4").reshape(rows, -1)

    def generate(self, prompts, lengths, slots):
        return self._ask(generate=prompts, lengths=lengths, slots=slots)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Theirs:
    """transformers' generate() on the same file."""

    def __init__(self, model):
        import torch
        from transformers import AutoModelForCausalLM
        from transformers.utils import logging
        logging.set_verbosity_error()
        logging.disable_progress_bar()
        torch.manual_seed(0)
        if os.path.isdir(model):
            self.model = AutoModelForCausalLM.from_pretrained(model, dtype=torch.float32)
        else:
            folder, file = os.path.split(os.path.abspath(model))
            self.model = AutoModelForCausalLM.from_pretrained(folder, gguf_file=file, dtype=torch.float32)
        self.model.eval()
        self.torch = torch

    def logits(self, ids):
        with self.torch.inference_mode():
            return self.model(self.torch.tensor([ids])).logits[0].float().numpy()

    def generate(self, prompts, length, fixed):
        """Greedy continuation of a static batch, left-padded; `fixed`: no sequence may end before the length."""
        torch = self.torch
        width = max(len(p) for p in prompts)
        ids = torch.tensor([[0] * (width - len(p)) + p for p in prompts])
        mask = torch.tensor([[0] * (width - len(p)) + [1] * len(p) for p in prompts])
        begin = time.perf_counter()
        with torch.inference_mode():
            out = self.model.generate(ids, attention_mask=mask, max_new_tokens=length,
                                      min_new_tokens=length if fixed else None, do_sample=False,
                                      temperature=None, top_p=None, top_k=None, pad_token_id=0)
        return out[:, width:].tolist(), time.perf_counter() - begin
