from collections.abc import Iterator
from contextlib import closing

import pytest
from harbour import build

from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View


@pytest.fixture(scope="session")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    home = build(tmp_path_factory.mktemp("harbour") / "home")
    with closing(EmbeddedStore(home)) as store:
        community = store.community("harbour")
        assert community is not None
        with closing(store.view(community)) as view:
            yield view
