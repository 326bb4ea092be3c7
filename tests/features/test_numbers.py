"""No number about the event, Viet Nam or a country stands on the site without a source of its own.

Years, dates, hours, and the numbers of laws, works and telephones name something and count nothing (tests/support/numerals.py). Every
other number lies in a paragraph, a point of a list or a table with a citation, or is the figure of an indicator.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from numerals import blocks_of, numbers_in, value_of, without_source
from running import REPOSITORY

from hub.content.source.front_matter import parse

# 18 is the site's own bound of "child"; it is said to readers again and again, and is no figure. What the law says has its source.
OWN_BOUND = re.compile(
    r"\b(?:under|over|were|before|dưới|chưa đủ|đã đủ|đủ|from) 18\b|\b18 or over\b|\b(?:[Yy]ou are|[Bb]ạn) 16 (?:or|hay) 17\b"
)
LENGTHS = re.compile(r"\b(?:từ )?\d+(?: to| đến|–) \d+ (?:words|từ)\b")  # of a text that somebody is asked for
TOLD = (
    "title",
    "summary",
    "in_short",
    "content_note",
    "short",
    "office",
)  # fields of a text; alt and description say what a drawing shows
TEXTS = sorted(path for folder in ("content", "exhibits") for path in (REPOSITORY / folder).rglob("*.md"))


class Text(NamedTuple):
    """A file of content: its fields with their lines, those of its Vietnamese twin, and its body with the line on which that begins."""

    file: str
    lang: str
    fields: Any
    shared: dict[str, Any]
    body: str
    first: int


def helplines() -> re.Pattern[str]:
    """The numbers that are dialled: of the services, and those of three digits in their notes."""
    lines = parse((REPOSITORY / "content/helplines/helplines.yaml").read_text(encoding="utf-8"), "").values["terms"]
    dialled = {number for line in lines for number in (line.get("number"), line.get("sms")) if number}
    dialled |= {
        number for line in lines for number in re.findall(r": (\d{3})\b", (line.get("notes") or {}).get("en", ""))
    }
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, dialled), key=len, reverse=True))})\b")


ALSO = (OWN_BOUND, LENGTHS, helplines())


def front_of(path: Path) -> tuple[str, str]:
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return front, body


def read(path: Path) -> Text:
    front, body = front_of(path)
    lang, name = path.suffixes[0][1:], path.relative_to(REPOSITORY).as_posix()
    twin = path.with_name(path.name.replace(".en.", ".vi."))
    shared = dict(parse(front_of(twin)[0] if twin.is_file() else front, name).values)
    return Text(name, lang, parse(front, name, 1), shared, body, front.count("\n") + 3)


def indicated(text: Text) -> set[Decimal]:
    """The numbers of the indicators, with those of their names, units and periods."""
    words = [
        one.get(part) for one in text.shared.get("indicators") or () for part in ("name", "value", "unit", "period")
    ]
    said = [word[text.lang] if isinstance(word, dict) else str(word or "") for word in words]
    return {number.value for each in said for number in numbers_in(each, text.lang)}


def unsourced(text: Text) -> Iterator[str]:
    """`file:line: number` for every number of a text that has no source."""
    blocks, known = blocks_of(text.body, text.first), indicated(text)
    bare = list(without_source(blocks))
    for block in bare:
        for number in numbers_in(block.text, text.lang, block.line, ALSO):
            if number.value not in known:
                yield f"{text.file}:{number.line}: {number.text} has no source; cite one in its paragraph"
    known |= {number.value for block in blocks if block not in bare for number in numbers_in(block.text, text.lang)}
    for field in TOLD:
        for number in numbers_in(str(text.fields.values.get(field) or ""), text.lang, text.fields.line((field,)), ALSO):
            if number.value not in known:
                yield f"{text.file}:{number.line}: {number.text} of {field} stands in no paragraph with a source"


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_every_number_has_a_source(path: Path) -> None:
    assert list(unsourced(read(path))) == []


LEANS = re.compile(
    r"\b(?:[Aa]ccording to the (?:news )?report|(?:[Tt]he|same) (?:news )?report says|[Tt]heo (?:một )?bài báo)\b"
)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_a_text_that_leans_on_the_report_names_it_as_a_source(path: Path) -> None:
    text = read(path)
    told = " ".join([text.body, *(str(text.fields.values.get(field) or "") for field in TOLD)])
    own = text.file.startswith("content/library/")  # whose entries lean on several, and cite their own
    named = ("[@" if own else "[@wvr-report]") in text.body or "wvr-report" in (text.shared.get("sources") or ())
    assert named or not LEANS.search(" ".join(told.split()))


def written(body: str, lang: str = "en", front: str = "title: A\n") -> Text:
    return Text(
        "a",
        lang,
        parse(front, "a", 1),
        {"indicators": [{"id": "a", "value": {"vi": "1,55 triệu", "en": "1.55 million"}}]},
        body,
        4,
    )


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
    ],
)
def test_a_number_without_a_source_is_seen(lang: str, body: str) -> None:
    assert len(list(unsourced(written(body, lang)))) == 1


@pytest.mark.parametrize(
    ("lang", "body"),
    [
        ("en", "In all 1,200 cases [@a]."),
        ("en", "On 6 December 2017, and in 2021–2025, at 08:30, day and night (24/7)."),
        ("vi", "Ngày 06 tháng 12 năm 2017, tháng 9 năm 2025, Nghị định 162/2025, Điều 16, Luật số 118-59."),
        ("en", "More than 1.55 million calls."),
        ("vi", "Hơn 1,55 triệu cuộc gọi."),
        ("en", "Call 111, or 1900 96 96 80. Are you under 18?"),
        (
            "en",
            "1. First\n2. Second\n\nWorks 1 and 2, work 3; Decree 162/2025; Article 16; 830/QĐ-TTg; [CC BY 4.0](https://x.org/4.0/).",
        ),
        ("en", "| a |\n|---|\n| 7 |\n\nSource: a [@a]."),
        ("en", "## Of 40\n\nThat is 40 [@a]."),
    ],
)
def test_what_has_a_source_or_is_no_figure_is_let_be(lang: str, body: str) -> None:
    assert list(unsourced(written(body, lang))) == []


def test_a_number_of_a_summary_must_stand_in_the_text() -> None:
    text = written("There are 40 [@a].", front="title: A\nsummary: Of 40, and of 50.\n")
    assert [line.split(": ", 1)[1] for line in unsourced(text)] == [
        "50 of summary stands in no paragraph with a source"
    ]


def test_a_number_is_told_with_its_file_and_its_line() -> None:
    assert list(unsourced(written("One.\n\nTwo\nand 30."))) == ["a:7: 30 has no source; cite one in its paragraph"]


def test_numbers_are_read_as_each_language_writes_them() -> None:
    assert value_of("1.550,5", "vi") == value_of("1,550.5", "en") == Decimal("1550.5")
