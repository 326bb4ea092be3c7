"""A draft in a real browser: kept while it cannot be sent, and written by two at once; saving as one writes is in test_whole_way.py."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from asking_axe import axe_source, found_on
from browsing import Tab, tab
from listening import listening
from playwright.sync_api import Browser, expect
from running import free_port
from writing import Desk, edit, writing_desk

from hub import create_app
from hub.desk.mounting import WithDesk, desk_steps
from hub.feature import discover
from hub.web.site import site_of

pytestmark = [pytest.mark.browser]

# A page has the same elements and the same colours in both languages: of the longer words every rule is asked in the narrow
# window, of the shorter ones, which make the smaller targets, in the wide one, each in the colours of its own.
WINDOWS: dict[str, tuple[int, Literal["light", "dark"]]] = {"vi": (320, "light"), "en": (1280, "dark")}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, str]]:
    """A desk that listens, and its address."""
    port = free_port()
    home = f"http://localhost:{port}"
    made = writing_desk(tmp_path_factory.mktemp("draft"), public_url=home)
    site = create_app(settings=site_of(made.app).settings)
    with listening(WithDesk(site, desk_steps(discover()), lambda: made.app), port):
        yield made, home


@contextmanager
def signed_in(browser: Browser, desk: Desk, home: str, who: int, **options: object) -> Iterator[Tab]:
    """A tab of somebody who is signed in."""
    cookie = desk.client(who).get_cookie("hub")
    assert cookie is not None
    with tab(browser, home, **options) as opened:
        opened.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": home}])
        yield opened


def begun(desk: Desk, title: str) -> int:
    return desk.begun(desk.client(desk.writer), title)


def opened_form(opened: Tab, number: int) -> None:
    """Open the form of a draft, and wait for its script."""
    opened.go(edit(number, "en"))
    expect(opened.page.locator("form.edit[data-ready]")).to_be_visible()


def form_that_cannot_be_sent(opened: Tab, number: int) -> None:
    """Open the form of a draft on a connection that loses whatever is sent."""
    opened_form(opened, number)
    opened.page.route("**/edit/", lambda route: route.abort() if route.request.method == "POST" else route.fallback())


def type_at_the_end(opened: Tab, name: str, text: str) -> None:
    """Go to a control by the keyboard's Tab and write at its end."""
    opened.page.locator(f'[name="{name}"]').focus()
    opened.page.keyboard.press("Control+End")
    opened.page.keyboard.type(text)


def test_save_pressed_without_a_connection_leaves_nothing_and_the_tab_keeps_it(
    browser: Browser, desk: tuple[Desk, str]
) -> None:
    made, home = desk
    number = begun(made, "Bấm lưu lúc mất mạng")
    with signed_in(browser, made, home, made.writer) as opened:
        opened_form(opened, number)
        opened.context.set_offline(True)
        type_at_the_end(opened, "vi.title", " và chưa gửi được")
        opened.page.keyboard.press("Enter")
        expect(opened.page.locator("[data-said]")).to_contain_text("stays in this tab")
        assert opened.page.url.endswith(edit(number, "en"))
        opened.context.set_offline(False)
        expect(opened.page.locator("[data-said]")).to_contain_text("Saved at")
        opened.page.wait_for_function(f"() => !sessionStorage.getItem('draft /contribute/drafts/{number}/edit/')")
    assert made.pages(number)["vi"].fields["title"] == "Bấm lưu lúc mất mạng và chưa gửi được"


def test_what_the_tab_kept_is_in_the_form_after_it_was_loaded_again(browser: Browser, desk: tuple[Desk, str]) -> None:
    made, home = desk
    number = begun(made, "Tải lại")
    with signed_in(browser, made, home, made.writer) as opened:
        form_that_cannot_be_sent(opened, number)
        type_at_the_end(opened, "vi.title", " trang")
        opened.page.keyboard.press("Enter")
        expect(opened.page.locator("[data-said]")).to_contain_text("stays in this tab")
        # A tab that is opened from here begins with what this one keeps, as this one does when it is loaded again.
        with opened.context.expect_page() as found:
            opened.page.evaluate("open(location.href)")
        again = found.value
        expect(again.locator('[name="vi.title"]')).to_have_value("Tải lại trang")
        expect(again.locator("[data-said]")).to_contain_text("in the form again")
        again.locator("[data-save]").press("Enter")
        expect(again.locator("[data-said]")).to_contain_text("Saved at")
    assert made.pages(number)["vi"].fields["title"] == "Tải lại trang"


def test_two_people_write_in_different_places_at_once(browser: Browser, desk: tuple[Desk, str]) -> None:
    made, home = desk
    number = begun(made, "Hai người")
    with signed_in(browser, made, home, made.writer) as one, signed_in(browser, made, home, made.colleague) as two:
        opened_form(one, number)
        opened_form(two, number)
        expect(two.page.locator("[data-others]")).to_contain_text("contributor")
        type_at_the_end(one, "vi.summary", "Của người thứ nhất.")
        expect(one.page.locator("[data-said]")).to_contain_text("Saved at")
        type_at_the_end(two, "vi.#problem", "Của người thứ hai.")
        expect(two.page.locator("[data-said]")).to_contain_text("together with")
        expect(two.page.locator('[name="vi.summary"]')).to_have_value("Của người thứ nhất.")
        type_at_the_end(two, "vi.#problem", " Viết tiếp.")
        expect(two.page.locator("[name=number]")).to_have_value("4")
    page = made.pages(number)["vi"]
    assert (page.fields["summary"], page.sections["problem"]) == (
        "Của người thứ nhất.",
        "Của người thứ hai. Viết tiếp.",
    )


def test_two_people_in_one_place_choose_and_nothing_is_lost(browser: Browser, desk: tuple[Desk, str]) -> None:
    made, home = desk
    number = begun(made, "Một chỗ")
    with signed_in(browser, made, home, made.writer) as one, signed_in(browser, made, home, made.colleague) as two:
        opened_form(one, number)
        opened_form(two, number)
        type_at_the_end(one, "vi.title", " của tôi")
        expect(one.page.locator("[data-said]")).to_contain_text("Saved at")
        type_at_the_end(two, "vi.title", " của bạn")
        type_at_the_end(two, "vi.summary", "Chỉ của bạn.")
        expect(two.page.locator("[data-said]")).to_contain_text("Press Save to see both versions")
        two.page.locator("[data-save]").press("Enter")
        expect(two.page.get_by_text("Một chỗ của tôi", exact=True)).to_be_visible()
        two.page.get_by_label("Keep what I wrote").press("Space")
        two.page.get_by_role("button", name="Save").press("Enter")
        two.page.wait_for_url(f"**{edit(number, 'en')}")
    page = made.pages(number)["vi"]
    assert (page.fields["title"], page.fields["summary"]) == ("Một chỗ của bạn", "Chỉ của bạn.")


def test_a_row_more_and_the_preview_are_reached_by_keyboard(browser: Browser, desk: tuple[Desk, str]) -> None:
    made, home = desk
    with made.app.app_context():
        number = made.proposed(made.client(made.writer), "practice/vn-mot")
    with signed_in(browser, made, home, made.writer) as opened:
        opened_form(opened, number)
        type_at_the_end(opened, "vi.title", " đã sửa")
        opened.page.get_by_role("button", name="Add one more: Sources").press("Enter")
        expect(opened.page.locator('[name="both.sources.1.id"]')).to_be_visible()
        expect(opened.page.locator('[name="vi.title"]')).to_have_value("Thực hành mot đã sửa")
        type_at_the_end(opened, "both.sources.1.id", "second")
        opened.page.get_by_role("button", name=re.compile(r"^Move up\W+Sources, no\. 2$")).press("Enter")
        expect(opened.page.locator('[name="both.sources.0.id"]')).to_have_value("second")
        expect(opened.page.get_by_role("button", name=re.compile(r"^Move down\W+Sources, no\. 1$"))).to_be_focused()
        opened.page.get_by_role("button", name=re.compile(r"^Remove no\. 1\W+Sources$")).press("Enter")
        expect(opened.page.locator('[name="both.sources.1.id"]')).to_have_count(0)  # half of a source has no preview
        opened.page.get_by_role("button", name="Preview").last.press("Enter")
        expect(opened.page.get_by_text("Preview: this page is not public.")).to_be_visible()
        opened.page.get_by_role("link", name="Back to the draft").press("Enter")
        expect(opened.page.locator('[name="vi.title"]')).to_have_value("Thực hành mot đã sửa")
        assert opened.faults() == []


def test_who_leaves_with_something_unsaved_is_asked(browser: Browser, desk: tuple[Desk, str]) -> None:
    made, home = desk
    number = begun(made, "Rời đi")
    with signed_in(browser, made, home, made.writer) as opened:
        form_that_cannot_be_sent(opened, number)
        type_at_the_end(opened, "vi.title", " dở dang")
        opened.page.close(run_before_unload=True)
        opened.page.wait_for_timeout(300)
        assert [dialog for dialog in opened.dialogs if dialog.startswith("dialog")] != []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(
    browser: Browser, desk: tuple[Desk, str], checks: Path, lang: str
) -> None:
    made, home = desk
    number = begun(made, f"Không lỗi {lang}")
    width, colours = WINDOWS[lang]
    paths = ("", "new/", "propose/", f"drafts/{number}/edit/?check=1", f"drafts/{number}/submit/", f"drafts/{number}/discard/", f"drafts/{number}/attachments/", f"drafts/{number}/preview/")  # fmt: skip
    with signed_in(browser, made, home, made.writer) as opened:
        opened.context.add_init_script(axe_source(checks))
        opened.page.emulate_media(color_scheme=colours)
        for path in paths:
            page = opened.go(f"/{lang}/contribute/{path}")
            for narrow_or_wide in (320, 1280):
                page.set_viewport_size({"width": narrow_or_wide, "height": 800})
                assert page.evaluate("document.documentElement.scrollWidth") <= narrow_or_wide, (
                    f"{path} {narrow_or_wide}"
                )
            assert found_on(page, ((width, None),)) == [], f"{path} {colours}"
        assert opened.faults() == []


def test_on_a_phone_one_language_is_shown_at_a_time(browser: Browser, desk: tuple[Desk, str]) -> None:
    made, home = desk
    number = begun(made, "Màn hình hẹp")
    with signed_in(browser, made, home, made.writer, viewport={"width": 360, "height": 740}) as opened:
        opened_form(opened, number)
        expect(opened.page.locator('[name="vi.title"]')).to_be_visible()
        expect(opened.page.locator('[name="en.title"]')).to_be_hidden()
        opened.page.get_by_label("English", exact=True).first.press("Space")
        expect(opened.page.locator('[name="en.title"]')).to_be_visible()


def test_without_scripts_everything_is_done_by_pressing_save(browser: Browser, desk: tuple[Desk, str]) -> None:
    made, home = desk
    number = begun(made, "Không có mã")
    with signed_in(browser, made, home, made.writer, java_script_enabled=False) as opened:
        opened.go(edit(number, "en"))
        opened.page.locator('[name="vi.summary"]').fill("Viết không cần mã.")
        opened.page.locator("[data-save]").click()
        expect(opened.page.locator('[name="vi.summary"]')).to_have_value("Viết không cần mã.")
        expect(opened.page.locator("[data-said]")).to_contain_text("Saved at")
    assert made.pages(number)["vi"].fields["summary"] == "Viết không cần mã."
