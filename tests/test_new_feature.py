"""One folder that declares one of each thing a feature may declare: all of it works, and no other file was changed."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from built import Page, settings_for
from flask.testing import FlaskClient
from members import client_as, desk_of, member
from one_of_each import FILES, PACKAGE
from small import document, pair, put, small

from hub import create_app, create_desk
from hub.content.assemble import assemble
from hub.content.checks.proofreading import every_problem
from hub.content.clock import clock_from
from hub.content.source.archive import Archive
from hub.desk.mounting import WithDesk, desk_steps
from hub.feature import Feature, Features, discover, resolve
from hub.storage.packs import Packs


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The small content with stalls, a list of coupons, and the package on the path."""
    root = small(tmp_path_factory.mktemp("feature"))
    for name, text in FILES.items():
        put(root / "packages" / PACKAGE / name, text)
    titles = {"title": "Giấy gấp", "recipe": "bí truyền"}, {"title": "Folded paper", "recipe": "secret"}
    pair(root, "content/stalls/giay-gap", {"number": 2, "nickname": "hạc"}, *titles, ("Xem [hội chợ](fair).", ""))
    put(root / "content/stalls/so-lon.vi.md", document({"title": "Số lớn", "number": 101}))
    put(root / "content/stalls/map.vi.md", document({"title": "Bản đồ", "number": 3}))
    put(
        root / "content/vocabulary/coupons.yaml",
        '{"title": {"vi": "a", "en": "b"}, "terms": [{"id": "ten", "percent": 10}]}',
    )
    sys.path.insert(0, str(root / "packages"))
    yield root
    sys.path.remove(str(root / "packages"))
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


@pytest.fixture(scope="module")
def features(root: Path) -> Features:
    return discover((PACKAGE,))


@pytest.fixture(scope="module")
def client(root: Path) -> FlaskClient:
    return create_app((PACKAGE,), settings_for(root)).test_client()


@pytest.fixture(scope="module")
def problems(root: Path, features: Features) -> list[str]:
    archive = Archive(root / "content", root / "exhibits", features.registry, Packs(root / "problem-packs"))
    archive.refresh()
    edition = assemble(archive, clock_from("2026-11-24T12:00", 0.0).now())
    return [problem.text(str) for problem in every_problem(edition, archive, root, settings_for(root).translations)]


def page(client: FlaskClient, path: str) -> Page:
    response = client.get(path)
    assert response.status_code == 200
    return Page(response.text)


def test_every_field_of_a_declaration_is_used_here(features: Features) -> None:
    declared, empty = features[-1], Feature("fair", package=PACKAGE)
    same = {name for name in Feature.__dataclass_fields__ if getattr(declared, name) == getattr(empty, name)}
    assert same == {"name", "package"}


def test_its_kind_has_its_pages_by_its_own_views_and_templates(client: FlaskClient) -> None:
    assert "2 stalls" in page(client, "/vi/stalls/").main.text
    assert page(client, "/vi/stalls/giay-gap/").one("h1").text == "Giấy gấp"


def test_its_list_of_terms_is_read_with_its_model(root: Path, features: Features) -> None:
    archive = Archive(root / "content", root / "exhibits", features.registry, Packs(root / "term-packs"))
    archive.refresh()
    edition = assemble(archive, clock_from("2026-11-24T12:00", 0.0).now())
    assert edition.vocabularies["coupons"].terms["ten"].percent == 10


def test_its_menu_entry_is_on_every_page_and_marked_on_its_own(client: FlaskClient) -> None:
    assert "/vi/stalls/" in [link["href"] for link in page(client, "/vi/agenda/").all("a")]
    (marked,) = [link for link in page(client, "/vi/stalls/").all("a") if link["href"] == "/vi/stalls/"][:1]
    assert marked.get("aria-current") == "page"


def test_a_text_links_to_its_place_by_name(client: FlaskClient) -> None:
    links = [link.get("href") for link in page(client, "/vi/stalls/giay-gap/").all("a") if link.text == "hội chợ"]
    assert links == ["/vi/stalls/"]


def test_its_pages_have_its_tone(client: FlaskClient) -> None:
    assert "room-dark" in page(client, "/vi/stalls/").one("body").get("class")
    assert "room-dark" not in (page(client, "/vi/agenda/").one("body").get("class") or "")


def test_its_reserved_slug_is_refused_to_every_entry(problems: list[str]) -> None:
    assert [line for line in problems if line.startswith("content/stalls/map.vi.md:1: the slug map cannot be used")]


def test_its_check_speaks_on_the_line_of_the_field(problems: list[str]) -> None:
    (line,) = [line for line in problems if "is high" in line]
    assert line.startswith("content/stalls/so-lon.vi.md:") and line.endswith("warning: the number 101 is high")


@pytest.mark.parametrize("path", ["/vi/stalls.txt", "/vi/stalls/giay-gap.txt"])
def test_its_format_has_an_address_for_all_sites(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.content_type) == (200, "text/plain; charset=utf-8")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Giấy gấp" in response.text


def test_its_format_is_named_by_the_pages_that_it_twins(client: FlaskClient) -> None:
    twins = {
        link["href"] for link in page(client, "/vi/stalls/giay-gap/").all("link") if link.get("type") == "text/plain"
    }
    assert twins == {"/vi/stalls/giay-gap.txt"}
    assert "/vi/stalls.txt" in client.get("/vi/stalls/").text


def test_its_entries_are_cited_as_it_declares(client: FlaskClient) -> None:
    metas = {meta.get("name"): meta.get("content") for meta in page(client, "/vi/stalls/giay-gap/").all("meta")}
    assert (metas["citation_title"], metas["citation_author"]) == ("Giấy gấp", "The fair")


def test_its_search_fields_are_read_and_left_out(client: FlaskClient) -> None:
    def found(query: str) -> bool:
        links = [link["href"] for link in page(client, f"/vi/search/?q={query}").all("a") if link.inside("main")]
        return "/vi/stalls/giay-gap/" in links

    assert found("gian hạc")
    assert not found("bí truyền")


def test_a_term_that_can_be_found_leads_to_its_place_on_a_page(client: FlaskClient) -> None:
    (link,) = [
        link
        for link in page(client, "/vi/search/?q=giảm giá").all("a")
        if "#" in link["href"] and link.parent.tag == "h3"
    ]
    assert (link["href"], link.text) == ("/vi/stalls/#coupon-ten", "Phiếu ten")


def test_the_words_by_which_a_term_is_found_are_not_shown(client: FlaskClient) -> None:
    found = page(client, "/vi/search/?q=giam gia").main
    assert "10%" in found.text
    assert "giảm giá" not in found.text


def test_its_late_page_and_its_lists_are_known(features: Features) -> None:
    assert "fair.index" in features.late
    assert "coupons" in features.no_concepts
    assert features.derived["fair.count"]


def test_its_refusal_stands_in_for_the_page_of_an_error_below_its_path_alone(client: FlaskClient) -> None:
    response = client.get("/fair/none")
    assert (response.status_code, response.text) == (404, "no stall: 404")
    assert "<html" in client.get("/fairground").text


def test_its_command_is_resolved(features: Features) -> None:
    assert [resolve(reference).name for reference in features[-1].commands] == ["open-fair"]


def test_what_it_withholds_is_gone_although_the_file_has_an_error(root: Path) -> None:
    app = create_app((PACKAGE,), settings_for(root))
    path = root / "content/stalls/dong-cua.vi.md"
    put(path, document({"title": "Đóng cửa", "number": 4}))
    assert app.test_client().get("/vi/stalls/dong-cua/").status_code == 200
    put(path, document({"title": "Đóng cửa", "number": "none", "open": "no"}))
    assert app.test_client().get("/vi/stalls/dong-cua/").status_code == 410
    path.unlink()


# The two applications


def test_the_site_has_none_of_its_desk(client: FlaskClient) -> None:
    assert client.get("/vi/booking/form/").status_code == 404
    assert "fair.booking" not in sys.modules


def test_the_desk_answers_and_keeps_nothing(root: Path) -> None:
    response = client_as(create_desk((PACKAGE,), settings_for(root)), None).post("/vi/booking/form/")
    assert (response.status_code, response.text) == (200, "POST vi")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "same-origin"


def test_its_entry_stands_in_the_menu_of_the_desk(root: Path) -> None:
    desk = desk_of(root, extra=(PACKAGE,), instance=root / "desk")
    response = client_as(desk, member(desk)).get("/vi/account/")
    assert "/vi/booking/form/" in [link["href"] for link in Page(response.text).all("a")]


def test_the_desk_has_a_limit_of_its_own(root: Path) -> None:
    site, desk = create_app((PACKAGE,), settings_for(root)), create_desk((PACKAGE,), settings_for(root))
    assert site.config["MAX_CONTENT_LENGTH"] < desk.config["MAX_CONTENT_LENGTH"]


def test_its_addresses_are_handed_to_the_desk_and_no_others(features: Features) -> None:
    asked: list[str] = []

    def application(name: str) -> object:
        return lambda environ, start_response: asked.append(name) or []

    whole = WithDesk(application("site"), desk_steps(features), lambda: application("desk"))  # type: ignore[arg-type,return-value]
    for path in ("/vi/booking/form/", "/en/booking/", "/vi/booking", "/vi/stalls/", "/booking/", "/xx/booking/"):
        whole({"PATH_INFO": path}, lambda *given: None)
    assert asked == ["desk", "desk", "desk", "site", "site", "site"]
