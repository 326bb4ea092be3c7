"""What stands behind a field: days, moments, text and lengths are read in one way only, and the rest is told on its line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from effort import at_most_millions

Write = Callable[..., Path]
Problems = Callable[[], list[str]]


def test_a_title_with_a_colon_says_where_and_how_to_mend_it(write: Write, problems: Problems) -> None:
    write("pages/a.vi.md", "updated: 2026-11-24\ntitle: Khai mạc: phiên một")
    assert problems() == [
        "content/pages/a.vi.md:3: a value that contains a colon and a space must stand in quotation marks"
    ]


def test_a_file_of_comments_alone_is_told_what_it_needs(write: Write, problems: Problems) -> None:
    write("pages/a.vi.md", "# title: x")
    assert problems() == [
        "content/pages/a.vi.md:1: title is missing; write title: Giới thiệu",
        "content/pages/a.vi.md:1: updated is missing; write updated: 2026-11-24",
    ]


def test_a_word_that_is_not_text_wants_quotation_marks_or_filling_in(write: Write, problems: Problems) -> None:
    write("pages/a.vi.md", "title: true\nupdated:")
    assert problems() == [
        "content/pages/a.vi.md:2: title cannot be true; write for example title: Giới thiệu",
        "content/pages/a.vi.md:3: updated is empty; fill it in",
    ]


def test_an_optional_field_left_blank_is_as_good_as_not_there(write: Write, problems: Problems) -> None:
    write("pages/a.vi.md", "title: A\nupdated: 2026-11-24\nsummary:\nrelated:\norder:")
    assert problems() == []


@pytest.mark.parametrize(
    "day",
    [
        "2025",
        "0",
        "86400",
        "20251022",
        "2025-02-30",
        "22/10/2025",
        "2025-10-22 08:30",
        "1.10",
        "0001-01-01",
        "2025-1-2",
    ],
)
def test_a_day_is_written_in_one_way_only(write: Write, problems: Problems, day: str) -> None:
    write("pages/a.vi.md", f"title: A\nupdated: {day}")
    assert problems() == [f"content/pages/a.vi.md:3: updated cannot be {day}; write for example updated: 2026-11-24"]


@pytest.mark.parametrize(
    "moment",
    ["2025", "10:30", "2025-10-22", "2025-10-22 25:00", "1761091200", "NO", "0001-01-01 00:00", "9999-12-31 23:59"],
)
def test_a_moment_is_a_day_and_an_hour(write: Write, problems: Problems, moment: str) -> None:
    write(
        "agenda/a.vi.md",
        f"title: A\nsummary: s\nupdated: 2026-11-24\nstarts: {moment}\nminutes: 30\nroom: sanh\nformat: panel\nstatus: indicative",
    )
    assert problems() == [
        f"content/agenda/a.vi.md:5: starts cannot be {moment}; write for example starts: 2025-10-22 08:30"
    ]


def test_a_length_of_time_beyond_the_calendar_is_refused_on_its_line(write: Write, problems: Problems) -> None:
    write(
        "agenda/a.vi.md",
        "title: A\nsummary: s\nupdated: 2026-11-24\nstarts: 2025-10-22 08:30\nminutes: 9999999999999\nroom: sanh\nformat: panel\nstatus: indicative",
    )
    assert problems() == ["content/agenda/a.vi.md:6: a date or a length of time here is out of all bounds; correct it"]


def test_an_unknown_field_is_told_its_neighbour(write: Write, problems: Problems) -> None:
    write("pages/a.vi.md", "title: A\nupdated: 2026-11-24\nsumary: s\ntiêu_đề: x")
    assert problems() == [
        "content/pages/a.vi.md:4: sumary is not a field here; did you mean summary?",
        "content/pages/a.vi.md:5: tiêu_đề is not a field here; remove it",
    ]


def test_a_thousand_unknown_fields_are_no_work(write: Write, problems: Problems) -> None:
    write(
        "pages/a.vi.md", "title: A\nupdated: 2026-11-24\n" + "".join(f"feld{number}: x\n" for number in range(12_000))
    )
    with at_most_millions(60):
        assert len(problems()) == 50


def test_a_name_as_long_as_a_file_is_cut_in_the_message(write: Write, problems: Problems) -> None:
    write("pages/a.vi.md", f"title: A\nupdated: 2026-11-24\n? {'k' * 100_000}\n: v")
    assert len(problems()[0]) < 200


def test_a_value_of_two_lines_is_told_on_one(write: Write, problems: Problems) -> None:
    write("pages/a.vi.md", "title: A\nupdated: |\n  to\n  day")
    assert problems() == ["content/pages/a.vi.md:3: updated cannot be to day; write for example updated: 2026-11-24"]
