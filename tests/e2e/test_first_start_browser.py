"""The first morning, from the link that `juluo up` prints to a signed report, and a colleague asked in."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cast import PASSWORD
from playwright.sync_api import Browser, Page, expect
from served import up
from windows import Window, window

DAYS = 42
# A real worker imports and prepares on a busy machine.
PATIENT = 60_000


def own_export(path: Path, last: date) -> Path:
    """Six weeks of a made-up tea house: who asks, who answers, and one line that can't be read."""
    lines = ["time,author,text,channel,id,reply_to"]
    for day in range(DAYS):
        at = last - timedelta(days=DAYS - 1 - day)
        for nth in range(12 + day % 5):
            answer = f"d{day}n{nth - 1}" if nth % 3 == 2 else ""
            said = "怎么泡白茶？" if nth % 3 == 1 else f"第{day}天，第{nth}句"
            who = f"茶友{(nth + day) % 9}"
            lines.append(f"{at}T{9 + nth % 13:02}:{nth:02}:00+08:00,{who},{said},茶馆,d{day}n{nth},{answer}")
    lines.append(f"{last + timedelta(days=1)}T09:00:00+08:00,茶友1,早,茶馆,morning,")
    lines.append("soon,茶友1,这句没有时间,茶馆,x,")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.browser
def test_from_the_printed_link_to_a_signed_report(browser: Browser, tmp_path: Path) -> None:
    # The desk that is started here reads the real clock, too.
    last = datetime.now(UTC).date() - timedelta(days=2)
    export = own_export(tmp_path / "hall.csv", last)
    with up(tmp_path / "home", JULUO_LANG="zh") as desk, window(browser, desk) as opened:
        opened.page.set_default_timeout(PATIENT)
        _enters(opened.page, desk.link, "lin")
        _founds_and_imports(opened.page, export)
        _reads_today_and_what_lies_behind(opened.page, last)
        report = f"/desk/chaguan/reports/day/{last}"
        _writes_and_signs(opened.page, desk.address + report)
        link = _asks_in(opened.page, desk.address)
        with window(browser, desk) as theirs:
            theirs.page.set_default_timeout(PATIENT)
            _enters(theirs.page, link, "yu")
            _only_looks(theirs, report)


def _enters(page: Page, link: str, name: str) -> None:
    page.goto(link)
    page.fill("#name", name)
    page.fill("#password", PASSWORD)
    page.click("button.main")
    page.wait_for_load_state()


def _founds_and_imports(page: Page, export: Path) -> None:
    expect(page.locator("h1")).to_have_text("第一步：给它看一份聊天记录")
    page.fill("#name", "白茶馆")
    page.fill("#slug", "chaguan")
    page.click("button.main")
    page.wait_for_url("**/desk/chaguan/imports")
    page.set_input_files("#files", export)
    page.click(".bring button.main")
    page.wait_for_url("**/imports/parcel/*")
    expect(page.locator(".lines")).to_contain_text("茶友1")
    page.click("button[value=start]")
    page.wait_for_url(re.compile(r"/imports/\d+$"))
    expect(page.locator("h1")).to_contain_text("导入好了")
    expect(page.locator("#unread")).to_be_visible()
    with page.expect_download() as kept:
        page.click("a[download]")
    assert "这句没有时间" in Path(kept.value.path()).read_text(encoding="utf-8-sig")


def _reads_today_and_what_lies_behind(page: Page, last: date) -> None:
    page.get_by_role("link", name="看今天").click()
    expect(page.locator("h1")).to_contain_text(f"{last.year}年{last.month}月{last.day}日")
    expect(page.locator(".tile")).to_have_count(8)
    page.locator(".tile a").first.click()
    page.wait_for_url("**/metrics/*")
    page.locator("a[hx-get*=records]").first.click()
    expect(page.locator("#drawer")).to_contain_text("茶友")
    page.keyboard.press("Escape")
    expect(page.locator("#drawer")).to_be_empty()


def _writes_and_signs(page: Page, report: str) -> None:
    page.goto(report)
    page.locator("form.place-form textarea").first.fill("晚上多留一个人答问")
    with page.expect_response(lambda answer: answer.url.endswith("/write")) as saved:
        pass
    assert saved.value.ok
    page.click(".sign button")
    expect(page.locator(".seal")).to_be_visible()
    expect(page.locator(".report")).to_contain_text("晚上多留一个人答问")
    expect(page.locator("textarea")).to_have_count(0)


def _asks_in(page: Page, address: str) -> str:
    page.goto(f"{address}/desk/chaguan/settings/team")
    page.locator("form:has(input[value=invite]) select").select_option("viewer")
    page.locator("form:has(input[value=invite]) button").click()
    return page.locator(".once").inner_text().strip()


def _only_looks(theirs: Window, report: str) -> None:
    """A viewer sees numbers and the report, and nobody's words; what isn't for them says so."""
    page = theirs.page
    expect(page.locator(".tile")).to_have_count(8)
    assert "茶友" not in page.inner_text("main")
    assert page.locator("header a[href$=imports]").count() == 0
    theirs.open(report)
    assert page.locator(".sign, .take, textarea").count() == 0
    theirs.expected = {403}
    for address in ("imports", "metrics/messages/records", "settings/team"):
        theirs.open(f"/desk/chaguan/{address}")
        expect(page.locator("h1")).to_have_text("这一页你的角色看不了")
