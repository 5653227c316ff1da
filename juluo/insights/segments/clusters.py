"""Groups that the records themselves suggest: people who behave alike over 90 days, or the word that there are none.

k-means on features set to their median and quartiles. The number of groups is that of the
best silhouette (Rousseeuw 1987). Whether there are groups at all is told by the same on shuffled data, in which every
feature keeps its values and loses its ties to the others: groups must be clearer than in each of 19 shuffles.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
from pyroaring import BitMap

from juluo.insights.segments.kmeans import Table, distances, kmeans, nearest, silhouette
from juluo.insights.segments.known import Known
from juluo.ledger.period import Period
from juluo.wording.sentence import Sentence, told

WINDOW = 90
FEWEST, SMALLEST, MOST_GROUPS, SAMPLE, SHUFFLES = 60, 8, 6, 600, 19
# Below this, Kaufman and Rousseeuw (1990) see no structure worth the name.
WEAKEST = 0.25
_SEED = 20261121


@dataclass(frozen=True, slots=True)
class Clusters:
    """The groups, the largest first, among whom; or why there are none. `silhouette` against the best of shuffles."""

    day: date
    window: Period
    among: BitMap
    groups: tuple[BitMap, ...]
    silhouette: float | None = None
    shuffled: float | None = None
    reason: Sentence | None = None


def clusters(known: Known) -> Clusters:
    """Groups of those who spoke in the 90 days up to the last day that is asked about."""
    day = known.days[-1]
    window = Period.trailing(day, min(WINDOW, (day - known.first).days + 1))
    spoke = BitMap.union(BitMap(), *(known.spoke.get(one, BitMap()) for one in window.days))
    among = spoke & known.everyone[day]
    none = Clusters(day, window, among, ())
    if len(among) < FEWEST:
        return _without(none, told("说话的人太少，分不出群：近{days}天只有{n}人。", days=window.length, n=len(among)))
    features = scaled(behaviour(known, window, among))
    if features.shape[1] < 2:
        return _without(none, told("大家做的都差不多，分不出清楚的群。"))
    sample = features[:: max(1, len(features) // SAMPLE)]
    best, score = _best(sample)
    chance = max(_best(_shuffled(sample, number))[1] for number in range(SHUFFLES))
    if score <= max(chance, WEAKEST):
        sentence = told("分不出清楚的群：分出来的，不比打乱了的数据更清楚。")
        return Clusters(day, window, among, (), score, chance, sentence)
    labels = nearest(features, kmeans(sample, best, _SEED))
    codes = np.asarray(among.to_array(), np.int64)
    groups = [BitMap(codes[labels == place].astype(np.uint32)) for place in range(best)]
    large = sorted((one for one in groups if len(one) >= SMALLEST), key=lambda one: (-len(one), one.min()))
    return Clusters(day, window, among, tuple(large), score, chance)


def _without(none: Clusters, reason: Sentence) -> Clusters:
    return Clusters(none.day, none.window, none.among, (), None, None, reason)


def behaviour(known: Known, window: Period, among: BitMap) -> Table:
    """A row a person, in the order of their numbers: how often, how much, where, with whom, since when."""
    codes = np.asarray(among.to_array(), np.int64)
    room = int(codes.max()) + 1
    first, last = window.first.toordinal(), window.last.toordinal()
    days = np.zeros(room)
    for one in window.days:
        days[np.asarray((known.spoke.get(one, BitMap()) & among).to_array(), np.int64)] += 1
    rows = known.made(window.length)
    here = (rows["day"] >= first) & (rows["day"] <= last) & np.isin(rows["account"], codes)
    who = rows["account"][here]
    said, asked = (np.bincount(who, rows[name][here], room)[codes] for name in ("messages", "questions"))
    pairs = np.unique(np.stack([who, rows["channel"][here].astype(np.int64)]), axis=1)
    places = np.bincount(pairs[0], minlength=room)[codes]
    columns = [np.log1p(days[codes]), np.log1p(said / np.maximum(days[codes], 1)), asked / np.maximum(said, 1)]
    columns += [np.log1p(places), np.log1p(_tenure(known, window, codes))]
    if known.tells_replies:
        day, by, to, _, n = known.replies(window.length)
        inside = (day >= first) & (day <= last)
        room = max(room, int(by.max(initial=0)) + 1, int(to.max(initial=0)) + 1)
        columns += [np.bincount(side[inside], n[inside], room)[codes] / np.maximum(said, 1) for side in (by, to)]
    return np.stack(columns, axis=1)


def _tenure(known: Known, window: Period, codes: npt.NDArray[np.int64]) -> Table:
    """For how many days somebody has been seen, a year at most."""
    seen = np.zeros(int(codes.max()) + 1)
    for day, people in sorted(known.acted.items(), reverse=True):
        own = np.asarray(people.to_array(), np.int64)
        seen[own[own < len(seen)]] = min(365, (window.last - day).days)
    return seen[codes]


def scaled(table: Table) -> Table:
    """Each feature less its median, by its quartiles' distance, within three of it; those that hardly differ go."""
    middle = np.median(table, axis=0)
    spread = np.subtract(*np.percentile(table, [75, 25], axis=0))
    spread = np.where(spread > 0, spread, table.std(axis=0))
    use = spread > 1e-9
    found: Table = np.clip((table[:, use] - middle[use]) / spread[use], -3, 3)
    return found


def _shuffled(sample: Table, number: int) -> Table:
    chance = np.random.default_rng([_SEED, number])
    return np.stack([chance.permutation(column) for column in sample.T], axis=1)


def _best(sample: Table) -> tuple[int, float]:
    """The number of groups with the best silhouette, and that."""
    between, found = np.sqrt(distances(sample, sample)), []
    for k in range(2, MOST_GROUPS + 1):
        labels = nearest(sample, kmeans(sample, k, _SEED))
        if len(np.unique(labels)) > 1:
            found.append((silhouette(between, labels), -k))
    score, k = max(found, default=(-1.0, -2))
    return -k, score
