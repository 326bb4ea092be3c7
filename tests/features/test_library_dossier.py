"""The dossier: what a question has found, in its short form, on one page for paper; the whole library as a document."""

import io
from collections import Counter

import pytest
from built import Built, Page
from hard_library import HARD, SECRET, hard_library
from pypdf import PdfReader

from hub.features.library import dossier

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
    assert ".pdf" not in {link["href"][-4:] for link in page_of(hub, "?country=VN").all("a")}
    assert hub.ask("/vi/library/dossier.pdf").status == 503
    hub.make_documents()
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
