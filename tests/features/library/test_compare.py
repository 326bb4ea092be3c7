"""Entries of the library side by side: what is chosen, what is left out, and what the tables say."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from built import Built, Element, Page, small_site
from entries import entry
from hypothesis import given, settings
from hypothesis import strategies as st
from small import put

from hub.features.library.overview.comparison import MOST_OFFERED, offer
from hub.features.library.overview.outline import Outline

LONG = "A sentence that is long enough to be one of many in a paragraph. " * 4
TEXTS = {"problem": f"{LONG}[@own]\n\n{LONG}", "limits": "Few."}
INDICATOR = {
    "id": "calls", "name": {"vi": "Cuộc gọi", "en": "Calls"}, "value": {"vi": "1.000", "en": "1,000"}, "unit": {"vi": "cuộc", "en": "calls"},
    "period": {"vi": "năm 2024", "en": "2024"}, "source": "own",
}  # fmt: skip
LEVEL = {
    "id": "unrated", "label": {"vi": "chưa xếp mức", "en": "unrated"}, "short": {"vi": "chưa ai xếp", "en": "nobody has rated it"},
    "note": {"vi": "Không nói là có tác dụng hay không.", "en": "That does not say whether it works."},
}  # fmt: skip


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small content with entries that differ, one in English alone, one withdrawn, one that is a draft."""
    built = small_site(root := tmp_path_factory.mktemp("compare"))
    terms = {"title": {"vi": "Bằng chứng", "en": "Evidence"}, "terms": [LEVEL]}
    put(root / "content/vocabulary/evidence.yaml", json.dumps(terms, ensure_ascii=False))
    entry(root, "mot", "Mục một", "Entry one", TEXTS, capabilities=["mnr-01"], indicators=[INDICATOR])
    texts = {"problem": "Short [@own].", "own-part": "100% own."}
    entry(root, "hai", "Mục hai", "Entry two", texts, countries=["AU", "VN"], aliases=["hai-cu"], status="confirmed")
    entry(root, "ba", "", "Entry three", {"problem": "In English."})
    entry(root, "rut", "Mục rút", "Withdrawn one", status="withdrawn")
    entry(root, "nhap", "Mục nháp", "A draft", draft=True)
    built.build()
    return built


def compared(hub: Built, *slugs: str, lang: str = "en") -> Page:
    return asked(hub, f"/{lang}/library/compare/?{urlencode([('id', slug) for slug in slugs])}")


@cache
def asked(hub: Built, target: str) -> Page:
    """The page of an address, which many tests look at, of a site that nothing changes any more."""
    answer = hub.ask(target)
    assert answer.status == 200
    return Page(answer.text)


def columns(page: Page) -> list[str]:
    """What stands above the columns of the first table."""
    tables = page.all("table")
    return [each.text for each in page.all("th") if each.get("scope") == "col" and _table(each) is tables[0]]


def _table(element: Element | None) -> Element | None:
    while element is not None and element.tag != "table":
        element = element.parent
    return element


def row(page: Page, heading: str) -> list[str]:
    """The cells of the row that has this heading."""
    heads = [each for each in page.all("th") if each.get("scope") == "row" and each.text.startswith(heading)]
    assert len(heads) == 1, f"{len(heads)} rows are called {heading}"
    return [each.text for each in page.all("td") if each.parent is heads[0].parent]


def headings(page: Page) -> list[str]:
    return [each.text for each in page.all("th") if each.get("scope") == "row"]


def links(page: Page) -> list[str]:
    return [each.get("href") for each in page.all("a")]


def test_entries_stand_in_the_order_of_the_address_each_once(hub: Built) -> None:
    found = columns(compared(hub, "hai", "mot", "hai"))
    assert [re.sub(r"^\d · ", "", each) for each in found] == ["Australia, Viet Nam" + "Entry two", "Viet NamEntry one"]


def test_every_table_has_headers_of_rows_and_columns(hub: Built) -> None:
    page = compared(hub, "mot", "hai")
    assert len(page.all("table")) == 3
    for table in page.all("table"):
        scopes = [each.get("scope") for each in page.all("th") if _table(each) is table]
        assert scopes.count("col") == 2
        assert scopes.count("row") == len(scopes) - 2 > 0
    assert page.faults == []


def test_what_is_the_same_is_said_once_and_in_words(hub: Built) -> None:
    assert row(compared(hub, "mot", "hai"), "Level") == ["NationalThe same in all"]
    assert row(compared(hub, "mot", "hai", lang="vi"), "Cấp") == ["Quốc giaGiống nhau ở mọi mục"]
    assert row(compared(hub, "mot", "hai"), "Approach") == ["Words on approach [1].The same in all"]


def test_what_differs_is_said_of_each_with_its_country(hub: Built) -> None:
    assert row(compared(hub, "mot", "hai"), "Status") == ["1 · Viet NamStarter", "2 · Australia, Viet NamConfirmed"]


def test_values_that_all_share_are_named_beside_the_fact(hub: Built) -> None:
    page = compared(hub, "mot", "hai")
    assert [each for each in headings(page) if each.startswith("Countries")] == ["CountriesIn all: Viet Nam"]


def test_a_fact_of_one_is_nothing_said_of_the_other_and_of_none_no_row(hub: Built) -> None:
    page = compared(hub, "mot", "hai")
    assert row(page, "Capabilities")[1].endswith("Nothing said")
    assert not [each for each in headings(page) if each.startswith("Legal basis")]
    assert [each for each in headings(compared(hub, "hai", "ba")) if each.startswith("Capabilities")] == []


def test_sections_stand_in_the_order_of_the_template_and_those_of_authors_after_them(hub: Built) -> None:
    page = compared(hub, "mot", "hai")
    shown = [each for each in headings(page) if each in ("Problem", "Limits", "Part own-part", "Approach")]
    assert shown == ["Problem", "Approach", "Limits", "Part own-part"]


def test_of_a_long_section_the_first_paragraph_shows_and_the_rest_is_folded(hub: Built) -> None:
    page = compared(hub, "mot", "hai")
    folded = [each for each in page.all("details") if each.inside("table")]
    assert len(folded) == 1  # "Limits" and the problem of the other are short
    assert folded[0].text.startswith("Read onA sentence that is long enough")
    assert row(page, "Problem")[0].count(LONG.strip()) == 2


def test_every_citation_leads_to_the_source_of_its_own_entry(hub: Built) -> None:
    page = compared(hub, "mot", "hai")
    ids = [each["id"] for each in page.elements if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    inside = [each.removeprefix("#") for each in links(page) if each.startswith("#")]
    assert {"mot-source-own", "hai-source-own"} <= set(inside) <= set(ids)


def test_figures_name_their_value_period_and_source(hub: Built) -> None:
    assert row(compared(hub, "mot", "hai"), "Figures")[0].endswith("1,000 calls: Calls (2024) Source 1")


def test_the_evidence_level_is_explained_where_it_stands(hub: Built) -> None:
    said = row(compared(hub, "mot", "hai"), "Evidence level")
    assert said == ["Unrated (nobody has rated it)That does not say whether it works.The same in all"]


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("khong-co", "The library has no entry called “khong-co”"),
        ("nhap", "The library has no entry called “nhap”"),
        ("rut", "The entry “rut” has been withdrawn"),
    ],
)
def test_what_is_no_public_entry_is_named_and_left_out(hub: Built, slug: str, words: str) -> None:
    page = compared(hub, "mot", slug, "hai")
    assert len(columns(page)) == 2
    assert words in page.main.text


def test_four_entries_that_are_named_often_are_four(hub: Built) -> None:
    page = compared(hub, "mot", "hai", "ba", "duong-day", "mot", "hai-cu")
    assert len(columns(page)) == 4
    assert "A comparison holds four entries: the first" not in page.main.text


def test_a_fifth_entry_is_left_out_in_a_sentence(tmp_path: Path) -> None:
    built = small_site(tmp_path)
    for number in range(5):
        entry(tmp_path, f"so-{number}", f"Mục {number}", f"Entry {number}")
    built.build()
    page = compared(built, *(f"so-{number}" for number in range(5)))
    assert [each[-7:] for each in columns(page)] == [f"Entry {number}" for number in range(4)]
    assert "A comparison holds four entries: the first four are shown, and 1 is left out." in page.main.text
    assert page.all("select") == []


@pytest.mark.parametrize(("slugs", "choices"), [((), 2), (("mot",), 1), (("nhap",), 2)])
def test_with_fewer_than_two_there_is_the_form_to_choose(hub: Built, slugs: tuple[str, ...], choices: int) -> None:
    page = compared(hub, *slugs)
    assert page.all("table") == []
    chosen = [each for each in page.all("select") if each.get("name") == "id"]
    assert len(chosen) == choices
    kept = [each["value"] for each in page.all("input") if each.get("name") == "id"]
    assert kept == [slug for slug in slugs if slug == "mot"]
    offered = {each["value"] for each in page.all("option")} - {""}
    assert offered == {"mot", "hai", "ba", "duong-day"} - set(kept)


def test_an_earlier_slug_is_the_entry_of_today(hub: Built) -> None:
    assert len(columns(compared(hub, "hai-cu", "hai", "mot"))) == 2


def test_a_link_removes_each_entry_and_keeps_the_others(hub: Built) -> None:
    hrefs = [each for each in links(compared(hub, "mot", "hai", "ba")) if each.startswith("/en/library/compare/")]
    assert hrefs == [f"/en/library/compare/?{kept}" for kept in ("id=hai&id=ba", "id=mot&id=ba", "id=mot&id=hai")]


def test_a_text_in_the_other_language_is_marked_as_such(hub: Built) -> None:
    page = compared(hub, "mot", "ba", lang="vi")
    said = [each for each in page.all("p") if each.text == "In English."]
    assert [each.lang for each in said] == ["en"]
    head = next(each for each in page.all("span") if each.text == "Entry three" and each.inside("th"))
    assert head.lang == "en"


def test_the_page_is_not_to_be_indexed_and_in_no_sitemap(hub: Built) -> None:
    page = compared(hub, "mot", "hai")
    assert [each["content"] for each in page.all("meta") if each.get("name") == "robots"] == ["noindex"]
    assert "/compare/" not in hub.ask("/sitemap.xml").text


def test_a_note_on_content_comes_before_every_text(tmp_path: Path) -> None:
    built = small_site(tmp_path)
    entry(tmp_path, "ghi-chu", "Mục ghi chú", "Noted")
    file = tmp_path / "content/library/ghi-chu.en.md"
    put(file, file.read_text("utf-8").replace("title:", 'content_note: "Speaks of violence."\ntitle:', 1))
    built.build()
    text = compared(built, "duong-day", "ghi-chu").main.text
    assert 0 < text.index("Speaks of violence.") < text.index("Noted: in short.")


def test_of_very_many_entries_the_form_offers_those_of_a_country() -> None:
    class Names:
        lang = "en"

        def label(self, vocabulary: str, code: str) -> str:
            return f"the country {code}"

    entries = [
        Outline("practice", f"e-{number}", "", "en", f"E {number}", False, ("VN" if number % 2 else "AU",), (), (), ())
        for number in range(MOST_OFFERED + 2)
    ]
    reader: Any = Names()
    first = offer(reader, entries, ["e-0"], "")
    assert (first.groups, [code for code, _ in first.countries]) == ([], ["AU", "VN"])
    assert offer(reader, entries, ["e-0"], "XX") == first
    then = offer(reader, entries, ["e-0"], "AU")
    assert [(name, len(found)) for name, found in then.groups] == [("the country AU", MOST_OFFERED // 2)]
    few = offer(reader, entries, ["e-0", "e-1"], "")
    assert (few.countries, sum(len(found) for _, found in few.groups)) == ([], MOST_OFFERED)


@settings(max_examples=40, deadline=None)
@given(
    ids=st.lists(st.text(max_size=12) | st.sampled_from(["mot", "hai", "rut", "nhap"]), max_size=8),
    country=st.text(max_size=5),
)
def test_any_query_gives_a_page(hub: Built, ids: list[str], country: str) -> None:
    pairs = [("id", each.encode("utf-8", "replace")) for each in ids] + [
        ("country", country.encode("utf-8", "replace"))
    ]
    assert hub.ask(f"/vi/library/compare/?{urlencode(pairs)}").status == 200


@pytest.mark.parametrize(
    "query", ["id=%ff%00&id=%", "id=" * 400, "&".join(f"id=x{n}" for n in range(600)), "country=%F0%9F&id=../../etc"]
)
def test_a_broken_query_gives_a_page(hub: Built, query: str) -> None:
    answer = hub.ask(f"/en/library/compare/?{query}")
    assert answer.status == 200
    assert len(answer.body) < 40_000


def test_the_menu_says_that_this_is_the_library(hub: Built) -> None:
    page = compared(hub, "mot", "hai")
    assert [link["href"] for link in page.all("a") if link.get("aria-current")] == ["/en/library/"]
