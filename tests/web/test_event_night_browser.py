"""One evening from the plan to the next day's report, in real browsers, on a clock that can be set.

Forty members of a made-up community sign up by phones without scripts for thirty places; ten of those who come are
scanned at the door while there is no network; one is drawn, and checked by three who don't believe each other.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cast import Cast
from festival import MEMBERS, SLUG, ZONE, bring, make, talk
from in_browser import Visit, served
from playwright.sync_api import Browser, Page, expect
from standing_clock import Clock, stand
from work_off import work_off

from juluo.desk.events.jobs import send_reminders
from juluo.ledger.acts import EventAttended, EventClosed, EventOpened, EventSignedUp
from juluo.metrics.desk import EVENTS, acts
from juluo.metrics.events.held import Event, events
from juluo.shell.guests.facts import portal
from juluo.shell.guests.jobs import ask_to_listen
from juluo.shell.jobs.actions import enqueue
from juluo.store.embedded import EmbeddedStore

CAME, CAPACITY, PEOPLE = 26, 30, 40
SOURCE, VALUE = "双色球第2026135期开奖号码", "03 07 11 19 25 31 + 08"


@pytest.fixture
def evening(monkeypatch: pytest.MonkeyPatch) -> date:
    """Yesterday: everything that happens on it lies behind the machine's own clock."""
    day = datetime.now(ZoneInfo(ZONE)).date() - timedelta(days=1)
    stand(monkeypatch, moment(day, 10), sys.modules[send_reminders.module])
    return day


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=ZoneInfo(ZONE)).astimezone(UTC)


@pytest.fixture
def desk(colleagues: Cast, records: Path, evening: date, tmp_path: Path) -> Iterator[str]:
    assert colleagues
    make(records, evening - timedelta(days=1))
    with served(tmp_path) as address:
        yield address


class Phones:
    """A phone without scripts, in turn that of each member: who holds it is whose cookie is in it."""

    def __init__(self, browser: Browser, desk: str) -> None:
        self.desk, self.cookies = desk, dict[str, list[dict[str, object]]]()
        self.context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
        self.page = self.context.new_page()

    @contextmanager
    def of(self, name: str) -> Iterator[Page]:
        self.context.clear_cookies()
        self.context.add_cookies(self.cookies.get(name, []))  # type: ignore[arg-type]
        yield self.page
        self.cookies[name] = [dict(one) for one in self.context.cookies()]

    def open(self, address: str) -> Page:
        self.page.goto(f"{self.desk}/c/{SLUG}/{address}")
        return self.page


@pytest.mark.browser
def test_an_evening_from_its_plan_to_the_next_days_report(
    browser: Browser, desk: str, records: Path, evening: date, tmp_path: Path
) -> None:
    operator = Visit(browser, desk, 1440, "light", "zh")
    phones = Phones(browser, desk)
    try:
        slug = _plan(operator.page, desk, evening)
        _open_portal(operator.page, desk)
        codes = _sign_up(phones, slug, operator.page, desk)
        _remind(phones, evening)
        _check_in(operator, desk, slug, evening, phones, codes)
        drawn, winner = _draw(operator.page, desk, slug, evening)
        _verify(phones, drawn, tmp_path)
        _claim(phones, operator.page, desk, drawn, winner)
        _close(operator.page, desk, slug, evening)
        phrase = _phrase(phones, winner)
        _next_morning(operator.page, desk, records, evening, (winner, f"认领一下 {phrase}"))
        assert operator.complaints == []
    finally:
        phones.context.close()
        operator.context.set_offline(False)
        operator.close()


def _plan(page: Page, desk: str, evening: date) -> str:
    page.goto(f"{desk}/desk/{SLUG}/events/new?form=meetup")
    page.fill("[name=title]", "灯会")
    page.fill("[name=starts]", f"{evening}T20:00")
    page.fill("[name=ends]", f"{evening}T22:00")
    page.fill("[name=capacity]", str(CAPACITY))
    page.select_option("[name=goal_metric]", "active_members")
    page.fill("[name=goal_line]", "25")
    page.click(".event-form .button.main")
    page.click("button[value=announce]")
    page.wait_for_load_state()
    return page.url.rpartition("/")[2].partition("?")[0]


def _open_portal(page: Page, desk: str) -> None:
    page.goto(f"{desk}/desk/{SLUG}/settings/portal")
    page.click("button[value=open]")


def _sign_up(phones: Phones, slug: str, page: Page, desk: str) -> dict[str, str]:
    """Forty come by the link; two of the first thirty give their places back. Returns the codes of who has one."""
    found = portal(SLUG)
    assert found is not None
    names = MEMBERS[:PEOPLE]
    for nth, name in enumerate(names):
        with phones.of(name) as phone:
            phones.open(f"join/{found.link}")
            phone.fill("[name=name]", name)
            phone.check("[value=grown]")
            phone.check("[name=agreed]")
            if nth < CAPACITY:
                phone.check("[name=for_remind]")
            phone.click(".go")
            phones.open(f"events/{slug}")
            if nth < CAPACITY:
                phone.check("[name=remind]")
            phone.click("button[value=come]")
            expect(phone.locator("[role=status]")).to_contain_text("候补" if nth >= CAPACITY else "报上")
    page.goto(f"{desk}/desk/{SLUG}/events/{slug}?tab=people")
    expect(page.locator("main")).to_contain_text(f"{CAPACITY}/{CAPACITY}")
    for name in names[:2]:
        with phones.of(name) as phone:
            phones.open(f"events/{slug}").click("button[value=back]")
    for name in names[CAPACITY : CAPACITY + 2]:
        with phones.of(name) as phone:
            phones.open("")
            expect(phone.locator("main")).to_contain_text("轮到你")
    codes = {}
    for name in names[2 : CAPACITY + 2]:
        with phones.of(name) as phone:
            codes[name] = phones.open(f"events/{slug}/code").locator(".pass b").inner_text()
    assert len({*codes.values()}) == CAPACITY
    return codes


def _remind(phones: Phones, evening: date) -> None:
    Clock.at = moment(evening, 18, 5)
    enqueue(send_reminders)
    assert set(work_off()) <= {"done"}
    with phones.of(MEMBERS[5]) as phone:
        expect(phones.open("").locator("main")).to_contain_text("灯会")
        assert phone.get_by_text("20:00").count()


def _check_in(  # at the door, without network, and by themselves
    operator: Visit, desk: str, slug: str, evening: date, phones: Phones, codes: dict[str, str]
) -> None:
    Clock.at = moment(evening, 19, 40)
    page, context = operator.page, operator.context
    context.clock.set_fixed_time(Clock.at)
    page.goto(f"{desk}/desk/{SLUG}/events/{slug}/door")
    page.wait_for_selector("#door[data-stands=ready]")
    context.set_offline(True)
    coming = [*codes][:CAME]
    for name in coming[:10]:
        page.fill("#typed", codes[name])
        page.keyboard.press("Enter")
        expect(page.locator("[data-told]")).to_have_attribute("data-kind", "came")
    expect(page.locator("[data-standing]")).to_contain_text("10个等着交")
    context.set_offline(False)
    expect(page.locator("[data-standing]")).to_contain_text("都交上了")
    operator.complaints.clear()
    page.goto(f"{desk}/desk/{SLUG}/events/{slug}/poster")
    six = page.locator(".event-digits").inner_text()
    for name in coming[10:]:
        with phones.of(name) as phone:
            phones.open(f"events/{slug}/here")
            phone.fill("[name=code]", six)
            phone.click(".go")
            expect(phone.locator("#own")).to_contain_text("签到")
    page.goto(f"{desk}/desk/{SLUG}/events/{slug}?tab=day")
    expect(page.locator("main")).to_contain_text(f"到了{CAME}人")


def _draw(page: Page, desk: str, slug: str, evening: date) -> tuple[str, str]:
    """One of who came: sealed before the public value is known, drawn after. Returns its name and the winner."""
    Clock.at = moment(evening, 21)
    page.goto(f"{desk}/desk/{SLUG}/draws/new")
    page.fill("[name=title]", "灯会抽奖")
    page.fill("[name=winners]", "1")
    page.fill("[name=rule]", "来了的人里抽一位，工作人员不算。")
    page.fill("[name=closes]", f"{evening}T21:30")
    page.select_option("[name=kind]", "named")
    page.fill("[name=source]", SOURCE)
    page.select_option("[name=way]", "came")
    page.select_option("[name=event]", slug)
    page.click(".draw-form .button.main")
    page.click("button[value=seal]")
    sealed = page.locator(".draw-steps").inner_text()
    assert f"{CAME}" in sealed
    Clock.at = moment(evening, 21, 31)
    page.reload()
    page.fill("[name=value]", VALUE)
    page.click("form:has([name=value]) button")
    page.click("button[value=draw]")
    expect(page.locator(".draw-winners tbody tr")).to_have_count(1)
    winner = page.locator(".draw-winners tbody th bdi").inner_text()
    return page.url.rpartition("/")[2].partition("?")[0].partition("#")[0], winner


def _claim(phones: Phones, page: Page, desk: str, drawn: str, winner: str) -> None:
    """The winner, and nobody else, is asked on their own page how to be reached."""
    loser = next(name for name in MEMBERS[2:PEOPLE] if name != winner)
    with phones.of(loser) as phone:
        expect(phones.open(f"draws/{drawn}").locator("[name=contact]")).to_have_count(0)
    with phones.of(winner) as phone:
        phones.open(f"draws/{drawn}")
        phone.fill("[name=contact]", "门口见")
        phone.click("form[action$='/claim'] button")
    page.goto(f"{desk}/desk/{SLUG}/draws/{drawn}")
    expect(page.locator(".draw-winners")).to_contain_text("门口见")


def _phrase(phones: Phones, name: str) -> str:
    """What a member is to say in the group to be known."""
    with phones.of(name) as phone:
        phones.open("me")
        phone.click("form[action$='/phrase'] button")
        return phone.locator(".phrase").inner_text()


def _verify(phones: Phones, drawn: str, folder: Path) -> None:
    """The public page, the program and the sixty lines of the docs, each by its own reckoning; forged, all say no."""
    with phones.of("an outsider") as phone:
        phones.open(f"draws/{drawn}")
        expect(phone.locator(".draw-checks .no")).to_have_count(0)
        assert phone.locator(".draw-checks .good").count() >= 3
        with phone.expect_download() as loading:
            phone.click("a[href$='/file']")
        file = folder / "draw.json"
        loading.value.save_as(file)
    assert _verdicts(file) == (0, 0)
    forged = json.loads(file.read_text(encoding="utf-8"))
    forged["picks"][0]["tag"] = next(tag for tag, _ in forged["entrants"] if tag != forged["picks"][0]["tag"])
    file.write_text(json.dumps(forged), encoding="utf-8")
    assert 0 not in _verdicts(file)


def _verdicts(file: Path) -> tuple[int, int]:
    """How `juluo verify-draw` and docs/verify_draw.py end; 0 where all holds."""
    return _ends(["juluo", "verify-draw", str(file)]), _ends([str(_STANDALONE), str(file)])


_STANDALONE = Path(__file__).parents[2] / "docs" / "verify_draw.py"


def _ends(command: list[str]) -> int:
    start = ["-m", *command] if command[0] == "juluo" else command
    return subprocess.run([sys.executable, *start], check=False, capture_output=True).returncode  # noqa: S603 - ours


def _close(page: Page, desk: str, slug: str, evening: date) -> None:
    Clock.at = moment(evening, 22, 30)
    page.goto(f"{desk}/desk/{SLUG}/events/{slug}?tab=day")
    page.click("form:has([value=close]) .button.main")
    page.goto(f"{desk}/desk/{SLUG}/events/{slug}?tab=after")
    page.fill("[name=amount]", "120")
    page.click("#costs form .button")
    page.fill("[name=went_well]", "灯够亮")
    page.fill("[name=next_time]", "早点开门")
    page.click("#reflection .button")


def _next_morning(page: Page, desk: str, records: Path, evening: date, said: tuple[str, str]) -> None:
    """The group's export comes in: the report of the day tells the evening, and who said their phrase is known."""
    assert set(work_off()) <= {"done"}
    bring(records, talk(evening, iter(MEMBERS[:PEOPLE]), said))
    ask_to_listen(SLUG, Clock.at)
    Clock.at = moment(evening + timedelta(days=1), 9)
    assert set(work_off()) <= {"done"}
    night = _in_ledger(records)
    assert (len(night.signed_up), len(night.came), night.closed, night.cost) == (CAPACITY, CAME, True, 120.0)
    assert len(night.accounts) == 1, "whom the phrase tied came as themselves; nobody is counted twice"
    page.goto(f"{desk}/desk/{SLUG}/reports/day/{evening}")
    told = page.locator("main")
    expect(told).to_contain_text("活动有没有用")
    expect(told).to_contain_text("明显上升：活动那天40人活跃")
    expect(told).to_contain_text("灯够亮")
    expect(told).to_contain_text("早点开门")


def _in_ledger(records: Path) -> Event:
    with closing(EmbeddedStore(records)) as store:
        community = store.community(SLUG)
        assert community is not None
        with closing(store.view(community)) as view:
            (night,) = events(view)
            kinds = {type(act.record) for act in acts(view, EVENTS)}
            assert kinds == {EventOpened, EventSignedUp, EventAttended, EventClosed}
    return night
