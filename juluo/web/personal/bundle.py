"""All that is held about a person as one ZIP: a page to read, JSON for programs, tables for spreadsheets."""

import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import IO, Any

from jinja2 import Environment, FileSystemLoader

from juluo.ledger.period import zone_named
from juluo.web.cells import csv_lines
from juluo.web.personal.held import Held, HeldEntry, Named
from juluo.web.personal.words import HOW_WORDS, WHAT_WORDS, kind_words
from juluo.wording.catalogue import Say, speaker

# More would make a page that no browser scrolls; the tables have them all.
SHOWN = 2_000


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that the desk holds: where (`what`), when, by whom, and its words."""

    what: str
    at: datetime
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into the file. Entries are read anew for each of its tables, so that memory stays bounded.

    `by_name` is false where what colleagues wrote with their name in it is left out. `portal` is what the members'
    pages hold of them, one record a phone with which they joined.
    """

    community: str
    held: Held
    entries: Callable[[], Iterator[HeldEntry]]
    named: Callable[[], Iterator[Named]]
    told: Sequence[Told]
    made_at: datetime
    lang: str
    by_name: bool = True
    portal: Sequence[Mapping[str, Any]] = ()


def write_bundle(out: IO[bytes], contents: Contents) -> None:
    """Write the ZIP."""
    say = speaker(contents.lang)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        page = _template().render(say=say, **_page(contents))
        bundle.writestr("index.html", page)
        for name, head, rows in _tables(contents, say):
            _put(bundle, name, csv_lines(head, rows))
        _put(bundle, "data.json", _json(contents))
        if contents.portal:
            bundle.writestr("portal.json", json.dumps(contents.portal, ensure_ascii=False, indent=1))


def _put(bundle: zipfile.ZipFile, name: str, lines: Iterable[bytes]) -> None:
    with bundle.open(name, "w", force_zip64=True) as file:
        for line in lines:
            file.write(line)


@cache
def _template() -> Any:  # noqa: ANN401 - jinja2's own types are Any where they matter
    folder = Path(__file__).parents[1] / "templates"
    return Environment(loader=FileSystemLoader(folder), autoescape=True).get_template("person_file.html")


def _page(contents: Contents) -> dict[str, object]:
    held, zone = contents.held, zone_named(contents.held.zone)
    named = list(islice(contents.named(), SHOWN))
    return {
        "lang": contents.lang,
        "kind_words": kind_words,
        "how_words": HOW_WORDS,
        "community": contents.community,
        "held": held,
        "first": held.first and held.first.astimezone(zone).date(),
        "last": held.last and held.last.astimezone(zone).date(),
        "entries": islice(contents.entries(), SHOWN),
        "named": named,
        "told": [(WHAT_WORDS.get(one.what, one.what), one) for one in contents.told[:SHOWN]],
        "zone": zone,
        "shown": SHOWN,
        "by_name": contents.by_name,
        "more": contents.held.versions > SHOWN,
        "made_at": contents.made_at.astimezone(zone),
    }


_ACCOUNTS = ("平台", "账号", "名字和用过的名字", "程序", "同事")
_ENTRIES = (
    "时间",
    "做了什么",
    "频道",
    "话题",
    "正文",
    "附件",
    "收到的回应",
    "撤回了",
    "现在的样子",
    "别的",
    "平台上的编号",
)
_NAMED = ("时间", "做了什么", "频道", "怎么提到的")
_DESK = ("时间", "哪里", "谁写的、谁做的", "写了什么")


def _tables(contents: Contents, say: Say) -> Iterator[tuple[str, list[str], Iterable[Sequence[str]]]]:
    accounts = (
        [one.platform, one.account_id, " / ".join(one.names), _flag(one.is_bot), _flag(one.is_staff)]
        for one in contents.held.accounts
    )
    named = ([one.at.isoformat(), say(kind_words(one.kind)), one.channel, say(HOW_WORDS[one.how])]
             for one in contents.named())  # fmt: skip
    told = ([one.at.isoformat(), say(WHAT_WORDS.get(one.what, one.what)), one.by, one.words] for one in contents.told)
    yield "accounts.csv", [say(word) for word in _ACCOUNTS], accounts
    yield "entries.csv", [say(word) for word in _ENTRIES], (_entry_row(one, say) for one in contents.entries())
    yield "named-by-others.csv", [say(word) for word in _NAMED], named
    yield "desk.csv", [say(word) for word in _DESK], told


def _flag(yes: bool) -> str:  # noqa: FBT001 - a cell
    return "1" if yes else ""


def _entry_row(one: HeldEntry, say: Say) -> list[str]:
    detail = json.dumps(one.detail, ensure_ascii=False) if one.detail else ""
    flags = [_flag(one.deleted), _flag(one.holds)]
    counts = [str(one.media or ""), str(one.reactions or "")]
    place = [one.at.isoformat(), say(kind_words(one.kind)), one.channel, one.thread, one.text]
    return [*place, *counts, *flags, detail, one.platform_id]


def _json(contents: Contents) -> Iterator[bytes]:
    """The same as one JSON object, written piece by piece."""
    head = {
        "community": contents.community,
        "made_at": contents.made_at.isoformat(),
        "accounts": [asdict(one) for one in contents.held.accounts],
    }
    yield (_dumped(head)[:-1] + ', "entries": [\n').encode()
    yield from _listed(asdict(one) for one in contents.entries())
    yield b'\n], "named_by_others": [\n'
    yield from _listed(asdict(one) for one in contents.named())
    yield b'\n], "desk": [\n'
    yield from _listed(asdict(one) for one in contents.told)
    yield b"\n]}\n"


def _listed(rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    for place, row in enumerate(rows):
        yield ((",\n" if place else "") + _dumped(row)).encode()


def _dumped(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, default=lambda moment: moment.isoformat())
