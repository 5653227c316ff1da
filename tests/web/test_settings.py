"""Settings as a process gets them: read from its environment, written nowhere."""

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from juluo.insights.drafting import setup
from juluo.web.database import AddressError, from_address
from juluo.web.secret import make_secret, secret_of

ROOT = Path(__file__).parents[2]
ASK = """
import json, sys
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}, default=str))
"""


def settings_with(names: list[str], **environment: str) -> dict[str, object]:
    told = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "juluo.web.settings", **environment}
    asked = subprocess.run([sys.executable, "-c", ASK, *names], env=told, capture_output=True, check=True, cwd=ROOT)  # noqa: S603 - this very Python
    return dict(json.loads(asked.stdout))


def test_reading_settings_writes_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    told = settings_with(["SECRET_KEY", "DEBUG", "SESSION_COOKIE_SECURE"], JULUO_HOME=str(home))
    assert len(str(told["SECRET_KEY"])) > 50
    assert not told["DEBUG"]
    assert not told["SESSION_COOKIE_SECURE"]
    assert not home.exists()


def test_only_this_machine_is_let_in_until_an_address_is_told(tmp_path: Path) -> None:
    names = ["ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "SECURE_HSTS_SECONDS", "SESSION_COOKIE_SECURE"]
    home = str(tmp_path)
    assert settings_with(names, JULUO_HOME=home)["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
    lan = settings_with(names, JULUO_HOME=home, JULUO_HOSTS="desk.lan, 192.168.1.5")["ALLOWED_HOSTS"]
    assert lan == ["127.0.0.1", "localhost", "[::1]", "desk.lan", "192.168.1.5"]
    public = settings_with(names, JULUO_HOME=home, JULUO_URL="https://desk.example.cn")
    assert public["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]", "desk.example.cn"]
    assert public["CSRF_TRUSTED_ORIGINS"] == ["https://desk.example.cn"]
    assert public["SECURE_HSTS_SECONDS"]
    assert public["SESSION_COOKIE_SECURE"]


def test_the_secret_is_made_once_and_is_its_owners(tmp_path: Path) -> None:
    make_secret(tmp_path)
    first = secret_of(tmp_path)
    make_secret(tmp_path)
    assert secret_of(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]


def test_a_database_address_is_read() -> None:
    told = from_address("postgres://lin:p%40ss@db.example:5433/juluo?sslmode=require")
    assert (told["HOST"], told["PORT"], told["USER"], told["PASSWORD"]) == ("db.example", "5433", "lin", "p@ss")
    assert told["OPTIONS"] == {"sslmode": "require"}
    assert from_address("postgresql:///juluo?host=/run/pg")["HOST"] == "/run/pg"


@pytest.mark.parametrize("address", ["mysql://a/b", "postgres://host", "juluo.sqlite3"])
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(AddressError):
        from_address(address)


def test_every_variable_has_its_heading() -> None:
    code = "".join((ROOT / f"juluo/web/{name}.py").read_text(encoding="utf-8") for name in ("settings", "secret"))
    page = (ROOT / "docs/operate/settings.md").read_text(encoding="utf-8")
    read = set(re.findall(r"environ(?:\.get\(|\[)\"(\w+)\"", code))
    # One heading tells of the three that say where a language model is.
    assert all(f"`{name}`" in page for name in (setup._NAME, setup._KEY))
    read.add(setup._URL)
    assert read == set(re.findall(r"^## (\w+)$", page, re.MULTILINE))


def test_sqlite_waits_its_turn_and_survives_a_power_cut(tmp_path: Path) -> None:
    told = settings_with(["DATABASES"], JULUO_HOME=str(tmp_path))["DATABASES"]
    options = told["default"]["OPTIONS"]  # type: ignore[index] - JSON
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    assert "journal_mode=WAL" in options["init_command"]
    assert "synchronous=FULL" in options["init_command"]
    assert connection.vendor == "sqlite"
