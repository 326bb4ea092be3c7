"""An agenda of one's own as it is used: without scripts, on a narrow phone, before a camera and on paper."""

import io
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import zxingcpp
from browsing import Tab, tab
from PIL import Image
from playwright.sync_api import Browser, expect
from stars import AGENDA, MINE, at, said

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def plain(browser: Browser, two_rooms: str) -> Iterator[Tab]:
    narrow = {"width": 320, "height": 700}
    with tab(browser, two_rooms, java_script_enabled=False, viewport=narrow) as opened:
        yield opened


def test_without_scripts_the_form_leads_to_the_address_of_the_choice(plain: Tab) -> None:
    page = plain.go(MINE)
    assert page.locator("button:visible").all_inner_texts() == ["Xem chương trình của tôi"]
    page.get_by_role("checkbox", name="Toàn thể").or_(page.get_by_role("checkbox", name="Phiên toàn thể")).check()
    page.get_by_role("checkbox", name="Khai mạc").check()
    page.get_by_role("button", name="Xem chương trình của tôi").click()
    expect(page).to_have_url(f"{plain.home}{MINE}?s=khai-mac.toan-the")
    page.get_by_role("link", name="Bỏ “Khai mạc” khỏi chương trình này").click()
    expect(page).to_have_url(f"{plain.home}{MINE}?s=toan-the")


def test_without_scripts_a_star_is_a_link_in_words(plain: Tab) -> None:
    page = plain.go(AGENDA)
    link = page.get_by_role("link", name="Lưu phiên “Khai mạc” vào chương trình của tôi")
    box = link.locator("span").first.bounding_box()
    assert box and box["width"] > 100
    link.click()
    expect(page).to_have_url(f"{plain.home}{MINE}?s=khai-mac")


@pytest.mark.parametrize("path", [AGENDA, f"{AGENDA}khai-mac/", f"{MINE}?s=khai-mac.toan-the.song-song.{'x' * 90}"])
def test_nothing_is_wider_than_a_narrow_window_and_stars_are_large_enough(reader: Tab, path: str) -> None:
    reader.page.set_viewport_size({"width": 320, "height": 700})
    page = at(reader, path)
    for pressed in page.locator("button[data-star]").all()[:1]:
        pressed.click()
        said(page, "kept")
    assert page.evaluate(WIDER) == 0
    boxes = [each.bounding_box() for each in page.locator("[data-star],[data-remove]").all()]
    assert boxes and all(box and min(box["width"], box["height"]) >= 44 for box in boxes)


def test_a_star_does_not_move_what_is_below_when_scripts_come(browser: Browser, two_rooms: str) -> None:
    tops = []
    for scripts in (False, True):
        with tab(browser, two_rooms, viewport={"width": 1280, "height": 900}) as opened:
            opened.context.route("**/type.js", lambda route: route.abort())  # letters would move it as well
            if not scripts:
                opened.context.route("**/stars.js", lambda route: route.abort())
            page = at(opened, AGENDA)
            expect(page.locator("button[data-star]")).to_have_count(4 if scripts else 0)
            tops.append([each.bounding_box() for each in page.locator(".slot").all()])
    assert tops[0] == tops[1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("media", ["screen", "print"])
def test_a_camera_reads_the_code_as_it_is_shown(reader: Tab, scheme: str, media: str) -> None:
    reader.page.emulate_media(color_scheme=scheme, media=media)
    page = at(reader, f"{MINE}?s=toan-the.song-song.khai-mac")
    picture = Image.open(io.BytesIO(page.locator("img.qr").screenshot()))
    found = zxingcpp.read_barcodes(picture)
    assert [urlsplit(code.text).path + "?" + urlsplit(code.text).query for code in found] == [
        f"{MINE}?s=khai-mac.toan-the.song-song"
    ]


def test_on_paper_stand_the_sessions_and_the_code_and_nothing_to_press(reader: Tab) -> None:
    page = at(reader, f"{MINE}?s=khai-mac.toan-the")
    page.emulate_media(media="print")
    expect(page.locator(".day .slot")).to_have_count(2)
    expect(page.locator("img.qr")).to_be_visible()
    for selector in ("[data-remove]", "main button", "main form", "[data-offer]", "[data-resume]"):
        expect(page.locator(selector).locator("visible=true")).to_have_count(0)
