"""Two files, one entry: what they share is said once, what they contradict is told, and what is broken takes nothing with it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from hub.content.edition import Edition

Write = Callable[..., Path]
Problems = Callable[[], list[str]]
ReadEdition = Callable[..., Edition]

PAGE = "title: Chào\nupdated: 2026-11-24"
SHARED = "starts: 2025-10-22 08:30\nminutes: 30\nroom: sanh\nformat: panel\nstatus: indicative"
VI = "title: Khai mạc\nsummary: Mở đầu.\nupdated: 2026-11-24"
EN = "title: Opening\nsummary: The beginning.\nupdated: 2026-11-24"
TERMS = "title: {vi: a, en: b}\nterms:\n  - {id: %s, label: {vi: a, en: b}}\n"


@pytest.fixture
def terms(write: Write) -> None:
    for name, code in (("venue-rooms", "sanh"), ("session-formats", "panel")):
        write(f"vocabulary/{name}.yaml", raw=TERMS % code)


def test_a_shared_field_is_written_in_one_file_and_holds_in_both(write: Write, edition: ReadEdition) -> None:
    write("agenda/opening.vi.md", f"{VI}\n{SHARED}")
    write("agenda/opening.en.md", EN)
    readings = edition().entries["session"]["opening"].readings
    assert (readings["en"].minutes, readings["en"].title) == (30, "Opening")


def test_shared_fields_may_be_in_the_english_file_alone(write: Write, edition: ReadEdition) -> None:
    write("agenda/opening.vi.md", VI)
    write("agenda/opening.en.md", f"{EN}\n{SHARED}")
    assert edition().entries["session"]["opening"].readings["vi"].minutes == 30


def test_a_shared_field_may_be_said_twice_alike(write: Write, problems: Problems, terms: None) -> None:
    write("agenda/opening.vi.md", f"{VI}\n{SHARED}")
    write("agenda/opening.en.md", f"{EN}\n{SHARED}".replace("minutes: 30", 'minutes: "30"'))
    assert problems() == []


def test_a_session_at_two_different_times_is_refused(write: Write, problems: Problems, terms: None) -> None:
    write("agenda/opening.vi.md", f"{VI}\n{SHARED}")
    write("agenda/opening.en.md", f"{EN}\nstarts: 2025-10-22 10:00")
    assert problems() == [
        "content/agenda/opening.en.md:5: starts is 2025-10-22 10:00 here and 2025-10-22 08:30 in content/agenda/opening.vi.md:5; keep one"
    ]


def test_a_contradiction_is_told_in_the_file_that_is_not_the_original(
    write: Write, problems: Problems, terms: None
) -> None:
    write("agenda/opening.vi.md", f"{VI}\nminutes: 45")
    write("agenda/opening.en.md", f"{EN}\noriginal: true\n{SHARED}")
    assert problems() == [
        "content/agenda/opening.vi.md:5: minutes is 45 here and 30 in content/agenda/opening.en.md:7; keep one"
    ]


def test_a_contradiction_between_lists_is_told_in_their_words(write: Write, problems: Problems) -> None:
    write("pages/a.vi.md", f"{PAGE}\nrelated: [page/a, page/b]")
    write("pages/a.en.md", f"{PAGE}\nrelated: [page/a]")
    assert (
        "content/pages/a.en.md:4: related is page/a here and page/a, page/b in content/pages/a.vi.md:4; keep one"
        in problems()
    )


def test_a_field_left_blank_contradicts_nothing(write: Write, problems: Problems, terms: None) -> None:
    write("agenda/opening.vi.md", f"{VI}\n{SHARED}")
    write("agenda/opening.en.md", f"{EN}\nroom:\nminutes:")
    assert problems() == []


def test_a_field_left_blank_in_the_first_file_is_taken_from_the_second(write: Write, edition: ReadEdition) -> None:
    write("agenda/opening.vi.md", f"{VI}\n{SHARED.replace('sanh', '')}")
    write("agenda/opening.en.md", f"{EN}\nroom: sanh")
    assert edition().entries["session"]["opening"].readings["vi"].room == "sanh"


def test_a_required_field_left_blank_is_told_on_its_line(write: Write, problems: Problems) -> None:
    write("agenda/opening.vi.md", f"{VI}\n{SHARED.replace('sanh', '')}")
    write("agenda/opening.en.md", EN)
    assert problems() == ["content/agenda/opening.vi.md:7: room is empty; fill it in"]


def test_a_missing_shared_field_is_missing_once(write: Write, problems: Problems) -> None:
    write("agenda/opening.vi.md", f"{VI}\n{SHARED.replace('room: sanh', '')}")
    write("agenda/opening.en.md", EN)
    assert problems() == ["content/agenda/opening.vi.md:1: room is missing; write room: hoi-truong"]


def test_a_wrong_shared_value_is_told_where_it_stands(write: Write, problems: Problems) -> None:
    write("agenda/opening.vi.md", VI)
    write("agenda/opening.en.md", f"{EN}\n{SHARED.replace('30', 'thirty')}".replace("08:thirty", "08:30"))
    assert problems() == ["content/agenda/opening.en.md:6: minutes cannot be thirty; write for example minutes: 45"]


def test_a_choice_is_told_with_the_choices(write: Write, problems: Problems) -> None:
    write("agenda/opening.vi.md", f"{VI}\n{SHARED.replace('indicative', 'sure')}")
    assert problems() == [
        "content/agenda/opening.vi.md:9: status is sure; write one of: confirmed, indicative, moved, cancelled, withdrawn"
    ]


def test_a_missing_translated_field_is_missing_in_its_own_file(write: Write, problems: Problems, terms: None) -> None:
    write("agenda/opening.vi.md", f"{VI}\n{SHARED}")
    write("agenda/opening.en.md", "title: Opening\nupdated: 2026-11-24")
    assert problems() == ["content/agenda/opening.en.md:1: summary is missing; write summary: …"]


def test_words_in_one_language_are_told_the_other(write: Write, problems: Problems) -> None:
    write("agenda/opening.vi.md", f"{VI}\n{SHARED}\nspeakers:\n  - role:\n      vi: Chủ tọa")
    assert problems() == ["content/agenda/opening.vi.md:11: speakers.0.role.en is missing; add it"]


def test_what_does_not_belong_inside_a_value_is_told_on_its_line(write: Write, problems: Problems) -> None:
    write("agenda/opening.vi.md", f"{VI}\n{SHARED}\nspeakers:\n  - person: ai-do\n    rolle: x")
    assert problems() == ["content/agenda/opening.vi.md:12: speakers.0.rolle is not a field here; remove it"]


def test_a_value_that_may_be_text_or_words_is_told_once(write: Write, problems: Problems) -> None:
    write(
        "vocabulary/sources.yaml",
        raw="title: {vi: a, en: b}\nterms:\n  - id: a\n    label: {vi: a, en: b}\n    publisher:\n      vi: a\n",
    )
    assert problems() == ["content/vocabulary/sources.yaml:5: publisher.en is missing; add it"]


def test_an_address_that_is_none_of_the_web_is_refused(write: Write, problems: Problems) -> None:
    write(
        "vocabulary/sources.yaml",
        raw='title: {vi: a, en: b}\nterms:\n  - id: a\n    label: {vi: a, en: b}\n    url: "javascript:alert(1)"\n',
    )
    assert problems() == ["content/vocabulary/sources.yaml:5: url cannot be javascript:alert(1); correct it"]


def test_two_originals_are_one_too_many(write: Write, problems: Problems) -> None:
    write("pages/a.vi.md", f"{PAGE}\noriginal: true")
    write("pages/a.en.md", f"{PAGE}\noriginal: true")
    assert problems() == ["content/pages/a.vi.md:4: both files say original: true; keep it in the authentic one"]


@pytest.mark.parametrize("word", ["yes", "1", "'true'"])
def test_original_is_true_or_false_and_no_other_word(write: Write, problems: Problems, word: str) -> None:
    write("pages/a.vi.md", f"{PAGE}\noriginal: {word}")
    told = {"'true'": "original stands in quotation marks, which make a text of it; take them away: original: true"}
    other = f"original cannot be {word}; write original: true or original: false"
    assert problems() == [f"content/pages/a.vi.md:4: {told.get(word, other)}"]


@pytest.mark.parametrize(("files", "original"), [(("vi",), "vi"), (("en",), "en"), (("vi", "en"), "vi")])
def test_the_original_is_the_only_file_or_the_vietnamese_one(
    write: Write, edition: ReadEdition, files: tuple[str, ...], original: str
) -> None:
    for lang in files:
        write(f"pages/a.{lang}.md", PAGE)
    assert edition().entries["page"]["a"].original == original


def test_the_original_is_the_file_that_says_so(write: Write, edition: ReadEdition) -> None:
    write("pages/a.vi.md", PAGE)
    write("pages/a.en.md", f"{PAGE}\noriginal: true")
    entry = edition().entries["page"]["a"]
    assert {reading.original_lang for reading in entry.readings.values()} == {entry.original} == {"en"}


def test_a_broken_file_leaves_its_twin_alone_on_a_cold_start(
    write: Write, edition: ReadEdition, problems: Problems
) -> None:
    write("pages/a.vi.md", "title: a: b")
    write("pages/a.en.md", PAGE)
    assert edition().entries["page"]["a"].languages == ("en",)
    assert problems() == [
        "content/pages/a.vi.md:2: a value that contains a colon and a space must stand in quotation marks"
    ]


def test_fields_in_a_file_that_cannot_be_read_are_not_missing_in_its_twin(write: Write, problems: Problems) -> None:
    write("agenda/opening.vi.md", f"title: a: b\n{SHARED}")
    write("agenda/opening.en.md", EN)
    assert problems() == [
        "content/agenda/opening.vi.md:2: a value that contains a colon and a space must stand in quotation marks"
    ]


def test_a_text_that_cannot_be_rendered_hides_no_other_mistake(write: Write, problems: Problems) -> None:
    write("pages/a.vi.md", f"{PAGE}\norder: first", "[" * 3_000)
    assert problems() == [
        "content/pages/a.vi.md:4: order cannot be first; write for example order: 1",
        "content/pages/a.vi.md:6: this line is nested too deeply or too long; simplify it",
    ]


@pytest.mark.parametrize(
    "slug",
    [
        "now",
        "mine",
        "changes",
        "print",
        "text",
        "tours",
        "open",
        "compare",
        "coverage",
        "countries",
        "dossier",
        "history",
    ],
)
def test_a_slug_that_an_address_needs_itself_is_refused_and_not_shown(
    write: Write, edition: ReadEdition, problems: Problems, slug: str
) -> None:
    write(f"pages/{slug}.vi.md", PAGE)
    assert problems() == [f"content/pages/{slug}.vi.md:1: the slug {slug} cannot be used in an address; choose another"]
    assert slug not in edition().entries["page"]


def test_a_folder_whose_name_is_no_slug_is_refused_and_not_shown(
    write: Write, edition: ReadEdition, problems: Problems
) -> None:
    write("exhibits/Phòng 1/index.vi.md", f"{PAGE}\nsummary: s\norder: 1")
    assert problems() == [
        "exhibits/Phòng 1/index.vi.md:1: the slug Phòng 1 cannot be used in an address; choose another"
    ]
    assert not edition().entries["room"]


def test_one_slug_in_two_places_is_told(write: Write, edition: ReadEdition, problems: Problems) -> None:
    write("pages/a/index.vi.md", PAGE)
    write("pages/a.vi.md", PAGE.replace("Chào", "Khác"))
    assert problems() == ["content/pages/a.vi.md:1: the slug a is taken by content/pages/a/index.vi.md; choose another"]
    assert edition().entries["page"]["a"].readings["vi"].title == "Chào"


def test_one_slug_in_two_places_is_forgotten_when_it_is_mended(write: Write, problems: Problems) -> None:
    write("pages/a/index.vi.md", PAGE)
    second = write("pages/a.vi.md", PAGE)
    assert len(problems()) == 1
    second.unlink()
    assert problems() == []


def test_one_slug_in_two_places_is_told_when_the_second_comes_later(write: Write, problems: Problems) -> None:
    write("pages/a/index.vi.md", PAGE)
    assert problems() == []
    write("pages/a.vi.md", PAGE)
    assert len(problems()) == 1


def test_a_text_and_its_twin_may_lie_one_in_a_folder_and_one_beside_it(write: Write, edition: ReadEdition) -> None:
    write("pages/a/index.vi.md", PAGE)
    write("pages/a.en.md", PAGE)
    assert edition().entries["page"]["a"].languages == ("vi", "en")
