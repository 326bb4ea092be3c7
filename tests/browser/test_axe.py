"""axe-core finds nothing on any kind of page: in both languages, narrow and wide, light, dark and with forced colours, and on paper."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from asking_axe import COLOURS, RUN, WINDOWS, axe_source, found_on
from browsing import Tab, tab, with_paper
from kinds_of_page import ASKED, LISTED, ODD, page_of
from playwright.sync_api import Browser, Page
from running import Running

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDTHS = (320, 1280)
LIGHT: dict[str, Any] = {"media": "screen", "color_scheme": "light", "forced_colors": "none"}
LOOKS: dict[str, dict[str, Any]] = {  # in which colours alone are different
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced colours": {"color_scheme": "light", "forced_colors": "active"},
}
# What paper alone can change: colours, and the order that is left where what one only presses is gone.
PAPER = [*COLOURS, "page-has-heading-one", "heading-order", "empty-heading", "landmark-one-main", "region"]


@pytest.fixture(scope="module")
def axe(checks: Path) -> str:
    return axe_source(checks)


@pytest.fixture(scope="module")
def own(browser: Browser, site: Running, axe: str) -> Iterator[Tab]:
    """A tab on the real site, in which every page has axe."""
    with tab(browser, f"http://localhost:{site.port}") as opened:
        opened.context.add_init_script(axe)
        yield opened


@pytest.fixture(scope="module")
def odd(browser: Browser, hub: Running, axe: str) -> Iterator[Tab]:
    """A tab on the small content, in which every page has axe."""
    with tab(browser, f"http://localhost:{hub.port}") as opened:
        opened.context.add_init_script(axe)
        yield opened


def found_in_other_looks(page: Page) -> list[str]:
    """What axe says of the open page in other colours and on paper."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for look, media in LOOKS.items():
            page.emulate_media(**media)
            found += [f"{width} px, {look}: {each}" for each in page.evaluate(RUN, COLOURS)]
    with_paper(page).emulate_media(**LIGHT | {"media": "print"})
    found += [f"paper: {each}" for each in page.evaluate(RUN, PAPER)]
    page.emulate_media(**LIGHT)
    return found


# Both languages have the same colours.
@pytest.mark.parametrize("kind", [*LISTED, *ASKED])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_axe_finds_nothing(own: Tab, paths: list[str], kind: str, lang: str) -> None:
    path = page_of(kind, lang, paths)
    if path is None:
        pytest.skip("the site has no such page today")
    page = own.go(path)
    assert found_on(page, WINDOWS[lang]) == []
    assert lang == "en" or found_in_other_looks(page) == []


@pytest.mark.parametrize("path", ODD)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_axe_finds_nothing_where_something_is_withdrawn_masked_or_not_translated(
    odd: Tab, path: str, lang: str
) -> None:
    page = odd.go(f"/{lang}/{path}")
    assert found_on(page, WINDOWS[lang]) == []
    assert lang == "en" or found_in_other_looks(page) == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_axe_would_find_something(own: Tab, lang: str) -> None:
    page = own.go(f"/{lang}/")
    page.evaluate(
        "document.querySelector('h1').replaceWith(document.createElement('h4')); document.querySelector('main a').textContent = ''"
    )
    found = {" ".join(each.split(" ")[:3]) for each in found_on(page, WINDOWS[lang])}
    assert found >= {f"{WINDOWS[lang][0][0]} px: page-has-heading-one", "1280 px: link-name", "320 px: link-name"}


@pytest.mark.parametrize("look", LOOKS)
def test_axe_would_find_colours_that_cannot_be_told_apart(own: Tab, look: str) -> None:
    page = own.go("/vi/pages/about/")
    page.evaluate(
        "document.querySelector('main p').style = 'forced-color-adjust: none; color: #777; background-color: #888'"
    )
    assert any(f", {look}: color-contrast" in each for each in found_in_other_looks(page))
