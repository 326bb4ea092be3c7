"""A draft goes its whole way by keyboard alone: two rounds of review, safeguarding, a signature by link, publication."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from built import Built
from playwright.sync_api import Browser, Page, expect
from served_desk import seat, served
from ways import CHECKED, Way, link_in, with_section

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOST = 400  # presses of Tab within which a control is reached


@pytest.fixture
def way(tmp_path: Path) -> Iterator[Way]:
    with served(tmp_path) as opened:
        yield opened


def reach(page: Page, selector: str, key: str = "Tab") -> None:
    """Press Tab until a control has the focus."""
    for _ in range(MOST):
        page.keyboard.press(key)
        if page.evaluate("(it) => document.activeElement.matches(it)", selector):
            return
    raise AssertionError(f"no press of {key} leads to {selector} on {page.url}")


def decide(page: Page, action: str, reason: str = "") -> None:
    """Write the reason and press the button of a decision, from the end of the page on."""
    if reason:
        reach(page, "#reason", "Shift+Tab")
        page.keyboard.type(reason)
        reach(page, f'button[value="{action}"]')
    else:
        reach(page, f'button[value="{action}"]', "Shift+Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def from_queue(page: Page, way: Way, number: int) -> None:
    """Open a draft from the queue."""
    page.goto(f"{way.origin}/vi/contribute/queue/")
    reach(page, f'a[href$="/drafts/{number}/review/"]')
    with page.expect_navigation():
        page.keyboard.press("Enter")


def cleared(page: Page) -> None:
    """Answer the checklist, with a reason beside each passage."""
    for each in page.locator("input[name^='finding-']").all():
        reach(page, f"#{each.get_attribute('id')}")
        page.keyboard.type("Số của cơ quan.")
    for name, answer in CHECKED.items():
        reach(page, f'[name="{name}"]')
        # The arrows go through the two answers of a question, and choose.
        page.keyboard.press("Space")
        if answer == "no":
            page.keyboard.press("ArrowRight")
        expect(page.locator(f'[name="{name}"][value="{answer}"]')).to_be_checked()
    reach(page, "#reason")
    page.keyboard.type("Không chỉ cách gây hại cho ai.")
    reach(page, 'button[value="clear"]')
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_draft_goes_its_whole_way_by_keyboard_alone(browser: Browser, way: Way) -> None:
    number = way.draft_in("submitted", with_section("results", "Kết quả ban đầu.", "First results."))
    with seat(browser, way, "reviewer") as reviewer:
        from_queue(reviewer.page, way, number)
        decide(reviewer.page, "take")
        decide(reviewer.page, "ask_changes", "Xin nêu nguồn.")
        assert way.state(number) == "changes"
        way.rewrite(
            number,
            with_section("results", "Kết quả vôsongtận, gọi 0912 345 678 [@own].", "Endlessmost results [@own]."),
        )
        way.act(number, "author", "submit")
        from_queue(reviewer.page, way, number)
        decide(reviewer.page, "take")
        decide(reviewer.page, "pass", "Đã có nguồn.")
        assert reviewer.faults() == []
    assert way.state(number) == "safeguarding"
    with seat(browser, way, "safeguarding") as safeguarding:
        from_queue(safeguarding.page, way, number)
        cleared(safeguarding.page)
        assert safeguarding.faults() == []
    with seat(browser, way, "editor") as editor:
        from_queue(editor.page, way, number)
        for name, words in (("name", "Bà Cục trưởng"), ("office", "Cục Trẻ em"), ("email", "cuc.truong@example.org")):
            reach(editor.page, f"#{name}")
            editor.page.keyboard.type(words)
        with editor.page.expect_navigation():
            editor.page.keyboard.press("Enter")
        [mail] = way.mails("cuc.truong@example.org")
        with seat(browser, way) as signer:
            signer.go(link_in(mail))
            reach(signer.page, 'button[value="sign"]', "Shift+Tab")
            with signer.page.expect_navigation():
                signer.page.keyboard.press("Enter")
            assert signer.faults() == []
        assert way.state(number) == "approved"
        from_queue(editor.page, way, number)
        reach(editor.page, 'a[href$="/publish/"]')
        with editor.page.expect_navigation():
            editor.page.keyboard.press("Enter")
        reach(editor.page, "main .form button", "Shift+Tab")
        with editor.page.expect_navigation():
            editor.page.keyboard.press("Enter")
        assert editor.faults() == []
    assert way.state(number) == "published"
    site = Built(way.root, now="2026-11-29T10:00")
    assert "vôsongtận" in site.ask("/vi/library/muc-1/").text
    assert "/vi/library/muc-1/" in site.ask("/vi/search/?q=vôsongtận").text
    assert "/en/library/muc-1/" in site.ask("/en/search/?q=Endlessmost").text
