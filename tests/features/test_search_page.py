"""The page of the search: what it finds and how it shows it, and what it does with whatever is typed."""

import re
from collections.abc import Callable
from urllib.parse import quote_plus, unquote_plus

import pytest
from built import Built, Page, small_site
from running import Answer
from small import put, session

from hub.i18n.vietnamese import fold
from hub.web import inline_script

SESSIONS = 47  # of one word, on three pages
BEST = 5  # results that stand above the groups, all of one score
NEEDS = ["bị tống tiền", "lộ ảnh", "ảnh nóng", "clip nóng", "dọa tung ảnh", "tự tử"]
ASKING = [
    "bị đe dọa gửi ảnh",
    "ai giúp tôi",
    "em sợ quá",
    "không muốn sống nữa",
    "chồng đánh tôi",
    "help",
    "I'm scared",
    "My ex shared my photos",
    "want to die",
]
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
Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small site, and so many sessions of one word."""
    root = tmp_path_factory.mktemp("search")
    hub = small_site(root)
    for n in range(SESSIONS):
        session(root, f"hoi-{n:02}", "2025-10-22 15:00", f"Chuyên đề dừa {n}", f"Coconut {n}")
    put(
        root / "content/agenda/toan-the.vi.md",
        (root / "content/agenda/toan-the.vi.md")
        .read_text(encoding="utf-8")
        .replace("là gì?", "là gì? Clip nóng là từ không nên dùng."),
    )
    hub.build()
    return hub


def search(hub: Built, query: str, lang: str = "vi", **more: str) -> Page:
    target = f"/{lang}/search/?q={quote_plus(query)}" + "".join(
        f"&{name}={quote_plus(value)}" for name, value in more.items()
    )
    answer = hub.ask(target)
    assert answer.status == 200
    return Page(answer.text)


def links(page: Page) -> list[str]:
    """The addresses of what was found, best first in each group."""
    return [link["href"] for link in page.all("a") if link.parent and re.fullmatch("h[23]", link.parent.tag)]


def box(page: Page) -> str:
    (field,) = [field for field in page.all("input") if field.get("type") == "search"]
    return field["value"]


def marked(page: Page) -> list[str]:
    return [mark.text for mark in page.all("mark")]


def test_without_a_query_the_page_offers_examples(hub: Built) -> None:
    page = Page(hub.ask("/vi/search/").text)
    assert [link for link in page.all("a") if link.inside("main") and "/vi/search/?q=" in link["href"]]


def test_the_query_stands_in_the_box_again(hub: Built) -> None:
    assert box(search(hub, "bạo lực")) == "bạo lực"


@pytest.mark.parametrize(("lang", "query", "meant"), [("en", "cocnout", "coconut"), ("vi", "chuyên đê", "chuyên đề")])
def test_a_mistyped_query_is_answered_and_a_link_says_what_it_may_mean(
    hub: Built, lang: str, query: str, meant: str
) -> None:
    page = search(hub, query, lang)
    (link,) = [link for link in page.all("a") if link.inside("main") and link.text == meant]
    assert unquote_plus(link["href"]) == f"/{lang}/search/?q={meant}"
    assert links(page)


def test_a_query_without_a_mistake_suggests_nothing(hub: Built) -> None:
    assert "Did you mean" not in search(hub, "coconut", "en").one("main").text


@pytest.mark.parametrize("query", ["khai mạc", "khai mac", "KHAI MAC", "khai mạc", "khaimac", "opening"])
def test_an_entry_is_found_with_marks_without_and_in_the_other_language(hub: Built, query: str) -> None:
    assert "/vi/agenda/khai-mac/" in links(search(hub, query))


def test_each_entry_is_found_once(hub: Built) -> None:
    found = links(search(hub, "khai mạc opening"))
    assert len(found) == len(set(found))


def test_what_is_found_beyond_the_best_stands_in_groups_by_kind(hub: Built) -> None:
    headings = [heading.text for heading in search(hub, "dừa", "en").all("h2")]
    assert [heading.split()[0] for heading in headings if heading != "You can get help now"] == ["Best", "Programme"]


def test_a_group_shows_three_and_says_how_many_there_are(hub: Built) -> None:
    page = search(hub, "dừa")
    assert len([href for href in links(page) if "/agenda/hoi-" in href]) == BEST + 3
    assert [heading for heading in page.all("h2") if heading.text == f"Chương trình {SESSIONS - BEST}"]


def test_a_group_leads_to_the_rest_of_it(hub: Built) -> None:
    (more,) = [link["href"] for link in search(hub, "dừa").all("a") if "kind=session" in link["href"]]
    assert len(links(Page(hub.ask(more).text))) == 20


def test_pages_of_one_kind_show_everything_once(hub: Built) -> None:
    found = [href for number in "123" for href in links(search(hub, "dừa", kind="session", page=number))]
    assert (len(found), len(set(found))) == (SESSIONS, SESSIONS)


def test_the_first_page_has_a_next_one_and_the_last_page_has_none(hub: Built) -> None:
    def pages(number: str) -> list[str]:
        return [
            link["href"]
            for link in search(hub, "dừa", kind="session", page=number).all("a")
            if link.get("rel") in ("prev", "next")
        ]

    assert [pages("1"), pages("3")] == [[f"/vi/search/?q={quote_plus('dừa')}&kind=session&page=2"]] * 2


@pytest.mark.parametrize("number", ["4", "99", "1000000000000", "9" * 5_000])
def test_a_page_beyond_the_last_is_the_last(hub: Built, number: str) -> None:
    last = links(search(hub, "dừa", kind="session", page="3"))
    assert links(search(hub, "dừa", kind="session", page=number)) == last


@pytest.mark.parametrize("number", ["0", "-1", "-99999999999", "x", "1.5", "", "٢x", "1e3", "NaN", "0x10", "%00"])
def test_a_page_that_is_no_number_is_the_first(hub: Built, number: str) -> None:
    assert links(search(hub, "dừa", kind="session", page=number)) == links(search(hub, "dừa", kind="session"))


@pytest.mark.parametrize("kind", ["", "nothing", "SESSION", "session'", "<script>", "../session", "session\0"])
def test_a_kind_that_there_is_not_is_no_kind(hub: Built, kind: str) -> None:
    assert links(search(hub, "dừa", kind=kind)) == links(search(hub, "dừa"))


def test_parameters_that_stand_twice_are_read_once(hub: Built) -> None:
    assert hub.ask("/vi/search/?q=khai&q=%3Cb%3E&page=1&page=x&kind=a&kind=b").status == 200


def test_hits_are_marked_on_the_original_with_its_marks(hub: Built) -> None:
    assert "Khai mạc" in marked(search(hub, "khai mac"))


def test_a_word_with_marks_marks_that_word_alone(hub: Built) -> None:
    assert {fold(word) for word in marked(search(hub, "dừa"))} == {"dua"}
    assert {word.lower() for word in marked(search(hub, "dừa"))} == {"dừa"}


def test_what_was_found_in_the_other_language_says_so(hub: Built) -> None:
    page = search(hub, "Only in English", "vi")
    (link,) = [link for link in page.all("a") if link["href"] == "/vi/pages/only-english/"]
    assert link.lang == "en"
    assert "Tiếng Anh" in page.main.text


def test_what_else_it_was_found_by_is_said(hub: Built) -> None:
    assert "Also matches: lạm dụng hình ảnh" in search(hub, "revenge porn", "en").main.text


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    "need",
    [
        *NEEDS,
        *map(fold, NEEDS),
        "TỐNG TIỀN!",
        "tôi bị tống tiền, phải làm gì?",
        "bị doạ tung ảnh",
        "lộ ảnh",
        "sextortion",
        *ASKING,
        *map(fold, ASKING),
    ],
)
def test_help_stands_first_for_the_words_of_those_who_need_it(hub: Built, need: str, lang: str) -> None:
    page = search(hub, need, lang)
    assert page.all("h2")[0].get("id") == "help-title"
    assert [
        link
        for link in page.all("a")
        if link["href"] == f"/{lang}/help/" and link.parent and link.parent.get("class") == "actions"
    ]


@pytest.mark.parametrize(
    "query",
    [
        "khai mạc",
        "an toàn",
        "hotline 111",
        "trẻ em",
        "photo",
        "antu tung",
        "bảo vệ trẻ em trên môi trường mạng",
        "tư vấn pháp lý",
        "violence against women",
        "an ninh mạng",
        "grooming",
    ],
)
def test_help_does_not_stand_above_other_searches(hub: Built, query: str) -> None:
    assert not [heading for heading in search(hub, query, "en").all("h2") if heading.text == "You can get help now"]


def test_a_search_without_results_still_offers_help_first(hub: Built) -> None:
    assert search(hub, "tống tiền xyzzyx", "en").all("h2")[0].text == "You can get help now"


@pytest.mark.parametrize("word", ["clip nóng", "clip nong", "revenge porn"])
def test_words_to_avoid_find_what_is_meant(hub: Built, word: str) -> None:
    assert "/vi/library/duong-day/" in links(search(hub, word))


@pytest.mark.parametrize("query", ["image-based abuse", "lạm dụng hình ảnh", "revenge porn", "phát tán ảnh riêng tư"])
@pytest.mark.parametrize("avoided", ["clip nóng", "revenge porn"])
def test_words_to_avoid_are_never_shown_as_ours(hub: Built, query: str, avoided: str) -> None:
    page = search(hub, query, "en")
    assert avoided not in page.main.text
    assert box(page) == query


def test_nothing_found_says_so_and_shows_ways_on(hub: Built) -> None:
    page = search(hub, "xyzzyxyzzy", "en")
    assert "Nothing was found for these words" in page.main.text
    assert "/en/agenda/" in [link["href"] for link in page.all("a") if link.inside("main")]


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
    import unicodedata

    assert links(search(hub, unicodedata.normalize("NFD", "phiên toàn thể"))) == links(search(hub, "phiên toàn thể"))


def test_a_search_is_kept_from_search_engines(hub: Built) -> None:
    page = search(hub, "khai")
    assert [meta["content"] for meta in page.all("meta") if meta.get("name") == "robots"] == ["noindex"]
    assert page.canonical == ""


def test_the_words_that_are_looked_for_do_not_stand_in_the_title(hub: Built) -> None:
    assert search(hub, "tự tử", "en").title == "Search | HN 22.10"


def test_readers_are_told_that_a_search_stays_in_their_history(hub: Built) -> None:
    assert "What you type stays in your browser’s history." in search(hub, "khai", "en").main.text


@pytest.mark.parametrize("more", [{}, {"kind": "session"}, {"kind": "session", "page": "2"}])
def test_a_search_can_be_sent_to_somebody_by_its_link(hub: Built, more: dict[str, str]) -> None:
    page = search(hub, "dừa", "en", **more)
    (link,) = [link for link in page.all("a") if link.text == "Link to this search"]
    assert links(Page(hub.ask(link["href"]).text)) == links(page)


def test_a_withdrawn_entry_is_not_found(hub: Built) -> None:
    assert "rut-lai" not in " ".join(links(search(hub, "phiên đã rút")))


def test_a_search_box_can_be_sent_without_scripts(hub: Built) -> None:
    form = search(hub, "khai").one("form", role="search")
    assert (form["method"], form["action"]) == ("get", "/vi/search/")


def test_while_there_is_no_index_the_page_says_so_and_shows_ways_on(tmp_path_factory: pytest.TempPathFactory) -> None:
    hub = small_site(tmp_path_factory.mktemp("unindexed"))
    assert hub.worker.shown is not None
    hub.worker.shown.pages.index = ""
    page = search(hub, "khai mạc", "en")
    assert "The search is being prepared." in page.main.text
    assert hub.ask("/readyz").status == 503
