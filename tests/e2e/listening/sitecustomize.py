"""Python imports this first in every process of a desk under test: who is spoken to goes into a file.

Nobody but this machine is reached, so that an address in somebody's words leads nowhere even where a page followed it.
"""

import json
import os
import sys

_HEARD = os.environ["JULUO_TEST_HEARD"]
_TALK = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request"}


def _listen(event: str, given: tuple[object, ...]) -> None:
    if event not in _TALK:
        return
    told = [str(one) for one in given[:2]]
    with open(_HEARD, "a", encoding="utf-8") as heard:  # noqa: PTH123 - pathlib is not imported yet
        heard.write(json.dumps([sys.orig_argv[2:4], event, *told]) + "\n")
    if not any(own in " ".join(told) for own in ("127.0.0.1", "localhost", "::1")):
        raise PermissionError(f"a desk under test speaks to nobody: {event} {told}")


sys.addaudithook(_listen)
