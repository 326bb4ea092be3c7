"""The text of a statement: numbered paragraphs, the translation beside the authentic text, sources, corrections."""

import json
from pathlib import Path

import pytest
from built import Element, Page, settings_for
from flask.testing import FlaskClient
from small import SOURCE, document, put, small

from hub import create_app

FIELDS = {
    "original": True, "reference": "HN2025-PB-05", "office": {"vi": "Bộ", "en": "Ministry"}, "delivered_on": "2025-10-22", "status": "as-delivered",
    "authentic_language": "en", "sources": ["report"], "title": "Words", "summary": "What.", "in_short": "Short.",
    "corrigenda": [
        {"on": "2025-11-01", "text": {"vi": "Sửa một từ.", "en": "One word."}, "was": {"vi": "từ cũ", "en": "old word"}, "now": {"vi": "từ mới", "en": "new word"}},
        {"on": "2025-11-02", "text": {"vi": "Chỉ báo.", "en": "Only said."}},
    ],
}  # fmt: skip
ENGLISH = "One [@report].\n\n## Part {#part}\n\n> Two.\n\n- three\n- too\n\nFour [@other]."
VIETNAMESE = "Một.\n\n## Phần {#part}\n\nHai.\n\n- ba\n- nữa\n\nBốn."
SHORT = {"title": "Lời", "summary": "Gì.", "in_short": "Ngắn."}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    root = small(tmp_path_factory.mktemp("texts"))
    add_source(root / "content/vocabulary/sources.yaml")
    put(root / "content/statements/bang-nhau.en.md", document(FIELDS, ENGLISH))
    put(root / "content/statements/bang-nhau.vi.md", document(SHORT, VIETNAMESE))
    put(root / "content/statements/lech.en.md", document(FIELDS | {"reference": "HN2025-PB-06"}, ENGLISH))
    put(root / "content/statements/lech.vi.md", document(SHORT, VIETNAMESE + "\n\nNăm."))
    put(root / "content/statements/mot-doan.en.md", document(FIELDS | {"reference": "HN2025-PB-07"}, "Alone."))
    return create_app(settings=settings_for(root)).test_client()


def add_source(path: Path) -> None:
    held = json.loads(path.read_text(encoding="utf-8"))
    held["terms"].append({**SOURCE, "id": "other", "publisher": "OTHER"})
    path.write_text(json.dumps(held, ensure_ascii=False), encoding="utf-8")


def page(client: FlaskClient, path: str) -> Page:
    return Page(client.get(path).get_data(as_text=True))


def numbers(of: Page) -> list[tuple[str, str, str]]:
    """Each paragraph's own link: its number, where it leads, and the number's name for a screen reader."""
    paragraphs = [each for each in of.all("div") if each.get("class") == "para"]
    links = [link for link in of.all("a") if link.parent in paragraphs]
    assert [link["href"] for link in links] == [f"#{each['id']}" for each in paragraphs]
    return [(link.text, link["href"], link["aria-label"]) for link in links]


def test_every_paragraph_has_the_same_number_in_both_languages(client: FlaskClient) -> None:
    english = numbers(page(client, "/en/statements/bang-nhau/"))
    assert english == [(str(n), f"#p{n}", f"Paragraph {n}") for n in range(1, 5)]
    both = numbers(page(client, "/vi/statements/bang-nhau/"))
    assert [(text, link) for text, link, _ in both] == [
        *((str(n), f"#p{n}") for n in range(1, 5)),
        *((str(n), f"#t2-p{n}") for n in range(1, 5)),
    ]


def test_a_quotation_and_a_list_are_one_paragraph_each(client: FlaskClient) -> None:
    paragraphs = [
        each.text for each in page(client, "/en/statements/bang-nhau/").all("div") if each.get("class") == "para"
    ]
    assert paragraphs == ["1One [1].", "2Two.", "3threetoo", "4Four [2]."]


def test_a_text_of_one_paragraph_has_no_number(client: FlaskClient) -> None:
    assert numbers(page(client, "/en/statements/mot-doan/")) == []


def twin(of: Page) -> Element:
    return next(each for each in of.all("div") if each.get("class").startswith("twin"))


def test_the_two_texts_stand_in_rows_where_their_numbers_agree(client: FlaskClient) -> None:
    assert twin(page(client, "/vi/statements/bang-nhau/"))["class"] == "twin rows"
    assert twin(page(client, "/vi/statements/lech/"))["class"] == "twin"


def test_each_column_says_its_language(client: FlaskClient) -> None:
    texts = [each for each in page(client, "/vi/statements/bang-nhau/").all("div") if "own-words" in each.get("class")]
    assert [each.lang for each in texts] == ["vi", "en"]
    links = [link for link in page(client, "/vi/statements/bang-nhau/").all("a") if link.get("href") == "#t2-p1"]
    assert [link.lang for link in links] == ["vi"]


def test_a_source_that_the_authentic_text_alone_cites_is_listed(client: FlaskClient) -> None:
    found = page(client, "/vi/statements/bang-nhau/")
    assert [each["id"] for each in found.all("li") if each.get("id")] == ["source-report", "source-other"]
    cited = [(link.text, link["href"]) for link in found.all("a") if link.get("class") == "cite"]
    assert cited == [("[1]", "#source-report"), ("[2]", "#source-other")]


def test_a_correction_shows_the_old_words_and_the_new(client: FlaskClient) -> None:
    found = page(client, "/vi/statements/bang-nhau/")
    assert ([each.text for each in found.all("del")], [each.text for each in found.all("ins")]) == (
        ["từ cũ"],
        ["từ mới"],
    )
    assert "Trước đây: từ cũ" in found.main.text and "Chỉ báo." in found.main.text


def test_the_printed_page_says_which_text_it_is(client: FlaskClient) -> None:
    line = next(
        each.text for each in page(client, "/en/statements/bang-nhau/").all("p") if "printed" in each.get("class")
    )
    assert line.startswith("HN2025-PB-05 · ") and "text of 24 November 2026" in line
    assert line.endswith("/en/statements/bang-nhau/")
