"""A reader who may be watched: reads, searches, looks for help, leaves; and nothing of it stays or stands under Back."""

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from browsing import NOTHING, Tab, tab, unfold_menu
from built import resting_root
from playwright.sync_api import Browser, Page, Route, expect
from running import Running, running, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SENSITIVE = ("/help/", "/search/", "/tp-02/")
MASKED = "/vi/gallery/phong-1/tp-02/"
WORDS = "dừng lại"  # nothing else on a page or in the log says this
ASKED = {"discreet": "1"}
KEPT = "() => ({...sessionStorage})"
NEXT_FRAME = """() => {
  for (const kind of ["click", "keyup"]) {
    addEventListener(kind, () => requestAnimationFrame(() => console.debug("frame", JSON.stringify([document.body.innerText, location.pathname, document.title]))), true);
  }
}"""


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory, away: str) -> Iterator[Running]:
    with running(resting_root(tmp_path_factory.mktemp("no-trace")), workers=1, HUB_LEAVE_URL=f"{away}/left") as hub:
        yield hub


@pytest.fixture(scope="module")
def window(browser: Browser, hub: Running) -> Iterator[Tab]:
    """The one tab of this module: each test has it like a new one."""
    with tab(browser, f"http://localhost:{hub.port}") as opened:
        yield opened


@pytest.fixture
def typist(window: Tab) -> Tab:
    """A reader at a keyboard."""
    window.begin_again()
    return window


def arrived(window: Tab, away: str, width: int) -> Tab:
    """A reader who comes from elsewhere."""
    window.begin_again()
    window.page.set_viewport_size({"width": width, "height": 740})
    window.page.goto(f"{away}/before")
    return window


@pytest.fixture(params=[1280, 360])
def reader(request: pytest.FixtureRequest, window: Tab, away: str) -> Tab:
    """A reader on a desk and on a phone, whose menu is folded."""
    return arrived(window, away, request.param)


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


def at(reader: Tab, path: str) -> Page:
    """A page with its scripts at work."""
    page = reader.go(path)
    page.wait_for_load_state("load")  # the module of the quick exit runs before this event
    return page


def follow(page: Page, selector: str, path: str) -> None:
    """Press a link and wait until its page is there and at work."""
    if selector.startswith("nav "):
        unfold_menu(page)
    page.locator(selector).first.click()
    page.wait_for_url(lambda url: urlsplit(url).path == path)
    page.wait_for_load_state("load")


def switch_on(page: Page) -> None:
    unfold_menu(page)
    switch = page.locator("nav [data-switch]")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")


def search(page: Page, words: str) -> None:
    page.get_by_role("searchbox").fill(words)
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("searchbox")).to_have_value(words)
    page.wait_for_load_state("load")


def leave(page: Page) -> None:
    page.locator("header a.leave").click()
    page.wait_for_url("**/left")


def under_back(page: Page) -> list[str]:
    """What a browser's Back shows, again and again, until there is nothing more."""
    shown: list[str] = []
    while len(shown) < 20 and page.go_back() is not None:
        page.wait_for_load_state("load")
        shown.append(page.url)
    return shown


def of_hub(reader: Tab, urls: list[str]) -> list[str]:
    return [url for url in urls if url.startswith(reader.home)]


def test_a_whole_visit_leaves_nothing_but_what_was_asked_for_and_then_not_even_that(
    reader: Tab, hub: Running, away: str
) -> None:
    page = at(reader, "/vi/")
    follow(page, "header a.find", "/vi/search/")
    search(page, WORDS)
    follow(page, "footer a[href='/vi/help/']", "/vi/help/")
    at(reader, MASKED)
    follow(page, "a[href$='/open/']", f"{MASKED}open/")
    assert (reader.stored(), page.evaluate(KEPT)) == (NOTHING, {})
    switch_on(page)
    follow(page, "nav a[href='/vi/agenda/']", "/vi/agenda/")
    assert (reader.stored(), page.evaluate(KEPT)) == (NOTHING | {"session": 1}, ASKED)
    leave(page)
    assert at(reader, "/vi/").evaluate(KEPT) == {}
    assert (reader.stored(), reader.context.cookies()) == (NOTHING, [])
    assert [request for request in reader.elsewhere if away not in request] == []
    said = hub.said.read_text(encoding="utf-8")
    assert [told for told in (WORDS, "127.0.0.1", "::1", "Mozilla", "Chrome", "q=") if told in said] == []


def test_after_leaving_no_sensitive_page_stands_under_back(reader: Tab) -> None:
    page = at(reader, "/vi/")
    follow(page, "nav a[href='/vi/gallery/']", "/vi/gallery/")
    follow(page, "a[href='/vi/gallery/phong-1/']", "/vi/gallery/phong-1/")
    follow(page, f"a[href='{MASKED}']", MASKED)
    follow(page, "a[href$='/open/']", f"{MASKED}open/")
    follow(page, "footer a[href='/vi/help/']", "/vi/help/")
    follow(page, "header a.find", "/vi/search/")
    search(page, WORDS)
    search(page, "khai mạc")
    follow(page, ".result a[href='/vi/agenda/khai-mac/']", "/vi/agenda/khai-mac/")
    follow(page, "footer a[href='/vi/help/']", "/vi/help/")
    leave(page)
    shown = under_back(page)
    assert of_hub(reader, shown)
    assert [url for url in shown if any(part in url for part in SENSITIVE)] == []


@pytest.mark.parametrize("path", ["/vi/help/", f"/vi/search/?q={WORDS}", MASKED, f"{MASKED}open/"])
def test_a_sensitive_page_that_was_the_first_is_not_under_back(phone_reader: Tab, away: str, path: str) -> None:
    leave(at(phone_reader, path))
    phone_reader.page.go_back()
    assert phone_reader.page.url == f"{away}/before"


def test_a_place_within_a_sensitive_page_leaves_no_second_entry(phone_reader: Tab, away: str) -> None:
    page = at(phone_reader, "/vi/help/")
    page.evaluate("document.querySelector('a.skip').click()")
    expect(page).to_have_url(f"{phone_reader.home}/vi/help/#content")
    expect(page.locator("main")).to_be_focused()
    leave(page)
    page.go_back()
    assert page.url == f"{away}/before"


def test_in_discreet_reading_back_leads_out_of_the_hub(reader: Tab, away: str) -> None:
    page = at(reader, "/vi/")
    switch_on(page)
    follow(page, "nav a[href='/vi/agenda/']", "/vi/agenda/")
    expect(page.locator("nav [data-switch]")).to_have_attribute("aria-pressed", "true")
    follow(page, "main a[href='/vi/agenda/khai-mac/']", "/vi/agenda/khai-mac/")
    follow(page, "header [data-keep-anchor]", "/en/agenda/khai-mac/")
    page.go_back()
    assert page.url == f"{away}/before"


def test_after_discreet_reading_back_leads_out_of_the_hub(reader: Tab, away: str) -> None:
    page = at(reader, "/vi/")
    switch_on(page)
    follow(page, "nav a[href='/vi/library/']", "/vi/library/")
    follow(page, "footer a[href='/vi/help/']", "/vi/help/")
    leave(page)
    page.go_back()
    assert page.url == f"{away}/before"


def test_discreet_reading_can_be_switched_off_again(reader: Tab) -> None:
    page = at(reader, "/vi/help/")
    button = page.locator("#discreet button")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator("nav [data-switch]")).to_have_attribute("aria-pressed", "true")
    unfold_menu(page)
    page.locator("nav [data-switch]").focus()
    page.keyboard.press("Space")
    expect(button).to_have_attribute("aria-pressed", "false")
    assert page.evaluate(KEPT) == {}
    at(reader, "/vi/agenda/")
    follow(page, "nav a[href='/vi/library/']", "/vi/library/")
    page.go_back()
    expect(page).to_have_url(f"{reader.home}/vi/agenda/")


def test_outside_of_discreet_reading_back_works_as_ever(phone_reader: Tab) -> None:
    page = at(phone_reader, "/vi/agenda/")
    follow(page, "main a[href='/vi/agenda/khai-mac/']", "/vi/agenda/khai-mac/")
    page.go_back()
    expect(page).to_have_url(f"{phone_reader.home}/vi/agenda/")


def test_a_link_pressed_with_a_key_opens_a_page_of_its_own(typist: Tab) -> None:
    page = at(typist, "/vi/help/")
    with typist.context.expect_page() as opened:
        page.locator("nav a[href='/vi/agenda/']").click(modifiers=["Control"])
    opened.value.wait_for_url(f"{typist.home}/vi/agenda/")
    opened.value.close()
    expect(page).to_have_url(f"{typist.home}/vi/help/")


def test_a_link_to_another_site_or_to_a_file_keeps_its_meaning(typist: Tab, away: str) -> None:
    page = at(typist, "/vi/help/")
    page.evaluate(
        f"document.querySelector('main a[href^=http], main p').append(Object.assign(document.createElement('a'), {{href: '{away}/other', id: 'other', textContent: 'other'}}))"
    )
    page.locator("#other").click()
    page.wait_for_url(f"{away}/other")
    page.go_back()
    expect(page).to_have_url(f"{typist.home}/vi/help/")
    page.evaluate(
        "document.querySelector('main').append(Object.assign(document.createElement('a'), {href: '/robots.txt', download: '', id: 'file', textContent: 'file'}))"
    )
    with page.expect_download() as download:
        page.locator("#file").click()
    assert download.value.suggested_filename == "robots.txt"
    expect(page).to_have_url(f"{typist.home}/vi/help/")


# Searches


def test_the_words_of_a_search_leave_the_address_and_a_reload_keeps_what_was_found(phone_reader: Tab) -> None:
    page = at(phone_reader, "/vi/search/")
    search(page, "khai mạc")
    expect(page).to_have_url(f"{phone_reader.home}/vi/search/")
    page.evaluate("document.querySelector('a.skip').click()")
    expect(page).to_have_url(f"{phone_reader.home}/vi/search/#content")
    page.reload()
    page.wait_for_load_state("load")
    expect(page.get_by_role("searchbox")).to_have_value("khai mạc")
    expect(page.locator(".result a[href='/vi/agenda/khai-mac/']")).to_have_count(1)
    expect(page).to_have_url(f"{phone_reader.home}/vi/search/#content")


def test_a_new_search_begins_without_the_words_of_the_last(phone_reader: Tab) -> None:
    page = at(phone_reader, "/vi/search/?q=khai")
    follow(page, "header a.find", "/vi/search/")
    expect(page.get_by_role("searchbox")).to_have_value("")


def test_a_search_can_be_sent_on_by_its_link(phone_reader: Tab) -> None:
    page = at(phone_reader, "/vi/search/?q=khai")
    assert (
        page.get_by_role("link", name="Liên kết tới kết quả tìm kiếm này").evaluate("link => link.href")
        == f"{phone_reader.home}/vi/search/?q=khai"
    )


# The way out


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
