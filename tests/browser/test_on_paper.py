"""Pages as they come out of a printer: on A4, with links that lead on and sources that show their address."""

import re
from pathlib import Path

import pytest
from browsing import Tab, with_paper
from kinds_of_page import page_of
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def printed(page: Page, file: Path) -> str:
    """A page as PDF on A4; what of the file is readable without unpacking it."""
    return (
        with_paper(page).pdf(path=file, format="A4", prefer_css_page_size=True, print_background=True).decode("latin-1")
    )


@pytest.mark.parametrize("kind", ["agenda/", "agenda/*/", "library/*/"])
def test_on_paper_it_is_a4_and_its_links_lead_on(guest: Tab, paths: list[str], tmp_path: Path, kind: str) -> None:
    path = page_of(kind, "vi", paths)
    assert path is not None
    pdf = printed(guest.go(path), tmp_path / "page.pdf")
    sizes = {
        (round(float(width)), round(float(height)))
        for width, height in re.findall(r"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    }
    assert sizes == {(595, 842)}
    assert len(re.findall(r"/URI \(", pdf)) >= 1


def test_on_paper_a_source_shows_its_address(guest: Tab, paths: list[str]) -> None:
    path = page_of("library/*/", "vi", paths)
    assert path is not None
    page = with_paper(guest.go(path))
    page.emulate_media(media="print")
    shown = page.evaluate("getComputedStyle(document.querySelector(\".sources a[href^=http]\"), '::after').content")
    page.emulate_media(media="screen")
    assert shown.startswith('" (http')
