"""Before the first page: the home's key, the tables, and the link for whoever starts it."""

import os
from datetime import datetime
from pathlib import Path

import django

from juluo.web.secret import make_secret


class NotReadyError(Exception):
    """The records can't be opened; the message is the database's own."""


def prepare(home: Path) -> None:
    """Make the home ready: its key, and its tables as this version has them. Raises NotReadyError, OSError."""
    make_secret(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "juluo.web.settings")
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - commands without pages don't load Django
    from django.core.management import call_command  # noqa: PLC0415 - the same
    from django.db import Error, connection  # noqa: PLC0415 - the same

    try:
        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
        connection.close()
    except (Error, ImproperlyConfigured, ValueError) as error:
        raise NotReadyError(str(error).strip().splitlines()[0]) from error


def owner_link(base: str, now: datetime) -> str | None:
    """Where the first owner makes an account; None once there is one."""
    from django.db import connection  # noqa: PLC0415 - once prepared

    from juluo.shell.accounts.actions.invitations import invite_first_owner  # noqa: PLC0415 - the same
    from juluo.shell.accounts.facts import has_owner  # noqa: PLC0415 - the same
    from juluo.shell.accounts.scene import Scene  # noqa: PLC0415 - the same

    try:
        return None if has_owner() else f"{base}/welcome/{invite_first_owner(Scene(now))}"
    finally:
        connection.close()
