"""One masked work, looked for in everything that leaves the hub: by crawling, by asking, and in what is kept on disk."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus, urljoin, urlsplit

import pytest
from built import Built, Page, small_site
from small import PICTURE, put, related_page, session, tour, work

from hub.i18n.vietnamese import fold
from hub.search.finding import Finding
from hub.search.whoosh.reader import IndexReader

COLOUR = "3fa7c1"  # of the masked picture and of nothing else
FILE = "tieng-khoc.svg"  # a name that tells
TOLD = {
    "title": ("Tiếngkhóc đêm", "The nightcry"),
    "summary": ("tiếngkhóc-tóm-tắt", "nightcry-summary"),
    "alt": ("tiếngkhóc-alt", "nightcry-alt"),
    "description": ("tiếngkhóc-mô-tả", "nightcry-description"),
    "body": ("Chữ của tiếngkhóc", "Words of nightcry"),
    "medium": ("Chất liệu riêng", "A medium of its own"),
}
WORDS = [word for words in TOLD.values() for word in words]
COLOURS = [COLOUR, COLOUR.upper(), "63,167,193", "63, 167, 193", "63 167 193"]
OPEN = re.compile(r"/(vi|en)/gallery/phong-1/tp-03/open/")
QUESTIONS = [
    "tiếngkhóc đêm", "tiengkhoc dem", "tiengkhoc", "nightcry", "the nightcry", "tiếngkhóc-alt", "nightcry alt", "tiếngkhóc mô tả",
    "nightcry description", "words of nightcry", "chất liệu riêng", "tieng-khoc.svg", "tp-03", "có nhắc tới bạo lực", "speaks of violence",
]  # fmt: skip


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small site with a masked work that everything names that can: entries, texts, tours."""
    root = tmp_path_factory.mktemp("masking")
    site = small_site(root)
    work(root, 3, *TOLD["title"], "tiếngkhóc", "nightcry", masked=True, media=FILE)
    folder = root / "exhibits/phong-1/tp-03"
    (folder / "tp-03.svg").unlink()
    put(
        folder / FILE,
        PICTURE.format(size=103).replace("c97b12", COLOUR).replace("<rect", f"<title>{TOLD['title'][0]}</title><rect"),
    )
    for lang, medium in zip(("vi", "en"), TOLD["medium"], strict=True):
        path = folder / f"index.{lang}.md"
        put(path, re.sub(r"^medium:.*$", f"medium: {medium}", path.read_text(encoding="utf-8"), flags=re.M))
    related_page(root, "tp-03")
    tour(root, "tp-03", "tp-01")
    site.build()
    assert site.ask("/vi/gallery/phong-1/tp-03/open/").status == 200
    return site


@pytest.fixture(scope="module")
def secrets(hub: Built) -> list[str]:
    """Whatever of it may stand nowhere: words, colours, the file's name, and both lengths of its digest."""
    (media,) = hub.worker.edition().entries["work"]["tp-03"].reading("vi").files.values()
    assert COLOUR in hub.ask(f"/media/{media.digest}/{FILE}").text
    return [*WORDS, *COLOURS, FILE, FILE.removesuffix(".svg"), media.digest]


def told(text: str, secrets: list[str]) -> list[str]:
    return [secret for secret in secrets if secret in text]


NAMED = re.compile(
    r"""(?:href|src|srcset|action)="([^"]+)"|(?:content|data-\w+)="((?:/|http)[^"]+)"|<loc>([^<]+)|"""
    r"""url\(["']?([^"')]+)|import\(?["'`]([^"'`]+)"""
)


def addresses_in(url: str, text: str) -> Iterator[str]:
    """Every address of ours that a document names, in whatever attribute or element."""
    for found in NAMED.findall(text):
        for each in "".join(found).replace("&amp;", "&").split():
            there = urlsplit(urljoin(f"http://localhost:8000{url}", each))
            if there.hostname == "localhost" and there.port == 8000 and there.path:
                yield there.path + (f"?{there.query}" if there.query else "")


def crawled(hub: Built) -> dict[str, str]:
    """Every document that can be reached from the ways in, without choosing to see the work.

    Of PDF documents one for each address, whatever the query: they are packed, and say what pages say that are reached.
    """
    waiting = ["/vi/", "/en/", "/sitemap.xml", "/robots.txt"]
    waiting += [f"/vi/search/?q={quote_plus(query)}" for query in QUESTIONS]
    reached: dict[str, str] = {}
    printed: set[str] = set()
    while waiting:
        url = waiting.pop()
        path = url.partition("?")[0]
        if url in reached or OPEN.match(url) or (path.endswith(".pdf") and path in printed):
            continue
        printed.add(path)
        answer = hub.ask(url)
        reached[url] = answer.body.decode("utf-8", "replace") + "\n".join(
            f"{name}: {value}" for name, value in answer.headers.items()
        )
        if not url.endswith(".woff2"):
            waiting += addresses_in(url, reached[url])
    return reached


@pytest.fixture(scope="module")
def documents(hub: Built) -> dict[str, str]:
    return crawled(hub)


def test_the_crawl_reaches_whatever_might_tell(documents: dict[str, str]) -> None:
    ends = (
        "gallery/phong-1/",
        "gallery/text/",
        "gallery/tours/mot-vong/",
        "pages/lien-quan/",
        "gallery/phong-1/tp-03/",
        "gallery/phong-1/tp-01/",
    )
    wanted = {f"/{lang}/{end}" for lang in ("vi", "en") for end in ends} | {"/sitemap.xml", "/robots.txt"}
    assert wanted - documents.keys() == set()
    assert any(url.startswith("/media/") for url in documents)
    assert any(url.endswith(".css") for url in documents)


def test_nothing_that_can_be_reached_tells_of_it(documents: dict[str, str], secrets: list[str]) -> None:
    asked = "|".join(re.escape(form) for query in QUESTIONS for form in (quote_plus(query), query))
    found = {
        url: told(re.sub(asked, "", text) if "/search/" in url else text, secrets) for url, text in documents.items()
    }
    assert {url: words for url, words in found.items() if words} == {}


def test_nothing_that_is_made_tells_of_it_but_what_the_reader_chooses(hub: Built, secrets: list[str]) -> None:
    found = {path for path in hub.made if told(hub.bytes_of(path).decode("utf-8", "replace"), secrets)}
    chosen = {path for path in hub.made if OPEN.match(path)}
    assert found == chosen
    assert len(chosen) == 2


def test_no_picture_that_is_kept_shows_it_but_its_own(hub: Built, secrets: list[str]) -> None:
    (media,) = hub.worker.edition().entries["work"]["tp-03"].reading("vi").files.values()
    files = {path: path.read_bytes() for path in (hub.root / "instance/media").rglob("*.svg")}
    telling = {path.parent.name for path, data in files.items() if told(data.decode(), secrets)}
    assert telling == {f"{media.digest}-drawing"}
    assert FILE not in " ".join(map(str, (hub.root / "instance/media").rglob("*")))


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("query", QUESTIONS)
def test_no_search_tells_of_it(hub: Built, secrets: list[str], lang: str, query: str) -> None:
    text = hub.ask(f"/{lang}/search/?q={quote_plus(query)}").text
    main = re.sub("|".join(re.escape(form) for form in (quote_plus(query), query)), "", text)
    assert told(main, secrets) == []
    finds = query in ("có nhắc tới bạo lực", "speaks of violence")
    assert (f"/{lang}/gallery/phong-1/tp-03/" in text.partition("<footer")[0]) is finds


def test_what_the_search_keeps_of_it_is_its_note(hub: Built) -> None:
    assert hub.worker.shown is not None
    reader = IndexReader(hub.settings.search_index / hub.worker.shown.pages.index)
    kept = [reader.stored(number) for number in range(reader.size)]
    of_it = {each.lang: each for each in kept if each.entry == "work/tp-03"}
    assert {lang: (each.title, each.text, each.facets) for lang, each in of_it.items()} == {
        "vi": ("", "", {}),
        "en": ("", "", {}),
    }
    assert {lang: each.summary for lang, each in of_it.items()} == {
        "vi": "Có nhắc tới bạo lực.",
        "en": "Speaks of violence.",
    }


def test_no_file_of_the_search_index_has_a_word_of_it(hub: Built, secrets: list[str]) -> None:
    words = {*secrets, "tiếngkhóc", "tiengkhoc", "nightcry", *map(fold, WORDS)}
    files = {path.name: path.read_bytes() for path in hub.settings.search_index.rglob("*") if path.is_file()}
    assert files
    assert [(name, word) for name, data in files.items() for word in words if word.encode() in data] == []


@pytest.mark.parametrize(
    "path",
    [
        "/media/",
        "/media",
        "/media/{digest}/",
        "/media/{digest}",
        "/media/{short}/tieng-khoc.svg",
        "/media/{digest}/tp-03.svg",
        "/media/tieng-khoc.svg",
    ],
)
def test_its_picture_is_had_by_its_whole_address_alone(hub: Built, path: str) -> None:
    (media,) = hub.worker.edition().entries["work"]["tp-03"].reading("vi").files.values()
    assert hub.ask(path.format(digest=media.digest, short=media.digest[:8])).status == 404
    assert len(media.digest) == 16


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_first_thing_on_the_chosen_page_hides_it_again(hub: Built, lang: str) -> None:
    page = Page(hub.ask(f"/{lang}/gallery/phong-1/tp-03/open/").text)
    first = next(element for element in page.main_elements() if element.tag in ("a", "img", "h1"))
    assert (first.text, first.get("href")) == (
        {"vi": "Ẩn lại", "en": "Hide it again"}[lang],
        f"/{lang}/gallery/phong-1/tp-03/",
    )


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_a_machine_reads_in_the_head_is_its_number(hub: Built, secrets: list[str], lang: str) -> None:
    for path in (f"/{lang}/gallery/phong-1/tp-03/", f"/{lang}/gallery/phong-1/tp-03/open/"):
        head = hub.ask(path).text.partition("<body")[0]
        assert told(head, secrets) == []


def test_what_was_shown_before_it_was_masked_is_in_no_index_that_is_asked(tmp_path: Path) -> None:
    hub = small_site(tmp_path)
    work(tmp_path, 1, "Sợi sáng", "Thread of light", "sợisáng", "thread", masked=True)
    hub.build()
    for query in ("sợi sáng", "soi sang", "thread", "soisang"):
        assert "/tp-01/" not in hub.ask(f"/vi/search/?q={quote_plus(query)}").text


@pytest.mark.parametrize("slip", ["no note", "a field that is none", "a picture that is gone"])
def test_what_is_to_be_masked_is_shown_nowhere_while_its_files_have_a_fault(tmp_path: Path, slip: str) -> None:
    hub = small_site(tmp_path)
    work(tmp_path, 1, "Sợi sáng", "Thread of light", "sợisáng", "thread", masked=True)
    path = tmp_path / "exhibits/phong-1/tp-01/index.vi.md"
    if slip == "no note":
        put(path, re.sub(r"^content_note:.*\n", "", path.read_text(encoding="utf-8"), flags=re.M))
    elif slip == "a field that is none":
        put(path, path.read_text(encoding="utf-8").replace("---\n", "---\nmaskd: 1\n", 1))
    else:
        path.with_name("tp-01.svg").unlink()
    hub.build()
    told = [
        path
        for path in hub.made
        if not path.startswith("/static/") and "Sợi sáng" in hub.bytes_of(path).decode("utf-8", "replace")
    ]
    assert told == []
    assert "/tp-01/" not in hub.ask("/vi/search/?q=soi+sang").text


@pytest.fixture
def before_the_index(tmp_path: Path) -> tuple[Built, Any]:
    """A site in which one work was masked and one session withdrawn, and the search index that still knows them: as it is for
    a moment after each edit, and for as long as the disk is full."""
    hub = small_site(tmp_path)
    earlier = hub.worker.index()
    work(tmp_path, 1, "Sợi sáng", "Thread of light", "sợisáng", "thread", masked=True)
    session(tmp_path, "toan-the", "2025-10-22 10:00", "Phiên toàn thể", "Plenary", status="withdrawn")
    return hub, earlier


def test_an_index_of_before_finds_nothing_that_is_masked_or_withdrawn_since(
    before_the_index: tuple[Built, Any],
) -> None:
    hub, earlier = before_the_index
    assert Finding(hub.worker.edition(), "vi", earlier).search("sợi sáng", 10).total == 1
    hub.build()
    finding = Finding(hub.worker.edition(), "vi", earlier)
    answers = [finding.search(query, 10) for query in ("sợi sáng", "thread of light", "phiên toàn thể", "plenary")]
    assert [
        slug for answer in answers for slug in (found.slug for found in answer.hits) if slug in ("tp-01", "toan-the")
    ] == []
    assert answers[0].total == 0


def test_no_page_waits_for_the_index_to_leave_out_what_is_masked_or_withdrawn(
    before_the_index: tuple[Built, Any],
) -> None:
    hub, _ = before_the_index
    shutil.rmtree(hub.settings.search_index)
    hub.settings.search_index.touch()  # where nothing can be written
    with pytest.raises(OSError, match="search_index"):
        hub.builder.build()
    hub.worker.swap()
    gone = ("Sợi sáng", "Phiên toàn thể")
    pages = {
        path: hub.bytes_of(path).decode("utf-8", "replace")
        for path in hub.made
        if path.endswith("/") and "/open/" not in path
    }
    assert [(path, title) for path, text in pages.items() for title in gone if title in text] == []


def test_a_masked_picture_that_another_work_shows_is_told(tmp_path: Path) -> None:
    hub = small_site(tmp_path)
    folder = tmp_path / "exhibits/phong-1"
    put(folder / "tp-01/tp-01.svg", (folder / "tp-02/tp-02.svg").read_text(encoding="utf-8"))
    hub.build()
    assert [problem.text(str) for problem in hub.builder.problems] == [
        "exhibits/phong-1/tp-02/index.vi.md:1: the picture of this masked entry is shown by exhibits/phong-1/tp-01/index.vi.md as well; "
        "mask that too, or show another picture there"
    ]
