"""What one file names of another: codes, entries, headings, sources and earlier slugs are there, or told with their nearest."""

from collections.abc import Callable
from pathlib import Path

import pytest
from desk import SESSION, terms

from hub.content.edition import Edition

Write = Callable[..., Path]
Problems = Callable[[], list[str]]
ReadEdition = Callable[..., Edition]
PAGE = "title: {}\nupdated: 2026-11-24"


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
