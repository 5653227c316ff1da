"""Files in, receipt out: everything is counted, and what can't be read leaves nothing behind."""

import csv
import io
import json
import os
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from juluo.intake import unpack
from juluo.intake.take_in import NothingReadError, Wish, ZoneFixedError, take_in
from juluo.ledger.period import Calendar, UnknownZoneError
from juluo.sources.files import SourceFile
from juluo.store.embedded import EmbeddedStore
from juluo.store.engine import scan

SLUG = "tea"
SHANGHAI = Wish(timezone="Asia/Shanghai")
HEAD = "时间,作者,内容,频道\n"
CHAT = (
    HEAD
    + "2024-03-01 12:00:00,陈默,大家好,茶馆\n2024-03-01 12:00:00,林晓,你好,茶馆\n2024-03-02 00:30:00,阿海,早,茶馆\n"
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EmbeddedStore]:
    made = EmbeddedStore(tmp_path / "home", patience=20)
    yield made
    made.close()


def chat(content: str | bytes = CHAT, name: str = "茶馆.csv") -> SourceFile:
    return SourceFile.of_bytes(name, content.encode() if isinstance(content, str) else content)


def days(store: EmbeddedStore) -> list[date]:
    community = store.community(SLUG)
    assert community is not None
    view = store.view(community)
    found = view.con.execute(
        f"SELECT day FROM {scan(view.ledger.files(view.table, SLUG))} WHERE until IS NULL ORDER BY ts",
    ).fetchall()
    view.close()
    return [day for (day,) in found]


def archive(path: Path, members: dict[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return path


def assert_nothing_written(store: EmbeddedStore) -> None:
    assert not store.communities()
    assert not store.imports()
    assert not list(store.folder.rglob("*.parquet"))
    assert not list((store.folder / "staging").rglob("*"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings_read_alike(store: EmbeddedStore, encoding: str) -> None:
    receipt = take_in(store, SLUG, [chat()], SHANGHAI)
    again = take_in(store, SLUG, [chat(CHAT.encode(encoding))])
    assert (receipt.added, again.added, again.duplicate) == (3, 0, 3)


def test_the_zone_is_fixed_by_the_first_import(store: EmbeddedStore) -> None:
    take_in(store, SLUG, [chat()], SHANGHAI)
    with pytest.raises(ZoneFixedError, match="Asia/Shanghai"):
        take_in(store, SLUG, [chat()], Wish(timezone="UTC"))
    with pytest.raises(ZoneFixedError, match="0 点"):
        take_in(store, SLUG, [chat()], Wish(day_starts_at=4))
    take_in(store, SLUG, [chat()], Wish(timezone="Asia/Shanghai", day_starts_at=0))
    with pytest.raises(UnknownZoneError):
        take_in(store, SLUG, [chat()], Wish(source_timezone="Mars/Olympus"))
    assert days(store) == [date(2024, 3, 1), date(2024, 3, 1), date(2024, 3, 2)]


def test_a_source_may_tell_its_times_in_another_zone(store: EmbeddedStore) -> None:
    receipt = take_in(store, SLUG, [chat()], Wish(timezone="Asia/Shanghai", source_timezone="America/New_York"))
    assert receipt.first == datetime(2024, 3, 1, 17, tzinfo=UTC)
    assert (receipt.timezone, receipt.source_timezone) == ("Asia/Shanghai", "America/New_York")
    assert days(store) == [date(2024, 3, 2), date(2024, 3, 2), date(2024, 3, 2)]


def test_a_day_may_start_late(store: EmbeddedStore) -> None:
    take_in(store, SLUG, [chat()], replace(SHANGHAI, day_starts_at=4))
    assert days(store) == [date(2024, 3, 1)] * 3


def test_entries_of_one_second_survive_and_repeats_are_counted(store: EmbeddedStore) -> None:
    line = "2024-03-01 12:00:00,陈默,好,茶馆\n"
    assert take_in(store, SLUG, [chat(HEAD + line * 3)], SHANGHAI).added == 3
    assert take_in(store, SLUG, [chat(HEAD + line * 2)]).duplicate == 2
    assert take_in(store, SLUG, [chat(HEAD + line * 5)]).added == 2
    assert take_in(store, SLUG, [chat(HEAD + line * 5), chat(HEAD + line * 6)]).added == 1


def test_who_is_a_bot_is_known_while_the_import_that_says_so_stands(store: EmbeddedStore) -> None:
    def bots() -> list[str]:
        return [account.name for account in store.register.accounts(SLUG).values() if account.is_bot]

    take_in(store, SLUG, [chat()], SHANGHAI)
    take_in(store, SLUG, [chat("时间,作者,内容,频道,机器人\n2024-03-05 12:00:00,陈默,自动回复,茶馆,是\n")])
    assert bots() == ["陈默"]
    take_in(store, SLUG, [chat()])
    assert bots() == ["陈默"]
    store.undo(2)
    assert bots() == []


def test_an_older_export_never_takes_back_a_newer_name(store: EmbeddedStore) -> None:
    def export(day: int, name: str) -> SourceFile:
        return chat(f"time,author,nickname,text,group\n2024-03-{day:02d}T12:00:00Z,u1,{name},好,茶馆\n")

    for day, name in ((5, "新名字"), (3, "旧名字")):
        take_in(store, SLUG, [export(day, name)], SHANGHAI)
    assert [account.name for account in store.register.accounts(SLUG).values()] == ["新名字"]


_ROWS = st.lists(
    st.tuples(
        st.sampled_from(["2024-03-01 12:00:00", "2024-03-01 12:00:01", "1711000000", "昨天", "", "0001-01-01"]),
        st.sampled_from(["陈默", "林晓", ""]),
        st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=6),
        st.sampled_from(["message", "join", "leave", "gibberish", ""]),
    ),
    min_size=1,
    max_size=12,
)


@given(st.lists(_ROWS, min_size=1, max_size=3))
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_a_receipt_accounts_for_every_row(tmp_path: Path, files: list[list[tuple[str, ...]]]) -> None:
    store = EmbeddedStore(tmp_path / os.urandom(4).hex())
    sources = []
    for rows in files:
        text = io.StringIO()
        csv.writer(text).writerows([("time", "author", "text", "kind"), *rows])
        sources.append(chat(text.getvalue()))
    try:
        receipt = take_in(store, SLUG, sources, SHANGHAI)
    except NothingReadError:
        assert_nothing_written(store)
        return
    finally:
        store.close()
    told = receipt.added + receipt.replaced + receipt.duplicate + receipt.skipped + receipt.rejected
    assert receipt.read == told == sum(map(len, files))
    assert len(receipt.rejections) == min(receipt.rejected, 20)
    quarantine = (store.home / receipt.quarantine).read_text() if receipt.quarantine else ""
    assert quarantine.count("\n") == receipt.rejected


def stored(path: Path, name: str, content: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(name, content)
    return path


def stored_chat(folder: Path) -> bytes:
    return stored(
        folder / "plain.zip", "a.txt", "林晓 09:12\n早上好\n\n陈默 09:13\n来了\n".encode() * 400
    ).read_bytes()


def sheet_in_archive(folder: Path) -> Path:
    bomb = archive(folder / "inner.xlsx", {"xl/workbook.xml": b"0" * 40_000_000}).read_bytes()
    return archive(folder / "sheet.zip", {"表.xlsx": bomb})


def wrong_checksum(folder: Path) -> Path:
    path = stored(folder / "crc.zip", "a.csv", CHAT.encode())
    content = path.read_bytes()
    path.write_bytes(content.replace("大家好".encode(), "大家坏".encode()))
    return path


def bad_archives(folder: Path) -> dict[str, Path]:
    """Archives that are refused, and why."""
    inner = archive(folder / "inner.zip", {"a.csv": CHAT}).read_bytes()
    found = {
        "像压缩炸弹": archive(folder / "bomb.zip", {"a.csv": b"0" * 40_000_000}),
        "指向压缩包外面": archive(folder / "outside.zip", {"../a.csv": CHAT}),
        "指向压缩包外面：": archive(folder / "absolute.zip", {"/etc/a.csv": CHAT}),
        "压缩包里的压缩包": archive(folder / "nested.zip", {"chat.zip": inner}),
        "压缩包里的压缩包：": stored(folder / "stored.zip", "chat.txt", stored_chat(folder)),
        "不是文字": archive(folder / "noise.zip", {"chat.txt": CHAT.encode() + bytes(range(256)) * 30}),
        "像压缩炸弹）": archive(folder / "bomb.xlsx", {"xl/workbook.xml": b"0" * 40_000_000}),
        "指向压缩包外面：这": archive(folder / "outside.xlsx", {"../a.xml": b"0"}),
        "像压缩炸弹）：": sheet_in_archive(folder),
        "校验不符": wrong_checksum(folder),
        "只有图片和附件": archive(folder / "pictures.zip", {"a.jpg": b"\xff\xd8", "b.mp4": b"0"}),
        "里没有文件": archive(folder / "nothing.zip", {}),
        "已损坏": folder / "damaged.zip",
        "有密码": folder / "locked.zip",
        "0 字节": folder / "empty.zip",
    }
    whole = archive(folder / "whole.zip", {"a.csv": CHAT}).read_bytes()
    found["已损坏"].write_bytes(whole[:-30])
    locked = bytearray(whole)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[whole.index(mark) + place] |= 1
    found["有密码"].write_bytes(locked)
    found["0 字节"].write_bytes(b"")
    return found


def test_bad_archives_are_refused_in_one_sentence(store: EmbeddedStore, tmp_path: Path) -> None:
    for reason, path in bad_archives(tmp_path).items():
        with pytest.raises(NothingReadError) as refused:
            take_in(store, SLUG, [path], SHANGHAI)
        assert reason in str(refused.value)
        assert "\n" not in str(refused.value)
        assert "CRC" not in str(refused.value)
        assert_nothing_written(store)


def test_a_stray_zero_byte_does_not_make_a_chat_binary(store: EmbeddedStore) -> None:
    assert take_in(store, SLUG, [chat(CHAT.replace("你好", "你\0好"))], SHANGHAI).added == 3


def test_too_many_files_are_refused(store: EmbeddedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "MAX_MEMBERS", 3)
    path = archive(tmp_path / "many.zip", {f"{n}.csv": CHAT for n in range(4)})
    with pytest.raises(NothingReadError, match="超过 3 个"):
        take_in(store, SLUG, [path], SHANGHAI)


def test_a_member_that_breaks_while_it_is_read_is_told(store: EmbeddedStore, tmp_path: Path) -> None:
    rows = "".join(f"2024-03-01 12:00:00,陈默,{os.urandom(20).hex()},茶馆\n" for _ in range(3000))
    path = archive(tmp_path / "torn.zip", {"a.csv": HEAD + rows, "b.csv": CHAT})
    torn = bytearray(path.read_bytes())
    torn[len(torn) // 2] ^= 0xFF
    path.write_bytes(torn)
    receipt = take_in(store, SLUG, [path], SHANGHAI)
    assert receipt.added >= 3
    assert any("已损坏" in file.problem for file in receipt.files) or receipt.rejected


def test_pictures_beside_a_chat_are_passed_over(store: EmbeddedStore, tmp_path: Path) -> None:
    path = archive(tmp_path / "chat.zip", {"聊天/茶馆.csv": CHAT, "聊天/1.jpg": b"\xff", "__MACOSX/x.csv": b"\0"})
    receipt = take_in(store, SLUG, [path], SHANGHAI)
    assert (receipt.added, receipt.passed_over, len(receipt.files)) == (3, 2, 1)
    assert receipt.files[0].name == "chat.zip/聊天/茶馆.csv"
    assert json.loads(store.imports()[0].receipt)["passed_over"] == 2


@pytest.mark.parametrize(
    ("given_path", "reason"),
    [
        ("", "文件夹"),
        ("nowhere.csv", "找不到"),
        ("empty.csv", "0 字节"),
        ("noise.bin", "认不出"),
        ("pipe", "不是普通文件"),
    ],
)
def test_what_is_no_file_is_said(store: EmbeddedStore, tmp_path: Path, given_path: str, reason: str) -> None:
    (tmp_path / "empty.csv").touch()
    (tmp_path / "noise.bin").write_bytes(b"\x00\x01\x02" * 100)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NothingReadError, match=reason):
        take_in(store, SLUG, [tmp_path / given_path], SHANGHAI)
    assert_nothing_written(store)


def test_a_file_without_permission_is_said(
    store: EmbeddedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(CHAT)

    def forbidden(*_args: object, **_named: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)
    with pytest.raises(NothingReadError, match="没有权限"):
        take_in(store, SLUG, [path], SHANGHAI)


def test_one_bad_file_does_not_stop_the_good_ones(store: EmbeddedStore, tmp_path: Path) -> None:
    receipt = take_in(store, SLUG, [chat(), tmp_path / "nowhere.csv", chat("{", "half.json")], SHANGHAI)
    assert receipt.added == 3
    assert [bool(file.problem) for file in receipt.files] == [False, True, True]


@given(
    st.lists(st.integers(0, 2_500_000_000), min_size=1, max_size=40),
    st.sampled_from(
        ["Asia/Shanghai", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Casablanca"]
    ),
    st.integers(0, 12),
)
@settings(max_examples=60)
def test_many_days_are_reckoned_as_one_is(seconds: list[int], zone: str, starts_at: int) -> None:
    import numpy as np  # noqa: PLC0415

    from juluo.intake.staging import days_of  # noqa: PLC0415

    calendar = Calendar(zone, starts_at)
    found = days_of(np.array(seconds, np.int64) * 1_000_000, calendar)
    assert [date.fromordinal(date(1970, 1, 1).toordinal() + day) for day in found.tolist()] == [
        calendar.day_of(datetime.fromtimestamp(second, UTC)) for second in seconds
    ]
