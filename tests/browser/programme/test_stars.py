"""Stars and an agenda of one's own: kept on the device once the reader presses, told in words, and gone when asked.

How the list is shown, printed and read by a camera: test_list_of_stars.py.
"""

import re
from collections.abc import Iterator

import pytest
from browsing import NOTHING, Tab, tab
from playwright.sync_api import Browser, expect
from stars import AGENDA, KEPT, MINE, at, is_at, keep, own, said, star

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OFF = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('off', 'SecurityError'); } });"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"


def test_from_a_star_to_a_page_to_a_merged_list_and_away_without_a_trace(reader: Tab, away: str) -> None:
    page = at(reader, AGENDA)
    assert reader.stored() == NOTHING
    expect(own(page)).to_have_text("Chương trình của tôi", use_inner_text=True)
    star(page, "khai-mac").click()
    said(page, "kept")
    expect(own(page)).to_have_text("Chương trình của tôi (1)")
    star(page, "toan-the").click()
    expect(own(page)).to_have_text("Chương trình của tôi (2)")
    expect(star(page, "toan-the")).to_have_attribute("aria-pressed", "true")
    assert reader.stored() == NOTHING | {"local": 1}
    own(page).click()
    is_at(page, "s=khai-mac.toan-the")
    page.reload()
    expect(page.locator("[data-same]")).to_be_visible()
    expect(page.locator("[data-offer]:visible")).to_have_count(0)

    page = at(reader, f"{MINE}?s=song-song.toan-the")
    expect(page.locator("[data-offer=other] button:visible")).to_have_count(3)
    page.get_by_role("button", name="Gộp hai danh sách").click()
    is_at(page, "s=khai-mac.toan-the.song-song")
    assert page.evaluate(KEPT) == '["khai-mac","toan-the","song-song"]'
    expect(page.locator(".day .slot")).to_have_count(3)

    page.get_by_role("button", name="Xóa danh sách khỏi thiết bị này").click()
    said(page, "cleared")
    assert reader.stored() == NOTHING
    page = at(reader, AGENDA)
    star(page, "khai-mac").click()
    page.locator("header a.leave").click()
    page.wait_for_url(f"{away}/left")
    assert at(reader, AGENDA).evaluate(KEPT) is None
    assert reader.stored() == NOTHING
    assert {each for each in reader.elsewhere if away not in each} == set()
    reader.elsewhere.clear()


def test_what_is_kept_is_told_at_the_first_star_alone_and_a_second_press_takes_it_back(reader: Tab) -> None:
    page = at(reader, AGENDA)
    star(page, "khai-mac").click()
    said(page, "kept")
    page = at(reader, AGENDA)
    star(page, "toan-the").click()
    star(page, "toan-the").click()
    expect(star(page, "toan-the")).to_have_attribute("aria-pressed", "false")
    expect(page.locator("[data-said]")).to_be_empty()
    star(page, "khai-mac").click()
    expect(own(page)).to_have_text("Chương trình của tôi", use_inner_text=True)
    assert reader.stored() == NOTHING  # an empty list leaves no key


def test_a_star_of_the_session_s_page_is_that_of_the_programme(reader: Tab) -> None:
    page = at(reader, f"{AGENDA}khai-mac/")
    button = page.get_by_role("button", name=re.compile("^Lưu phiên này vào chương trình của tôi.*Khai mạc$"))
    button.focus()
    page.keyboard.press("Space")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()
    said(page, "kept")
    page = at(reader, AGENDA)
    named = page.get_by_role("button", name="Lưu phiên “Khai mạc” vào chương trình của tôi")
    expect(named).to_have_attribute("aria-pressed", "true")
    named.focus()
    page.keyboard.press("Enter")
    expect(named).to_have_attribute("aria-pressed", "false")


def test_an_earlier_slug_on_the_device_is_the_session_of_today(reader: Tab) -> None:
    page = at(reader, AGENDA)
    keep(page, '["mo-dau","toan-the","mat-roi"]')
    page = at(reader, AGENDA)
    expect(star(page, "khai-mac")).to_have_attribute("aria-pressed", "true")
    page = at(reader, f"{MINE}?s=khai-mac.toan-the")
    expect(page.locator("[data-same]")).to_be_visible()
    expect(page.locator("[data-offer]:visible")).to_have_count(0)
    page = at(reader, AGENDA)
    star(page, "khai-mac").click()
    assert page.evaluate(KEPT) == '["toan-the","mat-roi"]'


# A link from somebody else


def test_only_to_look_stores_nothing(reader: Tab) -> None:
    page = at(reader, f"{MINE}?s=khai-mac")
    offer = page.locator("[data-offer=none]")
    expect(offer).to_be_visible()
    offer.get_by_role("button", name="Chỉ xem").click()
    expect(offer).to_be_hidden()
    assert reader.stored() == NOTHING


def test_a_list_is_saved_on_a_device_without_one(reader: Tab) -> None:
    page = at(reader, f"{MINE}?s=toan-the.khai-mac")
    page.get_by_role("button", name="Lưu danh sách này trên thiết bị").click()
    said(page, "kept")
    assert page.evaluate(KEPT) == '["khai-mac","toan-the"]'
    expect(page.locator("[data-offer]:visible")).to_have_count(0)


def test_a_list_takes_the_place_of_another_only_where_the_reader_says_so(reader: Tab) -> None:
    page = at(reader, AGENDA)
    keep(page, '["toan-the"]')
    page = at(reader, f"{MINE}?s=khai-mac")
    page.locator("[data-offer=other]").get_by_role("button", name="Chỉ xem").click()
    assert page.evaluate(KEPT) == '["toan-the"]'
    expect(page.locator("[data-resume] a")).to_have_text("Mở danh sách lưu trên thiết bị này (1)")
    page.reload()
    page.locator("[data-offer=other]").get_by_role("button", name="Thay bằng danh sách này").click()
    expect(page.locator("[data-same]")).to_be_visible()
    assert page.evaluate(KEPT) == '["khai-mac"]'


def test_an_empty_page_leads_to_the_saved_list_and_offers_nothing_else(reader: Tab) -> None:
    page = at(reader, AGENDA)
    keep(page, '["toan-the"]')
    page = at(reader, MINE)
    expect(page.locator("[data-offer]:visible")).to_have_count(0)
    page.locator("[data-resume] a").click()
    is_at(page, "s=toan-the")


def test_what_is_changed_on_the_saved_list_is_saved_and_on_another_list_is_not(reader: Tab) -> None:
    page = at(reader, AGENDA)
    keep(page, '["khai-mac","toan-the"]')
    page = at(reader, f"{MINE}?s=khai-mac.toan-the")
    page.get_by_role("link", name="Bỏ “Khai mạc” khỏi chương trình này").click()
    is_at(page, "s=toan-the")
    assert page.evaluate(KEPT) == '["toan-the"]'
    page.get_by_role("checkbox", name="Song song").check()
    page.get_by_role("button", name="Xem chương trình của tôi").click()
    is_at(page, "s=toan-the.song-song")
    assert page.evaluate(KEPT) == '["toan-the","song-song"]'
    page = at(reader, f"{MINE}?s=khai-mac.song-song")
    page.get_by_role("link", name="Bỏ “Khai mạc” khỏi chương trình này").click()
    is_at(page, "s=song-song")
    assert page.evaluate(KEPT) == '["toan-the","song-song"]'


def test_two_tabs_show_the_same_stars(reader: Tab) -> None:
    page = at(reader, AGENDA)
    other = reader.context.new_page()
    other.goto(f"{reader.home}{MINE}?s=khai-mac")
    expect(other.locator("[data-offer=none]")).to_be_visible()
    star(page, "khai-mac").click()
    expect(other.locator("[data-offer=none]")).to_be_hidden()
    expect(other.locator("[data-same]")).to_be_visible()
    other.get_by_role("button", name="Xóa danh sách khỏi thiết bị này").click()
    expect(star(page, "khai-mac")).to_have_attribute("aria-pressed", "false")
    other.close()
    assert [each for each in reader.elsewhere if not each.startswith("window ")] == []
    reader.elsewhere.clear()  # this test has opened a window itself


# Where nothing can be kept


@pytest.fixture(params=[OFF, FULL], ids=["off", "full"])
def without_room(request: pytest.FixtureRequest, browser: Browser, two_rooms: str) -> Iterator[Tab]:
    """A reader whose browser keeps nothing, or nothing more."""
    with tab(browser, two_rooms, viewport={"width": 360, "height": 740}) as opened:
        opened.context.add_init_script(request.param)
        yield opened
        assert opened.faults() == []


def test_without_room_on_the_device_the_address_carries_the_list(without_room: Tab) -> None:
    page = at(without_room, AGENDA)
    star(page, "khai-mac").click()
    said(page, "off")
    star(page, "toan-the").click()
    expect(own(page)).to_have_text("Chương trình của tôi (2)")
    page.get_by_role("link", name="Mở chương trình của tôi (2)").click()
    is_at(page, "s=khai-mac.toan-the")
    expect(page.locator(".day .slot")).to_have_count(2)
    page.get_by_role("button", name="Lưu danh sách này trên thiết bị").click()
    said(page, "off")


@pytest.mark.parametrize("text", ["{", '"khai-mac"', "null", '{"0":"khai-mac"}'])
def test_a_list_that_cannot_be_read_is_told_and_begun_anew(reader: Tab, text: str) -> None:
    page = at(reader, AGENDA)
    keep(page, text)
    page = at(reader, AGENDA)
    said(page, "damaged")
    star(page, "khai-mac").click()
    expect(own(page)).to_have_text("Chương trình của tôi (1)")
    assert page.evaluate(KEPT) == '["khai-mac"]'


def test_of_a_strange_list_only_slugs_are_taken(reader: Tab) -> None:
    page = at(reader, AGENDA)
    keep(page, '["khai-mac", 7, "<b>", "a.b", "khai-mac", null, "&s=x"]')
    page = at(reader, AGENDA)
    expect(own(page)).to_have_attribute("href", f"{MINE}?s=khai-mac")


def test_a_list_holds_two_hundred_sessions_and_says_so(reader: Tab) -> None:
    page = at(reader, AGENDA)
    page.evaluate("localStorage.stars = JSON.stringify(Array.from({ length: 200 }, (_, n) => `s-${n}`))")
    page = at(reader, AGENDA)
    star(page, "khai-mac").click()
    said(page, "full")
    expect(star(page, "khai-mac")).to_have_attribute("aria-pressed", "false")
