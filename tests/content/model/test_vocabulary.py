"""Lists of terms: one file each, both languages in one place; a wrong term is left out and told, the others stay."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from hub.content.edition import Edition
from hub.content.model.dates import HANOI
from hub.content.model.vocabulary import Source, Term
from hub.content.source.vocabulary_file import read_vocabulary
from hub.problems import Unreadable

Write = Callable[..., Path]
Problems = Callable[[], list[str]]
ReadEdition = Callable[..., Edition]
HEAD = "title: {vi: Tổn hại, en: Harms}\nterms:\n"
GOOD = "  - {id: good, label: {vi: tốt, en: good}}\n"
PAGE = "title: Chào\nupdated: 2026-11-24"


def test_terms_keep_the_order_of_their_file() -> None:
    vocabulary, problems = read_vocabulary(
        "harms", HEAD + "".join(f"  - {{id: {id}, label: {{vi: x, en: y}}}}\n" for id in "zab"), "f", Term
    )
    assert (list(vocabulary.terms), problems) == (["z", "a", "b"], [])


def test_a_term_says_all_that_is_known_of_it() -> None:
    text = HEAD + (
        "  - id: grooming\n    label: {vi: dụ dỗ, en: grooming}\n    note: {vi: a, en: b}\n    group: ocsea\n"
        "    aliases: {vi: [gạ gẫm], en: []}\n    avoid: {en: [x]}\n    mark: sourced\n    source: s\n"
    )
    (term,) = read_vocabulary("harms", text, "f", Term)[0].terms.values()
    assert (term.label.read_in("vi"), term.label.read_in("en"), term.aliases.vi, term.avoid.en, term.mark) == (
        "dụ dỗ",
        "grooming",
        ["gạ gẫm"],
        ["x"],
        "sourced",
    )


@pytest.mark.parametrize("id", ["NO", "VN", "mnr-01", "1-10", "11"])
def test_an_id_stays_the_text_that_it_is(id: str) -> None:
    assert list(
        read_vocabulary("countries", f"{HEAD}  - {{id: {id}, label: {{vi: x, en: y}}}}\n", "f", Term)[0].terms
    ) == [id]


@pytest.mark.parametrize(
    ("term", "problem"),
    [
        ("{id: a, label: {vi: x}}", "label.en is missing; add it"),
        ("{id: a, label: {vi: x, en: ''}}", "label.en is empty; fill it in"),
        ("{id: a, label: x}", "label cannot be x; correct it"),
        ("{label: {vi: x, en: y}}", "id is missing; add it"),
        ("{id: a, label: {vi: x, en: y}, lable: z}", "lable is not a field here; did you mean label?"),
        ("{id: a, label: {vi: x, en: y}, mark: good}", "mark is good; write one of: sourced, joined, proposed"),
        ("{id: good, label: {vi: x, en: y}}", "the id good is used twice; every term has its own"),
    ],
)
def test_a_wrong_term_is_told_on_its_line_and_the_others_stay(term: str, problem: str) -> None:
    vocabulary, problems = read_vocabulary("harms", f"{HEAD}{GOOD}  - {term}\n", "f", Term)
    assert list(vocabulary.terms) == ["good"]
    assert [told.text(str) for told in problems] == [f"f:4: {problem}"]


@pytest.mark.parametrize("id", ["a b", "a/b", "á", "a_b", "-a", "a--b", "<script>", "../x", "'a '' b'"])
def test_an_id_that_no_address_can_carry_is_refused(id: str) -> None:
    vocabulary, problems = read_vocabulary(
        "harms", f"{HEAD}{GOOD}  - {{id: {id}, label: {{vi: x, en: y}}}}\n", "f", Term
    )
    assert list(vocabulary.terms) == ["good"]
    assert "cannot be used in an address" in problems[0].text(str)


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("# nothing\n", ["f:1: title is missing; add it", "f:1: terms is missing; add it"]),
        ("title: {vi: a, en: b}\nterms: x\n", ["f:2: terms cannot be x; correct it"]),
        ("title: {vi: a, en: b}\nterms:\n", ["f:2: terms is empty; fill it in"]),
        ("title: a\nterms: []\n", ["f:1: title cannot be a; correct it"]),
        ("- a\n", ["f:1: fields are expected here, one `name: value` a line"]),
        ("title: {vi: a, en: b}\nterms:\n  - x\n", ["f:3: terms.0 cannot be x; correct it"]),
    ],
)
def test_what_is_no_list_is_refused_whole(text: str, problems: list[str]) -> None:
    with pytest.raises(Unreadable) as caught:
        read_vocabulary("harms", text, "f", Term)
    assert [told.text(str) for told in caught.value.problems] == problems


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "//evil.example",
        "https://user@evil.example/",
        "https://",
        "file:///etc/passwd",
        "https://a b",
    ],
)
def test_a_source_leads_to_the_web_or_nowhere(url: str) -> None:
    text = f"{HEAD}  - {{id: a, label: {{vi: x, en: y}}, url: '{url}'}}\n"
    assert [told.text(str) for told in read_vocabulary("sources", text, "f", Source)[1]] == [
        f"f:3: url cannot be {url}; correct it"
    ]


@pytest.mark.parametrize("date", ["2025", "2025-10", "2025-10-22"])
def test_a_source_is_of_a_year_a_month_or_a_day(date: str) -> None:
    text = f"{HEAD}  - {{id: a, label: {{vi: x, en: y}}, date: {date}}}\n"
    assert read_vocabulary("sources", text, "f", Source)[0].terms["a"].date == date


def test_a_day_beyond_the_calendar_stops_nobody(write: Write, edition: ReadEdition, problems: Problems) -> None:
    line = "  - {id: x, section: danger, name: {vi: a, en: b}, place: VN, state: verified, verified_on: %s}\n"
    write("helplines/helplines.yaml", raw=HEAD + line % "9999-12-31" + line.replace("id: x", "id: y") % "2026-11-24")
    assert problems() == ["content/helplines/helplines.yaml:3: verified_on cannot be 9999-12-31; correct it"]
    assert list(edition().vocabularies["helplines"].terms) == ["y"]


@pytest.mark.parametrize(
    ("checked", "state", "told"),
    [("2026-05-01", "verified", True), ("2026-05-01", "to-confirm", False), ("2026-05-28", "verified", False)],
)
def test_a_helpline_that_was_checked_long_ago_must_say_so(
    write: Write, edition: ReadEdition, checked: str, state: str, told: bool
) -> None:
    lines = f"  - id: a\n    section: danger\n    name: {{vi: x, en: y}}\n    place: VN\n    state: {state}\n    verified_on: {checked}\n"
    write("helplines/helplines.yaml", raw=HEAD + lines)
    found = edition(datetime(2026, 11, 24, 9, 0, tzinfo=HANOI))
    cure = "more than 180 days ago; check it again, or write state: to-confirm"
    assert [problem.text(str) for problem in found.problems] == [
        f"content/helplines/helplines.yaml:8: a was last checked on {checked}, {cure}"
    ] * told
    assert list(found.vocabularies["helplines"].terms) == ["a"]


def test_a_feature_gives_its_list_a_model_of_its_own(write: Write, problems: Problems) -> None:
    write("vocabulary/figures.yaml", raw=HEAD + "  - {id: a, label: {vi: x, en: y}}\n")
    assert problems() == [
        "content/vocabulary/figures.yaml:3: place is missing; add it",
        "content/vocabulary/figures.yaml:3: value is missing; add it",
    ]


@pytest.mark.parametrize("number", [".inf", "nan", "-inf", "1e999"])
def test_a_number_of_a_chart_is_finite(write: Write, problems: Problems, number: str) -> None:
    write(
        "vocabulary/figures.yaml",
        raw=HEAD
        + f"  - {{id: a, label: {{vi: x, en: y}}, place: {{vi: x, en: y}}, value: {{vi: x, en: y}}, percent: {number}}}\n",
    )
    assert problems() == [f"content/vocabulary/figures.yaml:3: percent cannot be {number}; correct it"]


def test_a_list_that_breaks_keeps_its_last_good_form(write: Write, edition: ReadEdition, problems: Problems) -> None:
    write("vocabulary/harms.yaml", raw=HEAD + GOOD)
    edition()
    write(
        "vocabulary/harms.yaml",
        raw=HEAD + GOOD.replace("good}", "good}").replace("{vi: tốt", "{vi: khác") + "  - {id: a}\n",
    )
    assert problems() == ["content/vocabulary/harms.yaml:4: label is missing; add it"]
    assert edition().vocabularies["harms"].terms["good"].label.vi == "tốt"


def test_a_list_that_was_never_good_shows_what_is_good_of_it(write: Write, edition: ReadEdition) -> None:
    write("vocabulary/harms.yaml", raw=HEAD + GOOD + "  - {id: a}\n")
    assert list(edition().vocabularies["harms"].terms) == ["good"]


def test_a_broken_list_is_told_once_and_not_at_every_mention(write: Write, problems: Problems) -> None:
    write("vocabulary/organisations.yaml", raw="title: a: b\n")
    write("people/a.vi.md", f"{PAGE}\noffice: x\norganisation: un")
    assert problems() == [
        "content/vocabulary/organisations.yaml:1: a value that contains a colon and a space must stand in quotation marks"
    ]


def test_a_list_that_is_not_there_is_told_where_it_is_needed(write: Write, problems: Problems) -> None:
    write("people/a.vi.md", f"{PAGE}\noffice: x\norganisation: un")
    assert problems() == [
        "content/people/a.vi.md:5: organisation: there is no vocabulary organisations; add the list to content/vocabulary"
    ]


def test_one_list_in_two_files_is_told(write: Write, problems: Problems) -> None:
    write("vocabulary/harms.yaml", raw=HEAD + GOOD)
    write("vocabulary/harms.yml", raw=HEAD + GOOD)
    write("pages/harms.yaml", raw=HEAD + GOOD)
    assert problems() == [
        "content/vocabulary/harms.yaml:1: the list harms is in content/pages/harms.yaml already; join the two",
        "content/vocabulary/harms.yml:1: the list harms is in content/pages/harms.yaml already; join the two",
    ]


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        ("Harms.yaml", "harms.yaml"),
        ("tổn hại.yaml", "ton-hai.yaml"),
        ("harms.YAML", "harms.yaml"),
        ("a_b.yml", "a-b.yaml"),
    ],
)
def test_a_list_with_a_name_that_will_not_do_is_told_one_that_will(
    write: Write, problems: Problems, name: str, cure: str
) -> None:
    write(f"vocabulary/{name}", raw=HEAD + GOOD)
    assert problems() == [
        f"content/vocabulary/{name}:1: a list’s name has lower-case letters a–z, digits and hyphens; rename it to {cure}"
    ]


def test_a_list_among_the_exhibits_is_told(write: Write, problems: Problems) -> None:
    write("exhibits/harms.yaml", raw=HEAD + GOOD)
    assert problems() == ["exhibits/harms.yaml:1: lists of terms are read in content/vocabulary; move it there"]
