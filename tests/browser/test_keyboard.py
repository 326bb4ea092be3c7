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
# What has the focus, and how it can be seen: its outline (a card's is drawn over the whole card), and who stands on top of it.
FOCUSED = """() => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  const box = it.getBoundingClientRect(), bar = document.querySelector(".bar").getBoundingClientRect();
  const outlined = [null, "::after"].some((part) => { const style = getComputedStyle(it, part); return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2; });
  const points = [[.5, .5], [.1, .2], [.9, .8], [.1, .8], [.9, .2]].map(([x, y]) => [box.left + box.width * x, box.top + box.height * y]);
  const own = ([x, y]) => { const top = document.elementFromPoint(x, y); return top && (it.contains(top) || (top.contains(it) && top !== document.documentElement && !top.closest(".bar"))); };
  return {
    name: `${it.localName} ${(it.textContent || it.getAttribute("aria-label") || it.id).trim().replace(/\\s+/g, " ").slice(0, 60)}`,
    key: [...document.body.querySelectorAll("*")].indexOf(it),
    outlined, shown: points.some(own), inBar: !!it.closest(".bar, .skip"),
    under: box.top < bar.bottom - 1 && box.bottom > bar.top + 1 && box.left < bar.right && box.right > bar.left,
    inside: box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0,
  };
}"""
CAN = """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
  .filter((it) => it.checkVisibility({ visibilityProperty: true })).map((it) => [...document.body.querySelectorAll("*")].indexOf(it))"""


def walk(page: Page, key: str) -> list[Any]:
    """Press a key until the focus has been everywhere; what had it, in order."""
    seen: list[Any] = []
    for _ in range(STEPS):
        page.keyboard.press(key)
        now = page.evaluate(FOCUSED)
        if now is None or any(now["key"] == each["key"] for each in seen):
            if seen:
                return seen
            continue
        seen.append(now)
    raise AssertionError("the focus never comes to an end")


def faults(step: Any) -> list[str]:
    wrong = {
        "is not outlined": not step["outlined"],
        "is out of the window": not step["inside"],
        "is under the bar": step["under"] and not step["inBar"],
        "is covered": not step["shown"],
    }
    return [f"{step['name']} {fault}" for fault, is_so in wrong.items() if is_so]


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


@pytest.mark.parametrize("window", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("kind", MAIN)
def test_the_focus_goes_everywhere_and_is_always_seen(
    at: Callable[..., Page], kind: str, window: dict[str, int]
) -> None:
    page = at(kind, "vi", window)
    forwards = walk(page, "Tab")
    assert {step["key"] for step in forwards} >= set(page.evaluate(CAN))
    backwards = walk(page, "Shift+Tab")  # what stands above comes in from under the bar
    assert [fault for step in [*forwards, *backwards] for fault in faults(step)] == []


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
