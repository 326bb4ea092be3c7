"""An entry goes its whole way by keyboard alone: from an invitation to a page that is found in both languages."""

from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from browsing import Tab
from built import Built
from by_keyboard import IS_AT, PHONE, enter, fill_in, phone, press, reach, seen, write
from playwright.sync_api import Browser, Page, expect
from served_desk import seat, served_by_worker
from small import DAY, SECTIONS
from visiting import PASSWORD, invited
from ways import CHECKED, Way, link_in

from hub.desk.database import db
from hub.desk.tables import Passkey

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WIDE = {"width": 1280, "height": 800}
NAMES = {"vi": "Điểm tựa Sao Mai", "en": "Morning star refuge"}
SAID = {"vi": "Chữ [@own].", "en": "Words [@own]."}
# What the author has an answer for, by the names of the controls; what is ticked or chosen is the first that is offered.
ANSWERS = {
    "en.title": NAMES["en"], "vi.in_short": "Nơi trú ngắn hạn.", "en.in_short": "A short stay.", "vi.summary": "Nơi trú cho trẻ em.", "en.summary": "A place for children.",
    **{f"{lang}.#{name}": SAID[lang] for name in SECTIONS.split() for lang in ("vi", "en")},
    **{f"both.{name}": "" for name in (
        "countries", "level", "stage", "sectors", "themes", "harms", "measures", "audiences", "evidence_types",
    )},
    "both.years.from": "2019", "both.lead.vi": "Cục Trẻ em", "both.lead.en": "Department of Children",
    "both.sources.0.id": "own", "both.sources.0.title.text": "Report", "both.sources.0.publisher.text": "UN",
    "both.sources.0.url": "https://un.example/report", "both.sources.0.accessed": DAY, "both.verified_on": DAY,
    "both.review_due": "2027-05-24",
}  # fmt: skip


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[tuple[Way, Built]]:
    with served_by_worker(tmp_path) as served:
        yield served


# Accounts


def use_passkey(page: Page) -> None:
    """Press the button for a passkey, which is there once the script is."""
    page.locator("[data-able] button").wait_for()
    reach(page, "[data-able] button")
    enter(page)


def open_by_passkey(guest: Tab, way: Way) -> None:
    """An invitation by the command; every page of an account on a telephone; out, and in again."""
    page = guest.go(invited(way.app, "chi@example.org", "editor"))
    assert page.locator("h1").inner_text() == "Mở tài khoản"
    assert seen(guest) == []
    write(page, "#name-passkey", "Trần Thị Chi")
    use_passkey(page)
    # An editor proves twice who they are; a passkey that asks for a finger or a PIN is both.
    assert page.url.endswith("/vi/contribute/")
    with way.app.app_context():
        (key,) = db.session.query(Passkey).all()
        assert key.account.password is None and key.account.name == "Trần Thị Chi"
    assert seen(guest) == []
    press(page, "Đăng xuất")
    assert page.locator("h1").inner_text() == "Đã đăng xuất"
    assert seen(guest) == []
    press(page, "Đăng nhập")
    assert seen(guest) == []
    use_passkey(page)
    assert page.url.endswith("/vi/contribute/")
    for path in ("/vi/account/", "/vi/account/kept/", "/en/account/second-factor/", "/en/account/invitations/"):
        guest.go(path)
        assert (path, seen(guest)) == (path, [])


def open_by_password_and_codes(guest: Tab, way: Way) -> None:
    """A reviewer is not let in by a password alone."""
    page = guest.go(invited(way.app, "binh@example.org", "reviewer", "en"))
    write(page, "#name", "Bình")
    write(page, "#password", "short")
    reach(page, "form:not([data-passkey]) button")
    page.keyboard.press("Enter")
    assert "invitation" in page.url  # the browser itself says that it is too short
    assert page.evaluate(IS_AT, "#password")  # and leads back to it
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(PASSWORD)
    press(page, "Open the account with a password")
    assert page.url.endswith("/en/account/second-factor/")
    assert seen(guest) == []
    assert page.evaluate("() => document.querySelector('img.qr').naturalWidth") > 100
    secret = page.locator("code.select").inner_text().replace(" ", "")
    write(page, "[name=code]", code(way, secret, 0))
    press(page, "Set up codes")
    assert page.locator("ol.codes li").count() == 10
    assert seen(guest) == []
    press(page, "I have kept them")
    press(page, "Sign out")
    press(page, "Sign in")
    write(page, "[name=email]", "binh@example.org")
    write(page, "[name=password]", PASSWORD)
    press(page, "Sign in")
    assert page.url.endswith("/en/account/sign-in/second/")
    assert seen(guest) == []
    write(page, "[name=code]", code(way, secret, 1))
    press(page, "Go on")
    assert page.url.endswith("/en/contribute/")


def code(way: Way, secret: str, steps: int) -> str:
    """What the telephone shows, so many half minutes from now: none is taken twice."""
    return pyotp.TOTP(secret).at(int(way.now.timestamp()) + 30 * steps)


def open_by_the_mail(editor: Tab, author: Tab, way: Way) -> None:
    """The editor invites the author for a ministry; the mail's link opens the account."""
    page = editor.page  # the table of invitations, in English
    fill_in(page, {"email": "an@example.org", "organisation_vi": "Bộ Công an", "organisation_en": "Ministry"})
    press(page, "Invite")
    [mail] = way.mails("an@example.org")
    page = author.go(link_in(mail))
    write(page, "#name-passkey", "Nguyễn An")
    use_passkey(page)
    assert "/contribute/" in page.url


# Writing


def begin_and_write(author: Tab) -> int:
    """Begin an entry, and write all of it; the connection is lost in between. The number of the draft."""
    author.page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    page = author.go("/vi/contribute/new/")
    write(page, "#title", NAMES["vi"])
    press(page, "Bắt đầu")
    expect(page.locator("form.edit[data-ready]")).to_be_visible()
    number = int(page.url.split("/")[-3])
    author.context.set_offline(True)
    fill_in(page, ANSWERS)
    expect(page.locator("[data-said]")).to_contain_text("Mất kết nối")
    assert author.stored()["session"] == 0  # nothing is kept in the browser before Save is pressed
    author.context.set_offline(False)
    expect(page.locator("[data-said]")).to_contain_text("Đã lưu lúc")
    expect(page.locator("[name=number]")).to_have_value("2")
    return number


def send_in(page: Page) -> None:
    """Send in the draft whose form is open."""
    reach(page, '.keep button[value="submit"]')
    enter(page)
    press(page, "Gửi duyệt")


def write_again(author: Tab, way: Way, number: int) -> None:
    """Read in the mail what is asked for, and change it."""
    mail = way.mails("an@example.org")[-1]
    assert "> Name the results." in mail
    page = author.go(link_in(mail))
    reach(page, f'a[href$="/drafts/{number}/edit/"]')
    enter(page)
    expect(page.locator("form.edit[data-ready]")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Name the results.")
    write(page, '[name="vi.#results"]', " Gọi 0912 345 678.")
    write(page, '[name="en.#results"]', " Endlessmost results.")
    expect(page.locator("[name=number]")).not_to_have_value("2")  # it is saved as one writes


# Decisions


def decide(page: Page, action: str, reason: str = "") -> None:
    """Write the reason and press the button of a decision, from the end of the page on."""
    if reason:
        reach(page, "#reason", "Shift+Tab")
        page.keyboard.insert_text(reason)
        reach(page, f'button[value="{action}"]')
    else:
        reach(page, f'button[value="{action}"]', "Shift+Tab")
    enter(page)


def from_queue(page: Page, way: Way, number: int) -> None:
    """Open a draft from the queue."""
    page.goto(f"{way.origin}/vi/contribute/queue/")
    reach(page, f'a[href$="/drafts/{number}/review/"]')
    enter(page)


def clear(page: Page) -> None:
    """Answer the checklist, with a reason beside each passage."""
    for each in page.locator("input[name^='finding-']").all():
        write(page, f"#{each.get_attribute('id')}", "Số của cơ quan.")
    for name, answer in CHECKED.items():
        reach(page, f'[name="{name}"]')
        # The arrows go through the two answers of a question, and choose.
        page.keyboard.press("Space")
        if answer == "no":
            page.keyboard.press("ArrowRight")
        expect(page.locator(f'[name="{name}"][value="{answer}"]')).to_be_checked()
    write(page, "#reason", "Không chỉ cách gây hại cho ai.")
    reach(page, 'button[value="clear"]')
    enter(page)


def have_it_signed(editor: Tab, signer: Tab, way: Way, number: int) -> None:
    """The chief gets a mail, and signs without an account."""
    from_queue(editor.page, way, number)
    fill_in(editor.page, {"name": "Bà Cục trưởng", "office": "Cục Trẻ em", "email": "cuc.truong@example.org"})
    enter(editor.page)
    [mail] = way.mails("cuc.truong@example.org")
    signer.go(link_in(mail))
    reach(signer.page, 'button[value="sign"]', "Shift+Tab")
    enter(signer.page)


def publish(page: Page, way: Way, number: int) -> None:
    """Publish what is signed."""
    from_queue(page, way, number)
    reach(page, 'a[href$="/publish/"]')
    enter(page)
    press(page, "Công bố ngay")


def find(reader: Tab, lang: str, words: str) -> None:
    """Search by the form, and open what is found."""
    page = reader.go(f"/{lang}/search/")
    write(page, "main [type=search]", words)
    page.keyboard.press("Enter")
    found = f'a[href="/{lang}/library/diem-tua-sao-mai/"]'
    expect(
        page.locator(found)
    ).to_be_visible()  # not the next navigation: the page takes what was typed out of its address
    reach(page, found)
    enter(page)
    expect(page.locator("h1")).to_have_text(NAMES[lang])


def test_from_an_invitation_to_a_page_that_is_found_in_both_languages(
    browser: Browser, hub: tuple[Way, Built], checks: Path
) -> None:
    way, built = hub
    with (
        phone(browser, way.origin, checks) as editor,
        phone(browser, way.origin, checks) as reviewer,
        phone(browser, way.origin, checks) as author,
    ):
        open_by_passkey(editor, way)
        open_by_password_and_codes(reviewer, way)
        open_by_the_mail(editor, author, way)
        number = begin_and_write(author)
        send_in(author.page)
        assert way.state(number) == "submitted"

        from_queue(reviewer.page, way, number)
        decide(reviewer.page, "take")
        decide(reviewer.page, "ask_changes", "Name the results.")
        assert way.state(number) == "changes"
        write_again(author, way, number)
        send_in(author.page)
        from_queue(reviewer.page, way, number)
        decide(reviewer.page, "take")
        decide(reviewer.page, "pass", "Đã có kết quả.")
        assert way.state(number) == "safeguarding"

        with (
            seat(browser, way, "safeguarding", viewport=PHONE) as safeguarding,
            seat(browser, way, viewport=PHONE) as reader,
        ):
            from_queue(safeguarding.page, way, number)
            clear(safeguarding.page)
            have_it_signed(editor, reader, way, number)
            assert way.state(number) == "approved"
            publish(editor.page, way, number)
            assert way.state(number) == "published"
            built.build()
            find(reader, "vi", "diem tua sao mai")
            expect(reader.page.locator("main")).to_contain_text("Gọi 0912 345 678.")
            find(reader, "vi", NAMES["vi"])
            find(reader, "en", "endlessmost refuge")
            expect(reader.page.locator("main")).to_contain_text("Endlessmost results.")
            lost = [said for said in author.faults() if "ERR_INTERNET_DISCONNECTED" not in said]
            faults = [*lost, *(said for one in (editor, reviewer, safeguarding, reader) for said in one.faults())]
            assert faults == []
