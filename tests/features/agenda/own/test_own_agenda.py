"""An agenda of one's own: a page made from its address alone, a form that works without scripts, and a code to take along."""

import re
from urllib.parse import quote, quote_plus

import pytest
from built import Built, Page, ask, settings_for, small_site
from chosen import items, read_code, shown, titles
from small import session

from hub import create_app

MINE = "/vi/agenda/mine/"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}",
    "%(slug)s %s",
    "\0\x1b[31m",
    "\u202egnp",
    "../../etc/passwd",
    "a" * 10_000,
    "😀",
    "&amp;lt;",
]


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small site during its second session, and sessions that clash, are moved, are cancelled and are on another day."""
    root = tmp_path_factory.mktemp("mine")
    small_site(root)
    session(root, "song-song", "2025-10-22 10:30", "Song song", "Parallel", room="phong-a", status="confirmed")
    session(root, "doi-gio", "2025-10-22 14:00", "Đã đổi giờ", "Moved one", 45, status="moved")
    session(root, "huy", "2025-10-22 14:00", "Bị hủy", "Cancelled one", 45, status="cancelled")
    session(root, "hom-sau", "2025-10-23 09:00", "Hôm sau", "Next day", aliases=["mai"])
    return Built(root, now="2025-10-22T10:15", public_url="https://hub.example")


# What the page says


def test_it_has_the_chosen_sessions_in_the_order_of_their_hours(hub: Built) -> None:
    assert titles(shown(hub, "?s=hom-sau.toan-the.khai-mac")) == ["Khai mạc", "Phiên toàn thể", "Hôm sau"]


def test_each_day_has_a_heading_of_its_own(hub: Built) -> None:
    heads = [each.text for each in shown(hub, "?s=hom-sau.khai-mac", "en").all("h2")]
    assert "Wednesday 22 October 2025" in heads
    assert heads.index("Wednesday 22 October 2025") < heads.index("Thursday 23 October 2025")


def test_what_is_on_and_what_comes_next_stands_first(hub: Built) -> None:
    page = shown(hub, "?s=hom-sau.toan-the.song-song.khai-mac", "en")
    heads = [each.text for each in page.all("h2", "h3") if each.get("id") != "since-title"]
    assert heads[:4] == ["Now", "Plenary", "Next: Wednesday 22 October 2025", "Parallel"]


def test_a_session_that_is_over_is_not_next_and_that_all_are_is_said(hub: Built) -> None:
    page = shown(hub, "?s=khai-mac", "en")
    assert ("These sessions are over." in page.main.text, "Next:" in page.main.text) == (True, False)


def test_a_cancelled_session_is_not_next(hub: Built) -> None:
    assert "Next:" not in shown(hub, "?s=huy", "en").main.text


def test_sessions_that_clash_are_named_in_pairs_with_the_minutes(hub: Built) -> None:
    assert items(shown(hub, "?s=toan-the.song-song.khai-mac"), "trùng giờ") == [
        "“Phiên toàn thể” và “Song song” trùng giờ nhau 30 phút."
    ]


def test_gaps_stand_between_the_hours_with_their_length(hub: Built) -> None:
    text = shown(hub, "?s=song-song.doi-gio", "en").main.text
    assert "11:30 – 14:00 Nothing chosen for 2 hours 30 minutes" in text


def test_it_says_how_many_sessions_and_how_much_time(hub: Built) -> None:
    lead = shown(hub, "?s=toan-the.song-song.huy", "en").one("p", class_="lead").text
    assert lead == "3 sessions · 1 hour 30 minutes in all · 1 cancelled"


def test_what_was_cancelled_moved_or_taken_away_is_said_in_words(hub: Built) -> None:
    assert items(shown(hub, "?s=huy.doi-gio.rut-lai.khong-co", "en"), "What has changed") == [
        "“Cancelled one” is cancelled.",
        "The time or the room of “Moved one” has changed; the new ones stand below.",
        "“rut-lai” is no longer in the programme.",
        "“khong-co” is no longer in the programme.",
    ]


def test_a_withdrawn_session_is_named_by_its_slug_alone(hub: Built) -> None:
    assert "Phiên đã rút" not in shown(hub, "?s=rut-lai").source


def test_an_earlier_slug_and_a_second_naming_change_nothing(hub: Built) -> None:
    assert titles(shown(hub, "?s=mai.hom-sau.mo-dau.mai")) == ["Khai mạc", "Hôm sau"]


def test_an_illustrative_session_is_said_to_be_so_and_a_confirmed_one_is_not(hub: Built) -> None:
    words = "Illustrative programme"
    assert words in shown(hub, "?s=khai-mac", "en").main.text
    assert words not in shown(hub, "?s=song-song", "en").main.text


def test_the_two_hundred_and_first_session_is_counted_and_not_shown(hub: Built) -> None:
    page = shown(hub, "?s=khai-mac." + ".".join(f"x-{n}" for n in range(201)), "en")
    lines = items(page, "What has changed")
    assert lines[-1] == "2 further sessions of this address are left out: an agenda holds 200."
    assert len(lines) == 200


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(hub: Built, text: str) -> None:
    page = shown(hub, f"?s=khai-mac.{quote_plus(text)}")
    assert page.faults == []
    assert [each for each in page.elements if "onerror" in each.attributes or each.get("src") == "x"] == []
    assert len([each for each in page.all("script") if not each.get("src").startswith("/static/")]) == 1  # the way out
    assert not re.search("[\x00-\x08\x1b\u202e]", page.source)
    assert titles(page) == ["Khai mạc"]
    assert len(page.source) < 40_000


def test_the_other_language_has_the_same_choice(hub: Built) -> None:
    page = shown(hub, "?s=khai-mac.toan-the")
    assert page.one("a", hreflang="en")["href"] == "/en/agenda/mine/?s=khai-mac.toan-the"


def test_it_is_for_no_robot_and_stands_in_no_sitemap(hub: Built) -> None:
    for query in ("", "?s=khai-mac"):
        assert shown(hub, query).one("meta", name="robots")["content"] == "noindex"
    assert "/mine" not in hub.ask("/sitemap.xml").text


def test_one_address_has_one_answer_that_anybody_may_keep(hub: Built) -> None:
    first, again = (hub.ask(f"{MINE}?s=khai-mac.toan-the&utm=x") for _ in range(2))
    assert (first.body, first.headers) == (again.body, again.headers)
    assert (first.headers["cache-control"], "set-cookie" in first.headers) == ("no-cache", False)
    assert hub.ask(f"{MINE}?s=khai-mac.toan-the", if_none_match=first.headers["etag"]).status == 304


def test_it_says_what_the_address_tells_others(hub: Built) -> None:
    assert "còn lại trong lịch sử trình duyệt" in shown(hub, "?s=khai-mac").main.text


# The form


def boxes(page: Page) -> dict[str, bool]:
    return {each["value"]: "checked" in each.attributes for each in page.all("input") if each.get("name") == "s"}


def test_an_empty_page_explains_itself_and_offers_every_session(hub: Built) -> None:
    page = shown(hub, "", "en")
    assert "No account is needed" in page.one("p", class_="lead").text
    assert list(boxes(page)) == ["khai-mac", "toan-the", "song-song", "chi-viet", "doi-gio", "huy", "hom-sau"]
    assert not any(boxes(page).values())
    assert (page.one("form")["action"], page.one("form").get("method", "get")) == ("/en/agenda/mine/", "get")


def test_a_filled_page_has_its_sessions_ticked(hub: Built) -> None:
    assert [slug for slug, ticked in boxes(shown(hub, "?s=mai.khai-mac")).items() if ticked] == ["khai-mac", "hom-sau"]


@pytest.mark.parametrize("application", ["front", "flask"])
def test_what_a_form_sends_is_put_into_the_form_of_a_link(hub: Built, application: str) -> None:
    asked = hub.worker.front if application == "front" else create_app(settings=settings_for(hub.root))
    answer = ask(asked, f"{MINE}?s=khai-mac&s=toan-the&s=khai-mac")
    assert (answer.status, answer.headers["location"]) == (302, f"{MINE}?s=khai-mac.toan-the")


def test_what_a_form_sends_cannot_lead_elsewhere(hub: Built) -> None:
    answer = hub.ask(f"{MINE}?s={quote('//evil.example')}&s={quote('a%0d%0aSet-Cookie: b')}")
    assert answer.status == 302
    assert answer.headers["location"].startswith(f"{MINE}?s=%2F%2Fevil.example.a%250d%250aSet-Cookie")
    assert "set-cookie" not in answer.headers


def test_more_than_two_hundred_boxes_are_shown_and_lead_nowhere(hub: Built) -> None:
    answer = hub.ask(MINE + "?" + "&".join(f"s=x-{n}" for n in range(230)))
    assert (answer.status, "30 phiên" in answer.text) == (200, True)


def test_each_session_can_be_removed_by_a_link(hub: Built) -> None:
    page = shown(hub, "?s=toan-the.khai-mac.khong-co")
    removing = {each["data-remove"]: each["href"] for each in page.all("a") if "data-remove" in each.attributes}
    assert removing == {"khai-mac": f"{MINE}?s=toan-the", "toan-the": f"{MINE}?s=khai-mac"}
    assert [each["href"] for each in shown(hub, "?s=mai").all("a") if "data-remove" in each.attributes] == [MINE]


# From the programme, and away


@pytest.mark.parametrize("path", ["/en/agenda/", "/en/agenda/khai-mac/"])
def test_without_scripts_a_star_is_a_link_to_an_agenda_with_the_session(hub: Built, path: str) -> None:
    page = Page(hub.ask(path).text)
    star = next(each for each in page.all("a") if each.get("data-star").split()[:1] == ["khai-mac"])
    assert star["href"] == "/en/agenda/mine/?s=khai-mac"
    assert star["data-star"] == "khai-mac mo-dau"
    assert ("Opening" in star.text, "in my agenda" in star.text) == (True, True)


def test_every_session_of_the_programme_has_a_star(hub: Built) -> None:
    page = Page(hub.ask("/vi/agenda/").text)
    stars = [each["data-star"].split()[0] for each in page.all("a") if "data-star" in each.attributes]
    assert stars == list(boxes(shown(hub, "")))


def test_a_title_in_another_language_keeps_it_in_the_name_of_its_star(hub: Built) -> None:
    page = Page(hub.ask("/en/agenda/").text)
    star = next(each for each in page.all("a") if each.get("data-star") == "chi-viet")
    assert [each.text for each in page.all("span") if each.lang == "vi" and each.parent and each.parent.parent is star]


def test_the_calendar_of_a_choice_can_be_subscribed_to_and_downloaded(hub: Built) -> None:
    page = shown(hub, "?s=toan-the.khai-mac")
    hrefs = [each["href"] for each in page.all("a") if ".ics" in each["href"]]
    query = "/vi/agenda.ics?s=khai-mac.toan-the"
    assert hrefs == [f"webcal://hub.example{query}", query]


# The code


def test_the_code_carries_the_public_address_whatever_host_is_asked(hub: Built) -> None:
    answer = hub.ask("/vi/agenda/mine.svg?s=mai.khai-mac.khong-co", host="localhost:8000")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert read_code(answer.body) == "https://hub.example/vi/agenda/mine/?s=khai-mac.hom-sau"


def test_a_code_without_sessions_leads_to_where_they_are_chosen(hub: Built) -> None:
    assert read_code(hub.ask("/en/agenda/mine.svg").body) == "https://hub.example/en/agenda/mine/"


def test_the_page_shows_its_code_with_words_for_it(hub: Built) -> None:
    for lang, words in (("vi", "Mã QR"), ("en", "QR code")):
        picture = shown(hub, "?s=toan-the.khai-mac", lang).one("img", class_="qr")
        assert picture["src"] == f"/{lang}/agenda/mine.svg?s=khai-mac.toan-the"
        assert picture["alt"].startswith(words)


def test_a_code_has_no_style_and_no_script_and_keeps_the_policies(hub: Built) -> None:
    answer = hub.ask("/vi/agenda/mine.svg?s=khai-mac")
    assert re.findall(r"style|script|href|on[a-z]+=|class", answer.text) == []
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
