"""The way out: a link and a key pressed three times; there on every page, blank at once, and never by mistake."""

import json
from collections.abc import Iterator

import pytest
from browsing import Tab, tab, unfold_menu
from leaving import MASKED, arrived, at, leave
from playwright.sync_api import Browser, Page, Route, expect
from running import Running, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NEXT_FRAME = """() => {
  for (const kind of ["click", "keyup"]) {
    addEventListener(kind, () => requestAnimationFrame(() => console.debug("frame", JSON.stringify([document.body.innerText, location.pathname, document.title]))), true);
  }
}"""


@pytest.fixture
def typist(window: Tab) -> Tab:
    """A reader at a keyboard."""
    window.begin_again()
    return window


@pytest.fixture
def phone_reader(window: Tab, away: str) -> Tab:
    """A reader on a phone alone, where nothing of the menu is pressed: all else is the same on a desk."""
    return arrived(window, away, 360)


@pytest.fixture
def plain_reader(browser: Browser, hub: Running) -> Iterator[Tab]:
    with tab(
        browser, f"http://localhost:{hub.port}", java_script_enabled=False, viewport={"width": 360, "height": 740}
    ) as opened:
        yield opened


def held(page: Page) -> list[Route]:
    """Requests of the way out, kept waiting as by a slow network."""
    waiting: list[Route] = []
    page.route("**/leave", lambda route: waiting.append(route))
    return waiting


@pytest.mark.parametrize("way", ["link", "keys"])
def test_the_page_is_blank_in_the_next_frame_and_long_before_the_other_one_is_there(
    phone_reader: Tab, way: str
) -> None:
    page = at(phone_reader, f"{MASKED}open/")
    waiting, frames = held(page), []
    page.on("console", lambda said: frames.append(said.text) if said.text.startswith("frame ") else None)
    page.evaluate(NEXT_FRAME)
    if way == "link":
        page.locator("header a.leave").click(no_wait_after=True)
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    wait_until(
        lambda: waiting and len(frames) == {"link": 1, "keys": 3}[way],
        "it is blank",
        lambda seconds: page.wait_for_timeout(seconds * 1000),
    )
    assert json.loads(frames[-1].removeprefix("frame ")) == ["", f"{MASKED}open/", "HN 22.10"]
    waiting[0].continue_()
    page.wait_for_url("**/left")


def test_shift_three_times_leaves_and_the_page_is_not_under_back(phone_reader: Tab, away: str) -> None:
    page = at(phone_reader, "/vi/help/")
    page.locator("#discreet button").click()
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("**/left")
    page.go_back()
    assert page.url == f"{away}/before"


CHORDS = {
    "Ctrl first, then Shift, Ctrl let go first": "+Control +Shift -Control -Shift",
    "Ctrl first, then Shift, Shift let go first": "+Control +Shift -Shift -Control",
    "Shift first, then Ctrl, Shift let go first": "+Shift +Control -Shift -Control",
    "Shift first, then Ctrl, Ctrl let go first": "+Shift +Control -Control -Shift",
    "Alt and Shift": "+Alt +Shift -Alt -Shift",
    "Shift and Alt": "+Shift +Alt -Shift -Alt",
    "a capital": "+Shift +a -a -Shift",
    "a capital, Shift let go first": "+Shift +a -Shift -a",
    "back by Tab": "+Shift +Tab -Tab -Shift",
}


def strike(page: Page, keys: str) -> None:
    for key in keys.split():
        (page.keyboard.down if key[0] == "+" else page.keyboard.up)(key[1:])


def test_shift_with_another_key_does_nothing(typist: Tab) -> None:
    page = at(typist, "/vi/search/")
    waiting, left = held(page), []
    for chord, keys in CHORDS.items():
        page.get_by_role("searchbox").focus()
        for _ in range(5):
            strike(page, keys)
        for _ in range(2):
            page.keyboard.press("Shift")
        strike(page, keys)
        page.keyboard.press("Shift")
        if waiting or not page.locator("header a.leave").is_visible():
            left.append(chord)
            at(typist, "/vi/search/")
            waiting.clear()
    assert left == []


ALT_GRAPH = """() => {
  for (const type of ["keydown", "keyup", "keydown", "keyup", "keydown", "keyup"]) {
    document.body.dispatchEvent(new KeyboardEvent(type, { key: "Shift", modifierAltGraph: true, bubbles: true }));
  }
}"""


def test_shift_while_alt_gr_is_held_does_nothing(typist: Tab) -> None:
    page = at(typist, "/vi/")
    waiting = held(page)
    page.evaluate(ALT_GRAPH)
    expect(page.locator("header a.leave")).to_be_visible()
    assert waiting == []


@pytest.mark.parametrize("act", ["a click", "the wheel"])
def test_shift_with_the_mouse_does_nothing(typist: Tab, act: str) -> None:
    page = at(typist, "/vi/")
    waiting = held(page)
    page.mouse.move(5, 400)
    for _ in range(4):
        page.keyboard.down("Shift")
        if act == "a click":
            page.mouse.click(5, 400)
        else:
            page.mouse.wheel(0, 10)
            page.wait_for_timeout(50)  # it is told of when it is drawn
        page.keyboard.up("Shift")
    expect(page.locator("header a.leave")).to_be_visible()
    assert waiting == []


def test_a_shift_that_is_held_counts_once(typist: Tab) -> None:
    page = at(typist, "/vi/")
    waiting = held(page)
    for _ in range(6):
        page.keyboard.down("Shift")  # again and again: the keyboard repeats it
    page.keyboard.up("Shift")
    page.keyboard.press("Shift")
    expect(page.locator("header a.leave")).to_be_visible()
    assert waiting == []


def test_shift_three_times_in_more_than_five_seconds_does_nothing(typist: Tab) -> None:
    page = at(typist, "/vi/")
    waiting = held(page)
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.wait_for_timeout(5_100)
    page.keyboard.press("Shift")
    expect(page.locator("header a.leave")).to_be_visible()
    assert waiting == []


def test_a_browser_that_does_not_run_our_script_is_not_offered_what_only_that_does(typist: Tab) -> None:
    page = typist.page

    def without_modules(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace('<script type="module"', '<script type="unknown"'))

    page.route("**/vi/help/", without_modules)  # as where scripts run and modules do not
    page.goto(f"{typist.home}/vi/help/")
    page.wait_for_load_state("load")
    expect(page.locator("#discreet")).to_be_visible()
    expect(page.locator("#discreet button")).to_be_hidden()
    assert page.locator("#discreet [data-scripted]:visible").count() == 0
    page.unroute("**/vi/help/")
    page.reload()
    expect(page.locator("#discreet button")).to_be_visible()
    assert page.locator("#discreet [data-scripted]:visible").count() == 3


def test_without_scripts_the_link_leaves_and_help_says_that_back_returns(plain_reader: Tab) -> None:
    page = plain_reader.go("/vi/help/")
    expect(page.locator("#discreet noscript p")).to_contain_text("nút Quay lại vẫn dẫn về")
    expect(page.locator("#discreet button")).to_be_hidden()
    unfold_menu(page)
    page.locator("nav [data-switch]").click()
    expect(page).to_have_url(f"{plain_reader.home}/vi/help/#discreet")
    leave(page)


WINDOWS = [(1280, 800), (360, 640), (320, 256)]
FITS = """() => {
  const link = document.querySelector(".leave");
  return link.scrollWidth <= link.clientWidth && document.documentElement.scrollWidth <= innerWidth;
}"""
ON_TOP = "([x, y]) => document.elementFromPoint(x, y).className"


@pytest.mark.parametrize("path", ["/vi/", "/en/help/", MASKED, "/vi/khong-co/", "/en/agenda/rut-lai/"])
def test_the_way_out_is_there_and_large_enough_wherever_one_reads(typist: Tab, path: str) -> None:
    page, wrong = at(typist, path), []
    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        page.mouse.wheel(0, 3_000)
        link = page.locator("header a.leave")
        expect(link).to_be_in_viewport(ratio=1)
        box = link.bounding_box()
        assert box is not None
        faults = {
            "is too small": box["width"] < 44 or box["height"] < 44,
            "or the page is too wide": not page.evaluate(FITS),
            "is covered": page.evaluate(ON_TOP, [box["x"] + box["width"] / 2, box["y"] + 4]) != "leave",
        }
        wrong += [f"{width} px: the way out {fault}" for fault, is_so in faults.items() if is_so]
    assert wrong == []


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_the_bar_never_covers_what_has_the_focus(typist: Tab, key: str) -> None:
    page = typist.page
    page.set_viewport_size({"width": 320, "height": 256})
    page.emulate_media(reduced_motion="reduce")  # where it scrolls to is there at once
    at(typist, "/vi/help/")
    covered = []
    for _ in range(60):
        page.keyboard.press(key)
        found = page.evaluate("""() => {
          const focused = document.activeElement;
          if (focused === document.body || focused.closest(".bar") || focused.matches(".skip")) return "";
          const box = focused.getBoundingClientRect(), bar = document.querySelector(".bar").getBoundingClientRect();
          return box.top < bar.bottom && box.bottom > bar.top ? `${focused.outerHTML.slice(0, 80)} at ${box.top}` : "";
        }""")
        covered += [found] if found else []
    assert covered == []
