"""Measures of place in a graph: PageRank, betweenness, k-core. Own code over scipy's sparse matrices.

A graph is a square matrix: the entry in row i and column j is how strongly i points to j.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]
    Counts = np.ndarray[Any, np.dtype[np.int64]]

DAMPING = 0.85
# How near to the end the surfer's walk goes, and how many steps it may take.
_NEAR, _STEPS = 1e-10, 500
# So many shortest-path trees at a time: with 50,000 people four arrays of 25 MB.
_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Edges:
    """Who points to whom, and how strongly; people are numbered from 0 to `size` - 1."""

    size: int
    by: "Counts"
    to: "Counts"
    weight: "Numbers"

    def matrix(self) -> Any:  # noqa: ANN401 - a sparse matrix; scipy ships no types
        """The matrix; edges named twice are added up."""
        from scipy.sparse import csr_array  # noqa: PLC0415 - its import costs as much as a small report

        found = csr_array((self.weight, (self.by, self.to)), shape=(self.size, self.size))
        found.sum_duplicates()
        return found


def pagerank(matrix: Any, starts: "Numbers | None" = None, damping: float = DAMPING) -> "Numbers":  # noqa: ANN401 - a sparse matrix
    """How often a surfer stands where, who follows edges by their strength and now and then starts anew.

    `starts` is where they start (personalised: Haveliwala 2002), else anywhere; also where nothing leads on from.
    """
    import numpy as np  # noqa: PLC0415 - only where a graph is measured

    size = matrix.shape[0]
    begin = np.full(size, 1 / size) if starts is None else starts / starts.sum()
    out = np.asarray(matrix.sum(axis=1)).ravel()
    onward = matrix.T.tocsr()
    per_out = np.divide(1.0, out, out=np.zeros(size), where=out > 0)
    ends = out <= 0
    rank = begin.copy()
    for _ in range(_STEPS):
        moved = damping * (onward @ (rank * per_out) + rank[ends].sum() * begin) + (1 - damping) * begin
        done = np.abs(moved - rank).sum() < _NEAR
        rank = moved
        if done:
            break
    result: Numbers = rank
    return result


def betweenness(matrix: Any, sources: "Counts | None" = None) -> "Numbers":  # noqa: ANN401 - a sparse matrix
    """The share of all pairs' shortest ways that lead through each (Freeman 1977), edges without direction or weight.

    Brandes 2001, many sources in step. With `sources` drawn by chance it is an estimate (Brandes and Pich 2007).
    """
    import numpy as np  # noqa: PLC0415 - only where a graph is measured

    size = matrix.shape[0]
    found = np.zeros(size)
    if size < 3:
        return found
    near = _both_ways(matrix)
    chosen = np.arange(size) if sources is None else sources
    for first in range(0, len(chosen), _AT_ONCE):
        found += _through(near, chosen[first : first + _AT_ONCE])
    result: Numbers = found / ((size - 1) * (size - 2)) * (size / len(chosen))
    return result


def _both_ways(matrix: Any) -> Any:  # noqa: ANN401 - sparse matrices
    """Who is beside whom: 1 either way, and nobody beside themselves."""
    near = (matrix + matrix.T).tocsr()
    near.setdiag(0)
    near.eliminate_zeros()
    near.data[:] = 1.0
    return near


def _through(near: Any, sources: "Counts") -> "Numbers":  # noqa: ANN401 - a sparse matrix
    """How much of the shortest ways from these sources leads through each."""
    import numpy as np  # noqa: PLC0415 - only where a graph is measured

    columns = np.arange(len(sources))
    ways = np.zeros((near.shape[0], len(sources)))
    ways[sources, columns] = 1.0
    reached = ways > 0
    fronts = [reached.copy()]
    while True:
        further = near @ np.where(fronts[-1], ways, 0.0)
        front = (further > 0) & ~reached
        if not front.any():
            break
        ways[front] = further[front]
        reached |= front
        fronts.append(front)
    depends = np.zeros_like(ways)
    per_way = np.divide(1.0, ways, out=np.zeros_like(ways), where=ways > 0)
    for nearer, further_out in zip(reversed(fronts[:-1]), reversed(fronts[1:]), strict=True):
        back = near @ np.where(further_out, (1 + depends) * per_way, 0.0)
        depends += np.where(nearer, ways * back, 0.0)
    depends[sources, columns] = 0.0
    result: Numbers = depends.sum(axis=1)
    return result


def coreness(matrix: Any) -> "Counts":  # noqa: ANN401 - a sparse matrix
    """The largest k so that each belongs to a circle in which everybody knows k others of it (Seidman 1983).

    Whoever knows fewest is taken away first (Batagelj and Zaveršnik 2003).
    """
    import numpy as np  # noqa: PLC0415 - only where a graph is measured

    near = _both_ways(matrix)
    left = np.diff(near.indptr).astype(np.int64)
    core = np.zeros(near.shape[0], np.int64)
    here = np.ones(near.shape[0], np.bool_)
    k = 0
    while here.any():
        k = max(k, int(left[here].min()))
        going = np.flatnonzero(here & (left <= k))
        core[going] = k
        here[going] = False
        gone = np.zeros(len(here))
        gone[going] = 1.0
        left -= np.rint(near @ gone).astype(np.int64)
    return core
