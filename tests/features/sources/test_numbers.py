"""No number about the event, Viet Nam or a country stands on the site without a source of its own: `check` tells each that does.

Years, dates, hours, and the numbers of laws, works and telephones name something and count nothing. Every other number
lies in a paragraph, a point of a list or a table with a citation, or is the figure of an indicator.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from running import REPOSITORY

from hub.content.source.documents import Document, read_document
from hub.content.source.folder import File
from hub.content.source.front_matter import parse
from hub.content.source.quality import unsourced
from hub.content.source.quality.written_numbers import value_of
from hub.feature import discover
from hub.i18n.languages import Lang
from hub.problems import Problem

TEXTS = sorted(path for folder in ("content", "exhibits") for path in (REPOSITORY / folder).rglob("*.md"))
LEANS = re.compile(
    r"\b(?:[Aa]ccording to the (?:news )?report|(?:[Tt]he|same) (?:news )?report says|[Tt]heo (?:một )?bài báo)\b"
)
Told = Callable[..., list[Problem]]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_a_text_that_leans_on_the_report_names_it_as_a_source(path: Path) -> None:
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    twin = path.with_name(path.name.replace(".en.", ".vi."))
    shared = parse(twin.read_text(encoding="utf-8").split("---\n", 2)[1] if twin.is_file() else front, "").values
    values = parse(front, "").values
    told = " ".join(
        [body, *(str(values.get(field) or "") for field in ("title", "summary", "in_short", "content_note"))]
    )
    own = path.is_relative_to(REPOSITORY / "content/library")  # whose entries lean on several, and cite their own
    named = ("[@" if own else "[@wvr-report]") in body or "wvr-report" in (shared.get("sources") or ())
    assert named or not LEANS.search(" ".join(told.split()))


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """What is told of a page of text, with an indicator of 1.55 million."""

    def told(body: str, lang: Lang = "en", front: str = "title: A\n") -> list[Problem]:
        path = tmp_path / f"a.{lang}.md"
        path.write_text(f"---\n{front}---\n{body}", encoding="utf-8")
        document: Document = read_document(lang, File(str(path), f"a.{lang}.md", (0, 0, 0, 0)))
        shared: dict[str, Any] = {"indicators": [{"id": "a", "value": {"vi": "1,55 triệu", "en": "1.55 million"}}]}
        return list(unsourced.problems(document, discover().registry.kinds["page"], shared))

    return told


@pytest.mark.parametrize(
    ("lang", "body"),
    [
        ("en", "In all 1,200 cases."),
        ("en", "Some 12% of women."),
        ("vi", "Có 12% phụ nữ."),
        ("en", "Cited [@a].\n\nThen 12 more."),
        ("en", "- 5 cases [@a]\n- 6 cases"),
        ("en", "| a |\n|---|\n| 7 |\n\nNo source."),
        ("en", "## Of 40\n\nNothing.\n\n## Else\n\nCited [@a]."),
        ("en", "Fined 2,000 euros."),
        ("vi", "Phạt 2.000 euro."),
        ("en", "Up to 111,000 calls."),
        ("en", "Of 12 <!-- [@a] --> cases."),
    ],
)
def test_a_number_without_a_source_is_seen(told: Told, lang: Lang, body: str) -> None:
    assert len(told(body, lang)) == 1


@pytest.mark.parametrize(
    ("lang", "body"),
    [
        ("en", "In all 1,200 cases [@a]."),
        ("en", "On 6 December 2017, and in 2021–2025, at 08:30, day and night (24/7)."),
        ("vi", "Ngày 06 tháng 12 năm 2017, tháng 9 năm 2025, Nghị định 162/2025, Điều 16, Luật số 118-59."),
        ("en", "More than 1.55 million calls."),
        ("vi", "Hơn 1,55 triệu cuộc gọi."),
        (
            "en",
            "Call 1900 96 96 80, 1800 1567, 0458 737 732 or +84 24 3939 5000. Are you under 18? Over 18? 18 or older?",
        ),
        (
            "en",
            "1. First\n2. Second\n\nWorks 1 and 2, work 3; Decree 162/2025; Article 16; 830/QĐ-TTg; [CC BY 4.0](https://x.org/4.0/).",
        ),
        ("en", "| a |\n|---|\n| 7 |\n\nSource: a [@a]."),
        ("en", "## Of 40\n\nThat is 40 [@a]."),
        ("en", "<!-- 12 of them -->\n\n```\nx = 12\n```"),
        ("en", ""),
    ],
)
def test_what_has_a_source_or_is_no_figure_is_let_be(told: Told, lang: Lang, body: str) -> None:
    assert told(body, lang) == []


def test_a_number_of_a_summary_must_stand_in_the_text(told: Told) -> None:
    (problem,) = told("There are 40 [@a].", front="title: A\nsummary: Of 40, and of 50.\n")
    assert problem.text(str).startswith("a.en.md:3: warning: 50 in summary stands nowhere in the text with a source; ")


def test_a_number_is_told_with_its_file_and_its_line(told: Told) -> None:
    assert [
        (problem.file, problem.line, problem.values) for problem in told("One.\n\nTwo\n<!-- a\nb -->\nand 30.")
    ] == [("a.en.md", 9, {"number": "30"})]


def test_a_number_that_a_list_names_counts_nothing(told: Told) -> None:
    remarks = told("Call 111, or write 112 times.")
    assert [remark.values["number"] for remark in unsourced.apart_from(remarks, {"111"})] == ["112"]


def test_of_very_many_numbers_some_are_told(told: Told) -> None:
    assert len(told("\n\n".join(f"{number} more." for number in range(100, 999)))) == 50


def test_numbers_are_read_as_each_language_writes_them() -> None:
    assert value_of("1.550,5", "vi") == value_of("1,550.5", "en") == Decimal("1550.5")
