"""Stylesheets as they are served: what they say to authors stays behind, what they say to browsers is all there."""

import re

import pytest
from built import Built, Page, small_site

from hub.config import ROOT

STATIC = ROOT / "hub" / "static"
SHEETS = [path.relative_to(STATIC).as_posix() for path in sorted(STATIC.rglob("*.css"))]


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return small_site(tmp_path_factory.mktemp("stylesheet"))


@pytest.fixture(params=SHEETS)
def sheet(request: pytest.FixtureRequest) -> str:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def written(sheet: str) -> str:
    return (STATIC / sheet).read_text("utf-8")


@pytest.fixture
def served(hub: Built, sheet: str) -> str:
    """What is sent of a sheet; that of a section holds the site's first, so that a page waits for one file."""
    base = next(each["data-files"] for each in Page(hub.ask("/vi/").text).all("script") if each.get("data-files"))
    first = {"sections": "lists.css", "texts": "site.css"}.get(sheet.split("/")[0], "site.css" * (sheet == "lists.css"))
    if sheet.count("/") == 2:
        first = sheet.rpartition("/")[0] + ".css"
    before = hub.ask(base + first).text if first else ""
    sent = hub.ask(base + sheet).text
    assert sent.startswith(before)
    return sent.removeprefix(before)


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
    ("path", "name"),
    [
        ("/vi/people/", "lists.css"),
        ("/vi/gallery/", "sections/gallery.css"),
        ("/vi/library/duong-day/", "texts/practice.css"),
    ],
    ids=["people", "gallery", "a page of text"],
)
def test_a_page_has_the_sheet_of_its_section_and_a_screen_does_not_wait_for_that_of_paper(
    hub: Built, path: str, name: str
) -> None:
    page = Page(hub.ask(path).text)
    linked = [link for link in page.all("link") if link.get("rel") == "stylesheet" and not link.inside("noscript")]
    assert [link["href"].split("/", 3)[3] for link in linked] == [name]
    later = [link for link in page.all("link") if link.get("media") == "print"]
    assert [(link["href"].split("/", 3)[3], bool(link.inside("noscript"))) for link in later] == [("print.css", True)]
