"""The numbers and the rows of the library are those of a plain count over what every entry was given."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from built import Page
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shelf import CODES, ENGLISH, FACETS, NAMES, WORDS, Given, Shelf

from hub.features.library.asked import choose
from hub.features.library.listing import A_PAGE
from hub.i18n.vietnamese import sort_key
from hub.search.engine import Filters
from hub.search.finding import CLOSE, glossary_of
from hub.search.query.planner import Planner
from hub.web import page as pages
from hub.web.context import edition
from hub.web.request.searching import finding

ENTRIES = 300
LANGUAGES = {"language": ["vi", "en"], "evidence": CODES["evidence"]}
OFFERED = {facet: CODES[name] for facet, name in FACETS.items()} | LANGUAGES
QUERY = st.one_of(st.just(""), st.lists(st.sampled_from([*WORDS, *ENGLISH]), min_size=1, max_size=3).map(" ".join))
CHOSEN = st.fixed_dictionaries(
    {}, optional={name: st.lists(st.sampled_from(codes), max_size=3, unique=True) for name, codes in OFFERED.items()}
)
SORTS = ["", "relevance", "title", "country", "newest", "evidence"]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(tmp_path_factory.mktemp("shelf"), ENTRIES)


def found_by(shelf: Shelf, words: str, lang: Any) -> list[str]:
    """What the words alone find, best first: by the search of the engine, cut where the library cuts."""
    index = shelf.searched
    assert index is not None
    plan = replace(Planner(glossary_of(shelf.whole)).plan(words, index, lang), cut=0.0)
    hits = index.search(plan, Filters.of(["practice"]), limit=ENTRIES, one_per_entry=True).items
    least = CLOSE * max((hit.score for hit in hits), default=0.0)
    return [hit.entry.partition("/")[2] for hit in hits if hit.score >= least]


def passes(entry: Given, chosen: dict[str, list[str]], apart_from: str = "") -> bool:
    return all(not codes or set(codes) & set(entry.codes[name]) for name, codes in chosen.items() if name != apart_from)


def keys(lang: str) -> dict[str, Callable[[Given], Any]]:
    def title(entry: Given) -> Any:
        return sort_key(entry.titles.get(lang) or next(iter(entry.titles.values()))), entry.slug

    def country(entry: Given) -> Any:
        code = entry.codes["country"][0]
        return len(code) > 2, sort_key(NAMES[code] if lang == "vi" else f"label {code}"), title(entry)

    return {
        "title": title,
        "country": country,
        "newest": lambda entry: (tuple(-int(part) for part in entry.updated.split("-")), title(entry)),
        "evidence": lambda entry: (CODES["evidence"].index(entry.codes["evidence"][0]), title(entry)),
    }


def counts(page: Page) -> dict[tuple[str, str], tuple[int, bool]]:
    """Every box of the form: its name and value, the number beside it, and whether it is ticked."""
    boxes = [each for each in page.all("input") if each.get("type") == "checkbox" and each.inside("fieldset")]
    labels = [each.text for each in page.all("label") if each.inside("fieldset")]
    return {
        (box["name"], box["value"]): (int(label.rpartition("(")[2].rstrip(")")), "checked" in box.attributes)
        for box, label in zip(boxes, labels, strict=True)
    }


def rows(page: Page) -> list[str]:
    return [
        re.sub(r".*/library/(.*)/", r"\1", link["href"]) for link in page.all("a") if link.parent and link.inside("h3")
    ]


def wanted_counts(found: Iterable[Given], chosen: dict[str, list[str]]) -> dict[tuple[str, str], tuple[int, bool]]:
    everything = list(found)
    wanted = {}
    for name, codes in OFFERED.items():
        under = [entry for entry in everything if passes(entry, chosen, name)]
        for code in codes:
            count, is_chosen = sum(code in entry.codes[name] for entry in under), code in chosen.get(name, ())
            if count or is_chosen:
                wanted[name, code] = (count, is_chosen)
    return wanted


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=QUERY,
    chosen=CHOSEN,
    sort=st.sampled_from(SORTS),
    number=st.integers(1, 6),
    lang=st.sampled_from(["vi", "en"]),
)
def test_every_number_and_every_row_is_that_of_a_plain_count(
    shelf: Shelf, words: str, chosen: dict[str, list[str]], sort: str, number: int, lang: str
) -> None:
    order = sort if sort and (words or sort != "relevance") else "relevance" if words else "title"
    best = found_by(shelf, words, lang) if words else list(shelf.given)
    found = [shelf.given[slug] for slug in best]
    passing = [entry for entry in found if passes(entry, chosen)]
    if order != "relevance":
        passing.sort(key=keys(lang)[order])
    slugs = [entry.slug for entry in passing]

    asked = [("q", words), *((name, code) for name, codes in chosen.items() for code in codes), ("sort", sort)]
    path = f"/{lang}/library/?{urlencode([*asked, ('page', number)])}"
    page = shelf.page(path)
    number = min(number, max(1, -(-len(slugs) // A_PAGE)))
    first = (number - 1) * A_PAGE
    assert rows(page) == slugs[first : first + A_PAGE]
    assert counts(page) == wanted_counts(found, chosen)
    said = page.one("p", role="status").text
    assert re.findall(r"\d+", said) == (
        [str(first + 1), str(first + len(rows(page))), str(len(slugs))] if slugs else ["0", str(ENTRIES)]
    )

    with shelf.app.test_request_context(path):
        pages.begin()
        given_values = {name: [value for key, value in asked if key == name] for name, _ in asked}
        assert [entry.slug for entry in choose(edition(), given_values)] == slugs


def test_what_an_empty_result_offers_finds_as_much_as_it_says(shelf: Shelf) -> None:
    empty = _choices_of_nothing(shelf)
    assert len(empty) == 3
    for chosen in empty:
        page = shelf.page(f"/en/library/?{urlencode(chosen, doseq=True)}")
        assert rows(page) == []
        ways = [
            (link["href"], int(found[1]))
            for link in page.all("a")
            if link.inside("li") and link.parent and (found := re.search(r": (\d+) entr", link.parent.text))
        ]
        assert ways
        for href, count in ways:
            assert f"of {count}" in shelf.page(href).one("p", role="status").text


def _choices_of_nothing(shelf: Shelf) -> list[dict[str, list[str]]]:
    """Choices of every facet that no entry meets, while it is enough for some to leave one of them out."""
    met = {codes for entry in shelf.given.values() for codes in product(*(entry.codes[name] for name in OFFERED))}
    nearly = {(left_out, _without(left_out, codes)) for codes in met for left_out in range(len(OFFERED))}
    empty = [
        {name: [code] for name, code in zip(OFFERED, codes, strict=True)}
        for codes in product(*OFFERED.values())
        if codes not in met and any((place, _without(place, codes)) in nearly for place in range(len(OFFERED)))
    ]
    return empty[:: max(1, len(empty) // 3)][:3]


def _without(place: int, codes: tuple[str, ...]) -> tuple[str, ...]:
    return codes[:place] + codes[place + 1 :]


def test_without_an_index_titles_are_searched_and_the_page_says_so(shelf: Shelf) -> None:
    entry = next(iter(shelf.given.values()))
    title = next(iter(entry.titles.values()))
    held, shelf.searched = shelf.searched, None
    try:
        page = shelf.page(f"/en/library/?{urlencode({'q': title})}")
        assert rows(page) == [entry.slug]
        assert "only titles are searched" in page.main.text
        assert len(rows(shelf.page("/en/library/?language=en"))) == A_PAGE
        with shelf.app.test_request_context("/en/library/"):
            pages.begin()
            assert finding().index is None
            assert [one.slug for one in choose(edition(), {"q": [title]})] == [entry.slug]
    finally:
        shelf.searched = held


def test_an_index_older_than_the_entries_counts_only_what_is_still_there(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, 12)
    assert slugs_of(shelf, "tổng đài cảnh sát police hotline")
    gone = slugs_of(shelf, "tổng đài cảnh sát police hotline")[0]
    for file in (tmp_path / "content/library").glob(f"{gone}.*.md"):
        file.unlink()
    shelf.read_again()
    left = slugs_of(shelf, "tổng đài cảnh sát police hotline")
    assert gone not in left and left
    page = shelf.page(f"/en/library/?{urlencode({'q': 'tổng đài cảnh sát police hotline'})}")
    by_language = {name: count for (facet, name), (count, _) in counts(page).items() if facet == "language"}
    assert by_language == {
        lang: number
        for lang in ("vi", "en")
        if (number := sum(lang in shelf.given[slug].codes["language"] for slug in left))
    }


def slugs_of(shelf: Shelf, words: str) -> list[str]:
    with shelf.app.test_request_context("/en/library/"):
        pages.begin()
        return [entry.slug for entry in choose(edition(), {"q": [words]})]
