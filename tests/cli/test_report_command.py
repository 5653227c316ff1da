import json
import os
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pypdfium2 as pdfium
import pytest
from cli_words import Juluo, one_sentence

from juluo.report.render.pdf import NoPdfError
from juluo.wording.sentence import told

# An owner writes in a report and settles a task; then the command line makes the report.
_WRITES = """
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from juluo.web.start import prepare
os.environ["JULUO_HOME"] = sys.argv[1]
prepare(Path(sys.argv[1]))
from juluo.desk.reports.actions import write
from juluo.desk.tasks.actions import add
from juluo.ledger.period import Grain, Period
from juluo.shell.accounts.actions.invitations import accept, invite_first_owner
from juluo.shell.accounts.scene import Scene
scene = Scene(datetime(2026, 11, 9, 1, tzinfo=UTC))
owner = accept(invite_first_owner(scene), "lin", "林晚", "一句很长的口令用来测试", scene)
eve, day = (Period(date(2026, 11, at), date(2026, 11, at)) for at in (8, 9))
write(owner, "small", Grain.DAY, day, "improve", "夜里加一个人值班", 0, scene)
add(owner, "small", (Grain.DAY, eve), "给209号一个答复", scene, owner=owner.id, due=date(2026, 11, 8))
SIGNS
from juluo.cli.main import run
sys.argv = ["juluo", "report", "small", "--home", *sys.argv[1:]]
run()
"""
_SIGNS = """
from juluo.desk.reports.actions import sign
from juluo.desk.reports.facts import Frozen
from juluo.report.kept import kept
from juluo.report.unnamed import unnamed
from juluo.store.embedded import EmbeddedStore
from juluo.ledger.actors import Actors
store = EmbeddedStore(Path(sys.argv[1]))
view = store.view(store.community("small"), None, Actors.MEMBERS)
bare = unnamed(view, day, Grain.DAY, "zh", scene.now)
whole = Frozen(view.version, bare.first, bare.last, {"zh": kept(bare.report)}, {"improve": "签的时候这样写"}, ())
sign(owner, "small", Grain.DAY, day, whole, {"improve": 1}, scene)
view.close()
store.close()
"""


def test_the_last_whole_day_in_markdown(juluo: Juluo, demo_home: Path) -> None:
    result = juluo("report", "demo", home=demo_home)
    assert result.exit_code == 0
    assert result.stdout.startswith("# 青禾社区（模拟数据） 运营日报\n\n2026年11月19日")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--period", "week", "--date", "2026-11-04"), "运营周报"),
        (("--period", "month", "--date", "2026-11-04"), "运营月报"),
        (("--lang", "en"), "Daily report"),
        (("--format", "html"), "<!doctype html>"),
    ],
)
def test_other_reports(juluo: Juluo, small: object, options: tuple[str, ...], told: str) -> None:
    assert small
    assert told in juluo("report", "small", *options).stdout


def test_for_machines_every_number_has_its_entries(juluo: Juluo, demo_home: Path) -> None:
    report = json.loads(juluo("report", "demo", "--format", "json", home=demo_home).stdout)
    assert (report["schema"], report["simulated"]) == ("juluo.report/1", True)
    table = next(block for block in report["sections"][1]["blocks"] if block["type"] == "figures")
    spoke = next(row for row in table["rows"] if row["reading"]["metric"] == "active_members")
    assert spoke["reading"]["value"] == 137
    assert len(spoke["fold"]["entry_ids"]) == spoke["fold"]["count"] == 646


@pytest.mark.parametrize(("name", "start"), [("r.html", "<!doctype html>"), ("r.json", "{"), ("r.md", "# ")])
def test_a_file_is_written_by_its_ending(juluo: Juluo, small: object, tmp_path: Path, name: str, start: str) -> None:
    assert small
    path = tmp_path / "reports" / name
    result = juluo("report", "small", "--output", path)
    assert result.stdout == f"写好了：{path}\n"
    assert path.read_text(encoding="utf-8").startswith(start)
    assert [file.name for file in path.parent.iterdir()] == [name]


def test_a_file_that_cannot_be_written_is_told(juluo: Juluo, small: object, tmp_path: Path) -> None:
    assert small
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    told = one_sentence(juluo("report", "small", "--output", in_the_way / "r.html"))
    assert told == f"写不了 {in_the_way / 'r.html'}：那是一个文件，不是文件夹。"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("nobody",), "没有叫 nobody 的社群：有 demo。"),
        (("demo", "--date", "2026-13-01"), "看不懂日期 2026-13-01：请写成 2026-11-19 这样。"),
        (("demo", "--date", "yesterday"), "看不懂日期 yesterday：请写成 2026-11-19 这样。"),
        (("demo", "--date", "0001-01-01"), "日期 0001-01-01 太远了：年份要在1970到2999之间。"),
        (("demo", "--lang", "fr"), "没有 fr 这种语言：可选 zh、en。"),
    ],
)
def test_what_cannot_be_reported_is_told(juluo: Juluo, demo_home: Path, options: tuple[str, ...], told: str) -> None:
    assert one_sentence(juluo("report", *options, home=demo_home)) == told


def test_no_community_yet(juluo: Juluo) -> None:
    assert one_sentence(juluo("report", "demo")).startswith("还没有社群：先用 juluo import")


def test_the_demo_shows_its_report_and_says_where_it_lies(home: Path) -> None:
    """In a process of its own: it fills the desk, and Django's settings are those of one home."""
    told = {"PATH": os.environ["PATH"], "JULUO_HOME": str(home), "JULUO_LANG": "zh"}
    result = subprocess.run(
        [sys.executable, "-m", "juluo", "demo", "--last-day", "2026-11-19"],
        env=told,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert "模拟数据：这个社群里的人和话都是编的。" in result.stdout
    assert "137人发言" in result.stdout
    assert "周四夜答疑第6场：表单权限" in result.stdout
    page = home / "files" / "reports" / "demo-2026-11-19.html"
    assert result.stdout.endswith(f"网页版的日报在 {page}\n")
    assert page.exists()


def test_pdf_and_picture_are_written_by_their_endings(juluo: Juluo, small: object, tmp_path: Path) -> None:
    assert small
    for name, start in (("r.pdf", b"%PDF-"), ("r.png", b"\x89PNG")):
        assert juluo("report", "small", "--output", tmp_path / name).exit_code == 0
        assert (tmp_path / name).read_bytes().startswith(start)
    document = pdfium.PdfDocument(tmp_path / "r.pdf")
    assert "运营日报" in document[0].get_textpage().get_text_range()


def test_a_pdf_that_cannot_be_made_is_told(
    juluo: Juluo, small: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert small
    refused = NoPdfError(told("没有 Pango。"))
    monkeypatch.setattr("juluo.report.render.pdf.report_pdf", Mock(side_effect=refused))
    result = juluo("report", "small", "--output", tmp_path / "r.pdf")
    assert one_sentence(result) == "没有 Pango。"
    assert not (tmp_path / "r.pdf").exists()


def test_a_home_without_records_loads_no_django(home: Path, small: object) -> None:
    assert small
    command = (
        "import sys; from juluo.cli.main import run; sys.argv = sys.argv[1:]\ntry: run()\nexcept SystemExit: pass\n"
    )
    command += "print('django' in sys.modules, file=sys.stderr)"
    run = subprocess.run(  # noqa: S603 - this very Python
        [sys.executable, "-c", command, "juluo", "report", "small", "--home", str(home)],
        capture_output=True,
        check=True,
        text=True,
    )
    assert "运营日报" in run.stdout
    assert run.stderr.strip() == "False"


def test_what_was_written_on_the_pages_stands_in_the_report(home: Path, small: object) -> None:
    assert small
    run = subprocess.run(  # noqa: S603 - this very Python
        [sys.executable, "-c", _WRITES.replace("SIGNS", ""), str(home)], capture_output=True, check=True, text=True
    )
    assert "夜里加一个人值班" in run.stdout
    assert "| 给209号一个答复 | 林晚 | 11月8日 | 没做完，过期了 |" in run.stdout
    assert run.stderr == ""


def test_records_that_cannot_be_read_are_told_and_the_report_is_made(home: Path, small: object) -> None:
    assert small
    (home / "juluo.sqlite3").write_bytes(b"no database at all, but long enough to be looked at as one" * 9)
    run = subprocess.run(  # noqa: S603 - this very Python
        [sys.executable, "-m", "juluo", "report", "small", "--home", str(home)],
        capture_output=True,
        check=True,
        text=True,
    )
    assert run.stdout.startswith("# small")
    assert "读不到网页上写的话" in run.stderr


def test_a_signed_version_comes_as_it_was_signed(home: Path, small: object) -> None:
    assert small
    signed = ("--date", "2026-11-09", "--version")

    def asked(no: int) -> subprocess.CompletedProcess[str]:
        script = _WRITES.replace("SIGNS", _SIGNS) if no == 1 else "from juluo.cli.main import run; run()"
        before = [str(home)] if no == 1 else ["report", "small", "--home", str(home)]
        return subprocess.run(  # noqa: S603 - this very Python
            [sys.executable, "-c", script, *before, *signed, str(no)], capture_output=True, check=False, text=True
        )

    first = asked(1)
    assert "签的时候这样写" in first.stdout
    assert "夜里加一个人值班" not in first.stdout
    assert "林晚签发，2026-11-09 09:00，第1版" in first.stdout
    second = asked(2)
    assert second.returncode == 1
    assert second.stderr == "2026-11-09 这份没有签过第2版。\n"
