"""A statement that several sources print: every version stands with its source, and a name only with the source that gives it."""

import json
from pathlib import Path

import pytest
from built import Page, settings_for
from small import SOURCE, document, put, small

from hub import create_app

WORDS = (
    "Nearly the same words, twice.\n\n## As printed by one {#one}\n\n> “Words of one”\n\nNot named [@report].\n\n"
    "## As printed by two {#two}\n\n> “Words of two”\n\nPauline [@other]."
)
FIELDS = {
    "original": True, "reference": "HN2025-PB-02", "office": {"vi": "Bộ", "en": "Ministry"}, "delivered_on": "2025-10-22", "status": "quoted",
    "authentic_language": "unknown", "sources": ["report", "other"], "title": "Two printed versions", "summary": "Said once, printed twice.",
    "in_short": "It was said.",
    "versions": [{"source": "report"}, {"source": "other", "speaker": "pauline", "office": {"vi": "Cục trưởng", "en": "Director"}}],
}  # fmt: skip


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    root = small(tmp_path_factory.mktemp("versions"))
    add_source(root / "content/vocabulary/sources.yaml")
    put(root / "content/statements/hai-ban.en.md", document(FIELDS, WORDS))
    client = create_app(settings=settings_for(root)).test_client()
    paths = ("/en/statements/hai-ban/", "/vi/statements/hai-ban/", "/en/people/pauline/")
    return {path: Page(client.get(path).get_data(as_text=True)) for path in paths}


def add_source(path: Path) -> None:
    held = json.loads(path.read_text(encoding="utf-8"))
    held["terms"].append({**SOURCE, "id": "other", "publisher": "OTHER"})
    path.write_text(json.dumps(held, ensure_ascii=False), encoding="utf-8")


def test_both_versions_stand_word_for_word(pages: dict[str, Page]) -> None:
    quoted = [quote.text for quote in pages["/en/statements/hai-ban/"].all("blockquote")]
    assert quoted == ["“Words of one”", "“Words of two”"]


def test_each_version_has_a_heading_with_its_own_anchor(pages: dict[str, Page]) -> None:
    headings = [(each.text, each.get("id")) for each in pages["/en/statements/hai-ban/"].all("h3")]
    assert headings == [("As printed by one", "one"), ("As printed by two", "two")]


def test_the_name_stands_with_the_source_that_gives_it(pages: dict[str, Page]) -> None:
    speakers = [
        each.text for each in pages["/en/statements/hai-ban/"].all("li") if each.text.startswith(("VWR:", "OTHER:"))
    ]
    assert [text.split(":")[0] for text in speakers] == ["VWR", "OTHER"]
    assert "Not named" in speakers[0]
    assert "Not named" not in speakers[1] and speakers[1].endswith(", Director")


def test_the_page_of_a_person_lists_a_statement_of_which_one_version_names_them(pages: dict[str, Page]) -> None:
    assert "/en/statements/hai-ban/" in [link["href"] for link in pages["/en/people/pauline/"].all("a")]


def test_no_language_is_claimed_where_no_report_gives_one(pages: dict[str, Page]) -> None:
    assert "Not known; printed in English" in pages["/en/statements/hai-ban/"].main.text
