"""Whether recommendations are right: `python bench/recommend.py [HOME SLUG …]`.

First on made-up tastes: EASE, SAR and popularity, mean nDCG@10 and recall@10 of ten draws, beside what METHODS says of
MovieLens 100K. Then, of every community given, what the lists of the last year's weeks would have found.
"""

import sys
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import numpy as np
from preferences import by_popularity, by_sar, ndcg_and_recall, tastes

from juluo.insights.recommend.ease import Ease
from juluo.insights.recommend.hindsight import tried
from juluo.metrics.intervals import wilson
from juluo.report.whole_day import last_whole_day
from juluo.store.embedded import EmbeddedStore

DRAWS, YEAR = 10, 52
# Looked at on the first draw alone.
REGULAR = 100.0
# nDCG@10 and recall@10 on MovieLens 100K, with EASE's λ of 300: reproduced from what is published.
PUBLISHED = {"EASE": (0.4801, 0.2242), "SAR": (0.3824, 0.1769), "popularity": (0.2498, 0.1101)}


def made_up() -> None:
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in PUBLISHED}
    for seed in range(DRAWS):
        made = tastes(seed)
        found["EASE"].append(ndcg_and_recall(Ease(made.known, REGULAR).scores(made.known), made))
        found["SAR"].append(ndcg_and_recall(by_sar(made.known), made))
        found["popularity"].append(ndcg_and_recall(by_popularity(made.known), made))
    print("made-up tastes, ten draws: nDCG@10 recall@10 (MovieLens 100K: nDCG recall)")
    for name, scores in found.items():
        ndcg, recall = np.mean(scores, axis=0)
        print(f"  {name:<11}{ndcg:.4f} {recall:.4f}  ({PUBLISHED[name][0]:.4f} {PUBLISHED[name][1]:.4f})")


def looked_back(home: Path, slug: str) -> None:
    store = EmbeddedStore(home)
    community = store.community(slug)
    if community is None:
        sys.exit(f"no community {slug} in {home}")
    with closing(store.view(community)) as view:
        last = last_whole_day(view)
        for back in range(3):
            day = last and last - timedelta(days=7 * YEAR * back)
            started = time.process_time()
            found = tried(view, day, YEAR) if day else None
            if found is None or day is None:
                print(f"{slug} year to {day}: nobody took up anything")
                continue
            between = wilson(found.hits, found.cases)
            share = found.hits / found.cases
            print(f"{slug} year to {day}: {found.cases} cases of {found.people} members, hit@10 {share:.3f}", end=" ")
            print(f"[{between.low:.3f}, {between.high:.3f}], {time.process_time() - started:.1f} CPU s")
            for name, hits in found.rivals.items():
                more, gap = found.ahead[name]
                rival = hits / found.cases
                print(f"  {name:<8}{rival:.3f}; ahead of it by {more:+.3f} [{gap.low:+.3f}, {gap.high:+.3f}]")
    store.close()


if __name__ == "__main__":
    made_up()
    for place in range(1, len(sys.argv) - 1, 2):
        looked_back(Path(sys.argv[place]), sys.argv[place + 1])
