"""Whatever is typed into the search is text: it is answered by a page, and nothing of it is carried out."""

import re
import unicodedata
from urllib.parse import quote_plus

import pytest
from built import Built
from searching import links, search, searched_site

from hub.web import inline_script

SCRIPT = " ".join(inline_script.SCRIPT.split())  # the one that stands in every page
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></textarea>",
    "{{ 7*7 }}{% for x in y %}",
    "%s %(total)d %n {0}",
    "\0",
    "khai\0mạc",
    "\x1b[31m\x07\x08",
    "\u202egnp.exe\u202c\u2066",
    "a" * 10_000,
    "bạo lực " * 1_300,
    "\u0301\u0323\u0300",
    "́",
    "a" + "\u0301" * 5_000,
    "* ? ~ ^ \" ' ( ) [ ] { } + - : / \\ & | !",
    "title:khai AND NOT text:mạc OR (",
    'khai* m?c khai~2 "khai mạc"^5',
    "[a TO z] {a TO} >5 <=7",
    "kind:work lang:vi",
    "..",
    "../../etc/passwd",
    "'; DROP TABLE entries; --",
    "😀👩‍👩‍👧 🏳️‍🌈",
    "ß İ ŉ ﬁ",
    "١٢٣ 四",
    "\n\r\t\v\f\u2028\u00a0",
    "\ud83d".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "-",
    "AI",
    "&amp;lt; &#60;",
]


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return searched_site(tmp_path_factory.mktemp("hostile"))


def test_parameters_that_stand_twice_are_read_once(hub: Built) -> None:
    assert hub.ask("/vi/search/?q=khai&q=%3Cb%3E&page=1&page=x&kind=a&kind=b").status == 200


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: ascii(query)[:30])
def test_whatever_is_typed_is_text(hub: Built, query: str, lang: str) -> None:
    page = search(hub, query, lang)
    assert page.faults == []
    assert not [
        element for element in page.elements if element.tag in ("script", "img", "style") and element.inside("main")
    ]
    assert not [
        name for element in page.elements for name in element.attributes if name.startswith("on") or name == "style"
    ]
    foreign = [
        each for each in page.all("script") if each.text != SCRIPT and not each.get("src").startswith("/static/")
    ]
    assert foreign == []
    assert len(page.all("title")) == len(page.all("h1")) == 1


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: ascii(query)[:30])
def test_no_invisible_sign_of_a_query_stands_on_the_page(hub: Built, query: str) -> None:
    page = search(hub, query)
    assert not re.search("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", page.source)


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: ascii(query)[:30])
def test_a_query_is_answered_by_no_more_than_a_page(hub: Built, query: str) -> None:
    switch = len(quote_plus(query))
    assert len(search(hub, query).source.encode()) < 60_000 + 2 * switch


@pytest.mark.parametrize(
    "query", ["title:khai", "khai AND mạc", "khai*", '"khai mạc"', "khai~", "NOT khai mạc", "kind:session khai"]
)
def test_there_are_no_operators(hub: Built, query: str) -> None:
    assert "/vi/agenda/khai-mac/" in links(search(hub, query))


def test_a_long_query_is_looked_at_from_its_beginning(hub: Built) -> None:
    assert "/vi/agenda/khai-mac/" in links(search(hub, "khai mạc " + "x" * 9_000))


@pytest.mark.parametrize("raw", ["%ff%fe", "%ED%A0%80", "%00", "%", "%zz", "q=%C3", "&&&==&q", "%E1%BA"])
def test_a_query_that_is_no_utf_8_is_answered(hub: Built, raw: str) -> None:
    assert hub.ask(f"/vi/search/?q={raw}").status == 200


def test_a_query_is_the_same_in_either_form_of_unicode(hub: Built) -> None:
    assert links(search(hub, unicodedata.normalize("NFD", "phiên toàn thể"))) == links(search(hub, "phiên toàn thể"))
