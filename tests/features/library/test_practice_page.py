"""The page of an entry: short first, the facts early, every section within reach, its place, its kin, its weight."""

import re
from functools import cache
from pathlib import Path

import brotli
import pytest
from built import Built, Element, Page, small_site
from client import Client
from own import own_site
from small import put, small

from hub.content.write.translation_marks import mark_done
from hub.features.library.model import FIRST, SECTIONS, Practice
from hub.features.library.response import response
from hub.web.inline_script import SCRIPT

A_ROUND_TRIP = 14 * 1024  # bytes of HTML and CSS, compressed
LANGS = ("vi", "en")
ENTRY = "content/library/duong-day.vi.md"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The hub's own content."""
    return own_site(tmp_path_factory.mktemp("practice-page"))


def asked(root: Path, lang: str = "en", **given: str) -> Page:
    """The page of the small content's entry, as the files say now."""
    return Client(root, **given).page(f"/{lang}/library/duong-day/")


def entries(own: Built, lang: str) -> list[Practice]:
    return own.worker.edition().read_in("vi" if lang == "vi" else "en").all(Practice)


@cache
def page_of(own: Built, lang: str, slug: str) -> Page:
    """The page of an entry, taken apart once for all tests that look at it."""
    return Page(own.ask(f"/{lang}/library/{slug}/").text)


def place(page: Page, **attributes: str) -> int:
    """Where on the page the first element with these attributes begins."""
    wanted = {name.rstrip("_"): value for name, value in attributes.items()}
    return next(i for i, each in enumerate(page.elements) if all(each.get(a) == value for a, value in wanted.items()))


def folded(element: Element) -> bool:
    return element.inside("details") and element.inside("main")


@pytest.mark.parametrize("lang", LANGS)
def test_every_entry_fits_into_the_first_round_trip(own: Built, lang: str) -> None:
    heavy, weigh = {}, cache(lambda sheet: len(brotli.compress(own.ask(sheet).body)))
    for practice in entries(own, lang):
        page = page_of(own, lang, practice.slug)
        sheets = [
            link["href"]
            for link in page.all("link")
            if link.get("rel") == "stylesheet" and not link.get("media") and not link.inside("noscript")
        ]
        weight = len(brotli.compress(page.source.replace(SCRIPT, "").encode())) + sum(map(weigh, sheets))
        if weight > A_ROUND_TRIP:
            heavy[practice.slug] = weight
    assert heavy == {}


@pytest.mark.parametrize("lang", LANGS)
def test_four_sections_stand_open_and_every_other_one_is_folded(own: Built, lang: str) -> None:
    for practice in entries(own, lang):
        page = page_of(own, lang, practice.slug)
        by_id = {each.get("id"): each for each in page.elements if each.get("id") in SECTIONS}
        assert [id for id, each in by_id.items() if not folded(each)] == list(FIRST)
        assert [id for id, each in by_id.items() if folded(each)] == [id for id in SECTIONS if id not in FIRST]
        assert [each for each in page.all("details") if "open" in each.attributes] == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_table_of_contents_reaches_every_section(own: Built, lang: str) -> None:
    for practice in entries(own, lang):
        page = page_of(own, lang, practice.slug)
        reached = [each["href"][1:] for each in page.all("a") if each.inside("nav") and each["href"].startswith("#")]
        ids = {each.get("id") for each in page.elements}
        assert set(reached) <= ids
        assert {*SECTIONS, "summary", "sources-of-this-practice", "facts-title"} <= set(reached)
        assert ("figures-of-this-practice" in reached) == bool(practice.indicators)


@pytest.mark.parametrize("lang", LANGS)
def test_facts_come_after_what_a_reader_must_know_and_before_the_text(own: Built, lang: str) -> None:
    for practice in entries(own, lang):
        page = page_of(own, lang, practice.slug)
        order = [place(page, class_="short"), place(page, class_="facts"), place(page, id="approach")]
        order = [place(page, class_="notice notice-note"), *order] if practice.content_note else order
        assert order == sorted(order)


@pytest.mark.parametrize("lang", LANGS)
def test_each_figure_names_its_source_with_its_date_and_leads_to_it(own: Built, lang: str) -> None:
    for practice in entries(own, lang):
        page = page_of(own, lang, practice.slug)
        reader = own.worker.edition().read_in("vi" if lang == "vi" else "en")
        sources = {source.id: source for source in practice.sources}
        rows = [each for each in page.all("a") if each.get("href").startswith("#source-") and in_figures(each)]
        assert [each["href"] for each in rows] == [f"#source-{one.source}" for one in practice.indicators]
        for link, one in zip(rows, practice.indicators, strict=True):
            source, cell = sources[one.source], link.parent.text if link.parent else ""
            publisher = source.publisher if isinstance(source.publisher, str) else reader.words(source.publisher)
            assert source.date[:4] in cell and " ".join(publisher.split()) in cell


def in_figures(element: Element) -> bool:
    """Whether an element stands in the table of figures."""
    around = element.parent
    return around is not None and (around.get("class") == "indicators" or in_figures(around))


@pytest.mark.parametrize("lang", LANGS)
def test_the_level_of_evidence_is_explained_where_it_stands(own: Built, lang: str) -> None:
    reader = own.worker.edition().read_in("vi" if lang == "vi" else "en")
    for practice in entries(own, lang):
        term = reader.term("evidence", practice.evidence)
        assert term is not None and term.note is not None
        facts = next(each for each in page_of(own, lang, practice.slug).all("aside") if "side" in each["class"])
        assert reader.words(term.note) in facts.text


def test_the_place_of_an_entry_in_the_model_is_counted_from_its_capabilities(own: Built) -> None:
    reader = own.worker.edition().read_in("en")
    for practice in entries(own, "en"):
        place = response(reader, practice)
        assert (place.touched, place.capabilities) == (len(practice.capabilities), len(reader.terms("mnr-2016")))
        assert len(place.domains) == 6 and sum(map(sum, (domain.marks for domain in place.domains))) == place.touched
        page = page_of(own, "en", practice.slug)
        if place.touched:
            section = next(each for each in page.all("section") if each.get("id") == "response-of-this-practice")
            assert f"{place.touched} of the 21" in section.text
            assert section.text.count("■") == place.touched and section.text.count("□") == 21 - place.touched
            assert all(name in section.text for domain in place.domains for name in (domain.name, *domain.touched))


def test_an_entry_past_its_review_says_so_at_the_top(tmp_path: Path) -> None:
    root = small(tmp_path)
    assert "was due to be checked again by 24 May 2027" in asked(root, now="2027-05-25T12:00").source
    assert "was due to be checked" not in asked(root).source


def test_a_starter_entry_invites_the_institution_where_there_is_somebody_to_write_to(tmp_path: Path) -> None:
    page = asked(small(tmp_path), contact="hub@example.org")
    section = next(each for each in page.all("section") if each.get("id") == "take-over")
    assert "Department of Children" in section.text and "hub@example.org" in section.text


def test_without_an_address_nobody_is_invited(tmp_path: Path) -> None:
    page = asked(small(tmp_path))
    assert [each for each in page.elements if each.get("id") == "take-over"] == []
    assert "rewrite" not in page.main.text


def test_an_entry_confirmed_by_its_institution_invites_nobody(tmp_path: Path) -> None:
    file = small(tmp_path) / ENTRY
    assert "take-over" in asked(tmp_path, contact="hub@example.org").source
    put(file, file.read_text("utf-8").replace('status: "starter"', 'status: "confirmed"'))
    assert "take-over" not in asked(tmp_path, contact="hub@example.org").source


def test_without_its_short_words_the_summary_stands_open(tmp_path: Path) -> None:
    root = small(tmp_path)
    for lang in LANGS:
        file = root / f"content/library/duong-day.{lang}.md"
        put(file, re.sub(r"^in_short: .*\n", "", file.read_text("utf-8"), flags=re.M))
    page = asked(root, "vi")
    (lead,) = (each for each in page.all("p") if "lead" in each.get("class").split())
    assert lead.text == "Đường dây hỗ trợ: tóm tắt." and not folded(lead)
    assert [each for each in page.elements if each.get("id") == "summary"] == []


def test_a_text_in_the_other_language_alone_is_marked_in_every_part(tmp_path: Path) -> None:
    (small(tmp_path) / "content/library/duong-day.en.md").unlink()
    page = asked(tmp_path)
    assert "Not yet in English" in page.main.text
    for id in SECTIONS:
        (section,) = (each for each in page.elements if each.get("id") == id)
        assert section.lang == "vi"
    assert next(each for each in page.all("aside") if each.get("class") == "side").lang == "en"


def test_what_is_older_than_the_original_is_named_section_by_section(tmp_path: Path) -> None:
    hub = small_site(tmp_path)
    group = hub.builder.archive.group(("practice", "duong-day"))
    assert group is not None and group.kind is not None
    mark_done(group.kind, group.documents, "en")
    hub.build()
    assert "Changed in the original" not in hub.ask("/en/library/duong-day/").text
    file = hub.root / ENTRY
    text = file.read_text("utf-8").replace("Phần results [@own]", "Phần kết quả [@own]")
    put(file, text.replace('summary: "', 'summary: "Mới: ').replace("Phần help [@own]", "Phần giúp [@own]"))
    hub.build()
    page = Page(hub.ask("/en/library/duong-day/").text)
    (line,) = (each for each in page.all("p") if each.text.startswith("Changed in the original"))
    assert line.text == "Changed in the original since then: Summary, Part results, Part help"
    assert [each["href"] for each in page.all("a") if each.parent is line] == ["#summary", "#results", "#help"]
    assert "Changed in the original" not in hub.ask("/vi/library/duong-day/").text
