"""juluo surveys: what members are asked, a survey's questions as JSON, and a new survey from such a file."""

import json
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from juluo.cli.desk import desk_ready
from juluo.cli.home import Home, Json, Slug, fail, language, opened, tell, viewed
from juluo.desk.surveys.values import STATE_WORDS, Survey
from juluo.wording.catalogue import Say, speaker
from juluo.wording.numbers import whole
from juluo.wording.printable import as_json, on_one_line
from juluo.wording.sentence import ToldError


class Deed(StrEnum):
    """What is asked for."""

    LIST = "list"
    EXPORT = "export"
    IMPORT = "import"


def surveys(
    slug: Slug,
    deed: Annotated[
        Deed,
        typer.Argument(
            help="list 列出；export 一份的题目（JSON）；import 从 JSON 新建草稿｜list; questions; new draft"
        ),
    ] = Deed.LIST,
    told: Annotated[
        str,
        typer.Argument(metavar="[编号｜文件 survey|file]", help="哪一份，或者哪个文件｜which survey, or which file"),
    ] = "",
    home: Home = None,
    lang: Annotated[str | None, typer.Option(help="zh, en")] = None,
    json_: Json = False,
) -> None:
    """问了什么问卷，请了几人，答完几份：只有数。题目可以导出、导入。｜Surveys in numbers; questions out and in."""
    spoken = language(lang)
    say = speaker(spoken)
    with opened(home) as store, viewed(store, slug):
        ready = desk_ready(store.home)
    if deed is Deed.IMPORT:
        _bring(slug, told, spoken, ready=ready)
        return
    found = _kept(slug) if ready else ()
    if deed is Deed.EXPORT:
        one = next((one for one in found if one.slug == told), None)
        if one is None:
            fail(say("没有这份问卷：{slug}。juluo surveys 短名 列出有哪些。", slug=told))
        tell(_questions(one))
    elif json_:
        tell(as_json([_facts(one) for one in found]))
    else:
        _list(found, say, spoken)


def _list(found: tuple[Survey, ...], say: Say, spoken: str) -> None:
    for one in found:
        counts = say("请了{asked}人，答完{finished}份", asked=whole(one.asked), finished=whole(one.finished))
        title = one.form.title.of(spoken)
        tell(on_one_line(f"{title}  {say(STATE_WORDS[one.state])}  {counts}  ({one.slug})"))
    if not found:
        tell(say("还没有问卷：在网页的“需求 › 问卷”里写一份。"))


def _kept(slug: str) -> tuple[Survey, ...]:
    from django.db import connections  # noqa: PLC0415 - once prepared

    from juluo.desk.surveys.facts import surveys as kept  # noqa: PLC0415 - the same

    try:
        return kept(slug)
    finally:
        connections.close_all()


def _questions(one: Survey) -> str:
    from juluo.desk.surveys.exchange import as_json as shape  # noqa: PLC0415 - once prepared

    return json.dumps(shape(one.form), ensure_ascii=False, indent=2)


def _bring(slug: str, file: str, spoken: str, *, ready: bool) -> None:
    """A draft from a file; nothing of it is asked before somebody publishes it on the desk."""
    say = speaker(spoken)
    if not ready:
        fail(say("这里还没有网页的登记：先运行一次 juluo up。"))
    from django.db import connections  # noqa: PLC0415 - once prepared

    from juluo.desk.surveys.actions.building import bring  # noqa: PLC0415 - the same
    from juluo.desk.surveys.exchange import LARGEST, read_text  # noqa: PLC0415 - the same
    from juluo.shell.accounts.scene import Scene  # noqa: PLC0415 - the same

    try:
        with Path(file).open("rb") as opened_file:
            text = opened_file.read(LARGEST + 1).decode("utf-8", "replace")
        tell(bring(slug, read_text(text), Scene(datetime.now(UTC))))
    except OSError as error:
        fail(say("读不了 {file}：{why}", file=file, why=error.strerror or ""))
    except ToldError as error:
        fail(error.sentence.words(spoken))
    finally:
        connections.close_all()


def _facts(one: Survey) -> dict[str, object]:
    return {
        "survey": one.slug,
        "title": {"zh": one.form.title.zh, "en": one.form.title.en},
        "state": str(one.state),
        "version": one.version,
        "anonymous": one.is_anonymous,
        "pulse": one.is_pulse,
        "audience": str(one.target.audience),
        "questions": len(one.form.questions),
        "asked": one.asked,
        "started": one.started,
        "finished": one.finished,
        "finished_by_link": one.finished_by_link,
        "declined": one.declined,
        "opened_at": one.opened_at and one.opened_at.astimezone(UTC).isoformat(),
        "closes_at": one.closes_at and one.closes_at.astimezone(UTC).isoformat(),
        "closed_at": one.closed_at and one.closed_at.astimezone(UTC).isoformat(),
    }
