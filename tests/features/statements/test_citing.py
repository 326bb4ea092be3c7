"""Statements cited: five formats, read by the programs that others read them with, and the page that offers them."""

import json
from pathlib import Path

import bibtexparser
import feedparser
import pytest
import rispy
from built import Page, settings_for
from flask.testing import FlaskClient
from small import document, pair, put, small

from hub import create_app

HARD = r"50% of {all} & more: $5 #1 a_b ~ x^2 back\slash “Việt”"
URL = "https://hub.example"
FIELDS = {
    "original": True, "reference": "HN2025-PB-05", "office": {"vi": "Bộ Thử nghiệm", "en": "Ministry of Trials and Tests"}, "delivered_on": "2025-10-22",
    "status": "quoted", "authentic_language": "en", "sources": ["report"], "title": HARD, "summary": "One line.\n\nAnother & more.", "in_short": "Short.",
}  # fmt: skip
CSL_FIELDS = {"id", "type", "title", "author", "issued", "genre", "publisher", "note", "abstract", "language", "URL"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    root = small(tmp_path_factory.mktemp("citing"))
    put(root / "content/statements/kho.en.md", document(FIELDS, "> One.\n\nTwo."))
    put(
        root / "content/statements/kho.vi.md",
        document({"title": "Lời khó", "summary": "Tóm tắt.", "in_short": "Ngắn."}, "Một.\n\nHai."),
    )
    named = {
        "speaker": "duong",
        "reference": "HN2025-PB-06",
        "original": False,
        "title": "Lời của ông Dương",
        "in_short": "Ngắn.",
    }
    put(root / "content/statements/duong.vi.md", document(FIELDS | named, "Lời."))
    people = {"name_order": "vi", "sources": ["report"]}
    pair(
        root,
        "content/people/duong",
        people,
        {"title": "Lê Văn Dương", "office": "x"},
        {"title": "Le Van Duong", "office": "x"},
    )
    pair(
        root,
        "content/people/pauline",
        {"sources": ["report"]},
        {"title": "Pauline Tamesis", "office": "x"},
        {"title": "Pauline Tamesis", "office": "x"},
    )
    return create_app(settings=settings_for(root, public_url=URL)).test_client()


def body(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True)


def test_bibtex_is_read_with_every_statement(client: FlaskClient) -> None:
    library = bibtexparser.parse_string(body(client, "/en/statements.bib"))
    assert library.failed_blocks == []
    assert sorted(library.entries_dict) == ["HN2025-PB-01", "HN2025-PB-05", "HN2025-PB-06"]


def test_bibtex_escapes_what_tex_reads_otherwise(client: FlaskClient) -> None:
    entry = bibtexparser.parse_string(body(client, "/en/statements/kho.bib")).entries[0]
    assert entry["title"] == (
        r"{50\% of \{all\} \& more: \$5 \#1 a\_b \textasciitilde{} x\textasciicircum{}2 back\textbackslash{}slash “Việt”}"
    )


def test_bibtex_names_office_language_day_and_address(client: FlaskClient) -> None:
    entry = bibtexparser.parse_string(body(client, "/en/statements/kho.bib")).entries[0]
    assert [entry[name] for name in ("author", "langid", "date", "url")] == [
        "{Ministry of Trials and Tests}", "british", "2025-10-22", f"{URL}/en/statements/kho/",
    ]  # fmt: skip


def test_a_translation_is_said_to_be_one(client: FlaskClient) -> None:
    entry = bibtexparser.parse_string(body(client, "/vi/statements/kho.bib")).entries[0]
    assert (entry["langid"], "bản dịch không chính thức" in entry["note"]) == ("vietnamese", True)
    assert "bản dịch không chính thức" in body(client, "/vi/statements/kho.txt")
    assert "unofficial" not in body(client, "/en/statements/kho.txt")


def test_ris_is_read_with_names_as_they_are_sorted(client: FlaskClient) -> None:
    entries = {entry["id"]: entry for entry in rispy.loads(body(client, "/vi/statements.ris"))}
    assert {key: entry["authors"] for key, entry in entries.items()} == {
        "HN2025-PB-01": ["Tamesis, Pauline"], "HN2025-PB-05": ["Bộ Thử nghiệm"], "HN2025-PB-06": ["Lê Văn Dương"],
    }  # fmt: skip
    assert {entry["type_of_reference"] for entry in entries.values()} == {"ELEC"}


def test_ris_has_one_line_for_each_tag(client: FlaskClient) -> None:
    lines = body(client, "/en/statements/kho.ris").split("\r\n")
    assert [line for line in lines[:-1] if line[2:6] != "  - "] == []
    assert (lines[0], lines[-2:]) == ("TY  - ELEC", ["ER  - ", ""])


def test_csl_json_has_the_shape_of_its_schema(client: FlaskClient) -> None:
    items = json.loads(body(client, "/vi/statements.csl.json"))
    assert [item.keys() - CSL_FIELDS for item in items] == [set()] * 3
    assert {item["type"] for item in items} == {"speech"}
    names = [name for item in items for name in item["author"]]
    assert names == [
        {"family": "Tamesis", "given": "Pauline"},
        {"literal": "Bộ Thử nghiệm"},
        {"literal": "Lê Văn Dương"},
    ]
    assert [item["issued"] for item in items] == [{"date-parts": [[2025, 10, 22]]}] * 3


def test_the_text_reads_as_a_reference_list_does(client: FlaskClient) -> None:
    assert body(client, "/en/statements/loi-noi.txt") == (
        "Tamesis, P. (2025, October 22). Words [Statement; quoted; reference HN2025-PB-01 of this site]. "
        f"Seminar and exhibition of 22 October 2025. {URL}/en/statements/loi-noi/\n"
    )
    assert body(client, "/vi/statements/duong.txt").startswith(
        "Lê Văn Dương. (ngày 22 tháng 10 năm 2025). Lời của ông Dương ["
    )


def test_the_feed_is_well_formed_and_complete(client: FlaskClient) -> None:
    feed = feedparser.parse(body(client, "/vi/statements.atom"))
    assert (feed.bozo, feed.version, feed.feed.language, len(feed.entries)) == (False, "atom10", "vi", 3)
    assert all(entry.link.startswith(f"{URL}/vi/statements/") and entry.updated_parsed for entry in feed.entries)


def test_the_ids_of_the_feed_outlive_a_move_to_another_host(client: FlaskClient) -> None:
    root = Path(client.application.extensions["hub"].settings.content).parent
    elsewhere = create_app(settings=settings_for(root, public_url="https://other.example")).test_client()
    ids = [
        [entry.id for entry in feedparser.parse(body(each, "/vi/statements.atom")).entries]
        for each in (client, elsewhere)
    ]
    assert ids[0] == ids[1] and len(set(ids[0])) == 3
    assert body(client, "/vi/statements.atom") == body(client, "/vi/statements.atom")


@pytest.mark.parametrize("suffix", ["bib", "ris", "csl.json", "txt"])
def test_the_page_offers_each_format_and_the_citation_as_text(client: FlaskClient, suffix: str) -> None:
    page = Page(body(client, "/vi/statements/kho/"))
    links = [link["href"] for link in page.all("a") if "download" in link.attributes]
    assert f"/vi/statements/kho.{suffix}" in links
    assert body(client, "/vi/statements/kho.txt").strip() in page.main.text
