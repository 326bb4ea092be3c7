"""The front: which bytes under which encoding, what stays in memory, and what it refuses."""

from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
import zstandard
from built import Built, ask, finished_site, resting_root, small_site
from running import Running, running

from hub.build.compression import compress_fully
from hub.build.records import FinishedPage, Pages
from hub.serve import encodings as content_encodings
from hub.serve import served_pages
from hub.serve.encodings import encodings_for
from hub.serve.front import Front, matches
from hub.serve.media_files import MediaFiles
from hub.serve.served_pages import ServedPages, weight
from hub.storage.packs import Packs

PAGE = "/vi/agenda/khai-mac/"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small content, its pages compressed to the end."""
    return finished_site(tmp_path_factory.mktemp("front"))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(resting_root(tmp_path_factory.mktemp("front-server")), workers=1) as hub:
        yield hub


@pytest.mark.parametrize(
    ("accept", "encodings"),
    [
        ("", ()),
        ("br", ("br",)),
        ("gzip, deflate, br, zstd", ("br", "zstd", "gzip")),
        ("gzip, deflate", ("gzip",)),
        ("gzip;q=1.0, br;q=0.5", ("gzip", "br")),
        ("br;q=0, gzip", ("gzip",)),
        ("br;q=0.000", ()),
        ("*", ("br", "zstd", "gzip")),
        ("*;q=0", ()),
        ("*;q=0, zstd", ("zstd",)),
        ("gzip;q=0, *;q=0.2", ("br", "zstd")),
        ("identity", ()),
        ("identity;q=0.5, gzip;q=0.4, br", ("br",)),
        ("identity;q=0, gzip", ("gzip",)),
        ("BR ; Q=0.8 , GZip", ("gzip", "br")),
        ("br;q=nan, gzip;q=inf, zstd;q=2", ()),
        ("br;q=, gzip;q=x", ()),
        (",,;;q=1,=", ()),
        ("br" + " " * 500 + ",gzip", ("br",)),
    ],
)
def test_accept_encoding_is_read_by_its_weights(accept: str, encodings: tuple[str, ...]) -> None:
    assert encodings_for(accept) == encodings


@pytest.mark.parametrize(
    ("condition", "matching"),
    [
        ('"a-br"', True),
        ('W/"a-br"', True),
        ('"x", W/"a-br" ,"y"', True),
        ("*", True),
        (" * ", True),
        ('"a-gzip"', False),
        ("a-br", False),
        ('"a-b', False),
        ("", False),
        ('w/"a-br"', False),
    ],
)
def test_if_none_match_is_compared_weakly(condition: str, matching: bool) -> None:
    assert matches(condition, '"a-br"') is matching


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip"])
def test_a_finished_page_comes_under_the_encoding_that_was_asked_for(hub: Built, encoding: str) -> None:
    assert hub.ask(PAGE, accept_encoding=encoding).headers["content-encoding"] == encoding


def test_a_compressed_page_unpacks_to_the_plain_one(hub: Built) -> None:
    plain = hub.ask(PAGE).body
    assert brotli.decompress(hub.ask(PAGE, accept_encoding="br").body) == plain
    assert zstandard.ZstdDecompressor().decompress(hub.ask(PAGE, accept_encoding="zstd").body) == plain


def test_a_page_without_an_encoding_has_no_content_encoding(hub: Built) -> None:
    assert "content-encoding" not in hub.ask(PAGE).headers


def test_a_browser_gets_a_page_compressed_before_its_last_encodings_are_there(tmp_path: Path) -> None:
    fresh = small_site(tmp_path)
    assert fresh.ask(PAGE, accept_encoding="gzip, deflate, br, zstd").headers["content-encoding"] == "zstd"


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip"])
def test_an_answer_to_a_query_is_compressed_too(hub: Built, encoding: str) -> None:
    assert hub.ask("/vi/search/?q=khai", accept_encoding=encoding).headers["content-encoding"] == encoding


def test_a_page_varies_by_encoding(hub: Built) -> None:
    assert hub.ask(PAGE).headers["vary"] == hub.ask("/vi/search/?q=khai").headers["vary"] == "Accept-Encoding"


def test_each_encoding_has_a_tag_of_its_own(hub: Built) -> None:
    tags = {hub.ask(PAGE, accept_encoding=encoding).headers["etag"] for encoding in ("", "br", "zstd", "gzip")}
    assert len(tags) == 4


def test_the_tag_of_one_encoding_does_not_answer_for_another(hub: Built) -> None:
    tag = hub.ask(PAGE, accept_encoding="br").headers["etag"]
    assert hub.ask(PAGE, accept_encoding="gzip", if_none_match=tag).status == 200


def test_a_known_tag_is_answered_without_a_body(hub: Built) -> None:
    tag = hub.ask(PAGE, accept_encoding="br").headers["etag"]
    answer = hub.ask(PAGE, accept_encoding="br", if_none_match=f'"other", W/{tag}')
    assert (answer.status, answer.body) == (304, b"")


def test_a_304_has_what_a_cache_must_refresh_and_nothing_of_a_body(hub: Built) -> None:
    whole = hub.ask(PAGE, accept_encoding="br").headers
    kept = hub.ask(PAGE, accept_encoding="br", if_none_match="*").headers
    assert {name: kept.get(name) for name in ("etag", "vary", "cache-control")} == {
        name: whole[name] for name in ("etag", "vary", "cache-control")
    }
    assert not {"content-type", "content-length", "content-encoding", "content-language"} & kept.keys()


def test_an_answer_to_a_query_has_its_304(hub: Built) -> None:
    tag = hub.ask("/vi/search/?q=khai").headers["etag"]
    assert hub.ask("/vi/search/?q=khai", if_none_match=tag).status == 304


def test_a_tombstone_is_never_answered_by_a_304(hub: Built) -> None:
    assert hub.ask("/vi/agenda/rut-lai/", if_none_match="*").status == 410


@pytest.mark.parametrize(
    "target", [PAGE, "/vi/search/?q=khai", "/vi/agenda?a=1", "/vi/agenda/rut-lai/", "/sitemap.xml"]
)
def test_head_is_a_get_without_a_body(hub: Built, target: str) -> None:
    get, head = hub.ask(target), hub.ask(target, "HEAD")
    assert (head.status, head.headers, head.body) == (get.status, get.headers, b"")


@pytest.mark.parametrize("target", [PAGE, "/vi/nothing/", "/", "/healthz", "/vi/agenda"])
def test_head_over_the_wire_has_no_body(server: Running, target: str) -> None:
    answer = server.ask(target, "HEAD")
    assert answer.body == b""
    assert answer.status == server.ask(target).status


def test_a_missing_slash_leads_to_the_page_for_good(hub: Built) -> None:
    answer = hub.ask("/vi/agenda/khai-mac")
    assert (answer.status, answer.headers["location"]) == (308, PAGE)


def test_a_missing_slash_keeps_the_query(hub: Built) -> None:
    assert (
        hub.ask("/vi/search?q=b%E1%BA%A1o+l%E1%BB%B1c&page=2").headers["location"]
        == "/vi/search/?q=b%E1%BA%A1o+l%E1%BB%B1c&page=2"
    )


def test_an_alias_leads_on_with_its_query(hub: Built) -> None:
    assert hub.ask("/vi/agenda/mo-dau/?a=%C3%A9&b").headers["location"] == "/vi/agenda/khai-mac/?a=%C3%A9&b"


def test_a_missing_slash_never_names_the_host(server: Running) -> None:
    answer = server.raw(b"GET /vi/agenda HTTP/1.1\r\nHost: LOCALHOST:77\r\nConnection: close\r\n\r\n")
    assert b"308 " in answer.splitlines()[0]
    assert b"location: /vi/agenda/\r\n" in answer
    assert b"LOCALHOST" not in answer


@pytest.mark.parametrize(
    "target", ["//evil.example", "//evil.example/vi/agenda", "/vi/nothing", "vi/nothing", "error/404/vi", "/healthz/x"]
)
def test_a_path_without_a_page_leads_nowhere(hub: Built, target: str) -> None:
    answer = hub.ask(target)
    assert answer.status == 404
    assert "location" not in answer.headers


@pytest.mark.parametrize("target", ["/vi//agenda/", "/vi/gallery/phong-1/tp-01/open", "/vi/agenda//khai-mac"])
def test_no_redirect_of_the_framework_names_a_host(hub: Built, target: str) -> None:
    location = hub.ask(target).headers["location"]
    assert location.startswith("/")
    assert not location.startswith("//")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_two_lengths_at_once_are_refused(method: str) -> None:
    answer = ask(
        Front(tls=False, leave_url="https://away.example/"),
        PAGE,
        method,
        transfer_encoding="chunked",
        content_length="3",
    )
    assert (answer.status, answer.headers["connection"]) == (400, "close")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_two_lengths_at_once_are_refused_over_the_wire(server: Running, method: str) -> None:
    head = f"{method} {PAGE} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
    answer = server.raw(head.encode() + b"0\r\n\r\nGET /vi/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert answer.splitlines()[0].split()[1] in (b"400", b"411")
    assert answer.count(b"HTTP/1.1 ") == 1, "the smuggled request is not answered"


def test_before_there_is_an_edition_readers_are_told_to_come_back(tmp_path: Path) -> None:
    answer = ask(Front(tls=False, leave_url="https://away.example/"), PAGE)
    assert (answer.status, answer.headers["retry-after"]) == (503, "2")


def test_before_there_is_an_edition_the_process_is_healthy() -> None:
    assert ask(Front(tls=False, leave_url="https://away.example/"), "/healthz").status == 200


def test_a_page_whose_bytes_are_gone_is_made_again(tmp_path: Path) -> None:
    built = small_site(tmp_path)
    whole = built.bytes_of(PAGE)
    built.made[PAGE].bodies["identity"] = ("gone", 0, 1)
    answer = built.ask(PAGE)
    assert (answer.status, answer.body) == (200, whole)


def shown(folder: Path, count: int, size: int) -> ServedPages:
    """So many pages of so many bytes."""
    packs = Packs(folder / "packs")
    made = {
        f"/{n}/": FinishedPage(200, (("Content-Type", "text/plain"),), f"{n:016}", {"identity": packs.put(bytes(size))})
        for n in range(count)
    }
    return ServedPages("00000001-00000000", Pages(made, "", "", ""), packs, MediaFiles(folder, {}, False))


def test_hot_pages_stay_within_their_memory(tmp_path: Path) -> None:
    pages = shown(tmp_path, 30, served_pages.HOT // 12)
    for n in range(30):
        pages.page(f"/{n}/", ())
        assert sum(weight(kept) for kept in pages.hot.values()) == pages.hot_bytes <= served_pages.HOT


def test_a_page_is_taken_from_the_disk_once(tmp_path: Path) -> None:
    pages = shown(tmp_path, 2, 100)
    assert pages.page("/0/", ("br",)) is pages.page("/0/", ("br",))


def test_what_is_larger_than_the_memory_is_served_and_not_kept(tmp_path: Path) -> None:
    pages = shown(tmp_path, 1, served_pages.HOT + 1)
    found = pages.page("/0/", ())
    assert found is not None
    assert len(found[3]) == served_pages.HOT + 1
    assert pages.hot == {}


def test_headers_of_strangers_are_not_kept_without_end(hub: Built) -> None:
    for n in range(1_000):
        hub.ask(PAGE, accept_encoding=f"x{n}" * 50)
    kept = hub.worker.front.encodings.known
    assert len(kept) < 300
    assert max(map(len, kept)) <= content_encodings.LONGEST


def test_the_last_encodings_are_smaller_than_the_page(hub: Built) -> None:
    plain = hub.ask(PAGE).body
    assert all(len(small) < len(plain) / 2 for small in compress_fully(plain).values())
