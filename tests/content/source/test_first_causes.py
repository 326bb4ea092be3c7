"""One mistake is told once: what names a broken entry, or a broken term of a list, has no mistake of its own."""

from collections.abc import Callable
from pathlib import Path

Write = Callable[..., Path]
Problems = Callable[[], list[str]]
STATEMENT = (
    "title: A\nsummary: s\nupdated: 2025-10-20\nreference: HN-01\noffice: {vi: a, en: a}\nstatus: quoted\n"
    "authentic_language: vi\nsources: [y]\nin_short: x\n"
)
PAGE = "title: A\nupdated: 2025-10-20"
SOURCES = "title: {vi: a, en: a}\nterms:\n  - id: y\n    label: {vi: a, en: a}\n    date: %s\n"


def test_a_mistake_in_a_statement_is_told_and_not_every_link_to_it(write: Write, problems: Problems) -> None:
    write("vocabulary/sources.yaml", raw=SOURCES % "2025")
    write("statements/loi-noi.vi.md", f"{STATEMENT}delivered_on: 22/10/2025")
    for number in range(5):
        write(f"pages/a{number}.vi.md", f"{PAGE}\nrelated: [statement/loi-noi]", "[x](statement/loi-noi)")
    assert problems() == [
        "content/statements/loi-noi.vi.md:11: delivered_on cannot be 22/10/2025; write for example delivered_on: 2025-10-22"
    ]


def test_a_room_that_cannot_be_read_is_told_and_not_every_work_in_it(write: Write, problems: Problems) -> None:
    write("exhibits/phong/index.vi.md", "title: A: b")
    write("tours/a.vi.md", f"{PAGE}\nsummary: s\nminutes: 5\nworks: [tp]")
    write("exhibits/phong/tp/index.vi.md", "title: A: b")
    assert [line.partition(":")[0] for line in problems()] == [
        "exhibits/phong/index.vi.md",
        "exhibits/phong/tp/index.vi.md",
    ]


def test_a_mistake_in_a_term_is_told_and_not_every_use_of_it(write: Write, problems: Problems) -> None:
    write("vocabulary/sources.yaml", raw=SOURCES % "22/10/2025")
    write("statements/loi-noi.vi.md", f"{STATEMENT}delivered_on: 2025-10-22")
    write("pages/a.vi.md", PAGE, "Chữ [@y].")
    assert [line.partition(" ")[0] for line in problems()] == ["content/vocabulary/sources.yaml:5:"]


def test_a_name_that_nothing_has_is_told_as_before(write: Write, problems: Problems) -> None:
    write("statements/loi-noi.vi.md", "title: A: b")
    write("pages/a.vi.md", f"{PAGE}\nrelated: [statement/loi-nol]")
    assert len(problems()) == 2
