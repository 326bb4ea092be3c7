"""The hub as a reader meets it: opened, switched, searched, in a real browser, with scripts and without."""

import re
from collections.abc import Iterator

import pytest
from browsing import NOTHING, Tab, tab
from playwright.sync_api import Browser, expect
from running import Running

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = [
    "/vi/",
    "/en/",
    "/vi/agenda/",
    "/en/agenda/khai-mac/",
    "/en/agenda/chi-viet/",
    "/vi/agenda/rut-lai/",
    "/vi/statements/loi-noi/",
    "/vi/gallery/",
    "/vi/gallery/text/",
    "/en/gallery/phong-1/",
    "/vi/gallery/phong-1/tp-01/",
    "/vi/gallery/phong-1/tp-02/",
    "/vi/gallery/phong-1/tp-02/open/",
    "/vi/library/",
    "/en/library/duong-day/",
    "/vi/people/pauline/",
    "/vi/pages/about/",
    "/vi/help/",
    "/vi/search/",
    "/en/search/?q=bao+luc",
    "/vi/khong-co/",
]
WIDTHS = (320, 1280)
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def plain_window(browser: Browser, hub: Running) -> Iterator[Tab]:
    with tab(browser, f"http://localhost:{hub.port}", java_script_enabled=False) as opened:
        yield opened


@pytest.fixture
def reader(window: Tab) -> Tab:
    window.begin_again()
    return window


@pytest.fixture
def plain_reader(plain_window: Tab) -> Tab:
    """A reader whose browser runs no scripts."""
    plain_window.begin_again()
    return plain_window


@pytest.fixture(params=["reader", "plain_reader"])
def any_reader(request: pytest.FixtureRequest) -> Tab:
    found: Tab = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def wide() -> list[str]:
    """The pages that were wider than their window, noted while everything was read."""
    return []


@pytest.fixture(scope="module")
def well_read(browser: Browser, hub: Running, wide: list[str]) -> Iterator[Tab]:
    """A tab that has read every sort of page, and looked at each in a wide window and in a narrow one."""
    with tab(browser, f"http://localhost:{hub.port}") as opened:
        for number, path in enumerate(PAGES):
            page = opened.go(path)
            page.wait_for_load_state("networkidle")
            opened.elsewhere.extend(f"{path} was refused {each}" for each in page.evaluate("window.refused"))
            for width in WIDTHS[:: (1, -1)[number % 2]]:  # first as the last page was left
                page.set_viewport_size({"width": width, "height": 800})
                wide.extend([f"{path} at {width} px"] if page.evaluate(WIDER) else [])
        yield opened


def search_url(reader: Tab, path: str, words: str) -> re.Pattern[str]:
    """The address of a search; where scripts run, they soon take the words out of it."""
    return re.compile(re.escape(f"{reader.home}{path}") + f"({re.escape(f'?q={words}')})?$")


def test_reading_shows_no_dialog_and_says_nothing_on_the_console(well_read: Tab) -> None:
    # The browser itself says on the console that a page is not there; that is the page we asked for.
    said = [fault for fault in well_read.console if not re.search(r"status of (404|410)", fault)]
    assert (said, well_read.dialogs) == ([], [])


def test_reading_requests_nothing_from_elsewhere_and_is_refused_nothing(well_read: Tab) -> None:
    assert well_read.elsewhere == []


def test_reading_leaves_nothing_in_the_browser(well_read: Tab) -> None:
    assert well_read.stored() == NOTHING
    assert well_read.context.cookies() == []


def test_no_page_is_wider_than_its_window(well_read: Tab, wide: list[str]) -> None:
    assert wide == []


def test_the_way_in_leads_to_the_language_of_the_browser(browser: Browser, hub: Running) -> None:
    for locale, path in (("vi-VN", "/vi/"), ("en-AU", "/en/"), ("fr-FR", "/vi/")):
        with tab(browser, f"http://localhost:{hub.port}", locale=locale) as opened:
            assert opened.go("/").url.endswith(path)


def test_the_switch_keeps_the_place_in_the_text(reader: Tab) -> None:
    page = reader.go("/vi/agenda/khai-mac/#questions")
    page.wait_for_load_state("networkidle")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(f"{reader.home}/en/agenda/khai-mac/#questions")
    expect(page.get_by_role("heading", name="Questions")).to_be_in_viewport()


def test_the_switch_follows_a_reader_who_moves_on_the_page(reader: Tab) -> None:
    page = reader.go("/en/library/duong-day/")
    page.wait_for_load_state("networkidle")
    page.locator(".contents > summary").click()
    page.locator("a[href='#results']").first.click()
    page.get_by_role("link", name="Tiếng Việt").click()
    expect(page).to_have_url(f"{reader.home}/vi/library/duong-day/#results")


def test_the_switch_keeps_a_search(any_reader: Tab) -> None:
    page = any_reader.go("/vi/search/?q=b%E1%BA%A1o+l%E1%BB%B1c")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(search_url(any_reader, "/en/search/", "b%E1%BA%A1o+l%E1%BB%B1c"))
    expect(page.get_by_role("searchbox")).to_have_value("bạo lực")


def test_a_search_without_marks_leads_to_what_it_finds(any_reader: Tab) -> None:
    page = any_reader.go("/vi/")
    page.locator("header a.find").click()
    page.get_by_role("searchbox").fill("bao luc mang")
    page.get_by_role("searchbox").press("Enter")
    expect(page).to_have_url(search_url(any_reader, "/vi/search/", "bao+luc+mang"))
    expect(page.get_by_role("searchbox")).to_have_value("bao luc mang")
    found = page.locator(".result").filter(has=page.locator("mark", has_text=re.compile("Bạo lực", re.I))).first
    result = found.get_by_role("link").first
    name = result.inner_text()
    result.click()
    expect(page.locator("h1")).to_have_text(name)


def test_a_search_can_be_sent_by_its_button(any_reader: Tab) -> None:
    page = any_reader.go("/en/search/")
    page.get_by_role("searchbox").fill("khai mac")
    page.locator("main").get_by_role("button").click()
    expect(page).to_have_url(search_url(any_reader, "/en/search/", "khai+mac"))
    expect(page.get_by_role("searchbox")).to_have_value("khai mac")


def test_a_masked_work_shows_itself_to_who_chooses_and_hides_again(any_reader: Tab) -> None:
    page = any_reader.go("/en/gallery/phong-1/tp-02/")
    expect(page.locator("main img")).to_have_count(0)
    page.locator("a[href$='/open/']").click()
    expect(page.locator("main img")).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_have_text("The silent bell")
    page.get_by_role("link", name="Hide it again").click()
    expect(page.locator("main img")).to_have_count(0)
    expect(page).to_have_title("Work 2 | HN 22.10")


def test_a_picture_that_is_not_masked_is_drawn(reader: Tab) -> None:
    page = reader.go("/vi/gallery/phong-1/tp-01/")
    page.wait_for_load_state("networkidle")
    assert page.locator("main img").evaluate("image => image.complete && image.naturalWidth > 0")


def test_the_first_press_of_tab_offers_the_way_past_the_menu(any_reader: Tab) -> None:
    page = any_reader.go("/en/agenda/")
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{any_reader.home}/en/agenda/#content")


def test_the_way_back_leads_back(any_reader: Tab) -> None:
    page = any_reader.go("/vi/agenda/")
    page.locator("main a[href='/vi/agenda/khai-mac/']").click()
    page.go_back()
    expect(page).to_have_url(f"{any_reader.home}/vi/agenda/")


def test_in_the_language_of_the_page_words_in_another_are_marked_for_who_hears_it(reader: Tab) -> None:
    page = reader.go("/en/agenda/chi-viet/")
    assert page.get_by_text("Văn bản.").evaluate("element => element.closest('[lang]').lang") == "vi"
