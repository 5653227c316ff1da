"""What every answer says to browsers, here and over https, as the server's own process says it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cast import Cast
from visitor import Visitor

from juluo.shell.accounts.roles import Role

ROOT = Path(__file__).parents[2]
# A visit over https through a proxy of ours, in a process whose settings say so.
OVER_HTTPS = """
import json, sys
from datetime import UTC, datetime
from pathlib import Path
home = Path(sys.argv[1]); home.mkdir()
from juluo.web.start import prepare; prepare(home)
from django.test import Client
from juluo.shell.accounts.actions.invitations import accept, invite_first_owner
from juluo.shell.accounts.scene import Scene
now = Scene(datetime.now(UTC))
accept(invite_first_owner(now), "lin", "", "tea leaves at dawn", now)
client = Client(HTTP_HOST="desk.example.cn", HTTP_X_FORWARDED_PROTO="https", HTTP_X_FORWARDED_FOR="6.6.6.6, 192.0.2.7")
page = client.get("/sign-in")
entered = client.post("/sign-in", {"name": "lin", "password": "tea leaves at dawn"})
from juluo.shell.accounts.models import AuditLine
cookie = entered.cookies["__Host-juluo_session"]
print(json.dumps({
    "headers": dict(page.headers), "cookies": sorted({*page.cookies, *entered.cookies}),
    "session": {name: str(cookie[name]) for name in ("secure", "httponly", "samesite", "path", "domain")},
    "address": AuditLine.objects.filter(deed="sign_in").get().address,
}))
"""


def test_over_https_cookies_are_sealed_and_the_browser_stays_there(tmp_path: Path) -> None:
    told = {"PATH": os.environ["PATH"], "JULUO_HOME": str(tmp_path / "home"), "JULUO_URL": "https://desk.example.cn"}
    command = [sys.executable, "-c", OVER_HTTPS, str(tmp_path / "home")]
    asked = subprocess.run(command, env=told, capture_output=True, text=True, check=False, cwd=ROOT)  # noqa: S603 - this very Python
    assert asked.returncode == 0, asked.stderr
    found = json.loads(asked.stdout)
    assert found["headers"]["Strict-Transport-Security"] == "max-age=31536000"
    assert found["cookies"] == ["__Host-juluo_csrf", "__Host-juluo_session"]
    assert found["session"] == {"secure": "True", "httponly": "True", "samesite": "Lax", "path": "/", "domain": ""}
    assert found["address"] == "192.0.2.7", "what our proxy saw, not what the visitor wrote"


@pytest.mark.parametrize(
    "address", ["/sign-in", "/desk/tea/", "/nowhere", "/healthz", "/desk/tea/metrics/messages/export", "/search?q=a"]
)
def test_no_answer_is_kept_framed_or_read_by_others(address: str, cast: Cast, visitor: Visitor) -> None:
    headers = visitor(cast.of_tea[Role.OWNER]).get(address).headers
    assert headers["Cross-Origin-Resource-Policy"] == headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in headers, "not before it is https"
    policy = dict(one.strip().split(" ", 1) for one in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"


def test_what_a_visitor_says_of_the_way_counts_for_nothing_without_a_proxy(cast: Cast, visitor: Visitor) -> None:
    browser = visitor(cast.lin)
    page = browser.get("/settings", HTTP_X_FORWARDED_PROTO="https", HTTP_X_FORWARDED_FOR="6.6.6.6")
    assert "Strict-Transport-Security" not in page.headers
    browser.post("/sign-out", HTTP_X_FORWARDED_FOR="6.6.6.6")
    from juluo.shell.accounts.models import AuditLine  # noqa: PLC0415 - once Django is set up

    assert AuditLine.objects.latest("pk").address == "192.0.2.1"
