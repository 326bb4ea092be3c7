"""What all tests share, and tests of content."""

import gc
import os
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import shared
from databases import databases, no_connection_left, no_tables, postgresql
from desk import Desk

from hub.content.edition import Edition

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["databases", "no_connection_left", "no_tables", "postgresql"]  # fixtures

gc.disable()  # until all tests are collected, of which nothing is let go


def pytest_collection_finish() -> None:
    """Leave all that was imported and collected out of every later search for garbage: it stays until the end."""
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that have slow tests: at the end no process waits long for the other.

    Files with a browser and files without take turns, so that at the beginning no process waits for the site that those
    with a browser share until the other has built it.
    """
    slow = {item.path: bool(item.get_closest_marker("browser")) for item in items if item.get_closest_marker("slow")}
    shown, others = ([path for path, browser in slow.items() if browser == which] for which in (True, False))
    turns = [path for pair in zip_longest(shown, others) for path in pair]
    items.sort(key=lambda item: turns.index(item.path) if item.path in slow else len(turns))


@pytest.fixture(scope="session", autouse=True)
def shared_folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let the processes of pytest-xdist share what is made once: the base of each stands in that of the run."""
    base = tmp_path_factory.getbasetemp()
    shared.keep_in((base.parent if hasattr(request.config, "workerinput") else base) / "shared")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run of continuous integration that has left something out."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") == "true" and reporter is not None and "skipped" in reporter.stats:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """One Chromium for all tests of this process. While it is open no loop of asyncio can be: Playwright has its own."""
    from browsing import chromium  # few runs need it

    with chromium() as browser:
        yield browser


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def write(desk: Desk) -> Callable[..., Path]:
    """Writes a file of content: write("pages/about.vi.md", "title: …", "text")."""
    return desk.write


@pytest.fixture
def problems(desk: Desk) -> Callable[[], list[str]]:
    """Every problem of what was written, one `file:line: sentence` each."""
    return desk.problems


@pytest.fixture
def edition(desk: Desk) -> Callable[..., Edition]:
    """The Edition of what was written; read again at each call."""
    return desk.edition
