"""The list of the library: what its address asks for, what it says of it, and the ways on."""

import re
import sys
from urllib.parse import quote, urlencode

import pytest
from built import Page
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from patience import patiently
from shelf import Shelf

from hub.features.library.asked import PARAMETERS, asked_of

ENTRIES = 34
PACKAGE = "slugs_of_results"
FEATURE = """
from hub.feature import Feature, Format
from hub.features.library.asked import WHOLE

def whole(reader, entries, address):
    return " ".join(entry.slug for entry in entries)

FEATURE = Feature("slugs", formats=(Format("slugs", "text/plain; charset=utf-8", "practice", of_list="slugs_of_results.feature:whole",
    query=WHOLE, chosen_by="hub.features.library.asked:choose"),))
"""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Entries drawn at random, and a machine format that tells the slugs of what was found."""
    folder = tmp_path_factory.mktemp("package")
    (folder / PACKAGE).mkdir()
    (folder / PACKAGE / "__init__.py").write_text("")
    (folder / PACKAGE / "feature.py").write_text(FEATURE)
    sys.path.insert(0, str(folder))
    try:
        return Shelf(tmp_path_factory.mktemp("shelf"), ENTRIES, (PACKAGE,))
    finally:
        sys.path.remove(str(folder))


def links(page: Page) -> dict[str, str]:
    """The links of the page below its heading, by what they say."""
    return {each.text: each["href"] for each in page.all("a") if each.inside("main")}


def slugs(page: Page) -> list[str]:
    return [link["href"].split("/")[-2] for link in page.all("a") if link.parent and link.inside("h3")]


@pytest.mark.parametrize(
    ("lang", "words"), [("vi", f"Đang xem 1–10 trên {ENTRIES} mục"), ("en", f"Showing 1–10 of {ENTRIES}")]
)
def test_it_says_which_rows_of_how_many_are_shown(shelf: Shelf, lang: str, words: str) -> None:
    assert shelf.page(f"/{lang}/library/").one("p", role="status").text == words


def test_there_is_one_form_and_it_needs_no_script(shelf: Shelf) -> None:
    page = shelf.page("/en/library/?country=VN&q=police")
    form = page.one("form", method="get")
    assert (form["action"], form["role"]) == ("/en/library/", "search")
    named = {each.get("name") for each in page.all("input", "select") if each.inside("form")}
    assert named == set(PARAMETERS) - {"page"}
    assert page.one("input", type="search")["value"] == "police"
    assert page.one("details", class_="narrow").attributes.get("open") is None


@pytest.mark.parametrize(
    ("sent", "one_form"),
    [
        ("page=1", ""),
        ("page=-4", ""),
        ("page=no", ""),
        ("page=99", "?page=4"),
        ("sort=relevance", ""),
        ("sort=title", ""),
        ("q=+&sort=newest", "?sort=newest"),
        ("q=police&sort=relevance", "?q=police"),
        ("country=VN&country=AU", "?country=AU&country=VN"),
        ("country=VN&country=VN", "?country=VN"),
        ("q=++a%00b++c&country=+VN", "?q=ab+c&country=VN"),
        ("q=" + "a" * 400, "?q=" + "a" * 300),
    ],
)
def test_one_question_has_one_address(shelf: Shelf, sent: str, one_form: str) -> None:
    answer = shelf.ask(f"/vi/library/?{sent}")
    assert (answer.status, answer.headers["location"]) == (302, f"/vi/library/{one_form}")
    assert answer.headers["cache-control"] == "no-cache"
    assert shelf.ask(answer.headers["location"]).status == 200


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("vi", "Thư viện không có lựa chọn “xyz” và “<b id=x>” nên trang này đã bỏ qua."),
        ("en", "The library has no choice called “xyz” and “<b id=x>”, so that was left out."),
    ],
)
def test_values_that_mean_nothing_are_left_out_and_named(shelf: Shelf, lang: str, words: str) -> None:
    page = shelf.page(f"/{lang}/library/?country=xyz&harm=%3Cb+id%3Dx%3E&country=VN")
    assert words in page.main.text
    assert slugs(page) == slugs(shelf.page(f"/{lang}/library/?country=VN"))
    assert "x" not in [each.get("id") for each in page.elements]


def test_an_order_that_is_none_is_named_too(shelf: Shelf) -> None:
    assert "called “colour”" in shelf.page("/en/library/?sort=colour").main.text


def test_a_flood_of_values_makes_no_long_page(shelf: Shelf) -> None:
    flood = "&".join(f"harm={'x' * 200}{number}" for number in range(400))
    plain = len(shelf.page("/en/library/").main.text)
    assert len(shelf.page(f"/en/library/?{flood}").main.text) < plain + 200


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    asked=st.lists(st.tuples(st.sampled_from(PARAMETERS), st.text(max_size=40)), max_size=6),
    tail=st.text("&=%+;?#\xe1\x00qpage0 ", max_size=20),
)
def test_any_text_at_all_in_any_parameter_gives_a_page(shelf: Shelf, asked: list[tuple[str, str]], tail: str) -> None:
    sent = urlencode([(name, value.encode("utf-8", "replace")) for name, value in asked]) + quote(tail, safe="&=%+;")
    answer = shelf.ask(f"/vi/library/?{sent}")
    if answer.status == 302:
        answer = shelf.ask(answer.headers["location"])
    assert answer.status == 200  # what an address leads to is in its one form


@patiently
@given(values=st.dictionaries(st.sampled_from(PARAMETERS), st.lists(st.text(max_size=50), max_size=4)))
def test_what_was_asked_is_read_again_from_its_own_address(values: dict[str, list[str]]) -> None:
    read = asked_of(values)
    again: dict[str, list[str]] = {}
    for name, value in read.pairs():
        again.setdefault(name, []).append(value)
    assert list(asked_of(again).pairs()) == list(read.pairs())


def test_each_choice_can_be_taken_back_alone_and_all_at_once(shelf: Shelf) -> None:
    found = links(shelf.page("/en/library/?q=police&country=AU&country=VN&evidence=unrated&sort=title&page=1"))
    assert found["Without “Label AU”"] == "/en/library/?q=police&country=VN&evidence=unrated&sort=title"
    assert found["Without “Label unrated”"] == "/en/library/?q=police&country=AU&country=VN&sort=title"
    assert found["Without “police”"] == "/en/library/?country=AU&country=VN&evidence=unrated"
    assert found["Clear all"] == "/en/library/"


def test_the_pages_of_a_question_hold_all_its_rows_once(shelf: Shelf) -> None:
    path, found = "/en/library/?language=en&sort=newest", []
    while path:
        page = shelf.page(path)
        found += slugs(page)
        path = next((link["href"] for link in page.all("a") if link.get("rel") == "next"), "")
    wanted = [one.slug for one in shelf.given.values() if "en" in one.codes["language"]]
    assert len(wanted) > 10
    assert sorted(found) == sorted(wanted)


def test_the_other_language_answers_the_same_question(shelf: Shelf) -> None:
    page = shelf.page("/en/library/?country=AU&q=police")
    assert [link["href"] for link in page.all("a") if link.get("hreflang") == "vi"][:1] == [
        "/vi/library/?q=police&country=AU"
    ]


def test_a_narrowed_page_names_the_whole_and_a_search_is_not_to_be_indexed(shelf: Shelf) -> None:
    whole, narrowed, searched = (shelf.page(f"/en/library/{query}") for query in ("", "?country=VN", "?q=police"))
    assert narrowed.canonical == whole.canonical and whole.canonical.endswith("/en/library/")
    assert searched.canonical == ""
    assert searched.one("meta", name="robots")["content"] == "noindex"
    assert [each for each in narrowed.all("meta") if each.get("name") == "robots"] == []


def test_words_that_were_searched_leave_no_trace_and_choices_are_no_secret(shelf: Shelf) -> None:
    assert "data-sensitive" in shelf.page("/vi/library/?q=police").one("body").attributes
    assert "data-sensitive" not in shelf.page("/vi/library/?country=VN").one("body").attributes


def test_who_may_need_help_is_offered_it_first(shelf: Shelf) -> None:
    assert "You can get help now" in shelf.page("/en/library/?q=bị+tống+tiền").main.text
    assert "You can get help now" not in shelf.page("/en/library/?q=police").main.text


def test_a_row_says_by_which_words_and_in_which_language_it_was_found(shelf: Shelf) -> None:
    both = next(one for one in shelf.given.values() if len(one.titles) == 2)
    page = shelf.page(f"/en/library/?{urlencode({'q': both.titles['vi']})}")
    card = next(each for each in page.all("article") if both.titles["en"] in each.text)
    assert "Found in the text in Vietnamese" in card.text
    own = shelf.page(f"/en/library/?{urlencode({'q': both.titles['en']})}")
    card = next(each for each in own.all("article") if both.titles["en"] in each.text)
    assert "Found in the text" not in card.text
    assert both.titles["en"] in {mark.text for mark in own.all("mark") if mark.inside("h3")}


def test_another_name_of_what_was_asked_is_told(shelf: Shelf) -> None:
    page = shelf.page("/en/library/?q=ASEAN&sort=title")
    assert slugs(page)
    told = [each.text for each in page.all("p") if each.get("class") == "hint" and each.inside("article")]
    assert all(re.match("Also matches: |Found in the text in ", text) for text in told)


def test_results_can_be_taken_along_as_they_are(shelf: Shelf) -> None:
    page = shelf.page("/en/library/?country=AU&country=VN&sort=newest&page=2")
    href = links(page)["SLUGS"]
    assert href == "/en/library.slugs?country=AU&country=VN&sort=newest"
    written = shelf.ask(href).text.split()
    assert len(written) > 10
    assert written[10:20] == slugs(page)
    head = {link["href"] for link in page.all("link") if link.get("href", "").startswith("/en/library.")}
    assert {href.partition("?")[2] for href in head} == {"country=AU&country=VN&sort=newest"}
    assert {"/en/library.slugs", "/en/library.json"} <= {href.partition("?")[0] for href in head}


def test_a_question_can_be_kept_and_the_whole_needs_no_keeping(shelf: Shelf) -> None:
    assert links(shelf.page("/en/library/?country=VN&page=2"))["Save this search"] == "/en/library/?country=VN"
    assert "Save this search" not in links(shelf.page("/en/library/"))


def test_where_nothing_is_found_there_is_something_to_try(shelf: Shelf) -> None:
    page = shelf.page("/en/library/?q=xqzwv&country=VN")
    assert page.one("p", role="status").text == f"Showing 0 of {ENTRIES}"
    found = links(page)
    assert found["Search the whole site for these words"] == "/en/search/?q=xqzwv"
    assert found["Without “xqzwv”"] == "/en/library/?country=VN"
    assert found["See all entries of the library"] == "/en/library/"


def test_paper_says_in_words_what_was_asked(shelf: Shelf) -> None:
    page = shelf.page("/en/library/?q=police&country=AU&country=VN&sort=newest")
    said = "Asked for: “police”; Countries: label AU and label VN; Order: Last updated first."
    assert page.one("p", class_="printed").text == said


def test_countries_stand_below_the_whole_list_alone(shelf: Shelf) -> None:
    headings = [[each.text for each in shelf.page(f"/en/library/{query}").all("h2")] for query in ("", "?page=2")]
    assert "By country" in headings[0]
    assert "By country" not in headings[1]
