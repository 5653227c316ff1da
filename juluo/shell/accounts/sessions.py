"""Sessions in the browser: opened under a new key, tied to the password they were opened with."""

from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpRequest

from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.models import User


def open_session(request: HttpRequest, who: Colleague) -> None:
    """From now on this browser is that colleague. A key planted beforehand is worth nothing."""
    login(request, User.objects.get(pk=who.id))


def keep_session(request: HttpRequest, who: Colleague) -> None:
    """After a new password: this session stays, the others end."""
    update_session_auth_hash(request, User.objects.get(pk=who.id))


def close_session(request: HttpRequest) -> None:
    logout(request)
