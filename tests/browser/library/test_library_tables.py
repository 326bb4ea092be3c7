"""The wide tables of the library in a browser: narrow and wide, by keyboard, and on paper."""

import re

import pytest
from browsing import Tab
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

COMPARED = "/vi/library/compare/?id=vn-hotline-111&id=au-esafety&id=vn-decision-830"
PAGES = [COMPARED, "/vi/library/compare/", "/vi/library/coverage/", "/vi/library/countries/VN/"]
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_no_wider_than_its_window(guest: Tab, path: str) -> None:
    guest.go(path)
    for width in (320, 1280):
        guest.page.set_viewport_size({"width": width, "height": 900})
        assert (width, guest.page.evaluate(WIDER)) == (width, 0)
    assert guest.faults() == []


def test_a_narrow_window_shows_blocks_in_order_and_a_wide_one_columns(guest: Tab) -> None:
    cells = "[...document.querySelector('.compared tbody tr').cells].map((it) => it.getBoundingClientRect())"
    guest.page.set_viewport_size({"width": 320, "height": 900})
    guest.go(COMPARED)
    tops = guest.page.evaluate(f"{cells}.map((it) => it.top)")
    assert tops == sorted(set(tops))
    assert len(tops) == 4
    guest.page.set_viewport_size({"width": 1280, "height": 900})
    assert len(set(guest.page.evaluate(f"{cells}.map((it) => it.top)"))) == 1


def test_entries_are_chosen_and_compared_by_keyboard(guest: Tab) -> None:
    guest.page.set_viewport_size({"width": 1280, "height": 900})
    guest.go("/vi/library/countries/VN/")
    boxes = guest.page.locator("input[form=compare]")
    assert boxes.count() == 2
    boxes.first.focus()
    guest.page.keyboard.press("Space")
    for _ in range(10):
        guest.page.keyboard.press("Tab")
        if guest.page.evaluate('document.activeElement.form?.getAttribute("id")') != "compare":
            continue
        if guest.page.evaluate("document.activeElement.localName") == "button":
            break
        guest.page.keyboard.press("Space")
    guest.page.keyboard.press("Enter")
    expect(guest.page.locator("table.compared")).to_have_count(3)
    assert guest.page.url.partition("?")[2] == "id=vn-decision-830&id=vn-hotline-111"


def test_a_comparison_is_printed_across_and_whole(guest: Tab) -> None:
    guest.go(COMPARED)
    guest.page.emulate_media(media="print")
    folded = guest.page.locator(".compared details:not([open]) > p").first
    assert folded.evaluate("(it) => it.checkVisibility()")
    assert guest.page.locator("form, .bar").evaluate_all("(all) => all.every((it) => !it.checkVisibility())")
    document = guest.page.pdf(prefer_css_page_size=True)
    guest.page.emulate_media(media="null")
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", document)
    assert boxes
    assert all(float(width) > float(height) for width, height in boxes)
