"""How much threads' titles have in common, by their words; and which words those are."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]

# What carries meaning: nouns, verbs, adjectives, names, Latin words; ICTCLAS's tags begin with these.
_CARRIES = ("n", "v", "a", "eng", "j", "i", "l")
_FEWEST = 2


class Titles:
    """Titles as rows of weighed words (tf-idf: Spärck Jones 1972), each of length 1."""

    def __init__(self, titles: Sequence[str]) -> None:
        import numpy as np  # noqa: PLC0415 - only where something is recommended
        from scipy.sparse import csr_array  # noqa: PLC0415 - the same

        said = [words_of(title) for title in titles]
        common = Counter(word for words in said for word in words)
        # A word of one title joins it to no other.
        self.words = sorted(word for word, n in common.items() if n > 1)
        at = {word: place for place, word in enumerate(self.words)}
        pairs = [(row, at[word]) for row, words in enumerate(said) for word in sorted(words) if word in at]
        rarity = np.array([np.log(len(titles) / common[word]) for word in self.words])
        rows, columns = [row for row, _ in pairs], [column for _, column in pairs]
        shape = (len(titles), max(1, len(self.words)))
        weighed = csr_array((rarity[columns] if columns else np.zeros(0), (rows, columns)), shape=shape)
        length = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
        scale = np.divide(1.0, length, out=np.zeros_like(length), where=length > 0)
        self._rows = csr_array(weighed.multiply(scale[:, None]))

    def like(self, interests: Any) -> "Numbers":  # noqa: ANN401 - numbers or a sparse matrix
        """How like each title is to what people took part in: a row a person, from 0 to 1."""
        import numpy as np  # noqa: PLC0415 - only where something is recommended
        from scipy.sparse import csr_array  # noqa: PLC0415 - the same

        profiles = np.asarray((csr_array(interests) @ self._rows).toarray())
        length = np.sqrt((profiles * profiles).sum(axis=1, keepdims=True))
        profiles = np.divide(profiles, length, out=np.zeros_like(profiles), where=length > 0)
        found: Numbers = (self._rows @ profiles.T).T
        return found

    def shared(self, one: int, others: Sequence[int]) -> tuple[str, ...]:
        """The words of a title that stand in the others too, the rarest first."""
        import numpy as np  # noqa: PLC0415 - only where something is recommended

        if not len(others):
            return ()
        theirs = np.asarray(self._rows[list(others)].sum(axis=0)).ravel()
        own = np.asarray(self._rows[[one]].toarray()).ravel()
        places = np.flatnonzero((own > 0) & (theirs > 0))
        return tuple(self.words[place] for place in places[np.argsort(-own[places], kind="stable")])


@lru_cache(50_000)
def words_of(title: str) -> frozenset[str]:
    """The words of a title that carry meaning."""
    from juluo.text.words import words  # noqa: PLC0415 - loads a dictionary

    return frozenset(word.text for word in words(title) if word.tag.startswith(_CARRIES) and len(word.text) >= _FEWEST)
