"""The desk for any WSGI server: pages by Django, styles and scripts from the home's cache."""

import os
import time
from threading import Thread

from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise
from whitenoise.responders import Headers

from juluo.shell.statics import laid_out, version
from juluo.web.secret import home_folder, make_secret

_YEAR = 365 * 24 * 3600


def _ours(headers: Headers, path: str, url: str) -> None:  # noqa: ARG001 - as whitenoise calls it
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"


def _end_with_server() -> None:
    """A server that was killed can't end its processes; they end by themselves, and free its port."""
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(70)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "juluo.web.settings")
_HOME = home_folder()
_HOME.mkdir(parents=True, exist_ok=True)
# Before the settings are read: they hold the key.
make_secret(_HOME)
if os.environ.get("JULUO_SERVED"):
    Thread(target=_end_with_server, daemon=True).start()
application = WhiteNoise(
    get_wsgi_application(),
    laid_out(_HOME / "cache" / "static"),
    prefix=f"static/{version()}/",
    max_age=_YEAR,
    immutable_file_test=lambda _path, _url: True,
    add_headers_function=_ours,
)
