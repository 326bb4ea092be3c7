"""The documents and the questions that `bench` makes: the same every time, and what the hub takes."""

import re
from pathlib import Path

import pytest

from hub.config import Settings
from hub.content.source.archive import Archive
from hub.feature import discover
from hub.storage.packs import Packs
from tools.bench.living import save
from tools.bench.programs.searches import questions
from tools.bench.samples.documents import EDITED, document, write_documents
from tools.bench.samples.words import FRAMES, SECTIONS
from tools.bench.workplace import workplace

pytestmark = pytest.mark.apart


def test_generated_documents_are_the_same_every_time(tmp_path: Path) -> None:
    write_documents(tmp_path / "one", 6)
    write_documents(tmp_path / "two", 6)
    one, two = (
        {path.name: path.read_bytes() for path in sorted((tmp_path / name / "library").iterdir())}
        for name in ("one", "two")
    )
    assert one == two


def test_as_many_documents_are_written_as_were_asked_for_half_of_them_vietnamese(tmp_path: Path) -> None:
    write_documents(tmp_path, 6)
    assert (len(list(tmp_path.rglob("*.vi.md"))), len(list(tmp_path.rglob("*.en.md")))) == (3, 3)


def test_generated_documents_are_good_entries_of_the_library(tmp_path: Path) -> None:
    with workplace(Settings()) as place:
        write_documents(place.settings.content, 6)
        archive = Archive(place.settings.content, place.settings.exhibits, discover().registry, Packs(tmp_path))
        archive.refresh()
    assert [str(problem) for problem in archive.problems if "bench-" in problem.file] == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_generated_document_has_every_section_links_citations_lists_and_a_table(lang: str) -> None:
    text = document(3, 10, lang)
    assert re.findall(r"^## .+ \{#([a-z]+)\}$", text, re.M) == [id for id, _, _ in SECTIONS]
    marks = (r"\]\(practice/bench-\d{5}\)", r"\]\(help\)", r"\]\(https://", r"\[@s\d\]", r"^- ", r"^\|---", r"\*\*")
    assert [mark for mark in marks if not re.search(mark, text, re.M)] == []


def test_the_sections_are_those_of_a_practice() -> None:
    assert tuple(id for id, _, _ in SECTIONS) == tuple(discover().registry.kinds["practice"].sections)


def test_a_sentence_says_the_same_in_both_languages_of_its_frame() -> None:
    assert [
        pair for pair in FRAMES if any(sorted(re.findall(r"\{\w+\}", frame)) != ["{topic}", "{who}"] for frame in pair)
    ] == []


def test_an_edit_adds_its_mark_to_the_first_section(tmp_path: Path) -> None:
    path = write_documents(tmp_path / "content", 2)[0]
    save(path, "mark 7")
    assert f"{EDITED}\nCâu thêm vào: mark 7.\n" in path.read_text("utf-8")


def test_questions_are_all_different() -> None:
    asked = list(questions(50))
    assert len(set(asked)) == 50
