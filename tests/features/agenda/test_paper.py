"""The programme on paper: both languages side by side, as a page and as the PDF document that is made from it."""

import base64
import io
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from built import Built, Page, small_root
from fontTools.ttLib import woff2
from notices import PROGRAMME
from pypdf import PdfReader
from shared import shared
from small import session

from hub.build.documents import program
from hub.web.endpoints import pdf

PAGES = ("/vi/agenda/print/", "/en/agenda/print/", "/vi/agenda/print/rooms/", "/en/agenda/print/rooms/")
DOCUMENTS = ("/vi/agenda/print.pdf", "/en/agenda/print.pdf", "/vi/agenda/print/rooms.pdf", "/en/agenda/print/rooms.pdf")
A4 = (595, 842)  # points


def unprinted(root: Path) -> Built:
    """The small content with a cancelled session, built."""
    small_root(root)
    session(
        root, "huy-bo", "2025-10-22 16:00", "Phiên về “đường dây nóng”", "A session on helplines", status="cancelled"
    )
    return Built(root)


def printed(root: Path) -> Built:
    """The same with the documents of the programme, which are made once."""
    shutil.copytree(
        shared("printed", lambda folder: unprinted(folder).make_documents(*PAGES)), root, dirs_exist_ok=True
    )
    return Built(root)


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    yield printed(tmp_path_factory.mktemp("paper"))


def read(hub: Built, path: str) -> PdfReader:
    answer = hub.ask(path)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    return PdfReader(io.BytesIO(answer.body))


def text_of(document: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in document.pages).split())


@pytest.mark.parametrize("path", PAGES)
def test_a_row_has_the_hour_and_the_title_in_both_languages(hub: Built, path: str) -> None:
    page = Page(hub.ask(path).text)
    table = [row for row in page.all("tr") if row.inside("tbody")]
    cells = [cell for cell in page.all("td")]
    assert len(cells) == 2 * len(table) and {cell.get("lang") for cell in cells} == {"vi", "en"}
    assert [cell.get("lang") for cell in cells[:2]] == ([path[1:3], "en" if path[1:3] == "vi" else "vi"])
    words = " ".join(cell.text for cell in cells)
    assert "Phiên về “đường dây nóng”" in words and "A session on helplines" in words
    assert [each.text for each in page.all("th") if each.get("scope") == "row"].count("16:00–17:00") == 1


@pytest.mark.parametrize("path", PAGES)
def test_both_languages_say_that_the_programme_is_illustrative_and_what_is_cancelled(hub: Built, path: str) -> None:
    text = hub.ask(path).text.lower()
    assert [words for words in (*PROGRAMME.values(), "đã hủy", "cancelled") if words.lower() not in text] == []


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_document_says_what_its_page_says(hub: Built, path: str) -> None:
    page = Page(hub.ask(path.replace(".pdf", "/")).text)
    said = text_of(read(hub, path)).replace(" ", "")
    wanted = [cell for cell in page.all("b", "caption", "time") if cell.inside("table")]
    assert wanted and [each.text for each in wanted if each.text.replace(" ", "") not in said] == []


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_document_is_tagged_named_and_on_a4(hub: Built, path: str) -> None:
    document = read(hub, path)
    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/StructTreeRoot"] and root["/Lang"] == path[1:3]
    assert document.metadata and document.metadata.title == Page(hub.ask(path.replace(".pdf", "/")).text).title
    assert {tuple(map(round, page.mediabox[2:])) for page in document.pages} == {A4}
    assert 1 <= len(document.pages) <= 2


def test_a_document_has_the_letters_of_vietnamese_in_the_site_s_own_type(hub: Built) -> None:
    document = read(hub, "/vi/agenda/print.pdf")
    fonts = {
        str(font.get_object()["/BaseFont"]) for page in document.pages for font in page["/Resources"]["/Font"].values()
    }
    assert len(fonts) == 4 and all(re.search(r"\+Hub-(Latin|Vietnamese)(-Bold)?$", font) for font in fonts)


def maker(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, str]], bytes]:
    """What the program makes documents with, in this process."""
    handlers: list[Callable[[dict[str, str]], str]] = []
    monkeypatch.setattr(program, "answer", handlers.append)
    program.main()
    return lambda asked: base64.b64decode(handlers[0](asked))


def test_a_document_is_the_same_bytes_from_a_second_copy_of_the_content(
    hub: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = {"html": unprinted(tmp_path).bytes_of(PAGES[0]).decode(), "origin": "http://localhost:8000"}
    assert maker(monkeypatch)(again) == hub.ask(DOCUMENTS[0]).body


def test_a_font_is_unpacked_once_for_all_documents_of_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    make = maker(monkeypatch)
    unpacked: list[object] = []
    unpack = woff2.decompress
    monkeypatch.setattr(woff2, "decompress", lambda *files: unpacked.append(unpack(*files)))
    for word in ("Một", "Hai"):
        made = make({"html": f"<html lang=vi><title>{word}</title><p>{word}", "origin": "http://localhost"})
        assert text_of(PdfReader(io.BytesIO(made))).startswith(word)
    assert len(unpacked) == 4


def test_a_page_names_its_document_and_an_edit_takes_the_old_one_away(tmp_path: Path) -> None:
    hub = printed(tmp_path)
    assert [link.get("href") for link in Page(hub.ask(PAGES[0]).text).all("a") if link.get("type") == pdf.TYPE] == [
        DOCUMENTS[0]
    ]
    kept = hub.ask(DOCUMENTS[0]).body
    hub.start_again()
    assert hub.ask(DOCUMENTS[0]).body == kept and not hub.builder.document()
    session(tmp_path, "huy-bo", "2025-10-22 17:00", "Phiên về “đường dây nóng”", "A session on helplines")
    hub.build()
    assert [hub.ask(path).status for path in DOCUMENTS] == [503] * 4
    hub.make_documents(PAGES[0])
    assert "17:00–18:00" in text_of(read(hub, DOCUMENTS[0])).replace(" – ", "–")


def test_where_no_document_can_be_made_no_page_names_one_and_readyz_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "LIBRARIES", ("libno-such-library.so.9",))
    pdf.possible.cache_clear()
    try:
        hub = unprinted(tmp_path)
        assert ".pdf" not in hub.ask(PAGES[0]).text and "link" not in hub.ask(PAGES[0]).headers
        assert hub.ask(DOCUMENTS[0]).status == 404
        assert "libpango-1.0-0" in hub.ask("/readyz").text
    finally:
        monkeypatch.undo()
        pdf.possible.cache_clear()
    assert "libpango" not in hub.ask("/readyz").text
