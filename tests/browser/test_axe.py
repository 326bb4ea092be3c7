"""axe-core finds nothing on any kind of page: in both languages, narrow and wide, light, dark and with forced colours, and on paper."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from asking_axe import BUT_COLOURS, FITTING, RUN, Looks, axe_source, colours_on, combinations_on, found_on
from browsing import Tab, tab, with_paper
from kinds_of_page import ASKED, LISTED, MAIN, ODD, page_of
from playwright.sync_api import Browser, Page
from running import Running

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LIGHT: dict[str, Any] = {"media": "screen", "color_scheme": "light", "forced_colors": "none"}
LOOKS: dict[str, dict[str, Any]] = {  # in which colours alone are different
    "light": LIGHT,
    "dark": LIGHT | {"color_scheme": "dark"},
    "forced colours": LIGHT | {"forced_colors": "active"},
    "paper": LIGHT | {"media": "print"},
}
# What else paper can change: the order that is left where what one only presses is gone.
PAPER = ["page-has-heading-one", "heading-order", "empty-heading", "landmark-one-main", "region"]
# Both languages have the same elements and colours and differ in words: each is asked for everything at one width, the longer
# words in the narrow window. At the other width as well the main kinds are asked for what the size of a window can change, and
# in other looks: the frame and the parts that many pages have are theirs, and so is what a narrow window alone shows.
WINDOWS: dict[str, Looks] = {"vi": ((320, None),), "en": ((1280, BUT_COLOURS),)}
OTHERWISE: dict[str, Looks] = {"vi": ((1280, FITTING),), "en": ((320, FITTING),)}
Judged = dict[str, set[str]]  # by look: the colours of texts that axe has judged to be good


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


@pytest.fixture(scope="module")
def judged() -> Judged:
    return {look: set() for look in LOOKS}


def found_in_looks(page: Page, judged: Judged, width: int, looks: Iterable[str]) -> list[str]:
    """What axe says of the colours of the open page."""
    found = []
    page.set_viewport_size({"width": width, "height": 800})
    for look in looks:
        page.emulate_media(**LOOKS[look])
        found += [f"{width} px, {look}: {each}" for each in colours_on(page, judged[look])]
    return found


def found_everywhere(page: Page, lang: str, judged: Judged, main: bool, colours: bool) -> list[str]:
    """What axe says of the open page in every window, and in every look if its colours may be others than in the other language."""
    found = found_on(page, WINDOWS[lang])
    if lang == "vi" and not found:
        judged["light"] |= combinations_on(page)
    if main and colours:
        found += found_in_looks(page, judged, 320, ("dark", "forced colours"))
    if main:
        found += found_on(page, OTHERWISE[lang])
    if colours:
        found += found_in_looks(page, judged, 1280, ("forced colours", "dark", "light"))
        found += found_in_looks(with_paper(page), judged, 1280, ("paper",))
        found += [f"paper: {each}" for each in page.evaluate(RUN, PAPER)]
        page.emulate_media(**LIGHT)
    return found


@pytest.mark.parametrize("kind", [*LISTED, *ASKED])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_axe_finds_nothing(own: Tab, paths: list[str], judged: Judged, kind: str, lang: str) -> None:
    path = page_of(kind, lang, paths)
    if path is None:
        pytest.skip("the site has no such page today")
    assert found_everywhere(own.go(path), lang, judged, main=kind in MAIN, colours=lang == "vi") == []


@pytest.mark.parametrize("path", ODD)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_axe_finds_nothing_where_something_is_withdrawn_masked_or_not_translated(
    odd: Tab, judged: Judged, path: str, lang: str
) -> None:
    assert found_everywhere(odd.go(f"/{lang}/{path}"), lang, judged, main=False, colours=True) == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_axe_would_find_something(own: Tab, judged: Judged, lang: str) -> None:
    page = own.go(f"/{lang}/")
    page.evaluate(
        "document.querySelector('h1').replaceWith(document.createElement('h4')); document.querySelector('main a').textContent = ''"
    )
    found = {" ".join(each.split(" ")[:3]) for each in found_everywhere(page, lang, judged, main=True, colours=False)}
    assert found >= {f"{WINDOWS[lang][0][0]} px: page-has-heading-one", "1280 px: link-name", "320 px: link-name"}


def test_axe_would_find_colours_that_cannot_be_told_apart(own: Tab, judged: Judged) -> None:
    page = own.go("/vi/pages/about/")
    page.evaluate(
        "document.querySelector('main p').style = 'forced-color-adjust: none; color: #777; background-color: #888'"
    )
    found = found_in_looks(with_paper(page), judged, 1280, LOOKS)
    assert [look for look in LOOKS if not any(f", {look}: color-contrast" in each for each in found)] == []
