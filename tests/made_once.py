"""What costs a while to make and is only read or copied: made by one process of a run, for all of them."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder of this name, which `make` filled; a folder half made is made anew."""
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / f"once-{name}"
    with FileLock(f"{folder}.lock"):
        if not folder.is_dir():
            draft = folder.with_name(f"{folder.name}.{os.getpid()}")
            draft.mkdir()
            make(draft)
            draft.rename(folder)
    return folder
