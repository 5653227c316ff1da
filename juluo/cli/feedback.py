"""juluo feedback: how much came in, waits, is late, was told back; one piece by its name. Never whose it is."""

from datetime import UTC, date, datetime
from typing import Annotated

import typer

from juluo.cli.desk import desk_ready
from juluo.cli.home import Home, Json, Slug, fail, language, opened, tell, viewed
from juluo.desk.feedback.values import SEVERITY_WORDS, SORT_WORDS, STATE_WORDS, Piece, Sort
from juluo.wording.catalogue import capital, speaker
from juluo.wording.numbers import short_date, whole
from juluo.wording.printable import as_json, on_one_line

_MOST = 30


def feedback(
    slug: Slug,
    piece: Annotated[
        str | None, typer.Argument(help="编号，只看这一条；不写就列全部。｜Its name, for one; all of them without.")
    ] = None,
    home: Home = None,
    lang: Annotated[str | None, typer.Option(help="zh, en")] = None,
    json_: Json = False,
) -> None:
    """收到多少反馈，哪些等着、过了时限、还没回告；只有数和标题，没有原话和名字。｜Feedback in numbers and titles."""
    spoken = language(lang)
    with opened(home) as store, viewed(store, slug) as view:
        today, ready = view.calendar.day_of(datetime.now(UTC)), desk_ready(store.home)
    found = [one for one in (_kept(slug) if ready else ()) if piece is None or one.slug == piece]
    if piece is not None and not found:
        fail(speaker(spoken)("没有这条反馈，或者已经不在。"))
    if json_:
        lines = [_facts(one, today) for one in found]
        tell(as_json(lines[0] if piece is not None else {"counts": _counts(found, today), "feedback": lines}))
        return
    if not found:
        tell(speaker(spoken)("还没有反馈：成员在自己的页面上提，或者在网页的“反馈”里记。"))
        return
    if piece is None:
        _sum_up(found, today, spoken)
    shown = [one for one in found if piece is not None or one.is_open or one.waits_to_tell]
    for one in sorted(shown, key=lambda one: (one.due, one.id))[:_MOST]:
        tell(_line(one, today, spoken))
    if len(shown) > _MOST:
        tell(speaker(spoken)("还有{n}条没有列：加 --json 看全部。", n=len(shown) - _MOST))


def _kept(slug: str) -> tuple[Piece, ...]:
    from django.db import connections  # noqa: PLC0415 - once prepared

    from juluo.desk.feedback.facts import pieces  # noqa: PLC0415 - the same

    try:
        return pieces(slug)
    finally:
        connections.close_all()


def _counts(found: list[Piece], today: date) -> dict[str, object]:
    here = [one for one in found if not one.dropped]
    return {
        "received": len(here),
        "open": sum(one.is_open for one in here),
        "late": sum(one.late(today) for one in here),
        "answered": sum(one.answered_at is not None for one in here),
        "told_back": sum(one.told_at is not None for one in here if not one.into),
        "to_tell": sum(one.waits_to_tell for one in here),
        "merged": sum(bool(one.into) for one in here),
        "kinds": {str(sort): sum(one.sort is sort for one in here) for sort in Sort},
    }


def _sum_up(found: list[Piece], today: date, lang: str) -> None:
    counts = _counts(found, today)
    words = "收到{received}条，等着{open}条（过了时限{late}条），答复了{answered}条，还没回告{to_tell}条。"
    tell(speaker(lang)(words, **counts))


def _line(one: Piece, today: date, lang: str) -> str:
    say = speaker(lang)
    late = say("{day}就该答复", day=short_date(one.due, lang))
    due = (late if one.late(today) else say("{day}前答复", day=short_date(one.due, lang))) if one.is_open else ""
    left = say("还差{n}人没回告", n=whole(one.people_left)) if one.waits_to_tell else ""
    title = one.title or say("一条{sort}", sort=say(SORT_WORDS[one.sort]))
    cells = (
        one.slug,
        capital(say(STATE_WORDS[one.state])),
        capital(say(SEVERITY_WORDS[one.severity])),
        title,
        due or left,
    )
    return on_one_line("  ".join(cell for cell in cells if cell))


def _facts(one: Piece, today: date) -> dict[str, object]:
    return {
        "feedback": one.slug,
        "kind": str(one.sort),
        "severity": str(one.severity),
        "state": "dropped" if one.dropped else str(one.state),
        "from": str(one.origin),
        "title": one.title,
        "public": one.is_public,
        "need": one.need,
        "received": one.received_at.astimezone(UTC).isoformat(),
        "due": one.due.isoformat(),
        "late": one.late(today),
        "answered": one.answered_at and one.answered_at.astimezone(UTC).isoformat(),
        "told_back": one.told_at and one.told_at.astimezone(UTC).isoformat(),
        "askers": one.people,
        "to_tell": one.people_left if one.waits_to_tell else 0,
        "votes": one.votes,
        "merged_into": one.into or None,
    }
