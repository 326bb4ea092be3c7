"""An Edition: in order, and as of one moment; what a Reader notes of what it was asked."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from desk import SESSION, TERMS, terms
from hypothesis import given
from hypothesis import strategies as st
from patience import patiently

from hub.content.assemble import boundaries
from hub.content.edition import Edition
from hub.content.keys import ClockKey, EntryKey, Key, KindKey, PlaceKey, TermsKey
from hub.content.model.dates import HANOI
from hub.features.agenda.model import Session
from hub.features.library.model import Practice
from hub.features.pages.model import Page

Write = Callable[..., Path]
Problems = Callable[[], list[str]]
ReadEdition = Callable[..., Edition]
PAGE = "title: {}\nupdated: 2026-11-24"


def session(
    write: Write, slug: str, starts: str, minutes: int = 30, room: str = "sanh", status: str = "indicative"
) -> None:
    write(f"agenda/{slug}.vi.md", SESSION.format(starts, minutes, room, status))


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2025, 10, 22, hour, minute, tzinfo=HANOI)


# Order


def test_sessions_are_in_the_order_of_the_day(write: Write, edition: ReadEdition) -> None:
    session(write, "c", "09:00")
    session(write, "a", "10:00")
    session(write, "b", "09:00", room="hoi-truong")
    assert list(edition().entries["session"]) == ["b", "c", "a"]


def test_moments_in_different_zones_are_in_one_order(write: Write, edition: ReadEdition) -> None:
    session(write, "a", "09:00")
    session(write, "b", "01:30+00:00")
    assert list(edition().entries["session"]) == ["b", "a"]


def test_pages_with_the_same_place_are_in_the_order_of_their_slugs(write: Write, edition: ReadEdition) -> None:
    for slug, order in (("b", 2), ("a", 2), ("c", 1)):
        write(f"pages/{slug}.vi.md", f"{PAGE.format(slug)}\norder: {order}")
    assert list(edition().entries["page"]) == ["c", "a", "b"]


def test_people_are_in_vietnamese_order_of_their_given_names(write: Write, edition: ReadEdition) -> None:
    for slug, name in (("d1", "Đặng An"), ("d2", "Dương Bình"), ("e", "Em"), ("a", "Ấn"), ("b", "Bảo")):
        write(f"people/{slug}.vi.md", f"{PAGE.format(name)}\noffice: x")
    assert list(edition().entries["person"]) == ["d1", "a", "b", "d2", "e"]


def test_every_kind_is_there_even_when_it_is_empty(edition: ReadEdition) -> None:
    assert set(edition().entries) == {"session", "person", "statement", "room", "work", "tour", "practice", "page"}


# Drafts and withdrawn entries


def test_a_draft_is_shown_only_when_asked_for(write: Write, edition: ReadEdition) -> None:
    write("pages/a.vi.md", f"{PAGE.format('A')}\ndraft: true\naliases: [old]")
    assert (list(edition().entries["page"]), list(edition(drafts=True).entries["page"])) == ([], ["a"])
    assert (edition().aliases, edition(drafts=True).aliases) == ({}, {("page", "old"): "a"})


def test_a_draft_in_either_file_holds_back_both(write: Write, edition: ReadEdition) -> None:
    write("pages/a.vi.md", PAGE.format("A"))
    write("pages/a.en.md", f"{PAGE.format('A')}\ndraft: true")
    assert list(edition().entries["page"]) == []


def test_a_draft_moves_no_clock(write: Write, edition: ReadEdition) -> None:
    write("agenda/a.vi.md", SESSION.format("10:00", 30, "sanh", "indicative") + "\ndraft: true")
    assert (edition().next_moment, edition(drafts=True).next_moment) == (None, at(10))


def test_a_reference_to_a_draft_dangles_for_nobody(write: Write, edition: ReadEdition, problems: Problems) -> None:
    write("pages/a.vi.md", f"{PAGE.format('A')}\ndraft: true")
    write("pages/b.vi.md", f"{PAGE.format('B')}\nrelated: [page/a]")
    assert problems() == []
    assert list(edition().read_in("vi").named(["page/a"])) == []


def test_a_withdrawn_entry_is_found_by_its_address_and_listed_nowhere(write: Write, edition: ReadEdition) -> None:
    write("pages/a.vi.md", f"{PAGE.format('A')}\nstatus: withdrawn")
    reader = edition().read_in("vi")
    found = reader.find(Page, "a")
    assert found is not None and found.withdrawn
    assert (reader.all(Page), reader.cards(Page), list(reader.named(["page/a"])), reader.card("page/a")) == (
        [],
        [],
        [],
        None,
    )


def test_a_person_whose_identity_is_withheld_is_not_there(write: Write, edition: ReadEdition) -> None:
    write("people/a.vi.md", f"{PAGE.format('A')}\noffice: x\nidentity: withheld")
    assert "a" not in edition().cards["person"]


# Moments


def test_the_next_moment_is_the_first_that_has_not_come(write: Write, edition: ReadEdition) -> None:
    session(write, "a", "09:00", 45)
    session(write, "b", "10:00")
    moments = [edition(now).next_moment for now in (at(8), at(9), at(9, 44), at(9, 45), at(10, 30))]
    assert moments == [at(9), at(9, 45), at(9, 45), at(10), None]


def test_the_clock_of_pages_changes_only_at_a_moment(write: Write, edition: ReadEdition) -> None:
    session(write, "a", "09:00", 45)
    clocks = [edition(now).digests[ClockKey()] for now in (at(8), at(9), at(9, 44), at(9, 45))]
    assert (clocks[1] == clocks[2], len(set(clocks))) == (True, 3)


def test_a_helpline_counts_among_the_moments(write: Write, edition: ReadEdition) -> None:
    write(
        "helplines/helplines.yaml",
        raw=f"{TERMS}  - {{id: x, section: talk, name: {{vi: a, en: b}}, place: VN, state: verified, verified_on: 2026-01-01}}\n",
    )
    assert edition().next_moment == datetime(2026, 7, 1, tzinfo=HANOI)


@patiently
@given(
    st.lists(
        st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2030, 1, 1)).map(
            lambda moment: moment.replace(tzinfo=HANOI)
        )
    ),
    st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2030, 1, 1)),
)
def test_boundaries_lie_on_both_sides_of_now(moments: list[datetime], naive: datetime) -> None:
    now = naive.replace(tzinfo=UTC)
    before, after = boundaries(moments, now)
    assert before == max((moment for moment in moments if moment <= now), default=None)
    assert after == min((moment for moment in moments if moment > now), default=None)


def test_an_edition_is_of_its_moment(edition: ReadEdition) -> None:
    assert edition(at(9) + timedelta(seconds=1)).as_of == at(9, 0) + timedelta(seconds=1)


# Languages


def test_a_reader_gets_the_language_asked_for_or_the_one_that_is_there(write: Write, edition: ReadEdition) -> None:
    write("pages/a.vi.md", PAGE.format("Một"))
    write("pages/a.en.md", PAGE.format("One"))
    write("pages/b.vi.md", PAGE.format("Hai"))
    reader = edition().read_in("en")
    assert [(page.title, page.lang, reader.languages(page)) for page in reader.all(Page)] == [
        ("One", "en", ("vi", "en")),
        ("Hai", "vi", ("vi",)),
    ]


def test_labels_are_in_the_reader_s_language(write: Write, edition: ReadEdition) -> None:
    terms(write, "harms", "csam")
    vi, en = edition().read_in("vi"), edition().read_in("en")
    assert (
        vi.label("harms", "csam"),
        en.label("harms", "csam"),
        en.label("harms", "other"),
        en.label("none", "x"),
    ) == ("csam vi", "csam en", "other", "x")
    assert (vi.vocabulary_title("harms"), en.vocabulary_title("harms"), en.vocabulary_title("none")) == (
        "a",
        "b",
        "none",
    )


# What a page depends on

ASKED: dict[str, tuple[Callable[[object], object], set[Key]]] = {
    "now": (lambda reader: reader.now, {ClockKey()}),  # type: ignore[attr-defined]
    "find": (lambda reader: reader.find(Page, "a"), {EntryKey("page", "a")}),  # type: ignore[attr-defined]
    "find nothing": (lambda reader: reader.find(Page, "none"), {EntryKey("page", "none")}),  # type: ignore[attr-defined]
    "all": (lambda reader: reader.all(Page), {KindKey("page")}),  # type: ignore[attr-defined]
    "cards": (lambda reader: reader.cards(Page), {KindKey("page")}),  # type: ignore[attr-defined]
    "terms": (lambda reader: reader.terms("harms"), {TermsKey("harms")}),  # type: ignore[attr-defined]
    "label": (lambda reader: reader.label("harms", "x"), {TermsKey("harms")}),  # type: ignore[attr-defined]
    "title of a list": (lambda reader: reader.vocabulary_title("harms"), {TermsKey("harms")}),  # type: ignore[attr-defined]
    "card": (lambda reader: reader.card("page/a"), {PlaceKey("page", "a")}),  # type: ignore[attr-defined]
    "card by alias": (lambda reader: reader.card("page/old"), {PlaceKey("page", "old"), PlaceKey("page", "a")}),  # type: ignore[attr-defined]
    "nothing": (lambda reader: reader.kind_of(Page), set()),  # type: ignore[attr-defined]
}


@pytest.mark.parametrize("name", ASKED)
def test_a_reader_notes_what_it_was_asked_and_nothing_else(write: Write, edition: ReadEdition, name: str) -> None:
    write("pages/a.vi.md", f"{PAGE.format('A')}\naliases: [old]")
    terms(write, "harms", "x")
    ask, keys = ASKED[name]
    reads: set[Key] = set()
    ask(edition().read_in("vi", reads))
    assert reads == keys


def test_every_noted_key_of_what_is_there_has_a_digest(write: Write, edition: ReadEdition) -> None:
    write("pages/a.vi.md", f"{PAGE.format('A')}\naliases: [old]")
    terms(write, "harms", "x")
    shown = edition()
    for name, (ask, keys) in ASKED.items():
        if name != "find nothing":
            ask(shown.read_in("vi"))
            assert keys <= shown.digests.keys()


def changed(before: Edition, after: Edition) -> set[Key]:
    return {
        key for key in before.digests.keys() | after.digests.keys() if before.digests.get(key) != after.digests.get(key)
    }


def test_a_link_depends_on_the_place_of_its_target_and_not_on_its_words(write: Write, edition: ReadEdition) -> None:
    write("pages/a.vi.md", PAGE.format("Một"))
    before = edition()
    write("pages/a.vi.md", PAGE.format("Hai"), "chữ")
    assert PlaceKey("page", "a") not in changed(before, edition())


@pytest.mark.parametrize("more", ["\nstatus: withdrawn", "\ndraft: true"])
def test_a_link_depends_on_whether_its_target_is_shown(write: Write, edition: ReadEdition, more: str) -> None:
    write("pages/a.vi.md", PAGE.format("Một"))
    before = edition()
    write("pages/a.vi.md", PAGE.format("Một") + more)
    assert PlaceKey("page", "a") in changed(before, edition())


def test_a_link_by_an_earlier_slug_is_made_again_when_the_slug_is_taken_up(write: Write, edition: ReadEdition) -> None:
    write("pages/a.vi.md", PAGE.format("Một"))
    before, reads = edition(), set[Key]()
    before.read_in("vi", reads).card("page/old")
    write("pages/a.vi.md", f"{PAGE.format('Một')}\naliases: [old]")
    assert reads & changed(before, edition())


def test_another_order_changes_the_list(write: Write, edition: ReadEdition) -> None:
    for slug, order in (("a", 1), ("b", 2)):
        write(f"pages/{slug}.vi.md", f"{PAGE.format(slug)}\norder: {order}")
    before = edition()
    write("pages/a.vi.md", f"{PAGE.format('a')}\norder: 3")
    assert changed(before, edition()) == {KindKey("page"), EntryKey("page", "a")}


def test_what_is_hidden_is_known_from_outside(write: Write, edition: ReadEdition) -> None:
    session(write, "a", "09:00")
    assert not edition().cards["session"]["a"].hidden
    assert edition().registry.of(Session).name == "session" and edition().registry.of(Practice).folder == "library"
