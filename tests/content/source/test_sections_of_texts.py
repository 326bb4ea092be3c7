"""The sections of a text: those that a practice must have, in order and once each, however their headings are typed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from effort import at_most_millions

from hub.content.edition import Edition
from hub.features.library.model import SECTIONS

Write = Callable[..., Path]
Problems = Callable[[], list[str]]
ReadEdition = Callable[..., Edition]

PAGE = "title: Chào\nupdated: 2026-11-24"


def practice(sections: list[str], body: str = "Có.") -> str:
    return "\n\n".join(f"## {name} {{#{name}}}\n\n{body}" for name in sections)


def of_sections(told: list[str]) -> list[str]:
    return [line for line in told if "section" in line]


def test_a_practice_with_every_section_in_order_is_complete(write: Write, problems: Problems) -> None:
    write("library/a.vi.md", PAGE, practice(list(SECTIONS)))
    assert of_sections(problems()) == []


def test_a_missing_section_is_told_at_the_end_of_the_text(write: Write, problems: Problems) -> None:
    write("library/a.vi.md", PAGE, practice([name for name in SECTIONS if name != "limits"]))
    assert of_sections(problems()) == ["content/library/a.vi.md:55: the section limits is missing; add ## … {#limits}"]


def test_every_missing_section_of_an_empty_text_is_told(write: Write, problems: Problems) -> None:
    write("library/a.vi.md", PAGE)
    assert len(of_sections(problems())) == len(SECTIONS)


def test_a_blank_section_is_told_on_its_line(write: Write, problems: Problems) -> None:
    write("library/a.vi.md", PAGE, practice(list(SECTIONS)).replace("{#access}\n\nCó.", "{#access}\n\n  \n"))
    assert of_sections(problems()) == [
        "content/library/a.vi.md:13: the section access is empty; write at least that it is not yet known"
    ]


def test_a_section_out_of_order_is_told_what_comes_before_it(write: Write, problems: Problems) -> None:
    order = list(SECTIONS)
    order[0], order[1] = order[1], order[0]
    write("library/a.vi.md", PAGE, practice(order))
    assert of_sections(problems()) == [
        "content/library/a.vi.md:5: the section approach is too early; problem comes before it"
    ]


def test_a_section_that_stands_twice_is_told(write: Write, problems: Problems) -> None:
    write("pages/a.vi.md", PAGE, "## Một {#x}\n\na\n\n## Hai {#x}\n\nb")
    assert problems() == ["content/pages/a.vi.md:9: the section x appears twice; give one of them another id"]


def test_a_section_with_the_name_of_a_field_would_hide_the_field_from_translators(
    write: Write, problems: Problems
) -> None:
    write("pages/a.vi.md", PAGE, "## Tóm tắt {#summary}\n\na")
    assert problems() == ["content/pages/a.vi.md:5: a field has the name summary; give the section another id"]


def test_a_heading_that_the_renderer_does_not_see_is_told(write: Write, problems: Problems) -> None:
    write("pages/a.vi.md", PAGE, "## Mục \\\n\na")
    assert problems() == [
        "content/pages/a.vi.md:5: this is not read as a heading; leave an empty line before it, and no backslash at its end"
    ]


@pytest.mark.parametrize(
    "before", ["", "> lời dẫn\n", "| a |\n|---|\n| b |\n", "- một\n", "đoạn\n", "[^1]: chú thích\n"]
)
@pytest.mark.parametrize(
    "heading", ["## Mục {#muc}", "##Mục {#muc}", "## Mục ## {#muc}", "## Mục {: #muc lang=en }", "## Mục { .x #muc }"]
)
def test_a_heading_is_a_section_whatever_stands_before_it(
    write: Write, edition: ReadEdition, before: str, heading: str
) -> None:
    write("pages/a.vi.md", PAGE, f"{before}{heading}\n\na [^1]\n")
    sections = edition().entries["page"]["a"].readings["vi"].body.sections
    assert [(section.id, section.heading) for section in sections if section.heading] == [("muc", "Mục")]


@pytest.mark.parametrize(
    "line", ["## " + " " * 150_000 + "x", "##" + " #" * 90_000, "##" + "{#a" * 60_000, "## x" + " {" * 90_000 + "}"]
)
def test_a_heading_as_long_as_a_file_is_told_at_once(write: Write, problems: Problems, line: str) -> None:
    write("pages/a.vi.md", PAGE, line)
    with at_most_millions(60):
        assert problems()[0] == "content/pages/a.vi.md:5: this line is nested too deeply or too long; simplify it"
