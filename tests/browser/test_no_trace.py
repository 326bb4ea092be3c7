"""A reader who may be watched: reads, searches, looks for help, leaves; and nothing of it stays or stands under Back.

How one leaves: test_way_out.py.
"""

import pytest
from browsing import NOTHING, Tab, unfold_menu
from leaving import MASKED, arrived, at, follow, leave
from playwright.sync_api import Page, expect
from running import Running

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SENSITIVE = ("/help/", "/search/", "/tp-02/")
WORDS = "dừng lại"  # nothing else on a page or in the log says this
ASKED = {"discreet": "1"}
KEPT = "() => ({...sessionStorage})"


@pytest.fixture
def typist(window: Tab) -> Tab:
    """A reader at a keyboard."""
    window.begin_again()
    return window


@pytest.fixture(params=[1280, 360])
def reader(request: pytest.FixtureRequest, window: Tab, away: str) -> Tab:
    """A reader on a desk and on a phone, whose menu is folded."""
    return arrived(window, away, request.param)


@pytest.fixture
def phone_reader(window: Tab, away: str) -> Tab:
    """A reader on a phone alone: but for the menu all is the same on a desk, and the whole visit presses that on both."""
    return arrived(window, away, 360)


@pytest.fixture
def desk_reader(window: Tab, away: str) -> Tab:
    """A reader on a desk alone."""
    return arrived(window, away, 1280)


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


def test_after_leaving_no_sensitive_page_stands_under_back(desk_reader: Tab) -> None:
    page = at(desk_reader, "/vi/")
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
    assert of_hub(desk_reader, shown)
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


def test_in_discreet_reading_back_leads_out_of_the_hub(desk_reader: Tab, away: str) -> None:
    page = at(desk_reader, "/vi/")
    switch_on(page)
    follow(page, "nav a[href='/vi/agenda/']", "/vi/agenda/")
    expect(page.locator("nav [data-switch]")).to_have_attribute("aria-pressed", "true")
    follow(page, "main a[href='/vi/agenda/khai-mac/']", "/vi/agenda/khai-mac/")
    follow(page, "header [data-keep-anchor]", "/en/agenda/khai-mac/")
    page.go_back()
    assert page.url == f"{away}/before"


def test_after_discreet_reading_back_leads_out_of_the_hub(phone_reader: Tab, away: str) -> None:
    page = at(phone_reader, "/vi/")
    switch_on(page)
    follow(page, "nav a[href='/vi/library/']", "/vi/library/")
    follow(page, "footer a[href='/vi/help/']", "/vi/help/")
    leave(page)
    page.go_back()
    assert page.url == f"{away}/before"


def test_discreet_reading_can_be_switched_off_again(phone_reader: Tab) -> None:
    page = at(phone_reader, "/vi/help/")
    button = page.locator("#discreet button")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator("nav [data-switch]")).to_have_attribute("aria-pressed", "true")
    unfold_menu(page)
    page.locator("nav [data-switch]").focus()
    page.keyboard.press("Space")
    expect(button).to_have_attribute("aria-pressed", "false")
    assert page.evaluate(KEPT) == {}
    at(phone_reader, "/vi/agenda/")
    follow(page, "nav a[href='/vi/library/']", "/vi/library/")
    page.go_back()
    expect(page).to_have_url(f"{phone_reader.home}/vi/agenda/")


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
