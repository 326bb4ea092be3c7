"""However a reader has set up what they read with, nothing is lost: zoom, spacing, motion, no scripts, an old browser, paper."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Tab, tab
from kinds_of_page import ASKED, LISTED, page_of
from playwright.sync_api import Browser, Page, Route
from running import Running, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KINDS = [*LISTED, *ASKED]
PHONE = {"width": 320, "height": 640}
ZOOMED = {"width": 320, "height": 256}  # 1280 × 1024 at 400% (WCAG 1.4.10)
WORDS = "() => document.querySelector('main').innerText.replace(/\\s+/g, ' ').trim()"
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# WCAG 1.4.12: what a reader's own style may set.
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }"
# Text that is cut off: it is more than its box, and the box shows no more and does not scroll. What only a screen reader reads is cut by intent.
CUT = """() => [...document.body.querySelectorAll("*")].filter((it) => it.checkVisibility() && it.innerText?.trim() && !it.closest(".vh, .find-word, svg")).filter((it) => {
  const { overflowX, overflowY, display } = getComputedStyle(it);
  if (display === "inline") return false;
  const cuts = (overflow, more) => ["hidden", "clip"].includes(overflow) && more > 1;
  return cuts(overflowX, it.scrollWidth - it.clientWidth) || cuts(overflowY, it.scrollHeight - it.clientHeight);
}).map((it) => `${it.localName}.${it.className} ${it.innerText.slice(0, 40)}`)"""
# Words whose box leaves the window to the side; a table may, inside a box of its own that scrolls.
OUTSIDE = """() => [...document.body.querySelectorAll("*")].filter((it) => it.checkVisibility() && !it.closest(".scroll, .skip, svg, .vh")
  && [...it.childNodes].some((node) => node.nodeType === 3 && node.data.trim())).filter((it) => {
  const box = it.getBoundingClientRect();
  return box.width > 1 && (box.right > document.documentElement.clientWidth + 1 || box.left < -1);
}).map((it) => `${it.localName} ${it.innerText.slice(0, 40)}`)"""
MOVING = """() => [...document.querySelectorAll("*")].flatMap((it) => [null, "::before", "::after"].map((part) => getComputedStyle(it, part)))
  .filter(({ animationName, animationDuration, transitionDuration, scrollBehavior }) =>
    (animationName !== "none" && /[1-9]/.test(animationDuration)) || /[1-9]/.test(transitionDuration) || scrollBehavior === "smooth").length"""
# Everything to press, with the room that it has; a link inside a sentence is as high as its line.
SMALL = """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary")].filter((it) => it.checkVisibility() && !it.matches(".skip")).filter((it) => {
  const box = it.getBoundingClientRect(), inline = getComputedStyle(it).display === "inline";
  const alone = it.parentElement && it.parentElement.innerText.trim() === it.innerText.trim() && !it.closest("p, dd, td, th, li, h1, h2, h3, h4");
  return inline && !alone ? false : box.width < 24 || box.height < 24;
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


@pytest.fixture(params=KINDS)
def path(request: pytest.FixtureRequest, paths: list[str]) -> str:
    """A page of each kind, in Vietnamese: its words are the longer ones, its letters the higher."""
    found = page_of(request.param, "vi", paths)
    if found is None:
        pytest.skip("the site has no such page today")
    return found


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
            if route.request.resource_type == "document":
                answer = route.fetch()
                text = re.sub(r'<source[^>]*image/avif[^>]*>|<script type="module"[^>]*></script>', "", answer.text())
                route.fulfill(response=answer, body=text)
            elif re.search(r"\.(js|avif)$", route.request.url):
                route.abort()
            else:
                route.continue_()

        opened.context.route("**/*", without_news)
        yield opened


@pytest.fixture(scope="module")
def setter(browser: Browser, site: Running) -> Iterator[Tab]:
    """A tab in which a reader's own style holds, as an extension brings it."""
    with tab(browser, f"http://localhost:{site.port}", bypass_csp=True, viewport=PHONE) as opened:
        yield opened


def test_at_four_times_the_size_nothing_is_lost_and_nothing_scrolls_sideways(guest: Tab, path: str) -> None:
    guest.page.set_viewport_size({"width": 1280, "height": 1024})
    whole = guest.go(path).evaluate(WORDS)
    guest.page.set_viewport_size({"width": ZOOMED["width"], "height": ZOOMED["height"]})
    page = guest.page
    assert (page.evaluate(WIDER), page.evaluate(OUTSIDE), page.evaluate(CUT)) == (0, [], [])
    assert page.evaluate(WORDS) == whole
    assert page.evaluate("document.querySelector('.bar').getBoundingClientRect().height <= innerHeight / 3")


def test_with_a_reader_s_own_spacing_nothing_is_cut(setter: Tab, path: str) -> None:
    page = setter.go(path)
    page.add_style_tag(content=SPACED)
    assert (page.evaluate(WIDER), page.evaluate(OUTSIDE), page.evaluate(CUT)) == (0, [], [])


def test_nothing_moves_for_who_wants_no_motion(guest: Tab, path: str) -> None:
    guest.page.emulate_media(reduced_motion="reduce")
    page = guest.go(path)
    assert (page.evaluate(MOVING), page.evaluate("document.getAnimations().length")) == (0, 0)


def test_what_can_be_pressed_can_be_hit(guest: Tab, path: str) -> None:
    guest.page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    assert guest.go(path).evaluate(SMALL) == []


def test_without_scripts_every_word_and_picture_is_there(guest: Tab, plain: Tab, path: str) -> None:
    page = guest.go(path)
    page.evaluate(
        "document.querySelectorAll('[data-scripted]').forEach((it) => it.remove())"
    )  # offered only to who has scripts
    whole = page.evaluate(WORDS)
    page = plain.go(path)
    page.evaluate(
        "document.querySelectorAll('main noscript').forEach((it) => it.remove())"
    )  # and what is said to nobody else
    assert page.evaluate(WORDS) == whole
    assert page.evaluate(PICTURES)


def test_in_an_old_browser_every_word_and_picture_is_there(guest: Tab, old: Tab, path: str) -> None:
    page = guest.go(path)
    page.evaluate(
        "document.querySelectorAll('[data-scripted]').forEach((it) => it.remove())"
    )  # offered only where the script runs
    whole = page.evaluate(WORDS)
    page = old.go(path)
    assert page.evaluate(WORDS) == whole
    page.wait_for_function(PICTURES)


def test_the_type_comes_without_moving_the_text(browser: Browser, site: Running, path: str) -> None:
    """The cumulative layout shift of a first visit stays far below 0.1, up to which it is called good."""
    with tab(browser, f"http://localhost:{site.port}", viewport=PHONE) as fresh:
        page = fresh.go(path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate(SHIFTED) < 0.05


def test_a_page_has_the_type_when_the_cache_has_it(browser: Browser, site: Running) -> None:
    # A wide window: a narrow one keeps its system fonts wherever the type would move a line.
    with tab(browser, f"http://localhost:{site.port}", viewport={"width": 1280, "height": 720}) as fresh:

        def shown() -> object:
            """Visit it once more: on a busy machine the type is late even from the cache, and then waits for the next page."""
            fresh.go("/vi/help/").wait_for_load_state("networkidle")
            return fresh.page.evaluate(LOADED) == 4

        wait_until(shown, "the page has the type")


def printed(page: Page, file: Path) -> str:
    """A page as PDF on A4; what of the file is readable without unpacking it."""
    return page.pdf(path=file, format="A4", prefer_css_page_size=True, print_background=True).decode("latin-1")


@pytest.mark.parametrize("kind", ["agenda/", "agenda/*/", "library/*/"])
def test_on_paper_it_is_a4_and_its_links_lead_on(guest: Tab, paths: list[str], tmp_path: Path, kind: str) -> None:
    path = page_of(kind, "vi", paths)
    assert path is not None
    pdf = printed(guest.go(path), tmp_path / "page.pdf")
    sizes = {
        (round(float(width)), round(float(height)))
        for width, height in re.findall(r"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    }
    assert sizes == {(595, 842)}
    assert len(re.findall(r"/URI \(", pdf)) >= 1


def test_on_paper_there_is_no_bar_and_nothing_stays_folded(guest: Tab, path: str) -> None:
    page = guest.go(path)
    guest.page.set_viewport_size({"width": 680, "height": 960})  # what A4 leaves between our margins
    page.emulate_media(media="print")
    shown = page.evaluate(
        "[...document.querySelectorAll('.bar, .nav, .skip, button, input')].filter((it) => it.checkVisibility()).map((it) => it.className)"
    )
    folded = page.evaluate(
        "[...document.querySelectorAll('main details > :not(summary)')].filter((it) => !it.checkVisibility({ contentVisibilityAuto: true })).length"
    )
    wide = page.evaluate(WIDER)
    page.emulate_media(media="screen")
    assert (shown, folded, wide) == ([], 0, 0)


def test_on_paper_a_source_shows_its_address(guest: Tab, paths: list[str]) -> None:
    path = page_of("library/*/", "vi", paths)
    assert path is not None
    page = guest.go(path)
    page.emulate_media(media="print")
    shown = page.evaluate("getComputedStyle(document.querySelector(\".sources a[href^=http]\"), '::after').content")
    page.emulate_media(media="screen")
    assert shown.startswith('" (http')
