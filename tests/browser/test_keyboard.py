"""The site by keyboard alone: every journey, and on the way the focus can always be seen."""

from collections.abc import Callable
from typing import Any

import pytest
from browsing import Tab
from kinds_of_page import MAIN, page_of
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE, DESK = {"width": 320, "height": 480}, {"width": 1280, "height": 720}
STEPS = 400  # presses of a key after which a walk is taken for endless
# Follows the focus from one Tab to the next, until it comes to where it was before or leaves the page; then Tab does nothing more.
# Of what has it: how it can be seen, which is its outline (a card's is drawn over the whole card), and who stands on top of it.
FOLLOW = """() => {
  const outlined = (it) => [null, "::after"].some((part) => { const style = getComputedStyle(it, part); return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2; });
  const name = (it) => `${it.localName} ${(it.textContent || it.getAttribute("aria-label") || it.id).trim().replace(/\\s+/g, " ").slice(0, 60)}`;
  const faults = (it) => {
    const box = it.getBoundingClientRect(), bar = document.querySelector(".bar").getBoundingClientRect();
    const points = [[.5, .5], [.1, .2], [.9, .8], [.1, .8], [.9, .2]].map(([x, y]) => [box.left + box.width * x, box.top + box.height * y]);
    const own = ([x, y]) => { const top = document.elementFromPoint(x, y); return top && (it.contains(top) || (top.contains(it) && top !== document.documentElement && !top.closest(".bar"))); };
    const under = box.top < bar.bottom - 1 && box.bottom > bar.top + 1 && box.left < bar.right && box.right > bar.left;
    const wrong = {
      "is not outlined": !outlined(it),
      "is out of the window": !(box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0),
      "is under the bar": under && !it.closest(".bar, .skip"),
      "is covered": !points.some(own),
    };
    return Object.keys(wrong).filter((fault) => wrong[fault]).map((fault) => `${name(it)} ${fault}`);
  };
  const can = () => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
    .filter((it) => it.checkVisibility({ visibilityProperty: true }));
  const walk = window.walk = { ended: false, faults: [], missed: [], seen: new Set() };
  const hold = (event) => { if (event.key === "Tab" && walk.ended) event.preventDefault(); };
  const look = (event) => {
    const it = document.activeElement, none = !it || it === document.body;
    if (event.key !== "Tab" || walk.ended || (none && !walk.seen.size)) return;
    if (!none && !walk.seen.has(it)) {
      walk.seen.add(it);
      walk.faults.push(...faults(it));
      return;
    }
    walk.ended = true;
    walk.missed = can().filter((it) => !walk.seen.has(it)).map(name);
  };
  walk.stop = () => { removeEventListener("keydown", hold, true); removeEventListener("keyup", look, true); };
  addEventListener("keydown", hold, true);
  addEventListener("keyup", look, true);
}"""
WALKED = "() => { walk.stop(); return { faults: walk.faults, missed: walk.missed, steps: walk.seen.size }; }"


def walk(page: Page, key: str) -> Any:
    """Press a key until the focus has been everywhere; what was wrong with what had it, and what never had it."""
    page.evaluate(FOLLOW)
    for n in range(STEPS):
        page.keyboard.press(key)
        if n % 10 == 9 and page.evaluate("walk.ended"):
            return page.evaluate(WALKED)
    raise AssertionError("the focus never comes to an end")


@pytest.fixture
def at(guest: Tab, paths: list[str]) -> Callable[[str, str, dict[str, int]], Page]:
    """Opens a page of a kind in a window of a size, with nothing focused yet."""

    def opened(kind: str, lang: str, window: dict[str, int]) -> Page:
        path = page_of(kind, lang, paths)
        assert path is not None
        guest.page.emulate_media(reduced_motion="reduce")  # a page that glides is still gliding when we look
        guest.page.set_viewport_size({"width": window["width"], "height": window["height"]})
        return guest.go(path)

    return opened


# Where the focus goes is in the page, and backwards it is the same way: each kind is walked once in each window and once in each
# direction. On a phone that is backwards: what stands above comes in from under the bar, which is larger there.
@pytest.mark.parametrize(("window", "key"), [(PHONE, "Shift+Tab"), (DESK, "Tab")], ids=["phone", "desk"])
@pytest.mark.parametrize("kind", MAIN)
def test_the_focus_goes_everywhere_and_is_always_seen(
    at: Callable[..., Page], kind: str, window: dict[str, int], key: str
) -> None:
    walked = walk(at(kind, "vi", window), key)
    assert (walked["faults"], walked["missed"]) == ([], [])


@pytest.mark.parametrize(("window", "key"), [(PHONE, "Tab"), (DESK, "Shift+Tab")], ids=["phone", "desk"])
def test_the_focus_is_seen_in_the_other_direction_as_well(
    at: Callable[..., Page], window: dict[str, int], key: str
) -> None:
    walked = walk(at("library/*/", "vi", window), key)
    assert (walked["faults"], walked["missed"]) == ([], [])


def press_until(page: Page, reached: Callable[[Any], bool]) -> None:
    """Go on by Tab until something has the focus."""
    for _ in range(STEPS):
        page.keyboard.press("Tab")
        now = page.evaluate("() => ({ path: document.activeElement.getAttribute('href'), type: document.activeElement.type, id: document.activeElement.id, "
                            "lang: document.activeElement.hreflang, nav: !!document.activeElement.closest('nav.nav') })")  # fmt: skip
        if reached(now):
            return
    raise AssertionError("the focus never comes there")


def test_the_way_past_the_bar_leads_into_the_text(at: Callable[..., Page]) -> None:
    page = at("agenda/", "vi", PHONE)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_menu_leads_to_the_programme_and_from_there_to_a_session(at: Callable[..., Page]) -> None:
    page = at("", "vi", PHONE)
    press_until(page, lambda now: now["nav"] and not now["path"])  # the menu is folded
    page.keyboard.press("Enter")
    press_until(page, lambda now: now["nav"] and now["path"] == "/vi/agenda/")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_visible()
    press_until(
        page,
        lambda now: (
            bool(now["path"])
            and now["path"].startswith("/vi/agenda/")
            and not now["nav"]
            and now["path"] != "/vi/agenda/"
        ),
    )
    page.keyboard.press("Enter")
    page.wait_for_url("**/vi/agenda/*/")


def test_where_there_is_room_the_menu_is_open_and_has_no_fold(at: Callable[..., Page]) -> None:
    page = at("", "vi", DESK)
    expect(page.locator("nav.nav summary")).to_be_hidden()
    press_until(page, lambda now: now["nav"] and now["path"] == "/vi/agenda/")


def test_on_a_phone_help_stands_beside_the_folded_menu(at: Callable[..., Page]) -> None:
    page = at("library/*/", "vi", PHONE)
    expect(page.locator("nav.nav a:visible")).to_have_text(["Tìm hỗ trợ"])
    expect(page.locator("nav.nav summary")).to_be_visible()


def test_the_other_language_is_a_press_away(at: Callable[..., Page]) -> None:
    page = at("agenda/", "vi", DESK)
    press_until(page, lambda now: now["lang"] == "en")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/agenda/")


def test_a_search_leads_to_an_entry(at: Callable[..., Page]) -> None:
    page = at("", "vi", PHONE)
    press_until(page, lambda now: now["path"] == "/vi/search/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/vi/search/")
    press_until(page, lambda now: now["type"] == "search")
    page.keyboard.type("tre em")
    page.keyboard.press("Enter")
    expect(page.locator(".result a").first).to_be_visible()
    first = page.locator(".result a").first.get_attribute("href")
    press_until(page, lambda now: now["path"] == first)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{first}")


def test_help_is_within_the_first_presses(at: Callable[..., Page]) -> None:
    page = at("library/*/", "vi", PHONE)
    presses = 0

    def reached(now: Any) -> bool:
        nonlocal presses
        presses += 1
        return bool(now["path"] == "/vi/help/")

    press_until(page, reached)
    assert presses <= 8
    page.keyboard.press("Enter")
    page.wait_for_url("**/vi/help/")
    press_until(page, lambda now: bool(now["path"]) and now["path"].startswith("tel:"))


def test_folded_parts_open_by_keyboard(at: Callable[..., Page]) -> None:
    page = at("help/", "vi", DESK)
    page.locator("main details:not([open]) > summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("main details[open]").first).to_be_visible()
