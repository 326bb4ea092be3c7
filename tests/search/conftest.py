"""What tests of the search share."""

from pathlib import Path

import memory_engine
import pytest
from own_search import Own, own_search
from search_site import SITE, built

from hub.search.engine import Engine
from hub.search.engines import EngineModule
from hub.search.tantivy import engine as tantivy_engine
from hub.search.whoosh import engine as whoosh_engine


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Own:
    return own_search(str(tmp_path_factory.getbasetemp()))


@pytest.fixture(params=[whoosh_engine, tantivy_engine, memory_engine], ids=["whoosh", "tantivy", "memory"])
def module(request: pytest.FixtureRequest) -> EngineModule:
    """Each engine in turn."""
    found: EngineModule = request.param
    return found


@pytest.fixture
def index(module: EngineModule, tmp_path: Path) -> Engine:
    return built(module, tmp_path / "site", SITE)
