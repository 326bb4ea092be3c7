"""The sitemap: every public page once, in the languages that it has, and nothing that a reader must choose to see."""

import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from built import Built, small_site
from small import document, pair, put

ORIGIN = "https://hub.example.org"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
Row = dict[str, str]


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("sitemap")
    hub = small_site(root, public_url=f"{ORIGIN}/")
    pair(root, "content/pages/nhap", {"draft": True}, {"title": "Bản nháp"}, {"title": "A draft"})
    put(
        root / "content/pages/about.en.md",
        document({"title": "About", "summary": "About.", "updated": "2026-11-20"}, "Page."),
    )
    hub.build()
    return hub


@pytest.fixture(scope="module")
def rows(hub: Built) -> dict[str, Row]:
    """By path: when it was last changed, and its languages with their paths."""
    found = {}
    for url in ElementTree.fromstring(hub.ask("/sitemap.xml").text).findall(f"{SITEMAP}url"):
        row = {link.attrib["hreflang"]: path_of(link.attrib["href"]) for link in url.findall(f"{XHTML}link")}
        found[path_of(url.findtext(f"{SITEMAP}loc", ""))] = row | {"lastmod": url.findtext(f"{SITEMAP}lastmod", "")}
    return found


def path_of(address: str) -> str:
    assert address.startswith(f"{ORIGIN}/")
    return address.removeprefix(ORIGIN)


def test_it_is_xml(hub: Built) -> None:
    assert hub.ask("/sitemap.xml").headers["content-type"] == "application/xml; charset=utf-8"


def test_no_page_stands_twice(hub: Built, rows: dict[str, Row]) -> None:
    assert hub.ask("/sitemap.xml").text.count("<loc>") == len(rows)


def test_every_page_of_it_is_there(hub: Built, rows: dict[str, Row]) -> None:
    assert [path for path in rows if hub.ask(path).status != 200] == []


@pytest.mark.parametrize(
    "path",
    [
        "",
        "agenda/",
        "agenda/khai-mac/",
        "statements/",
        "statements/loi-noi/",
        "gallery/",
        "gallery/text/",
        "gallery/phong-1/",
    ],
)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_public_pages_are_in_it(rows: dict[str, Row], lang: str, path: str) -> None:
    assert f"/{lang}/{path}" in rows


@pytest.mark.parametrize(
    "path",
    ["library/", "library/duong-day/", "people/", "people/pauline/", "pages/about/", "help/", "gallery/phong-1/tp-01/"],
)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_more_public_pages_are_in_it(rows: dict[str, Row], lang: str, path: str) -> None:
    assert f"/{lang}/{path}" in rows


@pytest.mark.parametrize(
    "path",
    [
        "search/",
        "gallery/phong-1/tp-02/open/",
        "agenda/mo-dau/",
        "agenda/rut-lai/",
        "people/giau-ten/",
        "pages/nhap/",
        "pages/help/",
        "pages/home/",
    ],
)
def test_searches_choices_aliases_tombstones_and_drafts_are_not_in_it(rows: dict[str, Row], path: str) -> None:
    assert not {f"/vi/{path}", f"/en/{path}"} & rows.keys()


def test_nothing_but_pages_is_in_it(rows: dict[str, Row]) -> None:
    assert [path for path in rows if not (path.startswith(("/vi/", "/en/")) and path.endswith("/"))] == []


def test_a_page_in_both_languages_names_both(rows: dict[str, Row]) -> None:
    row = rows["/en/agenda/khai-mac/"]
    assert (row["vi"], row["en"], row["x-default"]) == (
        "/vi/agenda/khai-mac/",
        "/en/agenda/khai-mac/",
        "/vi/agenda/khai-mac/",
    )


def test_the_default_of_what_was_written_in_english_is_english(rows: dict[str, Row]) -> None:
    assert rows["/vi/statements/loi-noi/"]["x-default"] == "/en/statements/loi-noi/"


def test_what_is_in_one_language_alone_names_no_other(rows: dict[str, Row]) -> None:
    row = dict(rows["/vi/agenda/chi-viet/"])
    del row["lastmod"]
    assert row == {"vi": "/vi/agenda/chi-viet/", "x-default": "/vi/agenda/chi-viet/"}


def test_the_languages_of_a_page_name_each_other(rows: dict[str, Row]) -> None:
    assert [
        path
        for path, row in rows.items()
        for lang in ("vi", "en")
        if lang in row
        and rows[row[lang]].items() - {("lastmod", rows[row[lang]]["lastmod"])}
        != row.items() - {("lastmod", row["lastmod"])}
    ] == []


def test_each_language_has_its_own_day_of_change(rows: dict[str, Row]) -> None:
    assert (rows["/vi/pages/about/"]["lastmod"], rows["/en/pages/about/"]["lastmod"]) == ("2026-11-24", "2026-11-20")


def test_it_is_on_the_public_address(hub: Built) -> None:
    assert "localhost" not in hub.ask("/sitemap.xml").text


def test_robots_are_told_where_it_is(hub: Built) -> None:
    assert f"Sitemap: {ORIGIN}/sitemap.xml" in hub.ask("/robots.txt").text.splitlines()


@pytest.mark.parametrize(
    "rule", ["Disallow: /vi/search/", "Disallow: /en/search/", "Disallow: /*/open/", "Disallow: /leave"]
)
def test_robots_are_told_what_to_leave_alone(hub: Built, rule: str) -> None:
    assert rule in hub.ask("/robots.txt").text.splitlines()


def test_it_follows_the_content(tmp_path: Path) -> None:
    hub = small_site(tmp_path)
    pair(tmp_path, "content/pages/moi", {}, {"title": "Trang mới"}, {"title": "A new page"})
    hub.build()
    assert "/vi/pages/moi/</loc>" in hub.ask("/sitemap.xml").text


def test_the_contact_for_security_is_whole(hub: Built) -> None:
    fields = dict(line.split(": ", 1) for line in hub.ask("/.well-known/security.txt").text.splitlines())
    assert fields["Contact"] == f"{ORIGIN}/en/pages/imprint/"
    assert fields["Canonical"] == f"{ORIGIN}/.well-known/security.txt"
    assert fields["Expires"].startswith("2027-11-24T")
