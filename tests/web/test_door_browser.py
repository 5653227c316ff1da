"""The door in a real browser: ten come while there is no network, the page is opened anew, and all ten arrive once."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from cast import Cast
from django.conf import settings
from in_browser import SMALL, Visit, reads_well
from playwright.sync_api import Browser, Page, expect
from talkative import EVIL, MEMBERS
from test_event_verbs import account
from work_off import work_off

from juluo.desk.events.actions.holding import close
from juluo.desk.events.actions.places import Guest, open_signup, sign_up, withdraw
from juluo.desk.events.actions.planning import plan
from juluo.desk.events.codes import code_of, plain
from juluo.desk.events.models import DoorScan, Event, SignUp
from juluo.desk.events.values import Form, Plan
from juluo.metrics.events.held import events
from juluo.shell.accounts.scene import Scene
from juluo.store.embedded import EmbeddedStore

pytestmark = pytest.mark.usefixtures("team")

LEFT = """async () => [
  await indexedDB.databases(), await caches.keys(), await navigator.serviceWorker.getRegistrations()]"""
STANDING, TOLD = "[data-standing]", "[data-told]"


@pytest.fixture
def night(team: Cast) -> str:
    """A meetup that began an hour ago: the eight members and four guests, one of whom waits for a place."""
    begun = Scene(datetime.now(UTC) - timedelta(hours=5))
    slug = plan(team.lin, "tea", Plan(Form.MEETUP, EVIL, starts=begun.now + timedelta(hours=4), capacity=11), begun)
    open_signup(team.lin, "tea", slug, begun)
    for name in MEMBERS:
        sign_up("tea", slug, account(name), begun, by=team.lin)
    for name in ("老王", "小李", "阿强", "阿梅"):
        sign_up("tea", slug, Guest(name), begun, by=team.lin)
    return slug


@pytest.fixture
def door(browser: Browser, desk: str) -> Iterator[Visit]:
    visit = Visit(browser, desk, 390, "light", "zh")
    try:
        yield visit
    finally:
        visit.context.set_offline(False)
        visit.close()


def code(slug: str, number: int) -> str:
    return code_of("tea", slug, number)


def rows() -> list[int]:
    return [*SignUp.objects.order_by("pk").values_list("pk", flat=True)]


def opened(visit: Visit, slug: str) -> Page:
    visit.complaints.clear()
    visit.page.goto(f"{visit.desk}/desk/tea/events/{slug}/door")
    visit.page.wait_for_selector("#door[data-stands=ready]")
    return visit.page


def wedge(page: Page, letters: str) -> None:
    """A scanner that is a keyboard: the focus may be anywhere."""
    page.locator("h1").click()
    page.keyboard.type(letters)
    page.keyboard.press("Enter")


def came_in_ledger() -> int:
    assert set(work_off()) <= {"done"}
    with closing(EmbeddedStore(settings.HOME)) as store:
        community = store.community("tea")
        assert community is not None
        with closing(store.view(community)) as view:
            (found,) = events(view)
    return len(found.came)


@pytest.mark.browser
def test_ten_come_without_network_and_all_arrive_once(door: Visit, night: str, team: Cast) -> None:
    page, numbers = opened(door, night), rows()
    expect(page.locator("[data-ready]")).to_contain_text("断了网，这一页也打得开")
    door.context.set_offline(True)
    for number in numbers[:4]:
        wedge(page, plain(code(night, number)).lower())
        expect(page.locator(TOLD)).to_have_attribute("data-kind", "came")
    page.fill("#typed", code(night, numbers[4]).replace("-", " "))
    page.keyboard.press("Enter")
    expect(page.locator("[data-counts]")).to_have_text("到了5人，报名11人")
    page.reload()
    page.wait_for_selector("#door[data-stands=ready]")
    expect(page.locator(STANDING)).to_have_text("没有网络，照常记：5个等着交")
    for number in numbers[5:9]:
        wedge(page, plain(code(night, number)))
    wedge(page, plain(code(night, numbers[0])))
    expect(page.locator(TOLD)).to_contain_text("已经到过")
    page.fill("#typed", "小李")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(STANDING)).to_have_text("没有网络，照常记：10个等着交")
    assert not DoorScan.objects.exists()
    assert SignUp.objects.filter(came_at=None).count() == 12
    page.reload()
    page.wait_for_selector("#door[data-stands=ready]")
    door.context.set_offline(False)
    expect(page.locator(STANDING)).to_contain_text("都交上了")
    assert SignUp.objects.exclude(came_at=None).count() == DoorScan.objects.count() == 10
    assert came_in_ledger() == 10
    assert [one for one in door.complaints if "ERR_INTERNET_DISCONNECTED" not in one] == []
    close(team.lin, "tea", night, Scene(datetime.now(UTC)))
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-over]")).to_contain_text("已经清掉")
    assert page.evaluate(LEFT) == [[], [], []]


@pytest.mark.browser
def test_what_is_doubtful_is_asked_and_a_slip_taken_back(door: Visit, night: str, team: Cast) -> None:
    page, numbers = opened(door, night), rows()
    # The device knows nothing of it: one withdrew an hour ago, and who waited moved up.
    door.context.set_offline(True)
    withdraw("tea", night, numbers[0], Scene(datetime.now(UTC) - timedelta(hours=1)), by=team.lin)
    wedge(page, plain(code(night, numbers[0])))
    expect(page.locator(TOLD)).to_have_attribute("data-kind", "came")
    for letters, kind in (
        (plain(code(night, numbers[-1])), "waiting"),
        (plain(code_of("go", night, 1)), "unknown"),
        (plain(code_of("go", night, 1)), "unknown"),
    ):
        page.wait_for_timeout(100)
        wedge(page, letters)
        expect(page.locator(TOLD)).to_have_attribute("data-kind", kind)
    page.fill("#typed", "7K3Q-M9TD-XWPX")
    page.keyboard.press("Enter")
    expect(page.locator(TOLD)).to_have_attribute("data-kind", "mistyped")
    page.fill("#typed", EVIL[:30])
    page.click("[data-walk]")
    expect(page.locator(TOLD)).to_have_attribute("data-kind", "walked")
    page.fill("#typed", "老王")
    page.click("[data-roll] button")
    page.fill("#typed", "老王")
    page.click("[data-roll] button:text('收回')")
    expect(page.locator(TOLD)).to_have_attribute("data-kind", "back")
    door.context.set_offline(False)
    expect(page.locator(STANDING)).to_contain_text("都交上了")
    questions = page.locator("[data-questions] li")
    expect(questions).to_have_count(2)
    expect(questions.nth(0)).to_contain_text("已经退出了")
    questions.nth(0).get_by_role("button", name="算到场").click()
    expect(questions).to_have_count(1)
    questions.nth(0).get_by_role("button", name="不记").click()
    expect(questions).to_have_count(0)
    expect(page.locator(STANDING)).to_contain_text("都交上了")
    came = SignUp.objects.exclude(came_at=None)
    assert {(one.pk if one.pk in numbers else one.name) for one in came} == {numbers[0], numbers[-1], EVIL[:30]}
    assert not DoorScan.objects.filter(fate="asked").exists()
    assert page.evaluate("window.hit") is None


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme", "lang"), [(390, "dark", "en"), (1024, "light", "zh")])
def test_it_is_read_hit_and_heard(browser: Browser, desk: str, night: str, width: int, scheme: str, lang: str) -> None:
    visit = Visit(browser, desk, width, scheme, lang)
    try:
        page = opened(visit, night)
        wedge(page, plain(code(night, rows()[0])))
        wedge(page, plain(code(night, rows()[-1])))
        expect(page.locator("[data-asked]")).to_be_visible()
        page.click("summary")
        reads_well(page)
        # Who stands at a door touches a wider window, too.
        assert page.evaluate(SMALL) == []
        assert page.get_attribute(TOLD, "role") == "alert"
        assert visit.complaints == []
    finally:
        visit.page.click("[data-wipe]")
        visit.page.click("#door-wipe [value=yes]")
        visit.page.wait_for_selector("[data-over]:not([hidden])")
        visit.close()
    assert Event.objects.count() == 1
