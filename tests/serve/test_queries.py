"""Queries through the front: what no view reads costs nothing, and one question has one kept answer."""

from pathlib import Path
from typing import Any

import pytest
from built import Built, Page, ask, resting_root, small_site
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from running import running

from hub.build.records import FinishedPage, Pages
from hub.serve.front import Front
from hub.serve.media_files import MediaFiles
from hub.serve.served_pages import ServedPages
from hub.storage.packs import Packs

SEARCH, AGENDA = "/vi/search/", "/vi/agenda/khai-mac/"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return small_site(tmp_path_factory.mktemp("queries"))


def kept(hub: Built) -> list[tuple[str, str]]:
    """What is kept, by path and canonical query."""
    assert hub.worker.front.shown is not None
    return list(hub.worker.front.shown.answers.kept)


class Counting:
    """A front over one page that reads `a` and `b`, and an application that counts how often it is asked."""

    def __init__(self, folder: Path, status: str = "200 OK", **headers: str) -> None:
        packs = Packs(folder / "packs")
        page = FinishedPage(
            200, (("Content-Type", "text/html"),), "0" * 16, {"identity": packs.put(b"page")}, ("a", "b")
        )
        self.front = Front(tls=False, leave_url="https://away.example/")
        self.front.shown = ServedPages("x", Pages({"/p/": page}, "", "", ""), packs, MediaFiles(folder, {}, False))
        self.front.flask = lambda: self.application
        self.asked: list[str] = []
        self.status, self.headers = status, [(name.replace("_", "-"), value) for name, value in headers.items()]

    def application(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        self.asked.append(environ["QUERY_STRING"])
        start_response(self.status, [("Content-Type", "text/html"), *self.headers])
        return [environ["QUERY_STRING"].encode() * 100]


def test_what_no_view_reads_is_the_page_itself(hub: Built) -> None:
    before = kept(hub)
    plain = hub.ask(AGENDA, accept_encoding="zstd")
    assert hub.ask(f"{AGENDA}?utm_source=x&fbclid=y", accept_encoding="zstd") == plain
    assert kept(hub) == before


def test_what_no_view_reads_enters_no_application(tmp_path: Path) -> None:
    counting = Counting(tmp_path)
    for query in ("x=1", "a=", "&&", "A=1", "utm_source=a&b="):
        assert ask(counting.front, f"/p/?{query}").body == b"page"
    assert counting.asked == []


def test_the_order_of_parameters_and_foreign_ones_share_one_answer(tmp_path: Path) -> None:
    counting = Counting(tmp_path)
    answers = [ask(counting.front, f"/p/?{query}") for query in ("b=1&a=2", "a=2&b=1&x=3", "%61=2&b=1", "x&a=2&b=1&")]
    assert counting.asked == ["a=2&b=1"]
    assert answers == [answers[0]] * 4


def test_repeated_values_of_a_name_are_another_question(tmp_path: Path) -> None:
    counting = Counting(tmp_path)
    for query in ("a=1&a=2", "a=1", "a=2&a=1"):
        ask(counting.front, f"/p/?{query}")
    assert counting.asked == ["a=1&a=2", "a=1", "a=2&a=1"]


def test_one_answer_is_made_once_for_all_encodings(tmp_path: Path) -> None:
    counting = Counting(tmp_path)
    for encoding in ("", "br", "zstd", "gzip", "br"):
        assert ask(counting.front, "/p/?a=1", accept_encoding=encoding).headers.get("content-encoding", "") == encoding
    assert counting.asked == ["a=1"]


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        ("404 Not Found", {}),
        ("302 Found", {"Location": "/vi/"}),
        ("500 Internal Server Error", {}),
        ("200 OK", {"Cache_Control": "no-store"}),
        ("200 OK", {"Set_Cookie": "a=b"}),
    ],
)
def test_only_a_page_for_everybody_is_kept(tmp_path: Path, status: str, headers: dict[str, str]) -> None:
    counting = Counting(tmp_path, status, **headers)
    answers = [ask(counting.front, "/p/?a=1") for _ in range(2)]
    assert len(counting.asked) == 2
    assert {answer.status for answer in answers} == {int(status[:3])}


def test_a_head_is_answered_by_what_a_get_left(tmp_path: Path) -> None:
    counting = Counting(tmp_path)
    head, get = ask(counting.front, "/p/?a=1", "HEAD"), ask(counting.front, "/p/?a=1")
    assert (head.headers, head.body, len(counting.asked)) == (get.headers, b"", 1)


def test_no_path_is_special_by_its_spelling(hub: Built) -> None:
    before = kept(hub)
    assert hub.ask("/vi/nothing/search/?q=a").status == 404
    assert kept(hub) == before


def test_the_records_of_pages_carry_what_their_views_read(hub: Built) -> None:
    assert hub.made[SEARCH].query == ("q", "kind", "close", "page")
    assert hub.made["/en/gallery/"].query == ()
    assert hub.made[AGENDA].query == ()


@pytest.mark.parametrize("form", ["khai+m%E1%BA%A1c", "khai%20m%e1%ba%a1c", "khai+ma%CC%A3c"])
def test_the_spellings_of_one_question_share_one_answer(hub: Built, form: str) -> None:
    whole = hub.ask(f"{SEARCH}?q=khai+m%E1%BA%A1c")
    before = kept(hub)
    assert hub.ask(f"{SEARCH}?page=&x=1&q={form}") == whole
    assert sorted(kept(hub)) == sorted(before)


def test_the_other_language_answers_the_same_question(hub: Built) -> None:
    page = Page(hub.ask(f"{SEARCH}?x=1&page=2&kind=session&q=khai").text)
    assert "/en/search/?q=khai&kind=session&page=2" in [link.get("href") for link in page.all("a")]


def test_a_page_that_reads_no_query_leads_to_the_other_language_without_one(hub: Built) -> None:
    page = Page(hub.ask(f"{AGENDA}?x=1").text)
    assert "/en/agenda/khai-mac/" in [link.get("href") for link in page.all("a")]


@pytest.mark.parametrize("query", ["x=1", "a=%C3%A9&b", "a=%zz", "q=a&q=b"])
def test_an_earlier_address_and_a_missing_slash_keep_the_query_as_it_was(hub: Built, query: str) -> None:
    assert hub.ask(f"/vi/agenda/mo-dau/?{query}").headers["location"] == f"{AGENDA}?{query}"
    assert hub.ask(f"/vi/agenda/khai-mac?{query}").headers["location"] == f"{AGENDA}?{query}"


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=%C0%80%FF",
        "q=%",
        "q=%zz",
        "q=\xff",
        "q=b\xe1\xba\xa1o",
        "q=" + "a" * 60_000,
        "q=a&" * 20_000,
        "x=1&" * 20_000,
        "&" * 60_000,
        "q=" + "%E1%BA%A1" * 7_000,
        "page=-1&kind=nothing&q=a",
        "page=9" * 5_000,
        "page=" + "9" * 5_000 + "&q=a",
    ],
)
def test_an_odd_query_is_a_page(hub: Built, query: str) -> None:
    for path in (SEARCH, AGENDA):
        assert hub.ask(f"{path}?{query}").status == 200
    assert hub.ask(f"/vi/agenda?{query}").status == 308


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text("qpagekind=&%+;0fF1\xe1\xba\xa1\x00 ", max_size=60))
def test_whatever_is_asked_is_a_page_or_leads_to_one(hub: Built, query: str) -> None:
    assert hub.ask(f"{SEARCH}?{query}").status == 200
    assert hub.ask(f"{AGENDA}?{query}") == hub.ask(AGENDA)
    location = hub.ask(f"/vi/agenda?{query}").headers["location"]
    assert location.isascii() and location.isprintable()


def test_over_the_wire_raw_letters_and_percent_signs_are_one_question(tmp_path: Path) -> None:
    with running(resting_root(tmp_path), workers=1) as server:
        bodies = []
        for query in ("q=bạo lực".replace(" ", "+"), "q=b%E1%BA%A1o+l%E1%BB%B1c", "q=%ZZ", "q=%C0%80%00"):
            head = f"GET {SEARCH}?{query} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            answer = server.raw(head.encode())
            assert b" 200 " in answer.splitlines()[0]
            bodies.append(answer.partition(b"\r\n\r\n")[2])
        assert bodies[0] == bodies[1]


@pytest.mark.parametrize(
    ("asked", "location"),
    [
        ("/vi/agenda/khai-mac", AGENDA),
        ("/vi//agenda/khai-mac/", AGENDA),
        ("/vi/agenda/mo-dau/", AGENDA),
        ("/vi/agenda/mo-dau", "/vi/agenda/mo-dau/"),
        ("/vi", "/vi/"),
    ],
)
def test_a_query_in_raw_letters_is_encoded_once_by_every_redirect(hub: Built, asked: str, location: str) -> None:
    raw = "q=mạc".encode().decode("latin-1")  # as servers pass it on (PEP 3333)
    answer = hub.ask(f"{asked}?{raw}&b=%C3%A9")
    assert (answer.status in (301, 308), answer.headers["location"]) == (True, f"{location}?q=m%E1%BA%A1c&b=%C3%A9")


@pytest.mark.parametrize("query", ["v=1", "utm_source=x&fbclid=y", "v=%ff&&", "v=\xe1\xba\xa1"])
def test_a_medium_with_a_query_is_the_medium(hub: Built, query: str) -> None:
    page = hub.ask("/vi/gallery/phong-1/tp-01/").text
    address = "/media/" + page.partition('src="/media/')[2].partition('"')[0]
    plain = hub.ask(address)
    assert plain.status == 200
    assert hub.ask(f"{address}?{query}") == plain
    assert hub.ask(f"{address}?{query}", range="bytes=0-3").body == plain.body[:4]
