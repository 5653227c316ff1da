"""What text analysis says of a list of texts, in columns: the layer `content` of the findings.

Everything here is a function of the texts alone, so that a second process can judge another part of them.
"""

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from juluo.store.findings import LAYERS
from juluo.text.questions import asks

# To be raised when what is said of the same text changes for another reason than the weights.
_EDITION = 1
# One message may be a whole book; what it is about shows in its beginning.
_LONGEST = 2_000


@cache
def version() -> str:
    """Of which models the layer is: another one after any change of what they say."""
    weights = files("juluo.text").joinpath("weights")
    digest = sha256()
    for path in sorted(weights.iterdir(), key=lambda one: one.name) if weights.is_dir() else ():
        if path.is_file():
            digest.update(path.name.encode() + path.read_bytes())
    return f"{_EDITION}-{digest.hexdigest()[:12]}"


def judged(texts: Sequence[str]) -> dict[str, pa.Array]:
    """The columns of `content` for these texts."""
    given = [text[:_LONGEST] for text in texts]
    asked = asks(pa.array(given, pa.string())).to_numpy(zero_copy_only=False)
    told: dict[str, pa.Array] = {"question": _numbers(asked.astype(np.float32))}
    nothing = {name: pa.nulls(len(given), LAYERS["content"].schema.field(name).type) for name in _COLUMNS}
    return nothing | told


_COLUMNS = tuple(LAYERS["content"].columns)


def _numbers(values: npt.NDArray[np.float32]) -> pa.Array:
    """Probabilities, rounded to what they mean: three places."""
    return pa.array(np.round(values, 3), pa.float32())
