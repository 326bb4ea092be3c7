"""Stylesheets as they are served: what they say to authors stays behind, what they say to browsers is all there."""

import re
from pathlib import Path

import pytest
from built import Built, Page, small_site

from hub.config import ROOT

SHEETS = sorted((ROOT / "hub" / "static").glob("*.css"))


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return small_site(tmp_path_factory.mktemp("stylesheet"))


@pytest.fixture(params=SHEETS, ids=lambda sheet: sheet.name)
def sheet(request: pytest.FixtureRequest) -> Path:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def written(sheet: Path) -> str:
    return sheet.read_text("utf-8")


@pytest.fixture
def served(hub: Built, sheet: Path) -> str:
    address = re.search(r'href="(/static/[^"]*/)site\.css"', hub.ask("/vi/").text)
    assert address
    return hub.ask(address[1] + sheet.name).text


def declarations(text: str) -> list[str]:
    """Selectors, properties and values in order, without what stands between them."""
    return [piece.strip() for piece in re.split(r"[{};]", re.sub(r"/\*.*?\*/", "", text, flags=re.S)) if piece.strip()]


def test_comments_are_for_authors(served: str) -> None:
    assert "/*" not in served


def test_every_declaration_is_served_in_its_order(served: str, written: str) -> None:
    flat = [re.sub(r",\s+", ",", piece) for piece in declarations(written)]
    assert [re.sub(r",\s+", ",", piece) for piece in declarations(served)] == flat


def test_no_line_is_broken_within_a_selector_or_a_value(written: str) -> None:
    text = re.sub(r"/\*.*?\*/", "", written, flags=re.S)
    assert [line for line in text.splitlines() if line.strip() and line.rstrip()[-1] not in "{};,"] == []


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/vi/people/", ["site.css", "lists.css"]),
        ("/vi/gallery/", ["site.css", "lists.css", "gallery.css"]),
        ("/vi/library/duong-day/", ["site.css", "practice.css"]),
    ],
    ids=["people", "gallery", "a page of text"],
)
def test_a_page_has_the_sheet_of_its_section_and_a_screen_does_not_wait_for_that_of_paper(
    hub: Built, path: str, names: list[str]
) -> None:
    page = Page(hub.ask(path).text)
    linked = [link for link in page.all("link") if link.get("rel") == "stylesheet" and not link.inside("noscript")]
    assert [link["href"].rsplit("/", 1)[1] for link in linked if not link.get("media")] == names
    assert [link["href"].rsplit("/", 1)[1] for link in linked if link.get("media") == "print"] == ["print.css"]
