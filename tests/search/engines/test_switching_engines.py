"""Another engine on folders that one has filled: its index is built anew, and the other's goes."""

from pathlib import Path

import pytest
from built import Built, finished_root, settings_for

from hub.search.engines import ENGINES, engine_module
from hub.serve.worker import Worker

QUERY = "/vi/search/?q=tr%E1%BA%BB%20em"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return finished_root(tmp_path_factory.mktemp("switching"))


def index_of(hub: Built) -> str:
    assert hub.worker.shown is not None
    return str(hub.worker.shown.pages.index)


@pytest.mark.parametrize("engine", ["tantivy", "whoosh", "tantivy"])
def test_a_site_goes_on_with_another_engine(root: Path, engine: str) -> None:
    before = {path.name for path in (root / "search_index").iterdir() if path.is_dir()}
    hub = Built(root, search=engine)
    assert index_of(hub) not in before
    assert engine_module(engine).open_index(root / "search_index" / index_of(hub), check=True).documents > 0
    answer = hub.ask(QUERY)
    assert answer.status == 200 and "<mark>" in answer.text
    assert not hub.start_again()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_worker_does_without_the_index_of_another_engine(root: Path, engine: str) -> None:
    (other,) = (name for name in ENGINES if name != engine)
    Built(root, search=other)
    worker = Worker(settings_for(root, search=engine))
    worker.swap()
    assert worker.index() is None
