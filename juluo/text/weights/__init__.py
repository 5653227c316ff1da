"""The weights that ship, as plain arrays: made by `make models`, described in docs/models.md."""

from hashlib import sha256
from pathlib import Path

import numpy as np

from juluo.text.linear import Linear

HERE = Path(__file__).parent


def digest(name: str) -> str:
    """Eight letters that change with the weights."""
    return sha256((HERE / f"{name}.npz").read_bytes()).hexdigest()[:8]


def load(name: str) -> dict[str, Linear]:
    """The models of a file, by their names."""
    with np.load(HERE / f"{name}.npz", allow_pickle=False) as arrays:
        return {
            key.removesuffix("_weights"): Linear(
                arrays[key].astype(np.float32), arrays[f"{key.removesuffix('_weights')}_constant"].astype(np.float32)
            )
            for key in arrays.files
            if key.endswith("_weights")
        }


def save(where: Path, models: dict[str, Linear]) -> None:
    """The same bytes for the same models: halves of floats, and no times inside."""
    arrays = {}
    for name, model in models.items():
        arrays[f"{name}_weights"] = model.weights.astype(np.float16)
        arrays[f"{name}_constant"] = model.constant.astype(np.float32)
    np.savez_compressed(where, **arrays)
