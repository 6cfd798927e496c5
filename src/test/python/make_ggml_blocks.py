"""Makes ggml-blocks.json: random blocks of every ggml format that is read, with the values gguf-py gives for them.

Needs: pip install gguf numpy. Run from the repository's root:
python src/test/python/make_ggml_blocks.py
"""

import base64
import json

import numpy as np
from gguf import GGMLQuantizationType as Type
from gguf.constants import GGML_QUANT_SIZES
from gguf.quants import dequantize

OUT = "src/test/resources/dev/twt/model/file/ggml-blocks.json"
# Where a block holds half-float scales, which must not be infinite.
SCALES = {
    "Q4_0": [0], "Q4_1": [0, 2], "Q5_0": [0], "Q5_1": [0, 2], "Q8_0": [0],
    "Q4_K": [0, 2], "Q5_K": [0, 2], "Q6_K": [208],
}
BLOCKS = 3


def main():
    rng = np.random.default_rng(20250101)
    out = {}
    for name in ["F32", "F16", "BF16", *SCALES]:
        kind = Type[name]
        values, size = GGML_QUANT_SIZES[kind]
        if name in SCALES:
            data = rng.integers(0, 256, (BLOCKS, size), dtype=np.uint8)
            for at in SCALES[name]:
                halves = rng.normal(0, 0.05, BLOCKS).astype(np.float16)
                data[:, at:at + 2] = halves.view(np.uint8).reshape(BLOCKS, 2)
        else:
            floats = rng.normal(0, 1, 16).astype(np.float32)
            if name == "F32":
                data = floats.view(np.uint8)
            elif name == "F16":
                data = floats.astype(np.float16).view(np.uint8)
            else:
                data = (floats.view(np.uint32) >> 16).astype(np.uint16).view(np.uint8)
            data = data.reshape(1, -1)
        if name == "F32":
            result = data.view(np.float32)
        elif name == "F16":
            result = data.view(np.float16).astype(np.float32)
        else:
            result = dequantize(data, kind)
        out[name] = {
            "bytes": base64.b64encode(data.tobytes()).decode(),
            "floats": base64.b64encode(result.astype("<f4").tobytes()).decode(),
        }
    with open(OUT, "w") as f:
        json.dump(out, f, indent=1)
        f.write("\n")


main()
