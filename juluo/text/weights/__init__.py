"""The weights that ship, as plain arrays: made by `make models`, described in docs/models.md."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from juluo.text.linear import Linear

HERE = Path(__file__).parent


def digest(name: str) -> str:
    """Eight letters that change with the weights."""
    return sha256((HERE / f"{name}.npz").read_bytes()).hexdigest()[:8]


def load(name: str) -> dict[str, Linear]:
    """The models of a file that ships, by their languages."""
    return read(HERE / f"{name}.npz")


def read(where: Path) -> dict[str, Linear]:
    with np.load(where, allow_pickle=False) as arrays:
        return {
            language: _linear(language, arrays)
            for language in sorted(key.removesuffix("_weights") for key in arrays.files if key.endswith("_weights"))
        }


def _linear(language: str, arrays: Any) -> Linear:  # noqa: ANN401 - an open file of arrays
    weights, constant = (arrays[f"{language}_{part}"].astype(np.float32) for part in ("weights", "constant"))
    signs = f"{language}_signs"
    return Linear(weights, constant, arrays[signs] if signs in arrays.files else None, language)


def save(where: Path, models: dict[str, Linear], made_of: str = "") -> None:
    """The same bytes for the same models: halves of floats, and no times inside."""
    arrays: dict[str, Any] = {"made_of": np.array(made_of)}
    for name, model in models.items():
        arrays[f"{name}_weights"] = model.weights.astype(np.float16)
        arrays[f"{name}_constant"] = model.constant.astype(np.float32)
        if model.signs is not None:
            arrays[f"{name}_signs"] = model.signs.astype(np.float32)
    np.savez_compressed(where, **arrays)
