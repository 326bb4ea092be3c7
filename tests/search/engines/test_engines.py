"""Which engines there are, and who knows them by name."""

import ast
import subprocess
import sys

import pytest
from running import REPOSITORY

from hub import config
from hub.config import from_environment
from hub.search.engines import ENGINES, engine_module


@pytest.mark.parametrize("name", ENGINES)
def test_an_engine_opens_and_starts_indexes(name: str) -> None:
    module = engine_module(name)
    assert callable(module.open_index) and callable(module.start_index)


@pytest.mark.parametrize("name", ENGINES)
def test_the_settings_take_every_engine(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_SEARCH", name)
    assert from_environment().search == name


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(KeyError):
        engine_module("no-such-engine")


def test_an_engine_is_imported_when_it_is_first_used() -> None:
    code = "import sys, hub.search.finding, hub.search.indexing; sys.exit(any(name.startswith(('hub.search.whoosh', 'hub.search.tantivy')) for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, check=False).returncode == 0


def importing(library: str) -> set[str]:
    return {
        path.relative_to(REPOSITORY / "hub").as_posix()
        for path in (REPOSITORY / "hub").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == library)
        or (isinstance(node, ast.Import) and any(alias.name.split(".")[0] == library for alias in node.names))
    }


def test_one_package_alone_imports_whoosh_but_for_the_stemmer() -> None:
    found = importing("whoosh")
    assert {name for name in found if not name.startswith("search/whoosh/")} == {"search/query/text.py"}


def test_one_package_alone_imports_tantivy() -> None:
    found = importing("tantivy")
    assert found and all(name.startswith("search/tantivy/") for name in found)


def test_the_settings_and_the_search_name_the_same_engines() -> None:
    assert set(ENGINES) == set(config.ENGINES)
