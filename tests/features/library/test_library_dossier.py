"""The dossier: what a question has found, in its short form, on one page for paper; the whole library as a document."""

import io
from collections import Counter
from pathlib import Path

import pytest
from built import Built, Page
from hard_library import HARD, SECRET, hard_library
from pypdf import PdfReader

from hub.features.library import dossier, views
from hub.serve.answers import ready
from hub.serve.documents import RETRY_AFTER, DocumentsOnDemand
from hub.serve.turns import Turns
from hub.storage.lock import locked

DOSSIER = "/vi/library/dossier/"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built(hard_library(tmp_path_factory.mktemp("dossier")))


def page_of(hub: Built, query: str = "", lang: str = "vi") -> Page:
    answer = hub.ask(f"/{lang}/library/dossier/{query}")
    assert answer.status == 200
    return Page(answer.text)


def chapters(page: Page) -> list[str]:
    return [section["id"] for section in page.all("section") if "chapter" in section.get("class")]


@pytest.mark.parametrize(
    ("query", "wanted"), [("", ["kho", "alo", "duong-day"]), ("?country=VN", ["alo", "duong-day"]), ("?q=xqzwv", [])]
)
def test_it_has_the_entries_of_the_list_and_says_what_was_asked(hub: Built, query: str, wanted: list[str]) -> None:
    page = page_of(hub, query)
    assert chapters(page) == wanted
    said = {"": "Toàn bộ thư viện", "?country=VN": "Quốc gia: Việt Nam", "?q=xqzwv": "Từ đã tìm: “xqzwv”"}[query]
    assert said in page.main.text and f"/vi/library/{query}" in {link["href"] for link in page.all("a")}


def test_each_entry_has_its_facts_figures_sources_and_citation(hub: Built) -> None:
    text = page_of(hub, "?country=AU").main.text
    wanted = (
        HARD,
        "Có nói tới bạo lực.",
        "Tóm tắt.",
        "2019–2024",
        "+Cơ quan",
        "1,5 triệu",
        "Báo cáo năm",
        "Bộ Y",
        "(ngày 20 tháng 11 năm 2026)",
    )
    assert [words for words in wanted if words not in text] == []
    assert text.index("Có nói tới bạo lực.") < text.index("Tóm tắt.")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_id_stands_twice_and_every_anchor_is_there(hub: Built, lang: str) -> None:
    page = page_of(hub, lang=lang)
    ids = Counter(element.get("id") for element in page.elements if element.get("id"))
    assert [name for name, number in ids.items() if number > 1] == [] and page.faults == []
    assert [
        link["href"] for link in page.all("a") if link["href"].startswith("#") and link["href"][1:] not in ids
    ] == []
    assert "#source-kho-report-1" in {link["href"] for link in page.all("a")}


def test_starter_entries_are_said_to_be_such(hub: Built) -> None:
    words = "chưa được cơ quan của quốc gia này xác nhận"
    assert words in page_of(hub, "?country=VN").main.text and words not in page_of(hub, "?country=AU").main.text


def test_what_is_not_public_is_not_in_it(hub: Built) -> None:
    for query in ("", "?country=AU", "?q=mat"):
        assert [word for word in SECRET if word in page_of(hub, query).source] == []


def test_a_long_one_says_where_it_ends(hub: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dossier, "MOST", 2)
    page = page_of(hub, "?country=VN&country=AU")
    assert len(chapters(page)) == 2 and "2 mục đầu trong số 3 mục" in page.main.text


def test_it_is_for_no_index_and_in_no_sitemap(hub: Built) -> None:
    metas = {meta.get("name"): meta.get("content") for meta in page_of(hub).all("meta")}
    assert metas["robots"] == "noindex" and "dossier" not in hub.ask("/sitemap.xml").text


def test_the_whole_library_is_a_tagged_document(hub: Built) -> None:
    assert "/vi/library/dossier.pdf" in {link["href"] for link in page_of(hub).all("a")}
    assert hub.ask("/vi/library/dossier.pdf").status == 503
    hub.make_documents(DOSSIER)
    answer = hub.ask("/vi/library/dossier.pdf")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    document = PdfReader(io.BytesIO(answer.body))
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"] and document.trailer["/Root"]["/Lang"] == "vi"
    text = "".join("".join(each.extract_text() for each in document.pages).split())
    wanted = (
        "Hồ sơ tư liệu của thư viện",
        "Mục lục",
        "Đường dây hỗ trợ",
        "1,5 triệu",
        "Báo cáo năm",
        "Giấy phép sử dụng",
    )
    assert [words for words in wanted if "".join(words.split()) not in text] == []


PDF = "/vi/library/dossier.pdf"


def words_of(document: bytes) -> str:
    return "".join("".join(each.extract_text() for each in PdfReader(io.BytesIO(document)).pages).split())


def test_a_result_set_is_a_document_too_made_once_when_somebody_asks(hub: Built) -> None:
    question = "country=VN&sort=newest"
    assert f"{PDF}?{question}" in {link["href"] for link in page_of(hub, f"?{question}").all("a")}
    answer = hub.ask(f"{PDF}?sort=newest&page=3&country=VN")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    assert (answer.headers["content-language"], answer.headers["x-robots-tag"]) == ("vi", "noindex")
    text = words_of(answer.body)
    assert "Quốcgia:ViệtNam" in text and "Đườngdâyhỗtrợ" in text and "Báocáonăm" not in text
    kept = dict(hub.worker.front.documents.kept)  # type: ignore[attr-defined]
    again = hub.ask(f"{PDF}?{question}")
    assert again.body == answer.body and dict(hub.worker.front.documents.kept) == kept  # type: ignore[attr-defined]
    assert hub.ask(f"{PDF}?{question}", if_none_match=answer.headers["etag"]).status == 304


@pytest.mark.parametrize("most", [0, 1])
def test_without_a_document_the_address_says_why_and_leads_on(
    hub: Built, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    question = "country=VN&language=vi" if most else "q=xqzwv"
    monkeypatch.setattr(views, "MOST_IN_A_DOCUMENT", most)
    assert ".pdf" not in page_of(hub, f"?{question}").source
    answer = hub.ask(f"{PDF}?{question}")
    page = Page(answer.text)
    said = "Bản PDF có tối đa 1 mục, mà kết quả này có 2 mục." if most else "Không có mục nào"
    assert answer.status == 404 and said in page.main.text
    ways = {link["href"] for link in page.all("a") if link.inside("main")}
    assert ({f"/vi/library/?{question}", f"/vi/library/dossier/?{question}"} if most else {"/vi/library/"}) <= ways
    if most:
        assert "không quá 1 mục" in page_of(hub, f"?{question}").main.text


def test_while_another_is_made_it_says_so_and_pages_are_served(
    hub: Built, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    documents = DocumentsOnDemand(hub.settings.origin, False, tmp_path / "lock")
    documents.turns = Turns(at_once=1, waiting=0)
    monkeypatch.setattr(hub.worker.front, "documents", documents)
    with documents.turns.turn() as mine:
        answer = hub.ask(f"{PDF}?country=AU")
        assert mine and (answer.status, answer.headers["retry-after"]) == (503, RETRY_AFTER)
        assert Page(answer.text).one("h1").text == "Vui lòng thử lại sau giây lát"
        assert hub.ask("/vi/library/?country=AU").status == hub.ask("/vi/").status == 200
    with locked(tmp_path / "lock"):  # by another worker
        assert hub.ask(f"{PDF}?country=AU").status == 503
    assert not documents.failed


def test_what_cannot_be_made_is_tried_once_and_keeps_nobody_waiting(
    hub: Built, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    documents = DocumentsOnDemand("no origin", False, tmp_path / "lock")
    monkeypatch.setattr(hub.worker.front, "documents", documents)
    monkeypatch.setattr("hub.serve.documents.SECONDS", 0.01)
    assert [hub.ask(f"{PDF}?language=en").status for _ in range(2)] == [503, 503]
    assert len(documents.failed) == 1 and len(caplog.records) == 1


def test_the_documents_used_last_are_kept_within_bounds(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("hub.serve.documents.MOST", 25)
    documents = DocumentsOnDemand("http://localhost", False, tmp_path / "lock")
    for number in range(4):
        documents._keep(str(number), ready(200, [], str(number), "identity", b"x" * 10))
        documents._get("0")
    assert list(documents.kept) == ["3", "0"]
