"""axe-core finds nothing on any kind of page: in both languages, narrow and wide, light, dark and with forced colours, and on paper."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
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
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
# What the size of the window alone can change: how large and how close things are, and what has its name in the folded menu.
SIZES = [
    *COLOURS,
    "target-size",
    "scrollable-region-focusable",
    "summary-name",
    "link-name",
    "label-content-name-mismatch",
]
Looks = tuple[tuple[int, list[str] | None], ...]
# Both languages have the same elements and differ in words: each is asked for everything at one width, and at the other for
# what may differ there. The longer words are the Vietnamese.
WINDOWS: dict[str, Looks] = {"vi": ((320, None), (1280, SIZES)), "en": ((1280, None), (320, SIZES))}
EVERYTHING: Looks = ((320, None), (1280, None))
# What paper alone can change: colours, and the order that is left where what one only presses is gone.
PAPER = [*COLOURS, "page-has-heading-one", "heading-order", "empty-heading", "landmark-one-main", "region"]
# Of WCAG 2.2 A and AA and good practice every rule; of what differs from that by little the rules that it concerns.
RUN = """async (rules) => {
  const tags = TAGS;
  const found = await axe.run(document, {
    resultTypes: ["violations"],
    preload: { assets: ["media"] },  // not the style sheets: no rule of these asks for them
    runOnly: rules ? { type: "rule", values: rules } : { type: "tag", values: tags },
    rules: rules ? {} : { "target-size": { enabled: true } },
  });
  if (found.passes.length < (rules ? 1 : 15)) throw new Error("axe has hardly looked");
  return found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id} ${node.target.join(" ")}: ${node.failureSummary}`));
}""".replace("TAGS", json.dumps(TAGS))


@pytest.fixture(scope="module")
def axe(checks: Path) -> str:
    """Its source: the site's policy lets no page load it, so the browser runs it before each page."""
    return (checks / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


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


def found_on(page: Page, windows: Looks) -> list[str]:
    """What axe says of the open page at these widths by these rules, or by all."""
    found = []
    for width, rules in windows:
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{width} px: {each}" for each in page.evaluate(RUN, rules)]
    return found


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
