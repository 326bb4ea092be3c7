"""A published address is for ever: rooms that are renamed and works that are moved are found under every earlier one."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from built import Built, small_root
from small import pair, put, work

Write = Callable[..., Path]
WORK = (
    "title: A\nsummary: s\nupdated: 2025-10-20\norder: 1\nmedia: a.svg\ncredit: {vi: a, en: a}\nrights: CC0-1.0\n"
    "consent: {basis: x}\nsources: [y]\nmedium: m\nalt: a\ndescription: d\naliases: [%s]"
)


def room(root: Path, slug: str, order: int, **more: object) -> None:
    texts = {"title": f"Phòng {slug}", "summary": "s."}, {"title": f"Room {slug}", "summary": "s."}
    pair(root, f"exhibits/{slug}", {"order": order, **more}, *texts, index=True)


def moved(root: Path, before: str, after: str, old: str, new: str) -> None:
    """Move the folder of an entry, and change a line of its Vietnamese file."""
    shutil.move(root / "exhibits" / before, root / "exhibits" / after)
    path = root / "exhibits" / after / "index.vi.md"
    put(path, path.read_text(encoding="utf-8").replace(old, new))


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small content, in which the only room was renamed twice, two works were moved and one got another slug."""
    root = small_root(tmp_path_factory.mktemp("moved"))
    work(root, 3, "Ba", "Three", "ba", "three")
    work(root, 4, "Bốn", "Four", "bốn", "four")
    work(root, 5, "Năm", "Five", "năm", "five", masked=True)
    moved(root, "phong-1", "tren-mang", "order: 1", "order: 1\naliases: [phong-1, phong-0]")
    room(root, "ben-nhau", 2)
    moved(root, "tren-mang/tp-03", "ben-nhau/tp-03", "order: 3", "order: 3\naliases: [tren-mang/tp-03]")
    moved(root, "tren-mang/tp-04", "ben-nhau/soi-chi", "order: 4", "order: 4\naliases: [phong-1/tp-04]")
    moved(root, "tren-mang/tp-05", "ben-nhau/tp-05", "order: 5", "order: 5\naliases: [tren-mang/tp-05]")
    return Built(root)


MOVED = [
    ("phong-1/", "tren-mang/"),
    ("phong-0/", "tren-mang/"),
    ("phong-1/text/", "tren-mang/text/"),
    ("phong-1/tp-01/", "tren-mang/tp-01/"),
    ("phong-0/tp-01/", "tren-mang/tp-01/"),
    ("phong-1/tp-02/open/", "tren-mang/tp-02/open/"),
    ("tren-mang/tp-03/", "ben-nhau/tp-03/"),
    ("phong-1/tp-03/", "ben-nhau/tp-03/"),
    ("phong-1/tp-04/", "ben-nhau/soi-chi/"),
    ("tren-mang/tp-05/open/", "ben-nhau/tp-05/open/"),
    ("phong-0/tp-05/open/", "ben-nhau/tp-05/open/"),
]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(("before", "after"), MOVED)
def test_an_earlier_address_leads_to_the_same_page_of_today(hub: Built, lang: str, before: str, after: str) -> None:
    answer = hub.ask(f"/{lang}/gallery/{before}?utm=1")
    assert (answer.status, answer.headers.get("location")) == (301, f"/{lang}/gallery/{after}?utm=1")


@pytest.mark.parametrize(("before", "after"), MOVED)
def test_the_page_of_today_is_there(hub: Built, before: str, after: str) -> None:
    assert hub.ask(f"/vi/gallery/{after}").status == 200


@pytest.mark.parametrize(("before", "after"), MOVED)
def test_an_earlier_address_is_one_of_the_finished_pages(hub: Built, before: str, after: str) -> None:
    assert hub.made[f"/vi/gallery/{before}"].status == 301


@pytest.mark.parametrize("path", ["ben-nhau/tp-01/", "la/tp-01/", "phong-1/tp-99/", "phong-1/tp-01/open/x/"])
def test_an_address_that_never_was_is_not_found(hub: Built, path: str) -> None:
    assert hub.ask(f"/vi/gallery/{path}").status == 404


def test_the_choice_to_see_a_work_that_is_shown_now_leads_to_the_work(hub: Built) -> None:
    answer = hub.ask("/vi/gallery/phong-1/tp-04/open/")
    assert (answer.status, answer.headers.get("location")) == (301, "/vi/gallery/ben-nhau/soi-chi/")


def test_an_earlier_address_is_in_no_sitemap(hub: Built) -> None:
    text = hub.ask("/sitemap.xml").text
    assert ("/gallery/tren-mang/" in text, "phong-1" in text, "tren-mang/tp-03" in text) == (True, False, False)


# What is told of aliases


@pytest.fixture
def gallery(write: Write) -> Write:
    for name in ("mot", "hai"):
        write(f"exhibits/{name}/index.vi.md", "title: A\nsummary: s\nupdated: 2025-10-20\norder: 1")
    write("vocabulary/sources.yaml", raw="title: {vi: a, en: a}\nterms: [{id: y, label: {vi: a, en: a}}]")
    write("vocabulary/consent-bases.yaml", raw="title: {vi: a, en: a}\nterms: [{id: x, label: {vi: a, en: a}}]")
    return write


def put_work(write: Write, place: str, alias: str) -> None:
    write(f"exhibits/{place}/a.svg", raw='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>')
    write(f"exhibits/{place}/index.vi.md", WORK % alias)


def test_an_earlier_room_is_no_mistake(gallery: Write, problems: Callable[[], list[str]]) -> None:
    put_work(gallery, "mot/tp", "hai/tp")
    assert problems() == []


@pytest.mark.parametrize("alias", ["hai/tp-b", "mot/tp-a"])
def test_an_alias_that_is_the_place_of_a_work_today_is_told(
    gallery: Write, problems: Callable[[], list[str]], alias: str
) -> None:
    put_work(gallery, "mot/tp-a", alias)
    put_work(gallery, "hai/tp-b", "")
    assert problems() == [f"exhibits/mot/tp-a/index.vi.md:14: the alias {alias} of tp-a is in use; remove it"]


@pytest.mark.parametrize("alias", ["a/b/tp", "Hai/tp", "/tp", "hai/", "text/tp"])
def test_an_alias_of_a_work_is_a_slug_or_a_room_and_a_slug(
    gallery: Write, problems: Callable[[], list[str]], alias: str
) -> None:
    put_work(gallery, "mot/tp", alias)
    assert problems() == [
        f"exhibits/mot/tp/index.vi.md:14: aliases.0 cannot be {alias}; write for example aliases: [ten-cu]"
    ]


def test_an_alias_of_what_lies_in_nothing_is_a_slug_alone(write: Write, problems: Callable[[], list[str]]) -> None:
    write("pages/a.vi.md", "title: A\nupdated: 2025-10-20\naliases: [cu/a]")
    assert problems() == ["content/pages/a.vi.md:4: aliases.0 cannot be cu/a; write for example aliases: [ten-cu]"]
