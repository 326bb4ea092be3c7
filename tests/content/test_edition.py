"""An Edition: in order, cross-checked, as of one moment; and what a Reader notes of what it was asked."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
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
SESSION = (
    "title: A\nsummary: s\nupdated: 2026-11-24\nstarts: 2025-10-22 {}\nminutes: {}\nroom: {}\nformat: panel\nstatus: {}"
)
TERMS = "title: {vi: a, en: b}\nterms:\n"


def terms(write: Write, name: str, *codes: str) -> None:
    write(
        f"vocabulary/{name}.yaml",
        raw=TERMS + "".join(f"  - {{id: {code}, label: {{vi: {code} vi, en: {code} en}}}}\n" for code in codes),
    )


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


# References


def test_a_code_that_no_list_has_is_told_its_nearest(write: Write, problems: Problems) -> None:
    terms(write, "organisations", "unicef", "un-women")
    write("people/a.vi.md", f"{PAGE.format('A')}\noffice: x\norganisation: unicf")
    assert problems() == [
        "content/people/a.vi.md:5: organisation: unicf is not a term of the vocabulary organisations; the nearest is unicef"
    ]


def test_a_code_of_either_of_two_lists_will_do(write: Write, problems: Problems) -> None:
    for name, code in (
        ("venue-rooms", "sanh"),
        ("session-formats", "panel"),
        ("themes", "design"),
        ("questions", "learning"),
    ):
        terms(write, name, code)
    for track in ("design", "learning", "dezign"):
        write(f"agenda/{track}.vi.md", SESSION.format("09:00", 30, "sanh", "indicative") + f"\ntrack: {track}")
    assert problems() == [
        "content/agenda/dezign.vi.md:10: track: dezign is not a term of the vocabulary themes questions; the nearest is design"
    ]


def test_a_code_in_a_list_is_told_on_its_own_line(write: Write, problems: Problems) -> None:
    for name, code in (("venue-rooms", "sanh"), ("session-formats", "panel"), ("languages", "vi")):
        terms(write, name, code)
    write("agenda/a.vi.md", SESSION.format("09:00", 30, "sanh", "indicative") + "\nlanguages:\n  - vi\n  - xx")
    assert problems() == [
        "content/agenda/a.vi.md:12: languages: xx is not a term of the vocabulary languages; write the id of one of its terms"
    ]


def test_a_code_in_the_file_that_holds_it_is_told_once(write: Write, problems: Problems) -> None:
    terms(write, "organisations", "un")
    write("people/a.vi.md", f"{PAGE.format('A')}\noffice: x\norganisation: xx")
    write("people/a.en.md", f"{PAGE.format('A')}\noffice: x")
    assert len(problems()) == 1 and problems()[0].startswith("content/people/a.vi.md:5:")


def test_a_related_entry_that_is_not_there_is_told_its_nearest(write: Write, problems: Problems) -> None:
    write("pages/themes.vi.md", PAGE.format("A"))
    write("pages/a.vi.md", f"{PAGE.format('A')}\nrelated:\n  - page/themes\n  - page/theme")
    assert problems() == ["content/pages/a.vi.md:6: theme: there is no page with this name; the nearest is themes"]


def test_a_kind_that_is_not_there_is_told_its_nearest(write: Write, problems: Problems) -> None:
    write("pages/a.vi.md", f"{PAGE.format('A')}\nrelated: [pages/a]")
    assert problems() == [
        "content/pages/a.vi.md:4: pages: there is no kind of content with this name; the nearest is page"
    ]


def test_a_reference_without_a_slug_is_told(write: Write, problems: Problems) -> None:
    write("pages/a.vi.md", f"{PAGE.format('A')}\nrelated: [page]")
    assert problems() == ["content/pages/a.vi.md:4: page: there is no page with this name; the nearest is a"]


def test_a_link_in_a_text_is_checked_on_its_line(write: Write, problems: Problems) -> None:
    write("pages/abc.vi.md", PAGE.format("A"), "một\n\n[hai](page/abd) [giúp](help)\n")
    assert problems() == ["content/pages/abc.vi.md:7: abd: there is no page with this name; the nearest is abc"]


def test_a_kind_whose_name_begins_like_help_is_no_exception(write: Write, problems: Problems) -> None:
    write("pages/a.vi.md", PAGE.format("A"), "[x](helpline/a)")
    assert "helpline: there is no kind of content with this name" in problems()[0]


def test_a_link_to_a_heading_that_is_not_there_is_told(write: Write, problems: Problems) -> None:
    write("pages/a.vi.md", PAGE.format("A"), "một\n\n[hai](#hai) [ba](#ba)\n\n## Ba {#ba}\n\nx")
    assert problems() == ["content/pages/a.vi.md:7: no heading here has the id hai; correct the link"]


def test_a_source_of_the_site_is_cited_by_any_page(write: Write, problems: Problems) -> None:
    terms(write, "sources", "report")
    write("pages/a.vi.md", PAGE.format("A"), "một [@report]\n\nhai [@reprot]\n")
    assert problems() == [
        "content/pages/a.vi.md:7: [@…]: reprot is not a term of the vocabulary sources; the nearest is report"
    ]


def test_a_practice_cites_its_own_sources_alone(write: Write, problems: Problems) -> None:
    source = "{id: own, title: t, publisher: p, url: 'https://a.b', accessed: 2026-11-24}"
    fields = "status: starter\ncountries: [VN]\nlevel: x\nstage: x\nyears: {from: 2017}\nlead: {vi: a, en: b}\nsectors: [x]\nthemes: [x]\nharms: [x]\nmeasures: [x]\naudiences: [x]\nevidence: x\nevidence_types: [x]\nverified_on: 2026-11-24\nreview_due: 2027-05-24\nsummary: s"
    write("library/a.vi.md", f"{PAGE.format('A')}\n{fields}\nsources: [{source}]", "một [@own]\n\nhai [@other]\n")
    assert (
        "content/library/a.vi.md:24: no source has the id other; add it to sources or correct the reference"
        in problems()
    )


def test_a_work_without_its_room_is_told(write: Write, problems: Problems) -> None:
    for name, code in (("consent-bases", "none"), ("sources", "s")):
        terms(write, name, code)
    write("exhibits/phong-2/index.vi.md", f"{PAGE.format('Phòng')}\norder: 1\nsummary: s")
    fields = "order: 1\nmedia: a.svg\ncredit: {vi: a, en: b}\nrights: CC0-1.0\nconsent: {basis: none}\nsources: [s]\nsummary: s\nmedium: m\nalt: a\ndescription: d"
    write("exhibits/phong-1/w/index.vi.md", f"{PAGE.format('Tác phẩm')}\n{fields}")
    write("exhibits/phong-1/w/a.svg", raw='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>')
    assert problems() == [
        "exhibits/phong-1/w/index.vi.md:1: phong-1: there is no room with this name; the nearest is phong-2"
    ]


# Aliases


def test_an_earlier_slug_leads_to_its_entry(write: Write, edition: ReadEdition, problems: Problems) -> None:
    write("pages/new.vi.md", f"{PAGE.format('A')}\naliases: [old, older]")
    write("pages/a.vi.md", f"{PAGE.format('B')}\nrelated: [page/old]")
    reader = edition().read_in("vi")
    assert (reader.alias("page", "older"), [page.slug for page in reader.named(["page/old"])], problems()) == (
        "new",
        ["new"],
        [],
    )


@pytest.mark.parametrize("alias", ["now", "Ưu-tiên", "../x", "a_b", "x.vi"])
def test_an_alias_is_a_slug(write: Write, problems: Problems, alias: str) -> None:
    write("pages/a.vi.md", f"{PAGE.format('A')}\naliases:\n  - {alias}")
    assert problems() == [f"content/pages/a.vi.md:5: aliases.0 cannot be {alias}; write for example aliases: [ten-cu]"]


@pytest.mark.parametrize("alias", ["a", "b", "c"])
def test_an_alias_that_is_in_use_is_told_on_its_line(write: Write, problems: Problems, alias: str) -> None:
    write("pages/a.vi.md", f"{PAGE.format('A')}\naliases: [c]")
    write("pages/b.vi.md", f"{PAGE.format('B')}\naliases:\n  - x\n  - {alias}")
    assert problems() == [f"content/pages/b.vi.md:6: the alias {alias} of b is in use; remove it"]


def test_an_alias_of_one_kind_is_free_for_another(write: Write, problems: Problems) -> None:
    write("pages/a.vi.md", f"{PAGE.format('A')}\naliases: [c]")
    write("people/b.vi.md", f"{PAGE.format('B')}\noffice: x\naliases: [c]")
    assert problems() == []


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
