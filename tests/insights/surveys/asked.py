"""Invented surveys, made quickly."""

from collections.abc import Mapping, Sequence

from juluo.insights.surveys.answered import Asked, Kind, Option, Sheet, Survey, Value

TEA, COFFEE, WATER = (Option(key, key) for key in ("tea", "coffee", "water"))
NPS = Asked("q", Kind.NPS, "愿意推荐吗")
CSAT = Asked("q", Kind.CSAT, "满意吗")
CHOICE = Asked("q", Kind.CHOICE, "喝什么", (TEA, COFFEE, WATER))
RANKING = Asked("q", Kind.RANKING, "排一排", (TEA, COFFEE, WATER))


def sheets(values: Sequence[Value], stratum: str = "some", *, invited: bool = True) -> tuple[Sheet, ...]:
    return tuple(
        Sheet(n, stratum, finished=True, answers={"q": value}, invited=invited) for n, value in enumerate(values, 1)
    )


def survey(
    question: Asked,
    told: Sequence[Sheet],
    asked: Mapping[str, int] | None = None,
    *,
    is_anonymous: bool = False,
) -> Survey:
    return Survey((question,), tuple(told), asked or {}, asked or {}, is_anonymous)
