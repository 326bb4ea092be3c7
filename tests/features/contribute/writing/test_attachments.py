"""Papers beside a draft: PDF and Word by their bytes, kept under our names, given only to who may read the draft."""

import io
import secrets
import zipfile

import pytest
from members import member
from werkzeug.test import TestResponse
from writing import Desk, writing_desk

from hub.features.contribute.writing.attachments import DOCX, LARGEST, MOST, PDF, Refused, type_of

PAPER = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def packed(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name, text in parts.items():
            file.writestr(name.replace("__", "/"), text)
    return stream.getvalue()


WORD = packed(**{"[Content_Types].xml": TYPES, "word__document.xml": "<w/>"})


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return writing_desk(tmp_path_factory.mktemp("attachments"))


def attached(desk: Desk, number: int, data: bytes, name: str = "bao-cao.pdf", who: int | None = None) -> TestResponse:
    path = f"/vi/contribute/drafts/{number}/attachments/"
    answer = desk.client(who or desk.writer).post(path, data={"file": (io.BytesIO(data), name)})
    answer.request.environ["wsgi.input"].close()  # a temporary file of the client's
    return answer


def test_a_pdf_and_a_word_file_are_told_by_their_bytes() -> None:
    assert (type_of(PAPER), type_of(WORD)) == (PDF, DOCX)


@pytest.mark.parametrize(
    "data",
    [
        b"<html><script>alert(1)</script></html>",  # Indico CVE-2026-25739: served as a page of the site
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',  # CKAN CVE-2025-24372
        b"<?php system($_GET['x']); ?>",  # Omeka S CVE-2023-4159: the type was taken from the name
        b"\xff\xd8\xff\xe0 JFIF",
        b"MZ\x90\x00",
        b"%PDF-1.7 without an end",
        packed(**{"a.txt": "x"}),
        packed(**{"[Content_Types].xml": "<Types/>", "word__document.xml": "<w/>"}),
        packed(**{"[Content_Types].xml": TYPES.replace("document.main", "document.macroEnabled.main"), "word__document.xml": "", "word__vbaProject.bin": "x"}),
        packed(**{"[Content_Types].xml": TYPES, "word__document.xml": "<w/>", "word__vbaProject.bin": "x"}),
        b"PK\x03\x04 broken",
    ],
)  # fmt: skip
def test_nothing_else_is_kept_whatever_it_is_called(desk: Desk, data: bytes) -> None:
    with pytest.raises(Refused):
        type_of(data)
    number = _draft(desk)
    assert attached(desk, number, data, "bao-cao.pdf").status_code == 422
    assert not desk.draft_papers(number)


def test_a_word_file_that_unpacks_without_end_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", TYPES)
        file.writestr("word/document.xml", b"0" * (201 * 1024 * 1024))
    with pytest.raises(Refused):
        type_of(stream.getvalue())


def test_a_paper_is_given_to_be_saved_and_never_as_a_page(desk: Desk) -> None:
    number = _draft(desk)
    assert attached(desk, number, PAPER, '../../Báo "cáo"\r\n<x>.pdf').status_code == 303
    (paper,) = desk.draft_papers(number)
    found = desk.client(desk.writer).get(f"/vi/contribute/drafts/{number}/attachments/{paper}/")
    assert found.data == PAPER
    assert found.headers["Content-Type"] == PDF
    assert found.headers["Content-Disposition"].startswith("attachment; filename=")
    assert "sandbox" in found.headers["Content-Security-Policy"]
    assert found.headers["X-Content-Type-Options"] == "nosniff"
    assert found.headers["Cache-Control"] == "no-store"
    listed = desk.client(desk.writer).get(f"/vi/contribute/drafts/{number}/attachments/").text
    assert "<x>" not in listed


def test_it_lies_under_a_name_of_ours(desk: Desk) -> None:
    number = _draft(desk)
    attached(desk, number, WORD, "../../evil.html")
    (file,) = (desk.root / "instance" / "uploads" / str(number)).iterdir()
    assert file.name.isalnum()
    assert len(file.name) == 64
    assert file.read_bytes() == WORD


def test_only_who_may_read_the_draft_gets_it(desk: Desk) -> None:
    number = _draft(desk)
    attached(desk, number, PAPER)
    (paper,) = desk.draft_papers(number)
    path = f"/vi/contribute/drafts/{number}/attachments/{paper}/"
    assert desk.client(desk.colleague).get(path).status_code == 200
    assert desk.client(member(desk.app, "reviewer")).get(path).status_code == 200
    assert desk.client(desk.stranger).get(path).status_code == 404
    assert desk.client(None).get(path).status_code == 303
    other = _draft(desk)
    assert desk.client(desk.writer).get(f"/vi/contribute/drafts/{other}/attachments/{paper}/").status_code == 404


def test_a_reviewer_attaches_and_removes_nothing(desk: Desk) -> None:
    number = _draft(desk)
    attached(desk, number, PAPER)
    (paper,) = desk.draft_papers(number)
    reviewer = member(desk.app, "reviewer")
    assert attached(desk, number, PAPER, who=reviewer).status_code == 403
    assert desk.client(reviewer).post(f"/vi/contribute/drafts/{number}/attachments/{paper}/remove/").status_code == 403
    assert attached(desk, number, PAPER, who=desk.stranger).status_code == 404


def test_a_removed_paper_is_gone_and_one_that_is_there_twice_is_not(desk: Desk) -> None:
    number = _draft(desk)
    attached(desk, number, PAPER)
    attached(desk, number, PAPER)
    first, second = desk.draft_papers(number)
    client, path = desk.client(desk.writer), f"/vi/contribute/drafts/{number}/attachments/"
    assert client.post(f"{path}{first}/remove/").status_code == 303
    assert client.get(f"{path}{second}/").data == PAPER
    client.post(f"{path}{second}/remove/")
    assert client.get(f"{path}{second}/").status_code == 404
    assert list((desk.root / "instance" / "uploads" / str(number)).iterdir()) == []


def test_size_and_number_have_bounds(desk: Desk) -> None:
    number = _draft(desk)
    assert attached(desk, number, PAPER[:-6] + b" " * LARGEST + b"%%EOF").status_code == 422
    for _ in range(MOST):
        assert attached(desk, number, PAPER).status_code == 303
    assert attached(desk, number, PAPER).status_code == 422
    assert attached(desk, _draft(desk), b"").status_code == 422


def test_no_page_offers_to_send_pictures(desk: Desk) -> None:
    html = desk.client(desk.writer).get(f"/en/contribute/drafts/{_draft(desk)}/attachments/").text
    assert 'accept=".pdf,.docx"' in html
    assert "Pictures cannot be sent here" in html


def _draft(desk: Desk) -> int:
    return desk.begun(desk.client(desk.writer), f"Có tệp {secrets.token_hex(4)}")


def test_nothing_is_left_of_a_draft_in_the_folder_of_another(desk: Desk) -> None:
    one, other = _draft(desk), _draft(desk)
    attached(desk, one, PAPER)
    attached(desk, other, PAPER)
    (paper,) = desk.draft_papers(one)
    desk.client(desk.writer).post(f"/vi/contribute/drafts/{one}/attachments/{paper}/remove/")
    (there,) = desk.draft_papers(other)
    assert desk.client(desk.writer).get(f"/vi/contribute/drafts/{other}/attachments/{there}/").data == PAPER
