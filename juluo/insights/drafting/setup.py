"""Which endpoint a community's drafts come from, and of which platforms words may be sent: off until somebody says so.

The endpoint is set on a page, and kept in a file that its owner alone can read, or for all communities by
JULUO_MODEL_URL, JULUO_MODEL_NAME and JULUO_MODEL_KEY. It is no part of a backup: a key belongs to one machine.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkstemp

from juluo.insights.drafting.endpoint import Endpoint, EndpointError, address

FOLDER = "models"
_URL, _NAME, _KEY = "JULUO_MODEL_URL", "JULUO_MODEL_NAME", "JULUO_MODEL_KEY"


@dataclass(frozen=True, slots=True)
class Setup:
    """`endpoint` is None where none was set; `consented` are the platforms whose members' words may be sent."""

    endpoint: Endpoint | None = None
    consented: frozenset[str] = frozenset()
    from_environment: bool = False

    @property
    def is_on(self) -> bool:
        """Whether anything may be sent at all."""
        return self.endpoint is not None and bool(self.consented)


def setup_of(home: Path, community: str, environment: Mapping[str, str]) -> Setup:
    """What is set for a community; a file that can't be read sets nothing."""
    agreed_to = ""
    try:
        told = json.loads((home / FOLDER / f"{community}.json").read_text("utf-8"))
        own = Endpoint(str(told["url"]), str(told["model"]), str(told["key"])) if told["url"] else None
        found = Setup(own, frozenset(map(str, told["consented"])))
        agreed_to = told.get("agreed_to", "")
    except (OSError, ValueError, LookupError, TypeError):
        found = Setup()
    url = environment.get(_URL, "")
    if found.endpoint is None and url:
        common = Endpoint(url, environment.get(_NAME, ""), environment.get(_KEY, ""))
        # Another address is somebody else: consent was not given for them.
        consented = found.consented if agreed_to == url else frozenset[str]()
        found = Setup(common, consented, from_environment=True)
    return found if found.endpoint is None or _is_sound(found.endpoint.url) else replace(found, endpoint=None)


def write_setup(home: Path, community: str, setup: Setup) -> None:
    """Keep it. An endpoint of the environment stays there."""
    own = None if setup.from_environment else setup.endpoint
    told = {
        "url": own.url if own else "",
        "model": own.model if own else "",
        "key": own.key if own else "",
        "consented": sorted(setup.consented),
        "agreed_to": setup.endpoint.url if setup.endpoint else "",
    }
    folder = home / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = mkstemp(dir=folder)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(told, file)
    Path(draft).replace(folder / f"{community}.json")


def _is_sound(url: str) -> bool:
    try:
        address(url)
    except EndpointError:
        return False
    return True
