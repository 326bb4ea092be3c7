"""A name that is withheld is taken out of every text, however it is written there; and `check` says where it stood."""

from pathlib import Path

import pytest
from desk import Desk

from hub.content.checks.proofreading import Proofreader
from hub.content.source.withheld.names import Names

PERSON = "title: Lê Hoàng Dương\noffice: Bíthư\nupdated: 2025-10-01"
PAGE = "title: A\nupdated: 2025-10-01"
NAMES = Names(["Lê Hoàng Dương"])


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def text_of(desk: Desk) -> str:
    edition = desk.edition()
    return edition.read_in("vi").rendered(edition.entries["page"]["a"].reading("vi").body).part("body")


@pytest.mark.parametrize(
    "written",
    ["Lê Hoàng Dương", "LÊ HOÀNG DƯƠNG", "Le Hoang Duong", "Lê\u00a0Hoàng  Dương", "Le\u0302 Hoa\u0300ng Du\u031bo\u031bng", "Dương, Lê Hoàng", "lê hoàng dương"],
)  # fmt: skip
def test_a_name_is_found_however_it_is_written(written: str) -> None:
    assert NAMES.without(f"Ông {written} nói.", "vi") == "Ông (không nêu tên) nói."


@pytest.mark.parametrize("other", ["Lê Hoàng Dươnga", "person/le-hoang-duong", "Lê Hoàng", "XLê Hoàng Dương"])
def test_other_words_stay(other: str) -> None:
    assert NAMES.without(other, "vi") == other


def test_the_lines_of_a_text_stay_as_many() -> None:
    assert NAMES.without("a Lê Hoàng\nDương b\nc", "en") == "a (name withheld)\n b\nc"
    assert list(NAMES.lines("a\nLê Hoàng\nDương b\nc")) == [2]


def test_every_part_of_a_field_is_without_it_in_its_language() -> None:
    value = {"title": {"vi": "Ông Lê Hoàng Dương", "en": "Mr Le Hoang Duong"}, "to": ["le-hoang-duong", 3]}
    assert NAMES.without_any(value, "vi") == {
        "title": {"vi": "Ông (không nêu tên)", "en": "Mr (name withheld)"},
        "to": ["le-hoang-duong", 3],
    }


def test_texts_lose_the_name_when_it_is_withheld_and_have_it_again_later(desk: Desk) -> None:
    desk.write("pages/a.vi.md", PAGE, "Theo Lê Hoàng Dương.")
    desk.write("people/duong.vi.md", PERSON)
    assert "Lê Hoàng Dương" in text_of(desk)
    desk.write("people/duong.vi.md", f"{PERSON}\nidentity: withheld")
    assert "Theo (không nêu tên)." in text_of(desk)
    assert "duong" not in desk.edition().cards["person"]
    desk.write("people/duong.vi.md", PERSON)
    assert "Lê Hoàng Dương" in text_of(desk)


@pytest.mark.parametrize("mistake", ["foo: 1", "title: B: c", "identity: Withheld"])
def test_a_name_is_withheld_though_its_file_breaks(desk: Desk, mistake: str) -> None:
    desk.write("pages/a.vi.md", PAGE, "Theo Lê Hoàng Dương.")
    desk.write("people/duong.vi.md", f"{PERSON}\nidentity: withheld\n{mistake}")
    assert "Theo (không nêu tên)." in text_of(desk)


def test_lists_of_terms_are_without_it_too(desk: Desk) -> None:
    term = 'terms: [{id: a, label: {vi: "Bài của Lê Hoàng Dương", en: "By Le Hoang Duong"}}]'
    desk.write("vocabulary/themes.yaml", raw=f"title: {{vi: a, en: a}}\n{term}\n")
    desk.write("people/duong.vi.md", f"{PERSON}\nidentity: withheld")
    assert desk.edition().read_in("vi").label("themes", "a") == "Bài của (…)"


def test_a_translation_is_no_older_for_it(desk: Desk) -> None:
    for lang in ("vi", "en"):
        desk.write(f"pages/a.{lang}.md", PAGE, "Theo Lê Hoàng Dương.")
    before = desk.edition().entries["page"]["a"].translations
    desk.write("people/duong.vi.md", f"{PERSON}\nidentity: withheld")
    assert desk.edition().entries["page"]["a"].translations == before


def test_links_to_the_person_are_no_mistake(desk: Desk) -> None:
    desk.write("pages/a.vi.md", f"{PAGE}\nrelated: [person/duong]", "Xem [ở đây](person/duong).")
    desk.write("people/duong.vi.md", f"{PERSON}\nidentity: withheld")
    assert desk.problems() == []


def test_check_names_file_and_line_and_not_the_name(desk: Desk) -> None:
    desk.write("pages/a.vi.md", PAGE, "Một.\n\nTheo Lê Hoàng Dương.")
    desk.write("people/duong.vi.md", f"{PERSON}\nidentity: withheld")
    edition = desk.edition()
    found = Proofreader().read(desk.archive, edition.as_of.date())
    told = [(problem.file, problem.line, problem.severity) for problem in found if "withheld person" in problem.message]
    assert told == [("content/pages/a.vi.md", 7, "warning")]
    assert not any("Dương" in problem.text(str) for problem in found)
