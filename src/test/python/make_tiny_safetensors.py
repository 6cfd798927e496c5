"""Makes tiny.safetensors with the safetensors package itself, so that our reader is tested against another writer.

Needs: pip install safetensors torch. Run from the repository's root:
python src/test/python/make_tiny_safetensors.py
"""

import torch
from safetensors.torch import save_file

values = torch.tensor([[1.0, -2.5, 0.1], [3e-5, 65504.0, -0.0]])
save_file(
    {
        "single": values,
        "half": values.half(),
        "brain": values.bfloat16(),
        "whole": torch.tensor([1, 2, 3]),
        "none": torch.zeros(0, 4),
        "scalar": torch.tensor(0.5),
    },
    "src/test/resources/dev/twt/model/file/tiny.safetensors",
    metadata={"format": "pt"},
)
