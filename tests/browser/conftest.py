"""What the tests in a browser share: the site with the repository's own content, and a tab on it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Tab, missing, tab
from built import resting_root, small_site
from elsewhere import elsewhere
from listening import listening
from node import NotInstalled, packages
from own import VARIABLES, resting_own_root
from playwright.sync_api import Browser
from running import Running, running
from small import session


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The hub with the repository's own content."""
    with running(resting_own_root(tmp_path_factory.mktemp("site")), workers=1, **VARIABLES) as hub:
        yield hub


@pytest.fixture(scope="session")
def paths(site: Running) -> list[str]:
    """Every page of the sitemap."""
    return re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", site.ask("/sitemap.xml").text)


@pytest.fixture(scope="module")
def guest(browser: Browser, site: Running) -> Iterator[Tab]:
    """One tab on the real site for a whole module; its settings are put back by who changes them."""
    with tab(browser, f"http://localhost:{site.port}") as opened:
        yield opened


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory, away: str) -> Iterator[Running]:
    """The hub with the small content, which no test edits; leaving leads to the other site."""
    with running(resting_root(tmp_path_factory.mktemp("hub")), workers=1, HUB_LEAVE_URL=f"{away}/left") as hub:
        yield hub


@pytest.fixture(scope="module")
def window(browser: Browser, hub: Running) -> Iterator[Tab]:
    """One tab on the small content for a whole module: what begins with `begin_again` has it like a new one."""
    with tab(browser, f"http://localhost:{hub.port}") as opened:
        yield opened


@pytest.fixture(scope="session")
def two_rooms(tmp_path_factory: pytest.TempPathFactory, away: str) -> Iterator[str]:
    """The address of the small content with a session more, in another room while the others are on."""
    site = small_site(tmp_path_factory.mktemp("two-rooms"), leave_url=f"{away}/left")
    session(site.root, "song-song", "2025-10-22 10:30", "Song song", "Parallel", room="phong-a")
    site.build()
    with listening(site.worker.front) as address:
        yield address.replace("127.0.0.1", "localhost")


@pytest.fixture(scope="module")
def star_window(browser: Browser, two_rooms: str) -> Iterator[Tab]:
    """One tab on that site for a whole module."""
    with tab(browser, two_rooms) as opened:
        yield opened


@pytest.fixture
def reader(star_window: Tab) -> Iterator[Tab]:
    """A reader on a phone who has no stars yet; at the end nothing may have gone wrong."""
    star_window.begin_again()
    star_window.page.set_viewport_size({"width": 360, "height": 740})
    yield star_window
    assert star_window.faults() == []


@pytest.fixture(scope="session")
def away() -> Iterator[str]:
    """The address of another site, without a slash at its end."""
    with elsewhere() as address:
        yield address


@pytest.fixture(scope="session")
def checks() -> Path:
    """The folder with axe-core and html-validate."""
    try:
        return packages("checks")
    except NotInstalled as error:
        missing(str(error))
