"""The page of the search: what it finds, how it shows it, and for whom help stands first."""

from urllib.parse import quote_plus, unquote_plus

import pytest
from built import Built, Page, small_site
from searching import SESSIONS, links, search, searched_site

from hub.i18n.vietnamese import fold

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


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return searched_site(tmp_path_factory.mktemp("search"))


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
