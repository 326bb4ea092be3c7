"""The pocket edition in a real browser: kept when asked for, read and searched without a network, removed without a trace."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import NOTHING, Tab, tab
from built import Built, small_site
from listening import listening
from playwright.sync_api import Browser, Request, Response, ViewportSize, expect
from pockets import keep, wait_until_gone, without_network
from running import wait_until
from small import document, put

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BAR = "Bạn đang đọc bản lưu trên máy này, cập nhật lúc"
NEITHER_CACHES_NOR_WORKER = {"caches": 0, "workers": 0}
STATE = "async () => (await (await caches.match('/-/pocket')).json())"
AGED = """async () => {
  const state = await (await caches.match("/-/pocket")).json();
  await (await caches.open("pocket")).put("/-/pocket", new Response(JSON.stringify({...state, asOf: state.asOf - 3_600_000})));
}"""
PHONE: ViewportSize = {"width": 360, "height": 740}
AN_HOUR, A_WEEK = 3_600_000, 7 * 24 * 3_600_000


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory, away: str) -> Built:
    return small_site(tmp_path_factory.mktemp("pocket"), leave_url=f"{away}/left")


@pytest.fixture(scope="module")
def home(hub: Built) -> Iterator[str]:
    with listening(hub.worker.front) as address:
        yield address.replace("127.0.0.1", "localhost")


@pytest.fixture
def new_phone(browser: Browser, home: str) -> Iterator[Tab]:
    """A tab of its own, for a test that changes it for good."""
    with tab(browser, home, viewport=PHONE) as opened:
        yield opened


@pytest.fixture(scope="module")
def phone(browser: Browser, home: str) -> Iterator[Tab]:
    with tab(browser, home) as opened:
        yield opened


@pytest.fixture
def reader(phone: Tab) -> Tab:
    """A reader whose browser has nothing of the site."""
    phone.context.set_offline(False)
    phone.context.unroute_all()
    phone.begin_again()
    phone.page.set_viewport_size(PHONE)
    return phone


@pytest.fixture(scope="module")
def kept(browser: Browser, home: str) -> Iterator[Tab]:
    """A reader who has kept the pocket edition; for tests that only read."""
    with tab(browser, home, viewport=PHONE) as opened:
        keep(opened)
        yield opened


@pytest.fixture
def away_from_any_network(kept: Tab) -> Tab:
    """That reader where there is no network."""
    kept.context.set_offline(True)
    return kept


@pytest.fixture
def with_a_network(kept: Tab) -> Tab:
    """That reader where there is a network again."""
    kept.context.set_offline(False)
    for faults in (kept.dialogs, kept.console, kept.elsewhere):
        faults.clear()  # of a page that had no network
    return kept


def test_before_the_button_is_pressed_the_size_is_told_and_nothing_is_stored(reader: Tab, hub: Built) -> None:
    page = reader.go("/vi/offline/")
    expect(page.locator("[data-keep]:visible")).to_have_text("Lưu trên máy này")
    size = -(-json.loads(hub.ask("/vi/offline.json").text)["bytes"] // 1000)
    expect(page.locator("[data-fill]:visible")).to_contain_text(f"{size} KB")
    assert reader.stored() == NOTHING
    assert reader.faults() == []


def test_the_programme_is_read_without_a_network(away_from_any_network: Tab) -> None:
    page = without_network(away_from_any_network, "/vi/agenda/")
    expect(page.locator("[data-pocket]")).to_contain_text(BAR)
    page.locator("main a[href='/vi/agenda/khai-mac/']").first.click()
    expect(page.locator("h1")).to_have_text("Khai mạc")
    expect(page.locator("[data-pocket=kept]")).to_contain_text(BAR)


def test_statements_home_and_help_in_both_languages_are_read_without_a_network(away_from_any_network: Tab) -> None:
    for path, heading in (
        ("/vi/statements/loi-noi/", "Lời nói"),
        ("/vi/statements/loi-noi", "Lời nói"),
        ("/vi/help/", "Tìm hỗ trợ"),
        ("/en/help/", "Get help"),
    ):
        expect(without_network(away_from_any_network, path).locator("h1")).to_have_text(heading)
    home = without_network(away_from_any_network, "/")
    assert home.title() == "Hội thảo và Triển lãm ngày 22 tháng 10 năm 2025 | HN 22.10"


def test_a_kept_page_looks_as_it_does_on_the_site(away_from_any_network: Tab) -> None:
    page = without_network(away_from_any_network, "/vi/agenda/khai-mac/")
    wait_until(lambda: page.evaluate("document.fonts.size >= 4"), "the letters are there")
    assert page.evaluate("getComputedStyle(document.querySelector('.bar')).position") == "sticky"
    assert page.evaluate("refused") == []


def test_a_page_that_is_not_kept_says_so_and_lists_what_is(away_from_any_network: Tab) -> None:
    page = without_network(away_from_any_network, "/vi/library/duong-day/")
    expect(page.locator("[data-when=missing]:visible")).to_contain_text("Trang này chưa được lưu trên máy.")
    page.locator("main a[href='/vi/agenda/toan-the/']").click()
    expect(page.locator("h1")).to_have_text("Phiên toàn thể")


@pytest.mark.parametrize("typed", ["an toàn từ thiết", "AN TOAN TU THIE", "tha\u0301ng"])
def test_the_search_finds_without_a_network(away_from_any_network: Tab, typed: str) -> None:
    page = without_network(away_from_any_network, "/vi/search/")
    box = page.get_by_role("searchbox")
    box.fill("bản dịch an toàn" if typed.startswith("tha") else typed)
    box.press("Enter")
    expect(page.get_by_role("status").last).to_have_text("Kết quả trên máy này: 1")
    expect(page).to_have_url(f"{away_from_any_network.home}/vi/search/")  # its words are not in the address
    page.locator(".result a").click()
    expect(page.locator("h1")).to_have_text("Lời nói")


def test_a_search_without_a_result_says_so_and_a_title_comes_before_a_text(away_from_any_network: Tab) -> None:
    page = without_network(away_from_any_network, "/vi/search/?q=zzzz")
    expect(page.get_by_role("status").last).to_have_text("Không tìm thấy kết quả nào")
    page = without_network(away_from_any_network, "/vi/search/?q=khai%20m%E1%BA%A1c")
    expect(page.locator(".result a").first).to_have_text("Khai mạc")
    expect(page.locator(".result mark").first).to_have_text("Khai")


def test_with_a_network_pages_come_from_the_site(with_a_network: Tab) -> None:
    page = with_a_network.go("/vi/agenda/")
    page.wait_for_load_state("networkidle")
    expect(page.locator("[data-pocket]")).to_have_count(0)
    assert with_a_network.faults() == []


def test_a_slow_network_is_not_waited_for(with_a_network: Tab) -> None:
    held: list[Any] = []
    with_a_network.context.route("**/vi/agenda/", lambda route: held.append(route))
    page = with_a_network.go("/vi/agenda/")
    expect(page.locator("[data-pocket=kept]")).to_contain_text(BAR)
    assert held
    held[0].abort()
    with_a_network.context.unroute_all()


def test_an_old_copy_warns(new_phone: Tab) -> None:
    page = keep(new_phone)
    as_of = page.evaluate(STATE)["asOf"]
    page.clock.set_fixed_time(as_of + A_WEEK + AN_HOUR)
    page = without_network(new_phone, "/vi/agenda/")
    expect(page.locator("[data-pocket=old]")).to_contain_text("Bản này có thể đã cũ.")


def test_a_newer_edition_is_fetched_as_far_as_it_has_changed(reader: Tab, hub: Built) -> None:
    page = keep(reader)
    before = page.evaluate(STATE)
    words = {"title": "Lời nói", "summary": "Điều vừa được sửa.", "in_short": "Đã sửa."}
    file = hub.root / "content/statements/loi-noi.vi.md"
    old = file.read_text(encoding="utf-8")
    put(file, document(words, "Bản dịch đã sửa."))
    hub.build()
    page.evaluate(AGED)
    fetched: list[str] = []

    def asked(sent: Request) -> None:
        if sent.resource_type == "fetch":
            fetched.append(sent.url.removeprefix(reader.home))

    reader.context.on("request", asked)
    page = reader.go("/vi/pages/about/")
    wait_until(
        lambda: page.evaluate(STATE)["cache"] != before["cache"],
        "it is refreshed",
        lambda seconds: page.wait_for_timeout(seconds * 1000),
    )
    reader.context.remove_listener("request", asked)
    changed = {"/vi/statements/loi-noi/", "/vi/statements/", "/vi/", "/vi/offline-search.json"}
    # The page that the reader opened meanwhile is asked for by the browser itself.
    files = {url for url in fetched if "/fonts/" not in url and not url.endswith((".css", "/about/"))}
    assert files == {"/vi/offline.json", *changed}
    wait_until(
        lambda: sorted(page.evaluate("caches.keys()")) == ["pocket", page.evaluate(STATE)["cache"]],
        "the older cache is gone",
        lambda seconds: page.wait_for_timeout(seconds * 1000),
    )
    page = without_network(reader, "/vi/statements/loi-noi/")
    expect(page.locator("main")).to_contain_text("Bản dịch đã sửa.")
    put(file, old)
    hub.build()


def test_what_breaks_off_is_not_taken_for_whole_can_be_taken_up_and_is_removed_by_one_button(reader: Tab) -> None:
    reader.context.route("**/vi/offline-search.json", lambda route: route.abort())
    page = reader.go("/vi/offline/")
    page.locator("[data-keep]:visible").click()
    expect(page.locator("[data-when=broken]:visible")).to_contain_text("Chưa lưu được hết.")
    assert reader.stored()["workers"] == 0
    reader.context.unroute("**/vi/offline-search.json")
    page.locator("[data-when=broken] [data-keep]").click()
    expect(page.locator("[data-when=kept]:visible")).to_contain_text("Đã lưu trên máy này")
    page.locator("[data-drop]:visible").click()
    expect(page.locator("[data-removed]")).to_be_visible()
    expect(page.locator("[data-keep]:visible")).to_be_visible()
    assert reader.stored() == NOTHING


def test_the_other_language_takes_the_place_of_the_first(reader: Tab) -> None:
    keep(reader)
    page = reader.go("/en/offline/")
    page.locator("[data-when=other] [data-keep]").click()
    expect(page.locator("[data-when=kept]:visible")).to_contain_text("Kept on this device")
    assert len(page.evaluate("caches.keys()")) == 2
    expect(without_network(reader, "/en/agenda/khai-mac/").locator("h1")).to_have_text("Opening")


def test_leaving_with_a_network_leads_away_and_removes_everything_until_it_is_kept_again(
    reader: Tab, away: str
) -> None:
    keep(reader)
    cleared: list[Any] = []

    def answered(got: Response) -> None:
        if "/leave" in got.url and ".js" not in got.url:
            cleared.append(got.all_headers().get("clear-site-data"))

    reader.context.on("response", answered)
    reader.page.locator("header a.leave").click()
    reader.page.wait_for_url(f"{away}/left")
    # The browser tells of the answers on the way after it has arrived.
    wait_until(
        lambda: '"cache", "cookies", "storage"' in cleared,
        "everything is cleared",
        lambda seconds: reader.page.wait_for_timeout(seconds * 1000),
    )
    reader.context.remove_listener("response", answered)
    wait_until_gone(reader)
    keep(reader)
    expect(without_network(reader, "/vi/agenda/").locator("[data-pocket=kept]")).to_contain_text(BAR)


def test_leaving_without_a_network_is_blank_at_once_and_removes_everything(reader: Tab) -> None:
    keep(reader)
    page = without_network(reader, "/vi/agenda/")
    page.evaluate("localStorage.setItem('stars', 'khai-mac')")
    page.locator("header a.leave").click()
    page.wait_for_url("**/leave")
    expect(page).to_have_title("HN 22.10")
    assert page.inner_text("body") == ""
    wait_until_gone(reader)


NO_WORKERS = "Object.defineProperty(Navigator.prototype, 'serviceWorker', {get: () => undefined}); delete Navigator.prototype.serviceWorker"


def test_a_browser_that_cannot_says_so_and_offers_to_print(new_phone: Tab) -> None:
    new_phone.context.add_init_script(NO_WORKERS)
    page = new_phone.go("/vi/offline/")
    expect(page.locator("[data-when=unable]:visible")).to_contain_text("Trình duyệt này không lưu được các trang.")
    expect(page.locator("[data-keep]:visible")).to_have_count(0)
    assert new_phone.faults() == []


def test_the_kill_switch_takes_it_back(browser: Browser, tmp_path: Path) -> None:
    sites = [small_site(tmp_path / "on")]
    with (
        listening(lambda *request: sites[-1].worker.front(*request)) as address,
        tab(browser, address.replace("127.0.0.1", "localhost")) as reader,
    ):
        keep(reader)
        sites.append(small_site(tmp_path / "off", pocket=False))
        page = reader.go("/vi/agenda/")
        wait_until(
            lambda: reader.stored().items() >= NEITHER_CACHES_NOR_WORKER.items(),
            "the worker has removed itself",
            lambda seconds: page.wait_for_timeout(seconds * 1000),
        )
