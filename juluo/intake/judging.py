"""What text analysis says of a list of texts, in columns: the layer `content` of the findings.

Everything here is a function of the texts alone, so that a second process can judge another part of them.
"""

from collections.abc import Sequence
from functools import cache

import pyarrow as pa

from juluo.store.findings import LAYERS

# To be raised when what is said of the same text changes for another reason than the models beneath.
_EDITION = "1"
# One message may be a whole book; what it is about shows in its beginning.
_LONGEST = 2_000
_COLUMNS = LAYERS["content"].columns


@cache
def version() -> str:
    """Of which models the layer is: another one after any change of what they say."""
    from juluo.text import acts, advertising, moods  # noqa: PLC0415 - numpy and tables of weights: only for who reads

    return f"{_EDITION}-{acts.VERSION}-{moods.VERSION}-{advertising.VERSION}"


def judged(texts: Sequence[str]) -> dict[str, pa.Array]:
    """The columns of `content` for these texts."""
    from juluo.text.acts import Acts  # noqa: PLC0415 - as above
    from juluo.text.advertising import Advertising  # noqa: PLC0415 - the same
    from juluo.text.language import language  # noqa: PLC0415 - the same
    from juluo.text.moods import Mood, Tone, moods  # noqa: PLC0415 - the same

    def mood(told: Mood) -> float | None:
        signed = {Tone.POSITIVE: told.positive, Tone.NEGATIVE: -told.negative, Tone.NEUTRAL: 0.0}
        return signed[told.decided] if told.decided is not None else None

    given = [text[:_LONGEST] for text in texts]
    acts = Acts.shipped().judge(given)
    told: dict[str, list[object]] = {
        "language": [str(language(text)) for text in given],
        "question": [one.question for one in acts],
        "problem": [one.problem for one in acts],
        "suggestion": [one.suggestion for one in acts],
        "praise": [one.praise for one in acts],
        "mood": [mood(one) for one in moods(given)],
        "advertising": [one.chance for one in Advertising.shipped().judge(given)],
    }
    schema = LAYERS["content"].schema
    return {name: pa.array([_three(value) for value in told[name]], schema.field(name).type) for name in _COLUMNS}


def _three(value: object) -> object:
    """Probabilities are kept to three places: more is noise, and takes room."""
    return round(value, 3) if isinstance(value, float) else value
