"""A package with nothing but a kind: its folder is read, checked, listed, shown, searched, in the sitemap, and offered by `new`."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from built import Page, settings_for
from flask.testing import FlaskClient
from small import document, pair, put, small

from hub import create_app
from hub.content.assemble import assemble
from hub.content.clock import clock_from
from hub.content.model.registry import Registry
from hub.content.source.archive import Archive
from hub.content.write.new_entry import start
from hub.errors import UserError
from hub.feature import discover
from hub.storage.packs import Packs

PACKAGE = "fair_stalls"
FEATURE = '''
from hub.content.model.fields import shared, translated
from hub.content.model.kinds import Kind, Model
from hub.feature import Feature

class Stall(Model):
    """A stall at the fair beside the seminar."""

    number: int = shared(says="its number, a whole one", example="7")
    what: str = translated("", says="what is to be seen there", example="…")

FEATURE = Feature("stalls", kinds=(Kind("stall", Stall, folder="stalls", title="Stalls", order=lambda stall: stall.number),))
'''
ADDRESS = "/{lang}/stalls/giay-gap/"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The small content with three stalls, and the package on the path."""
    root = small(tmp_path_factory.mktemp("kind"))
    put(root / f"packages/{PACKAGE}/__init__.py", "")
    put(root / f"packages/{PACKAGE}/feature.py", FEATURE)
    words = {
        "vi": {"title": "Giấy gấp", "summary": "Một gian hàng.", "what": "Hoa sen bằng giấy điệp"},
        "en": {"title": "Folded paper", "what": "A lotus of paper"},
    }
    pair(
        root,
        "content/stalls/giay-gap",
        {"number": 2, "aliases": ["gap-giay"]},
        words["vi"],
        words["en"],
        ("## Cách làm {#how}\n\nGấp [ở đây](session/khai-mac).", "## How {#how}\n\nFold."),
    )
    put(root / "content/stalls/chi-viet.vi.md", document({"title": "Chỉ tiếng Việt", "number": 1}))
    pair(root, "content/stalls/da-dong", {"number": 3, "draft": True}, {"title": "Đã đóng"}, {"title": "Closed"})
    sys.path.insert(0, str(root / "packages"))
    yield root
    sys.path.remove(str(root / "packages"))
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


@pytest.fixture(scope="module")
def client(root: Path) -> FlaskClient:
    return create_app((PACKAGE,), settings_for(root)).test_client()


@pytest.fixture(scope="module")
def registry(root: Path) -> Registry:
    return discover((PACKAGE,)).registry


def problems(root: Path, registry: Registry, packs: Path) -> list[str]:
    archive = Archive(root / "content", root / "exhibits", registry, Packs(packs))
    archive.refresh()
    edition = assemble(archive, clock_from("2026-11-24T12:00", 0.0).now())
    return [problem.text(str) for problem in edition.problems]


def page(client: FlaskClient, path: str) -> Page:
    response = client.get(path)
    assert response.status_code == 200
    return Page(response.text)


@pytest.mark.parametrize(("lang", "title"), [("vi", "Giấy gấp"), ("en", "Folded paper")])
def test_an_entry_has_its_page_in_each_language(client: FlaskClient, lang: str, title: str) -> None:
    shown = page(client, ADDRESS.format(lang=lang))
    assert (shown.lang, shown.one("h1").text) == (lang, title)


def test_its_page_shows_its_text(client: FlaskClient) -> None:
    shown = page(client, ADDRESS.format(lang="vi"))
    assert "Một gian hàng." in shown.main.text
    assert [heading.text for heading in shown.all("h2") if heading.get("id") == "how"] == ["Cách làm"]


def test_links_in_its_text_are_resolved(client: FlaskClient) -> None:
    assert "/vi/agenda/khai-mac/" in [link["href"] for link in page(client, ADDRESS.format(lang="vi")).all("a")]


def test_it_is_listed_in_its_order(client: FlaskClient) -> None:
    links = [
        link["href"]
        for link in page(client, "/vi/stalls/").all("a")
        if link["href"].startswith("/vi/stalls/") and link.inside("article")
    ]
    assert links == ["/vi/stalls/chi-viet/", "/vi/stalls/giay-gap/"]


def test_what_is_in_one_language_alone_says_so(client: FlaskClient) -> None:
    shown = page(client, "/en/stalls/chi-viet/")
    assert "Not yet in English. The text below is in Vietnamese." in shown.main.text
    assert shown.canonical.endswith("/vi/stalls/chi-viet/")


def test_a_draft_of_it_is_not_shown(client: FlaskClient) -> None:
    assert client.get("/vi/stalls/da-dong/").status_code == 404


def test_an_alias_of_it_leads_to_it(client: FlaskClient) -> None:
    response = client.get("/vi/stalls/gap-giay/")
    assert (response.status_code, response.headers["Location"]) == (301, "/vi/stalls/giay-gap/")


@pytest.mark.parametrize("query", ["giay gap", "Folded paper", "hoa sen giay diep", "lotus"])
def test_it_is_found(client: FlaskClient, query: str) -> None:
    assert "/vi/stalls/giay-gap/" in [link["href"] for link in page(client, f"/vi/search/?q={query}").all("a")]


def test_a_search_can_be_for_its_kind_alone(client: FlaskClient) -> None:
    links = [link["href"] for link in page(client, "/vi/search/?q=giay+gap&kind=stall").all("a") if link.inside("main")]
    assert "/vi/stalls/giay-gap/" in links
    assert "/vi/agenda/khai-mac/" not in links


@pytest.mark.parametrize(
    "path", ["/vi/stalls/", "/en/stalls/", "/vi/stalls/giay-gap/", "/en/stalls/giay-gap/", "/vi/stalls/chi-viet/"]
)
def test_it_is_in_the_sitemap(client: FlaskClient, path: str) -> None:
    assert f"{path}</loc>" in client.get("/sitemap.xml").text


@pytest.mark.parametrize("path", ["/en/stalls/chi-viet/", "/vi/stalls/da-dong/", "/vi/stalls/gap-giay/"])
def test_what_is_not_its_own_page_is_not_in_the_sitemap(client: FlaskClient, path: str) -> None:
    assert f"{path}</loc>" not in client.get("/sitemap.xml").text


def test_other_entries_can_name_it(client: FlaskClient, root: Path) -> None:
    put(
        root / "content/pages/gian-hang.vi.md",
        document({"title": "Gian hàng", "related": ["stall/giay-gap"]}, "Xem [gian](stall/giay-gap)."),
    )
    links = [link["href"] for link in page(client, "/vi/pages/gian-hang/").all("a") if link.inside("main")]
    assert links.count("/vi/stalls/giay-gap/") == 2


def test_its_files_are_checked_like_others(root: Path, registry: Registry, tmp_path: Path) -> None:
    put(root / "content/stalls/sai.vi.md", document({"title": "Sai", "numbr": 4}))
    found = [problem for problem in problems(root, registry, tmp_path) if "stalls/sai" in problem]
    (root / "content/stalls/sai.vi.md").unlink()
    assert any("numbr" in problem for problem in found)
    assert any("number is missing" in problem for problem in found)


def test_without_the_package_its_folder_has_no_kind(root: Path, tmp_path: Path) -> None:
    assert [
        problem
        for problem in problems(root, discover().registry, tmp_path)
        if problem.startswith("content/stalls/giay-gap.vi.md:1:")
    ]


def test_new_offers_it_with_its_fields_explained(registry: Registry, tmp_path: Path) -> None:
    roots = {"content": tmp_path / "content", "exhibits": tmp_path / "exhibits"}
    paths = start(
        registry.kinds["stall"], "moi", roots, date(2026, 11, 24), {"vi": str, "en": str}, reserved=registry.reserved
    )
    assert paths == [tmp_path / "content/stalls/moi.vi.md", tmp_path / "content/stalls/moi.en.md"]
    text = paths[0].read_text(encoding="utf-8")
    assert "# number: its number, a whole one\nnumber: 7\n" in text
    assert "# what: what is to be seen there\n" in text


def test_what_new_writes_of_it_is_read_without_a_problem(root: Path, registry: Registry, tmp_path: Path) -> None:
    roots = {"content": tmp_path / "content", "exhibits": tmp_path / "exhibits"}
    start(registry.kinds["stall"], "moi", roots, date(2026, 11, 24), {"vi": str, "en": str}, reserved=registry.reserved)
    assert problems(tmp_path, registry, tmp_path / "packs") == []


def test_new_writes_it_once(registry: Registry, tmp_path: Path) -> None:
    roots = {"content": tmp_path / "content", "exhibits": tmp_path / "exhibits"}
    start(registry.kinds["stall"], "moi", roots, date(2026, 11, 24), {"vi": str, "en": str}, reserved=registry.reserved)
    with pytest.raises(UserError):
        start(
            registry.kinds["stall"],
            "moi",
            roots,
            date(2026, 11, 24),
            {"vi": str, "en": str},
            reserved=registry.reserved,
        )


def test_two_packages_cannot_claim_one_folder(root: Path) -> None:
    put(root / "packages/second_stalls/__init__.py", "")
    put(root / "packages/second_stalls/feature.py", FEATURE.replace('"stall"', '"stand"'))
    with pytest.raises(ValueError, match="folder stalls is taken"):
        discover((PACKAGE, "second_stalls"))


def test_an_application_without_the_package_is_as_before(root: Path) -> None:
    client = create_app((), settings_for(root)).test_client()
    assert client.get("/vi/stalls/").status_code == 404
    assert client.get("/vi/agenda/khai-mac/").status_code == 200
