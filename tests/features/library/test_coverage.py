"""What the library covers: every number against a count by hand, the picture, the links, and what an empty place says."""

import random
import shutil
from collections import Counter
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from built import Element, Page
from client import Client
from entries import entry
from hypothesis import given, settings
from hypothesis import strategies as st
from running import REPOSITORY

from hub import create_app
from hub.content.edition import Edition, Reader
from hub.features.library.overview import coverage
from hub.features.library.overview.lattice import SIZES, lattice
from hub.features.library.overview.outline import Outline
from hub.i18n.languages import LANGS
from hub.web.site import site_of

COUNTRIES = ("VN", "AU", "KR", "PH", "ASEAN")
CAPABILITIES = tuple(f"mnr-{number:02}" for number in range(1, 22))
HARMS = ("csam", "grooming", "doxxing")
MEASURES = ("hotline", "strategy", "law")
Facts = dict[str, list[str]]


def of_repository(root: Path) -> Path:
    """Copy the vocabularies of the site."""
    shutil.copytree(REPOSITORY / "content/vocabulary", root / "content/vocabulary")
    return root


@pytest.fixture(scope="module")
def written() -> list[Facts]:
    """The codes of some entries, by chance, and always the same."""
    chance = random.Random(22_10_2025)
    known = {"harms": HARMS, "measures": MEASURES, "countries": COUNTRIES[:4]}
    return [
        {name: chance.sample(codes, chance.randint(1, 3)) for name, codes in known.items()}
        | {"capabilities": chance.sample(CAPABILITIES[:18], chance.randint(0, 5))}
        for _ in range(25)
    ]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, written: list[Facts]) -> Client:
    root = of_repository(tmp_path_factory.mktemp("coverage"))
    for number, facts in enumerate(written):
        entry(root, f"muc-{number}", f"Mục {number}", f"Entry {number}", **facts)
    entry(root, "rut", "Đã rút", "Withdrawn", status="withdrawn", capabilities=["mnr-21"])
    entry(root, "nhap", "Nháp", "Draft", draft=True, capabilities=["mnr-21"])
    return Client(root)


@pytest.fixture(scope="module")
def page(client: Client) -> Page:
    return client.page("/en/library/coverage/")


def counted(facts: list[Facts], lines: str, columns: str) -> Counter[tuple[str, str]]:
    return Counter(pair for each in facts for pair in product(each[lines], each[columns]))


def table(page: Page, number: int) -> tuple[list[str], dict[str, list[str]]]:
    """The headings of the columns of a table, and the words of each line, by its heading."""
    inside = [each for each in page.elements if _place(page, each) == number]
    heads = [each.text for each in inside if each.tag == "th" and each.get("scope") == "col"]
    lines = {}
    for head in (each for each in inside if each.get("scope") == "row"):
        lines[head.text.removesuffix(": no entry")] = [
            each.text for each in inside if each.tag == "td" and each.parent is head.parent
        ]
    return heads, lines


def _place(page: Page, element: Element) -> int:
    while element.parent is not None:
        element = element.parent
        if element.tag == "table":
            return page.all("table").index(element)
    return -1


def number(cell: str) -> int:
    """The number in a cell, behind the heading that it has on a narrow screen."""
    return 0 if cell == "–no entry" else int(cell.rpartition(": ")[2])


@pytest.mark.parametrize(
    ("place", "lines", "columns", "vocabularies"),
    [(0, "countries", "capabilities", ("countries", "mnr-2016")), (1, "harms", "measures", ("harms", "measures"))],
    ids=["countries and capabilities", "harms and measures"],
)
def test_every_number_is_that_of_a_count_by_hand(
    client: Client,
    page: Page,
    written: list[Facts],
    place: int,
    lines: str,
    columns: str,
    vocabularies: tuple[str, str],
) -> None:
    reader = reader_of(client)
    names, heads = (reader.terms(vocabulary) for vocabulary in vocabularies)
    right = counted(written, lines, columns)
    _, shown = table(page, place)
    for code in {code for each in written for code in each[lines]}:
        label = names[code].label.en
        cells = shown[label[:1].upper() + label[1:]]
        assert [number(cell) for cell in cells[: len(heads)]] == [right[code, head] for head in heads]


def test_a_country_without_an_entry_has_no_line_and_what_is_not_public_does_not_count(page: Page) -> None:
    heads, lines = table(page, 0)
    assert len(lines) == 5  # four countries, and the sums
    assert [number(cells[20]) for cells in lines.values()] == [0] * 5
    assert [head.split(". ")[0] for head in heads[1:-1]] == [str(place) for place in range(1, 22)]


def test_the_sums_are_those_of_the_lines(page: Page) -> None:
    _, lines = table(page, 0)
    *countries, sums = lines.values()
    for cells in countries:
        assert number(cells[21]) == sum(number(cell) > 0 for cell in cells[:21])
    assert [number(cell) for cell in sums[:21]] == [
        sum(number(cells[place]) > 0 for cells in countries) for place in range(21)
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_every_number_leads_to_what_it_counts(client: Client, written: list[Facts], lang: str) -> None:
    page = client.page(f"/{lang}/library/coverage/")
    hrefs = [each["href"] for each in page.all("a") if each.inside("td") and "mnr-" in each.get("href")]
    right = counted(written, "countries", "capabilities")
    assert len(hrefs) == len(right)
    asked: dict[str, Page] = {}
    for href in hrefs:
        path, _, anchor = href.partition("#")
        there = asked.setdefault(path, client.page(path))
        country = path.split("/")[4]
        place = next(each for each in there.all("li") if each.get("id") == anchor)
        assert len([a for a in there.all("a") if _within(a, place)]) == right[country, anchor]


def _within(element: Element, outer: Element) -> bool:
    return element.parent is not None and (element.parent is outer or _within(element.parent, outer))


def test_a_number_of_a_harm_is_a_link_where_the_list_can_be_asked_for_it(client: Client, page: Page) -> None:
    routes = client.client.application.extensions["hub.routes"]  # type: ignore[attr-defined]
    can = {"harm", "measure"} <= set(routes.queries["library.index"])
    assert any("harm=csam&measure=" in each.get("href") for each in page.all("a")) == can


def test_an_empty_place_is_explained_and_said_in_words(page: Page) -> None:
    assert "It says nothing about the country" in page.main.text
    empty = [each for each in page.all("td") if each.get("class") == "none"]
    assert {each.text for each in empty} == {"–no entry"}


def test_the_picture_has_a_name_a_description_and_the_table_as_its_text(page: Page) -> None:
    picture = next(each for each in page.all("svg") if each.get("role") == "img")
    named = {each.get("id"): each.text for each in page.elements}
    assert picture["aria-label"] == "Picture: countries and capabilities"
    assert named[picture["aria-describedby"]].startswith("A line for each country")


def test_every_heading_says_what_it_heads(page: Page) -> None:
    assert {each.get("scope") for each in page.all("th")} == {"col", "row", "colgroup"}
    assert all(each.get("role") for each in page.all("table", "thead", "tbody", "tfoot", "tr", "td"))
    assert page.faults == []


def test_without_entries_there_is_no_table(tmp_path: Path) -> None:
    page = Client(of_repository(tmp_path)).page("/en/library/coverage/")
    assert page.all("table") == []
    assert "still empty" in page.main.text


def reader_of(client: Client) -> Reader:
    return site_of(client.client.application).edition.read_in("en")  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """The vocabularies of the site, and no entry."""
    root = of_repository(tmp_path_factory.mktemp("vocabularies"))
    edition: Edition = site_of(create_app((), Client(root).client.application.extensions["hub"].settings)).edition  # type: ignore[attr-defined]
    return edition.read_in("vi")


def some(codes: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(codes), max_size=4, unique=True).map(tuple)


def outline(countries: Any, capabilities: Any, harms: Any, measures: Any) -> Outline:
    return Outline("practice", "x", "", "vi", "X", False, countries, capabilities, harms, measures)


@settings(max_examples=50, deadline=None)
@given(
    entries=st.lists(
        st.builds(
            outline, some((*COUNTRIES, "no-country")), some((*CAPABILITIES, "none")), some(HARMS), some(MEASURES)
        ),
        max_size=12,
    )
)
def test_tables_and_picture_agree_with_a_count_of_any_entries(reader: Reader, entries: list[Outline]) -> None:
    by_country, by_harm = coverage.by_country(reader, entries), coverage.by_harm(reader, entries)
    for grid, of_line, of_column in ((by_country, 6, 7), (by_harm, 8, 9)):
        for line in grid.lines:
            for head, count in zip(grid.columns, line.counts, strict=True):
                assert count == sum(
                    line.head.code in each[of_line] and head.code in each[of_column] for each in entries
                )
    assert {line.head.code for line in by_country.lines} == {
        code for each in entries for code in each.countries if code != "no-country"
    }
    dots = {stroke.width: stroke.path.count("M") for stroke in lattice(by_country).strokes if "on" in stroke.name}
    counts = [min(count, len(SIZES)) for line in by_country.lines for count in line.counts if count]
    assert dots == {SIZES[size - 1]: counts.count(size) for size in set(counts)}
