from collections.abc import Iterator

import pytest
from plaza import opened, weeks

from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

# Ten weeks: people always ask about installing; about invoices from the sixth on; in the ninth tents are the talk.
ASKED = [
    {"安装": 5},
    {"安装": 4},
    {"安装": 6},
    {"安装": 5},
    {"安装": 5},
    {"安装": 5, "发票": 4},
    {"安装": 6, "发票": 5},
    {"安装": 4, "发票": 4},
    {"安装": 5, "发票": 5, "帐篷": 9},
    {"安装": 5, "发票": 4},
]


@pytest.fixture(scope="package")
def plaza(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    """The invented plaza; read by many tests and changed by none."""
    folder = tmp_path_factory.mktemp("plaza")
    store = EmbeddedStore(folder / "home")
    view = opened(store, folder, weeks(ASKED))
    yield view
    view.close()
    store.close()
