"""However a reader has set up what they read with, nothing is lost: zoom, spacing, motion, no scripts, an old browser, paper.

What is printed as a file: test_on_paper.py.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from browsing import PLAIN, Tab, tab, with_paper
from kinds_of_page import ASKED, LISTED, page_of
from playwright.sync_api import Browser, Page, Route
from running import Running, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def every(*questions: str) -> str:
    """Several questions to a page as one, each of them a function: every one that is asked alone has its price."""
    return f"async () => [{', '.join(f'await ({each})()' for each in questions)}]"


KINDS = [*LISTED, *ASKED]
PHONE = {"width": 320, "height": 640}
SCREEN, DESK = {"width": 1280, "height": 1024}, {"width": 1280, "height": 720}
PAPER = {"width": 680, "height": 960}  # what A4 leaves between our margins
ZOOMED = {"width": 320, "height": 256}  # 1280 × 1024 at 400% (WCAG 1.4.10)
WORDS = "() => document.querySelector('main').innerText.replace(/\\s+/g, ' ').trim()"
# The same without what a wide window shows beside the text and a narrow one folds, and without the heads of wide tables, which a
# narrow window says beside each cell; tests/browser/library/test_library.py and test_library_tables.py look at these.
WORDS_AT_ANY_WIDTH = f"""() => {{
  const folded = [...document.querySelectorAll("main :is(.narrow, thead, .owner, .what, .none)")];
  for (const it of folded) it.style.display = "none";
  const words = ({WORDS})();
  for (const it of folded) it.style.display = "";
  return words;
}}"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# WCAG 1.4.12: what a reader's own style may set.
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }"
# Text that is cut off: it is more than its box, and the box shows no more and does not scroll. What only a screen reader reads is cut by intent.
CUT = """() => [...document.body.querySelectorAll("*")].filter((it) => {
  const { overflowX, overflowY, display } = getComputedStyle(it);
  const cuts = (overflow, more) => ["hidden", "clip"].includes(overflow) && more() > 1;
  return display !== "inline" && (cuts(overflowX, () => it.scrollWidth - it.clientWidth) || cuts(overflowY, () => it.scrollHeight - it.clientHeight));
}).filter((it) => it.checkVisibility() && !it.closest(".vh, .find-word, svg") && it.innerText?.trim())
  .map((it) => `${it.localName}.${it.className} ${it.innerText.slice(0, 40)}`)"""
# Words whose box leaves the window to the side; a table may, inside a box of its own that scrolls.
OUTSIDE = """() => [...document.body.querySelectorAll("*")].filter((it) => {
  const box = it.getBoundingClientRect();
  return box.width > 1 && (box.right > document.documentElement.clientWidth + 1 || box.left < -1);
}).filter((it) => it.checkVisibility() && !it.closest(".scroll, .skip, svg, .vh")
  && [...it.childNodes].some((node) => node.nodeType === 3 && node.data.trim())).map((it) => `${it.localName} ${it.innerText.slice(0, 40)}`)"""
# By how much the page is too wide, which words leave the window, and which are cut off.
LOST = every(WIDER, OUTSIDE, CUT)
LOST_WHILE_SPREAD = f"""async (text) => {{
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets.push(sheet);
  const lost = await ({LOST})();
  document.adoptedStyleSheets.pop();
  return lost;
}}"""
LOW = "() => document.querySelector('.bar').getBoundingClientRect().height <= innerHeight / 3"
MOVING = """() => [document.getAnimations().length, [...document.querySelectorAll("*")].flatMap((it) => [null, "::before", "::after"].map((part) => getComputedStyle(it, part)))
  .filter(({ animationName, animationDuration, transitionDuration, scrollBehavior }) =>
    (animationName !== "none" && /[1-9]/.test(animationDuration)) || /[1-9]/.test(transitionDuration) || scrollBehavior === "smooth").length]"""
# Everything to press, with the room that it has; a link inside a sentence is as high as its line.
SMALL = """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary")].filter((it) => {
  const box = it.getBoundingClientRect();
  if ((box.width >= 24 && box.height >= 24) || it.matches(".skip") || !it.checkVisibility()) return false;
  const alone = () => it.parentElement && it.parentElement.innerText.trim() === it.innerText.trim() && !it.closest("p, dd, td, th, li, h1, h2, h3, h4");
  return getComputedStyle(it).display !== "inline" || alone();
}).map((it) => `${it.localName} ${it.innerText || it.id} ${JSON.stringify(it.getBoundingClientRect())}`)"""
SHIFTED = """() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((it) => { sum += it.value; })).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(sum), 200);
})"""
LOADED = (
    "() => [...document.fonts].filter((it) => it.family.includes('Be Vietnam Pro') && it.status === 'loaded').length"
)
PICTURES = "() => [...document.querySelectorAll('main img')].map((it) => { it.loading = 'eager'; return it; }).every((it) => it.complete && it.naturalWidth > 0)"
BROKEN = """() => Promise.all([...document.querySelectorAll("main img")].map((it) => { it.loading = "eager"; return it.decode().then(() => "", () => it.currentSrc || it.src); }))
  .then((all) => all.filter((it) => it))"""
FIRST = "() => performance.getEntriesByType('resource').some((it) => it.name.endsWith('.css') && it.transferSize > 0)"
# Offered only to who has scripts; and what is said to nobody else than who has none.
WORDS_OTHERWISE = f"""() => {{
  const offered = [...document.querySelectorAll("[data-scripted]")].map((it) => [it, it.style.display]);
  for (const [it] of offered) it.style.display = "none";
  const words = ({WORDS})();
  for (const [it, display] of offered) it.style.display = display;
  return words;
}}"""
OTHERWISE = re.compile(r'data-behaviour="[^"]*"|data-scripted|<noscript|<source[^>]*type="[^"]*"|<img|<form|<script')
UNSAID = "() => document.querySelectorAll('main noscript').forEach((it) => it.remove())"
# A page that comes first to a phone may do without the type, the next ones have it: what is measured is measured with it.
TYPE = r"""async () => {
  const url = performance.getEntriesByType("resource").find((it) => it.name.endsWith("/type.css")).name;
  const rules = (await (await fetch(url)).text()).match(/@font-face{[^}]+}/g);
  await Promise.all(rules.map(async (rule) => {
    const told = (name) => rule.match(`${name}:([^;}]+)`)[1];
    const file = await fetch(new URL(rule.match(/url\(([^)]+)\)/)[1], url));
    const face = new FontFace("Be Vietnam Pro", await file.arrayBuffer(), { weight: told("font-weight"), unicodeRange: told("unicode-range") });
    document.fonts.add(await face.load());
  }));
}"""
PRINTED = """() => ({
  shown: [...document.querySelectorAll(".bar, .nav, .skip, button, input")].filter((it) => it.checkVisibility()).map((it) => it.className),
  folded: [...document.querySelectorAll("main details > :not(summary)")].filter((it) => !it.closest(".screen") && !it.checkVisibility({ contentVisibilityAuto: true })).length,
})"""


@pytest.fixture(scope="module", params=KINDS)
def path(request: pytest.FixtureRequest, paths: list[str]) -> str:
    """A page of each kind, in Vietnamese: its words are the longer ones, its letters the higher."""
    found = page_of(request.param, "vi", paths)
    if found is None:
        pytest.skip("the site has no such page today")
    return found


@pytest.fixture(scope="module")
def differing(site: Running, paths: list[str]) -> list[str]:
    """Of the pages of every kind one of each that has something else of what scripts or new browsers take otherwise."""
    kept: dict[frozenset[str], str] = {}
    for found in filter(None, (page_of(kind, "vi", paths) for kind in KINDS)):
        kept.setdefault(frozenset(OTHERWISE.findall(site.ask(found).text.partition("<main")[2])), found)
    return list(kept.values())


@pytest.fixture(scope="module")
def known_words() -> dict[str, str]:
    """What pages say where scripts run, but for what they offer only there: by their address, as far as they were seen."""
    return {}


@pytest.fixture(scope="module")
def plain(browser: Browser, site: Running) -> Iterator[Tab]:
    """A tab without scripts."""
    with tab(browser, f"http://localhost:{site.port}", java_script_enabled=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def old(browser: Browser, site: Running) -> Iterator[Tab]:
    """A tab as of a browser that knows neither modules nor AVIF: it passes over both."""
    with tab(browser, f"http://localhost:{site.port}") as opened:

        def without_news(route: Route) -> None:
            answer = route.fetch()
            text = re.sub(
                r'<source[^>]*image/avif[^>]*>|<script type="module".*?</script>', "", answer.text(), flags=re.S
            )
            route.fulfill(response=answer, body=text)

        opened.context.route(re.compile(r"/(\?[^/]*)?$"), without_news)  # a page: its address ends in a slash
        opened.context.route(re.compile(r"\.(js|avif)$"), lambda route: route.abort())
        yield opened


@dataclass(frozen=True)
class Seen:
    """What was seen of a page in one visit, which changed windows, styles and paper under it."""

    shift: float
    small: list[str]
    spaced: list[Any]
    moving: list[int]
    whole: str
    zoomed: list[Any]
    zoomed_words: str
    low: bool
    printed: dict[str, Any]
    printed_wider: int
    broken: list[str]


def windowed(page: Page, size: dict[str, int]) -> Page:
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    return page


@pytest.fixture(scope="module")
def seen(guest: Tab, path: str, known_words: dict[str, str]) -> Seen:
    """The page on a phone, on its first visit; then as others have it."""
    guest.page.emulate_media(**PLAIN)
    windowed(guest.page, PHONE)
    guest.devtools.send("Network.clearBrowserCache")
    page = guest.go(path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate(FIRST)
    found: dict[str, Any] = {"shift": page.evaluate(SHIFTED)}
    page.evaluate(TYPE)
    found["small"] = page.evaluate(SMALL)
    found["spaced"] = page.evaluate(LOST_WHILE_SPREAD, SPACED)
    page.emulate_media(reduced_motion="reduce")
    found["moving"] = page.evaluate(MOVING)
    words = windowed(page, SCREEN).evaluate(every(WORDS_AT_ANY_WIDTH, WORDS_OTHERWISE, BROKEN))
    found["whole"], known_words[path], found["broken"] = words
    zoomed = windowed(page, ZOOMED).evaluate(every(LOST, WORDS_AT_ANY_WIDTH, LOW))
    found["zoomed"], found["zoomed_words"], found["low"] = zoomed
    with_paper(windowed(page, PAPER)).emulate_media(media="print")
    found["printed"], found["printed_wider"] = page.evaluate(every(PRINTED, WIDER))
    return Seen(**found)


def words_of(page: Page) -> str:
    """What the open page says, but for what it offers only where scripts run."""
    return str(page.evaluate(WORDS_OTHERWISE))


@pytest.fixture
def says(guest: Tab, known_words: dict[str, str]) -> Callable[[str], str]:
    """What a page says where scripts run."""

    def said(path: str) -> str:
        if path not in known_words:
            guest.page.emulate_media(**PLAIN)
            windowed(guest.go(path), DESK).wait_for_load_state("networkidle")
            known_words[path] = words_of(guest.page)
        return known_words[path]

    return said


def test_at_four_times_the_size_nothing_is_lost_and_nothing_scrolls_sideways(seen: Seen) -> None:
    assert seen.zoomed == [0, [], []]
    assert seen.zoomed_words == seen.whole
    assert seen.low


def test_with_a_reader_s_own_spacing_nothing_is_cut(seen: Seen) -> None:
    assert seen.spaced == [0, [], []]


def test_nothing_moves_for_who_wants_no_motion(seen: Seen) -> None:
    assert seen.moving == [0, 0]


def test_what_can_be_pressed_can_be_hit(seen: Seen) -> None:
    assert seen.small == []


def test_on_a_first_visit_nothing_moves(seen: Seen, path: str) -> None:
    """The cumulative layout shift, of which 0.1 is still called good, is 0 to three digits.

    An agenda of one's own is another matter: a script says how it differs from what the browser keeps.
    """
    assert seen.shift < (0.05 if "/mine/" in path else 0.0005)


def test_on_paper_there_is_no_bar_and_nothing_stays_folded(seen: Seen) -> None:
    assert seen.printed == {"shown": [], "folded": 0}
    assert seen.printed_wider == 0


def test_every_picture_is_there(seen: Seen) -> None:
    assert seen.broken == []


def test_without_scripts_every_word_and_picture_is_there(
    plain: Tab, differing: list[str], says: Callable[[str], str]
) -> None:
    lost_words, lost_pictures = [], []
    for path in differing:
        page = plain.go(path)
        page.evaluate(UNSAID)
        lost_words += [path] if page.evaluate(WORDS) != says(path) else []
        lost_pictures += [] if page.evaluate(PICTURES) else [path]
    assert (lost_words, lost_pictures) == ([], [])


def test_in_an_old_browser_every_word_and_picture_is_there(
    old: Tab, differing: list[str], says: Callable[[str], str]
) -> None:
    lost_words = []
    for path in differing:
        page = old.go(path)
        lost_words += [path] if page.evaluate(WORDS) != says(path) else []
        page.wait_for_function(PICTURES)
    assert lost_words == []


def test_a_page_has_the_type_when_the_cache_has_it(browser: Browser, site: Running) -> None:
    # A wide window: a narrow one keeps its system fonts wherever the type would move a line.
    with tab(browser, f"http://localhost:{site.port}", viewport={"width": 1280, "height": 720}) as fresh:

        def shown() -> object:
            """Visit it once more: on a busy machine the type is late even from the cache, and then waits for the next page."""
            fresh.go("/vi/help/").wait_for_load_state("networkidle")
            return fresh.page.evaluate(LOADED) == 4

        wait_until(shown, "the page has the type")
