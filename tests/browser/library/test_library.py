"""The library in a browser: found, narrowed and taken back, by keyboard and without scripts, on a phone and on a desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from asking_axe import RUN, axe_source
from browsing import Tab, tab
from client import served
from playwright.sync_api import Browser, Page, expect
from shelf import Shelf

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SIZES = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 800}}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(Shelf(tmp_path_factory.mktemp("shelf"), 30)) as site:  # type: ignore[arg-type]
        yield f"http://localhost:{site.port}"


@pytest.fixture(scope="module", params=[True, False], ids=["scripts", "no scripts"])
def reader(request: pytest.FixtureRequest, browser: Browser, home: str, checks: Path) -> Iterator[tuple[Tab, bool]]:
    """A tab with scripts, in which every page has axe, and one without them."""
    with tab(browser, home, java_script_enabled=request.param) as opened:
        if request.param:
            opened.context.add_init_script(axe_source(checks))
        yield opened, request.param


def shown(page: Page) -> int:
    """How many entries the page says there are."""
    return int(page.get_by_role("status").inner_text().split()[-2])


@pytest.mark.parametrize("size", SIZES)
def test_an_entry_is_found_narrowed_and_let_go_by_keyboard(reader: tuple[Tab, bool], size: str) -> None:
    opened, has_scripts = reader
    opened.page.set_viewport_size(SIZES[size])  # type: ignore[arg-type]
    page = opened.go("/vi/library/")
    every = shown(page)
    page.get_by_role("searchbox").focus()
    page.keyboard.type("tong dai")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Kết quả tìm được")).to_be_visible()
    found = shown(page)
    assert 0 < found < every
    assert page.locator("mark").count() > 0

    if size == "phone":
        page.locator(".narrow > summary").focus()
        page.keyboard.press("Enter")
    box = page.get_by_role("checkbox", name="Việt Nam")
    box.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    chip = page.get_by_role("link", name="Bỏ “Việt Nam”")
    expect(chip).to_be_visible()
    assert 0 < shown(page) < found
    assert page.get_by_role("checkbox", name="Việt Nam", include_hidden=True).is_checked()
    if has_scripts:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate(RUN, None) == []

    chip.focus()
    page.keyboard.press("Enter")
    expect(chip).to_have_count(0)
    assert shown(page) == found
    assert [*opened.dialogs, *opened.console, *opened.elsewhere] == []
