"""The page of a country in the library: its entries, what they cover and what not, their figures, and what else names it."""

import json
import re
import shutil
from functools import cache
from pathlib import Path
from urllib.parse import quote

import pytest
from built import Built, Page, small_site
from client import Client
from entries import entry
from hypothesis import given, settings
from hypothesis import strategies as st
from running import REPOSITORY
from small import put, session

from hub.content.keys import EntryKey, KindKey
from hub.features.library.overview.country import MOST_SHOWN
from hub.i18n.languages import LANGS

CAPABILITIES = [f"mnr-{number:02}" for number in range(1, 22)]
OF = {"mot": ["VN"], "hai": ["AU", "VN"], "ba": ["AU"]}
COVERS = {"mot": ["mnr-01", "mnr-11"], "hai": ["mnr-01", "mnr-20"], "ba": ["mnr-03"]}
# Without an entry: of the first the only one is withdrawn, and the second is a code that YAML 1.1 takes for false.
WITHOUT = {
    "KR": {"vi": "Hàn Quốc", "en": "Republic of Korea"},
    "NO": {"vi": "Na Uy", "en": "Norway"},
    "INT": {"vi": "Quốc tế", "en": "International"},
}
INDICATOR = {"id": "calls", "name": {"vi": "Cuộc gọi", "en": "Calls"}, "value": "1000", "source": "own"}


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small content and the vocabularies of the site, with three entries of two countries."""
    root = tmp_path_factory.mktemp("country")
    built = small_site(root)
    for name in ("countries", "mnr-2016", "glossary"):
        shutil.copy(REPOSITORY / f"content/vocabulary/{name}.yaml", root / f"content/vocabulary/{name}.yaml")
    (root / "content/library/duong-day.vi.md").unlink()
    (root / "content/library/duong-day.en.md").unlink()
    for slug, countries in OF.items():
        more = {"indicators": [INDICATOR], "related": ["statement/loi-noi"]} if slug == "ba" else {}
        entry(root, slug, f"Mục {slug}", f"Entry {slug}", countries=countries, capabilities=COVERS[slug], **more)
    entry(root, "rut", "Đã rút", "Withdrawn", countries=["KR"], status="withdrawn")
    session(root, "ve-uc", "2025-10-22 14:00", "Về nước Australia", "About Australia", related=["practice/ba"])
    built.build()
    return built


@cache
def country(hub: Built, code: str, lang: str = "en") -> Page:
    """The page of a country, which many tests look at."""
    answer = hub.ask(f"/{lang}/library/countries/{code}/")
    assert answer.status == 200
    return Page(answer.text)


def titles(page: Page) -> list[str]:
    return [each.text for each in page.all("a") if each.inside("article")]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("code", "words"), [("VN", "Việt Nam"), ("AU", "Australia")])
def test_a_country_with_an_entry_has_a_page_in_both_languages(hub: Built, lang: str, code: str, words: str) -> None:
    page = country(hub, code, lang)
    assert page.one("h1").text == (words if lang == "vi" else words.replace("Việt", "Viet"))
    assert sorted(page.alternates) == ["en", "vi", "x-default"]
    assert f"/{lang}/library/countries/{code}/</loc>" in hub.ask("/sitemap.xml").text


def test_its_entries_are_those_that_name_it(hub: Built) -> None:
    assert titles(country(hub, "VN"))[:2] == ["Entry hai", "Entry mot"]
    assert titles(country(hub, "AU"))[:2] == ["Entry ba", "Entry hai"]


@pytest.mark.parametrize("code", ["XX", "xx", "VN%20", "%F0%9F%98%80", "vn-hotline"])
def test_a_code_that_is_none_is_not_found_with_ways_on(hub: Built, code: str) -> None:
    answer = hub.ask(f"/vi/library/countries/{code}/")
    assert answer.status == 404
    assert "/vi/search/" in answer.text


@pytest.mark.parametrize("code", ["au", "no"])
def test_a_code_in_small_letters_leads_to_the_page(hub: Built, code: str) -> None:
    answer = hub.ask(f"/en/library/countries/{code}/")
    assert (answer.status, answer.headers["location"]) == (301, f"/en/library/countries/{code.upper()}/")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("code", WITHOUT)
def test_a_country_without_an_entry_says_so_with_ways_on_and_asks_not_to_be_found(
    hub: Built, lang: str, code: str
) -> None:
    page = country(hub, code, lang)
    label = WITHOUT[code][lang]
    assert page.one("h1").text == label and "Đã rút" not in page.source and "Withdrawn" not in page.source
    said = {"vi": "Hiện thư viện chưa có mục nào về quốc gia", "en": "At present the library has no entry about"}[lang]
    assert said in page.main.text
    ways = {each.get("href") for each in page.all("a") if each.inside("main")}
    assert {f"/{lang}/library/countries/", f"/{lang}/library/coverage/", f"/{lang}/library/"} <= ways
    assert [each["content"] for each in page.all("meta") if each.get("name") == "robots"] == ["noindex"]
    assert not page.alternates and f"/library/countries/{code}/" not in hub.ask("/sitemap.xml").text


def test_the_lists_of_a_country_without_an_entry_are_empty_in_every_format(hub: Built) -> None:
    assert json.loads(hub.ask("/vi/library.json?country=KR").text) == {"items": [], "total": 0}
    assert len(hub.ask("/vi/library.csv?country=KR").text.splitlines()) == 1
    assert "<entry>" not in hub.ask("/vi/library.atom?country=KR").text
    assert json.loads(hub.ask("/api/v1/entries?country=KR").text)["items"] == []


@pytest.mark.parametrize("code", ["VN", "AU"])
def test_each_capability_is_covered_or_missing_as_a_count_by_hand_says(hub: Built, code: str) -> None:
    page = country(hub, code)
    named = {each for slug, countries in OF.items() if code in countries for each in COVERS[slug]}
    assert {each["id"] for each in page.all("li") if each.get("id").startswith("mnr-")} == named
    missing = [each.text for each in page.all("p") if each.text.startswith("No entry yet: ")]
    assert sum(len(each.split("; ")) for each in missing) == len(CAPABILITIES) - len(named)
    assert "that says nothing about the country" in page.main.text


def test_what_is_bound_to_its_entries_by_either_of_them_is_named(hub: Built) -> None:
    assert titles(country(hub, "AU"))[2:] == ["About Australia", "Words"]
    assert titles(country(hub, "VN"))[2:] == []
    assert "It is not the official programme" in country(hub, "AU").main.text
    assert "It is not the official programme" not in country(hub, "VN").main.text


def test_figures_stand_with_value_source_and_entry(hub: Built) -> None:
    cells = [each.text for each in country(hub, "AU").all("td")]
    assert cells == ["1000", "", "UN, 2025", "Entry ba"]
    assert country(hub, "VN").all("table") == []


def test_its_entries_can_be_compared(hub: Built) -> None:
    page = country(hub, "AU")
    form = page.one("form", id="compare")
    assert form["action"] == "/en/library/compare/"
    boxes = [each for each in page.all("input") if each.get("form") == "compare"]
    assert [(each["name"], each["value"]) for each in boxes] == [("id", "ba"), ("id", "hai")]
    assert "/en/library/compare/?id=ba&id=hai" in [each.get("href") for each in page.all("a")]


def test_links_to_machine_formats_are_those_that_are_declared(hub: Built) -> None:
    declared = {
        rule.split(".")[-1]
        for rule in re.findall(r'href="(/en/library\.[a-z]+)\?country=AU"', country(hub, "AU").source)
    }
    for suffix in ("json", "csv", "atom"):
        assert (suffix in declared) == (hub.ask(f"/en/library.{suffix}?country=AU").status == 200)


def test_the_list_of_countries_leads_to_their_pages_and_keeps_its_anchors(hub: Built) -> None:
    page = Page(hub.ask("/vi/library/countries/").text)
    assert {each.get("id") for each in page.all("section")} >= {"VN", "AU"}
    assert [each.get("href") for each in page.all("a")].count("/vi/library/countries/VN/") == 2


def test_an_edit_remakes_the_pages_of_its_own_countries(hub: Built) -> None:
    reads = hub.builder.state.reads
    assert EntryKey("practice", "ba") in reads["/en/library/countries/AU/"]
    assert EntryKey("practice", "ba") not in reads["/en/library/countries/VN/"]
    for path in ("/en/library/countries/VN/", "/en/library/coverage/", "/en/library/compare/"):
        assert KindKey("practice") not in reads[path]


def test_a_country_that_gets_its_first_entry_gets_a_page_and_one_that_loses_its_last_keeps_its_address(
    tmp_path: Path,
) -> None:
    hub = small_site(tmp_path)
    assert "/vi/library/countries/AU/" not in hub.made and "/vi/library/countries/VN/" in hub.made
    file = tmp_path / "content/library/duong-day.vi.md"
    put(file, file.read_text("utf-8").replace('countries: ["VN"]', 'countries: ["AU"]'))
    hub.build()
    assert hub.ask("/vi/library/countries/AU/").status == 200
    assert "/vi/library/countries/AU/" in hub.made
    lost = hub.ask("/vi/library/countries/VN/")
    assert lost.status == 200 and "Hiện thư viện chưa có mục nào về quốc gia" in lost.text


def test_of_very_many_entries_the_first_are_shown_and_the_others_named(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "content/vocabulary", tmp_path / "content/vocabulary")
    for number in range(MOST_SHOWN + 3):
        entry(tmp_path, f"muc-{number:02}", f"Mục {number:02}", capabilities=["mnr-01"])
    page = Client(tmp_path).page("/vi/library/countries/VN/")
    assert len(titles(page)) == MOST_SHOWN
    named = {each.get("href") for each in page.all("a")}
    assert {f"/vi/library/muc-{number:02}/" for number in range(MOST_SHOWN + 3)} <= named
    folded = [each.text for each in page.all("summary") if each.inside("main")]
    assert folded[0].startswith("3 ")
    assert folded[1].startswith(f"{MOST_SHOWN + 3 - 5} ")


@settings(max_examples=40, deadline=None)
@given(code=st.text(min_size=1, max_size=8))
def test_any_code_is_found_moved_or_not_found(hub: Built, code: str) -> None:
    answer = hub.ask(f"/vi/library/countries/{quote(code.encode('utf-8', 'replace'), safe='')}/")
    assert answer.status in (200, 301, 308, 404)
