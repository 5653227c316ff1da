"""How large a segment is, in words."""

from juluo.insights.segments.preview import Preview
from juluo.wording.catalogue import Say
from juluo.wording.numbers import percent, whole

# Fewer than this are told as they are, without a percentage.
_FEW = 20


def size_words(size: int | None, say: Say) -> str:
    """How many; unknown where nobody is surely in and somebody may be."""
    return say("未知") if size is None else whole(size)


def share_words(shown: Preview, say: Say) -> str:
    """Which share of those who speak is in, with its interval; few are told as they are."""
    if not shown.active:
        return say("近28天没有人说话")
    hits, n = whole(shown.active_inside), whole(shown.active)
    if shown.active_unknown:
        unknown = whole(shown.active_unknown)
        return say("近28天说话的{n}人里占{hits}人，{unknown}人未知", n=n, hits=hits, unknown=unknown)
    if shown.active < _FEW or shown.interval is None:
        return say("近28天说话的{n}人里占{hits}人", n=n, hits=hits)
    share, low, high = (
        percent(one) for one in (shown.active_inside / shown.active, shown.interval.low, shown.interval.high)
    )
    return say(
        "近28天说话的{n}人里占{hits}人，{share}（{low}～{high}）", n=n, hits=hits, share=share, low=low, high=high
    )
