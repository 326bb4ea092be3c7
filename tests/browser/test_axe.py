"""axe-core finds nothing on any kind of page: in both languages, narrow and wide, light, dark and with forced colours, and on paper."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import Tab, tab
from built import small_root
from kinds_of_page import ASKED, LISTED, ODD, page_of
from playwright.sync_api import Browser, Page
from running import Running, running

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDTHS = (320, 1280)
LIGHT: dict[str, Any] = {"media": "screen", "color_scheme": "light", "forced_colors": "none"}
LOOKS: dict[str, dict[str, Any]] = {  # in which colours alone are different
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced colours": {"color_scheme": "light", "forced_colors": "active"},
}
# The rules of WCAG 2.2 A and AA and those of good practice; those of colours alone where nothing else is different.
RUN = """async (looked) => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const colours = looked === "colours";
  const found = await axe.run(document, {
    resultTypes: ["violations"],
    runOnly: colours ? { type: "rule", values: ["color-contrast", "link-in-text-block"] } : { type: "tag", values: tags },
    rules: colours ? {} : { "target-size": { enabled: looked === "screen" } },  // nobody presses paper
  });
  if (found.passes.length < (colours ? 1 : 15)) throw new Error("axe has hardly looked");
  return found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id} ${node.target.join(" ")}: ${node.failureSummary}`));
}"""


@pytest.fixture(scope="module")
def axe(checks: Path) -> str:
    """Its source: the site's policy lets no page load it, so the browser's driver evaluates it."""
    return (checks / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def odd(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """A tab on the small content."""
    hub: Running
    with (
        running(small_root(tmp_path_factory.mktemp("odd")), workers=1) as hub,
        tab(browser, f"http://localhost:{hub.port}") as opened,
    ):
        yield opened


def found_on(page: Page, axe: str) -> list[str]:
    """What axe says of the open page at every width."""
    page.evaluate(axe)
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{width} px: {each}" for each in page.evaluate(RUN, "screen")]
    return found


def found_in_other_looks(page: Page) -> list[str]:
    """What axe, which the page has by now, says of it in other colours and on paper."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for look, media in LOOKS.items():
            page.emulate_media(**media)
            found += [f"{width} px, {look}: {each}" for each in page.evaluate(RUN, "colours")]
    page.emulate_media(**LIGHT | {"media": "print"})
    found += [f"paper: {each}" for each in page.evaluate(RUN, "print")]
    page.emulate_media(**LIGHT)
    return found


# Both languages have the same colours: their pages differ in words, not in elements. The longer words are the Vietnamese.
@pytest.mark.parametrize("kind", [*LISTED, *ASKED])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_axe_finds_nothing(guest: Tab, paths: list[str], axe: str, kind: str, lang: str) -> None:
    path = page_of(kind, lang, paths)
    if path is None:
        pytest.skip("the site has no such page today")
    page = guest.go(path)
    assert found_on(page, axe) == []
    assert lang == "en" or found_in_other_looks(page) == []


@pytest.mark.parametrize("path", ODD)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_axe_finds_nothing_where_something_is_withdrawn_masked_or_not_translated(
    odd: Tab, axe: str, path: str, lang: str
) -> None:
    page = odd.go(f"/{lang}/{path}")
    assert found_on(page, axe) == []
    assert lang == "en" or found_in_other_looks(page) == []


def test_axe_would_find_something(guest: Tab, axe: str) -> None:
    page = guest.go("/vi/")
    page.evaluate(
        "document.querySelector('h1').replaceWith(document.createElement('h4')); document.querySelector('main a').textContent = ''"
    )
    assert {each.split(": ")[1].split(" ")[0] for each in found_on(page, axe)} >= {"page-has-heading-one", "link-name"}


@pytest.mark.parametrize("look", LOOKS)
def test_axe_would_find_colours_that_cannot_be_told_apart(guest: Tab, axe: str, look: str) -> None:
    page = guest.go("/vi/pages/about/")
    page.evaluate(axe)
    page.evaluate(
        "document.querySelector('main p').style = 'forced-color-adjust: none; color: #777; background-color: #888'"
    )
    assert any(f", {look}: color-contrast" in each for each in found_in_other_looks(page))
