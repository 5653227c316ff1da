"""The weights that ship: how they are written and read."""

import io
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from juluo.text.links.net import Layer, Nets

NAMES = ("named/first", "named/second", "nameless/first", "nameless/second")
WEIGHTS = Path(__file__).parents[1] / "weights" / "links.npz"


def written(nets: Mapping[str, Nets]) -> bytes:
    """Nets as the bytes of an .npz of half-precision arrays; the same nets are the same bytes."""
    arrays: dict[str, npt.NDArray[np.generic]] = {}
    for name, one in nets.items():
        arrays |= {f"{name}/mean": one.mean, f"{name}/spread": one.spread}
        for voter, layers in enumerate(one.voters):
            for place, (weights, bias) in enumerate(layers):
                arrays[f"{name}/{voter}/{place}/weights"] = weights.astype(np.float16)
                arrays[f"{name}/{voter}/{place}/bias"] = bias.astype(np.float16)
    held = io.BytesIO()
    np.savez_compressed(held, **arrays)  # type: ignore[arg-type] # numpy takes the arrays' names for its own flags
    return held.getvalue()


@cache
def shipped() -> dict[str, Nets]:
    """The nets that ship, by name."""
    with np.load(WEIGHTS, allow_pickle=False) as arrays:
        return {name: _read(name, arrays) for name in NAMES}


def _read(name: str, arrays: Mapping[str, npt.NDArray[np.float32]]) -> Nets:
    voters: list[tuple[Layer, ...]] = []
    while f"{name}/{len(voters)}/0/weights" in arrays:
        voters.append(tuple(_layers(f"{name}/{len(voters)}", arrays)))
    return Nets(arrays[f"{name}/mean"], arrays[f"{name}/spread"], tuple(voters))


def _layers(name: str, arrays: Mapping[str, npt.NDArray[np.float32]]) -> Iterator[Layer]:
    place = 0
    while f"{name}/{place}/weights" in arrays:
        found = (arrays[f"{name}/{place}/{part}"].astype(np.float32) for part in ("weights", "bias"))
        yield (next(found), next(found))
        place += 1
