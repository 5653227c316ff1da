"""The door on devices as they are: a camera (a film made here: a code held up, askew), plain http, a wrong clock."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import segno
from cast import Cast
from chromium import CHROMIUM
from django.conf import settings
from django.test import Client
from in_browser import served
from numpy.typing import NDArray
from playwright.sync_api import Browser, BrowserContext, Page, expect
from test_door_browser import code, night, rows

from juluo.desk.events.codes import plain
from juluo.desk.events.models import DoorScan, SignUp
from juluo.shell.accounts.models import User

__all__ = ["night"]
WIDTH, HEIGHT, DOT = 640, 480, 9
# Held at an angle of some 17 degrees, on a grey telephone in a dim room.
ASKEW, WHITE, BLACK, ROOM = 0.3, 190, 60, 90


def picture(letters: str) -> NDArray[np.uint8]:
    """How bright each point is of what the camera sees."""
    modules = np.array(
        [[*row] for row in segno.make(letters, error="q", micro=False).matrix_iter(border=4)], dtype=bool
    )
    high, wide = (np.indices((HEIGHT, WIDTH)) - np.array([HEIGHT, WIDTH])[:, None, None] / 2) / DOT
    along = wide * np.cos(ASKEW) + high * np.sin(ASKEW) + modules.shape[1] / 2
    down = high * np.cos(ASKEW) - wide * np.sin(ASKEW) + modules.shape[0] / 2
    inside = (along >= 0) & (along < modules.shape[1]) & (down >= 0) & (down < modules.shape[0])
    at = [
        np.clip(axis.astype(int), 0, size - 1) for axis, size in ((down, modules.shape[0]), (along, modules.shape[1]))
    ]
    shown = np.where(modules[at[0], at[1]], BLACK, WHITE)
    noise = np.random.default_rng(6).normal(0, 8, shown.shape)
    return np.clip(np.where(inside, shown, ROOM) + noise, 0, 255).astype(np.uint8)


@pytest.fixture
def filmed(browser: Browser, night: str, tmp_path: Path) -> Iterator[Browser]:
    """A browser before whose camera the first one of the list holds up their code."""
    grey = bytes([128]) * (WIDTH * HEIGHT // 2)
    frame = b"FRAME\n" + picture(plain(code(night, rows()[0]))).tobytes() + grey
    film = tmp_path / "camera.y4m"
    film.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420\n".encode() + frame * 3)
    flags = ["--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    flags += [f"--use-file-for-fake-video-capture={film}", "--host-resolver-rules=MAP hall.test 127.0.0.1"]
    with browser.browser_type.launch(executable_path=str(CHROMIUM), args=flags) as window:
        yield window


def sign_in(context: BrowserContext, desk: str) -> None:
    """Lin, in windows of this browser alone."""
    client = Client(HTTP_HOST="127.0.0.1", REMOTE_ADDR="127.0.0.1")
    client.force_login(User.objects.get(name="lin"))
    context.add_cookies([{"name": one.key, "value": one.value, "url": desk} for one in client.cookies.values()])


def press(page: Page, letters: str) -> None:
    """A scanner while a Chinese input method is on: the letters are hidden, the keys aren't."""
    page.evaluate(
        """codes => codes.forEach(code => document.activeElement.dispatchEvent(
             new KeyboardEvent('keydown', {key: 'Process', code, isComposing: true, bubbles: true})))""",
        [*(f"Digit{one}" if one.isdigit() else f"Key{one}" for one in letters), "Enter"],
    )


@pytest.mark.browser
def test_a_code_before_the_camera_checks_in(filmed: Browser, night: str, team: Cast, tmp_path: Path) -> None:
    assert team
    complaints: list[str] = []
    with served(tmp_path) as desk:
        context = filmed.new_context()
        sign_in(context, desk)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text))
        page.goto(f"{desk}/desk/tea/events/{night}/door")
        page.wait_for_selector("#door[data-stands=ready]")
        page.click("[data-camera]")
        expect(page.locator("[data-told]")).to_have_attribute("data-kind", "came")
        expect(page.locator("[data-counts]")).to_have_text("到了1人，报名11人")
        expect(page.locator("[data-standing]")).to_contain_text("都交上了")
        page.wait_for_timeout(600)
        expect(page.locator("[data-told]")).to_have_attribute("data-kind", "came")
        page.click("[data-camera]")
        expect(page.locator("video")).to_be_hidden()
    assert complaints == []
    row = SignUp.objects.get(pk=rows()[0])
    assert (row.came_at is not None, row.came_how) == (True, "code")


@pytest.mark.browser
def test_plain_http_a_wrong_clock_and_an_end_of_the_session_lose_nothing(
    filmed: Browser, night: str, team: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A laptop that reaches the desk by another machine's name: no worker, no camera, no SHA-256 of the browser's."""
    assert team
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", [*settings.ALLOWED_HOSTS, "hall.test"])
    with served(tmp_path) as local:
        desk = local.replace("127.0.0.1", "hall.test")
        context = filmed.new_context()
        context.clock.install(time=datetime.now(UTC) + timedelta(days=3))
        sign_in(context, desk)
        page = context.new_page()
        page.goto(f"{desk}/desk/tea/events/{night}/door")
        page.wait_for_selector("#door[data-stands=ready]")
        assert not page.evaluate("isSecureContext")
        expect(page.locator("[data-ready]")).to_contain_text("断网时别关这一页")
        page.click("[data-camera]")
        expect(page.locator("[data-told]")).to_contain_text("用不了摄像头")
        context.clear_cookies()
        page.focus("#typed")
        press(page, plain(code(night, rows()[1])))
        expect(page.locator("[data-told]")).to_have_attribute("data-kind", "came")
        expect(page.locator("[data-standing]")).to_contain_text("登录过期了")
        expect(page.locator("[data-sign-in]")).to_be_visible()
        sign_in(context, desk)
        page.evaluate("dispatchEvent(new Event('online'))")
        expect(page.locator("[data-standing]")).to_contain_text("都交上了")
    came = SignUp.objects.get(pk=rows()[1]).came_at
    assert came is not None
    assert abs(datetime.now(UTC) - came) < timedelta(minutes=1), "by the desk's clock"
    assert not DoorScan.objects.get().moved
