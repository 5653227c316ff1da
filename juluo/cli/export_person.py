"""juluo export-person: all that is held about one person, as a file for them."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from juluo.cli.desk import desk_ready
from juluo.cli.home import Home, Json, Slug, fail, known, opened, tell, why, words
from juluo.cli.ledger import person_of
from juluo.intake.operator import stated_profile
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View
from juluo.web.personal.bundle import Contents, Told, write_bundle
from juluo.web.personal.held import Held, held, named_by_others, own_entries
from juluo.wording.printable import as_json


def export_person(
    slug: Slug,
    person: Annotated[str, typer.Option(help="账号编号，或 平台:编号，或名字｜account id, platform:id, or name")],
    to: Annotated[Path | None, typer.Option(help="写到哪个 ZIP（默认：当前文件夹）｜the ZIP to write")] = None,
    home: Home = None,
    json_: Json = False,
) -> None:
    """一个人的全部资料，给他本人：网页、JSON 和 CSV，一个 ZIP。｜All that is held about a person, as a ZIP."""
    with opened(home) as store:
        community = known(store, slug)
        met = person_of(store, slug, person)
        with closing(store.view(community)) as view:
            codes = view.persons.all_of(one.code for one in met)
            found, path = held(view, codes), (to or Path(f"{slug}-person-{codes[0]}.zip")).expanduser()
            told = _told_on_desk(store, slug, found, codes[0])
            try:
                _write(view, found, codes, told, path)
            except OSError as error:
                fail(words()("写不了 {path}：{why}。", path=path, why=why(error)))
    if json_:
        tell(as_json({"path": str(path), "accounts": len(codes), "entries": found.versions, "desk": len(told)}))
    else:
        saved = "写好了：{path}。里面是他的名字和原话：只给他本人，交出去以后删掉。"
        tell(words()(saved, path=path))


def _write(view: View, found: Held, codes: tuple[int, ...], told: tuple[Told, ...], path: Path) -> None:
    lang = stated_profile(view).get("language", "zh")
    slug = view.community.slug
    half = path.with_name(f"{path.name}.part")
    try:
        with half.open("wb") as file:
            half.chmod(0o600)
            write_bundle(
                file,
                Contents(
                    slug,
                    found,
                    lambda: own_entries(view, codes),
                    lambda: named_by_others(view, codes),
                    told,
                    datetime.now(UTC),
                    lang,
                ),
            )
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def _told_on_desk(store: EmbeddedStore, slug: str, found: Held, person: int) -> tuple[Told, ...]:
    """What the desk holds, where there is one; that it was given away is noted there."""
    if not desk_ready(store.home):
        return ()
    from juluo.shell.accounts.audit import note  # noqa: PLC0415 - once prepared
    from juluo.shell.accounts.scene import Scene  # noqa: PLC0415 - the same
    from juluo.web.personal.desk import told_of  # noqa: PLC0415 - the same

    note(Scene(datetime.now(UTC)), None, "export_person", community=slug, about=str(person))
    return told_of(slug, found.accounts)
