"""The library by country: a tile for each one that has an entry, and a list that it leads to."""

from pathlib import Path

import pytest
from built import Built, Page, small_site
from small import practice, put

from hub.i18n.languages import LANGS

OF_TWO = ('countries: ["VN"]', 'countries: ["AU", "VN"]')


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small content with one more practice, of Australia and Viet Nam."""
    root = tmp_path_factory.mktemp("countries")
    built = small_site(root)
    practice(root, "hai-nuoc", "Hai nước", "Two countries")
    file = root / "content/library/hai-nuoc.vi.md"
    put(file, file.read_text("utf-8").replace(*OF_TWO))
    built.build()
    return built


def tiles(page: Page) -> list[tuple[str, str]]:
    """The tiles as they are read, each with the address that it leads to."""
    links = [
        each
        for each in page.all("a")
        if each.parent and each.parent.parent and each.parent.parent.get("class") == "tile"
    ]
    return [(each.parent.text, each["href"]) for each in links if each.parent]


def test_a_country_has_a_tile_with_its_name_and_its_number(hub: Built) -> None:
    assert tiles(Page(hub.ask("/en/library/countries/").text)) == [
        ("Australia1 entry", "/en/library/countries/AU/"),
        ("Viet Nam2 entries", "/en/library/countries/VN/"),
    ]


def test_countries_stand_in_the_order_of_the_readers_language(hub: Built) -> None:
    found = [href for _, href in tiles(Page(hub.ask("/vi/library/countries/").text))]
    assert found == ["/vi/library/countries/AU/", "/vi/library/countries/VN/"]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("address", ["library/", "library/countries/"])
def test_every_tile_leads_to_a_page_that_is_there(hub: Built, lang: str, address: str) -> None:
    found = tiles(Page(hub.ask(f"/{lang}/{address}").text))
    assert found
    assert {hub.ask(href).status for _, href in found} == {200}


def test_an_entry_of_two_countries_stands_under_both(hub: Built) -> None:
    page = Page(hub.ask("/en/library/countries/").text)
    assert ["Two countries" in page.one("section", id=code).text for code in ("AU", "VN")] == [True, True]


def test_an_entry_that_is_confirmed_by_nobody_is_named_so(hub: Built) -> None:
    assert "not yet confirmed by the country" in Page(hub.ask("/en/library/countries/").text).main.text


def test_without_entries_there_is_no_tile(tmp_path: Path) -> None:
    hub = small_site(tmp_path)
    for file in (tmp_path / "content/library").glob("*.md"):
        file.unlink()
    hub.build()
    assert tiles(Page(hub.ask("/en/library/").text)) == tiles(Page(hub.ask("/en/library/countries/").text)) == []
