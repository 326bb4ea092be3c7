"""Filters of the programme: by theme, room, format and language, from the address alone."""

from pathlib import Path

import pytest
from built import Element, Page
from client import Client
from desk import Desk
from small import put, session, small

from hub.features.agenda import filters, queries
from hub.features.agenda.model import Session

CHANNELS = [{"channel": 1, "language": "vi"}, {"channel": 2, "language": "en"}]
LATER = "2025-10-22"


def opened(root: Path) -> Client:
    """The small programme and four sessions beside it: two rooms, two themes, spoken and interpreted."""
    small(root)
    rooms = root / "content/vocabulary/venue-rooms.yaml"
    put(
        rooms,
        '{"title": {"vi": "Phòng", "en": "Rooms"}, "terms": [{"id": "hoi-truong", "label": {"vi": "Hội trường", "en": "Main hall"}},'
        ' {"id": "phong-a", "label": {"vi": "Phòng A", "en": "Room A"}}, {"id": "phong-c", "label": {"vi": "Phòng C", "en": "Room C"}}]}',
    )
    design, learning = {"track": "safety-by-design"}, {"track": "learning"}
    session(
        root, "mot", f"{LATER} 14:00", "Một", "One", room="phong-a", languages=["en"], interpretation=CHANNELS, **design
    )
    session(root, "hai", f"{LATER} 15:00", "Hai", "Two", room="phong-a", languages=["vi"], **learning)
    session(root, "ba", f"{LATER} 16:00", "Ba", "Three", languages=["en"], **design)
    session(root, "nghi", f"{LATER} 17:00", "Nghỉ", "Break", format="break", languages=[])
    return Client(root)


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Client:
    return opened(tmp_path_factory.mktemp("filters"))


def shown(hub: Client, query: str, view: str = "") -> list[str]:
    """The titles of what a view shows, in order."""
    page = Page(hub.ask(f"/en/agenda/{view}{query}").text)
    return [each.text for each in page.all("h3")]


def options(page: Page) -> dict[tuple[str, str], tuple[int, bool]]:
    """Every box of the form: its name and value, the number beside it, and whether it is ticked."""
    boxes = [each for each in page.all("input") if each.get("type") == "checkbox"]
    labels = [each.text for each in page.all("label")]
    return {
        (box["name"], box["value"]): (int(label.rpartition("(")[2].rstrip(")")), "checked" in box.attributes)
        for box, label in zip(boxes, labels, strict=True)
    }


@pytest.mark.parametrize("view", ["", "rooms/"])
@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?theme=safety-by-design", ["One", "Three"]),
        ("?theme=learning", ["Two"]),
        ("?room=phong-a", ["One", "Two"]),
        ("?format=break", ["Break"]),
        ("?theme=safety-by-design&theme=learning", ["One", "Two", "Three"]),
        ("?theme=safety-by-design&room=phong-a", ["One"]),
        ("?theme=learning&theme=safety-by-design&room=phong-a&language=en", ["One"]),
        ("?language=en", ["One", "Three"]),
        ("?language=vi&theme=safety-by-design&theme=learning", ["One", "Two"]),
        ("?room=phong-c", []),
    ],
)
def test_one_value_of_every_chosen_facet_is_enough_and_needed(
    hub: Client, view: str, query: str, titles: list[str]
) -> None:
    assert shown(hub, query, view) == titles


def test_without_a_choice_the_whole_programme_is_shown(hub: Client) -> None:
    assert shown(hub, "?room=") == ["Opening", "Plenary", "Chỉ có tiếng Việt", "One", "Two", "Three", "Break"]


@pytest.mark.parametrize(("language", "said"), [("vi", "Heard on channel 1: Vietnamese"), ("en", "")])
@pytest.mark.parametrize("view", ["", "rooms/"])
def test_an_interpreted_session_says_its_channel_and_a_spoken_one_none(
    hub: Client, view: str, language: str, said: str
) -> None:
    page = Page(hub.ask(f"/en/agenda/{view}?language={language}&theme=safety-by-design").text)
    assert [each.text for each in page.all("span") if each.text.startswith("Heard on")] == ([said] if said else [])


def test_a_channel_is_said_in_the_language_of_the_page(hub: Client) -> None:
    assert "Nghe ở kênh 1: tiếng Việt" in hub.ask("/vi/agenda/?language=vi&room=phong-a").text


def test_only_what_occurs_is_offered_with_how_often_it_occurs(hub: Client) -> None:
    assert options(Page(hub.ask("/en/agenda/").text)) == {
        ("theme", "safety-by-design"): (2, False),
        ("theme", "learning"): (1, False),
        ("room", "hoi-truong"): (5, False),
        ("room", "phong-a"): (2, False),
        ("format", "talk"): (6, False),
        ("format", "break"): (1, False),
        ("language", "vi"): (4, False),
        ("language", "en"): (2, False),
    }


def test_numbers_are_those_under_the_other_facets_and_a_chosen_value_stays(hub: Client) -> None:
    found = options(Page(hub.ask("/en/agenda/?theme=learning&room=hoi-truong").text))
    assert found[("theme", "learning")] == (0, True)
    assert found[("theme", "safety-by-design")] == (1, False)
    assert found[("room", "hoi-truong")] == (0, True)
    assert found[("room", "phong-a")] == (1, False)
    assert ("format", "talk") not in found


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("vi", "Chương trình không có lựa chọn “xyz” nên trang này đã bỏ qua."),
        ("en", "The programme has no choice called “xyz”, so that was left out."),
    ],
)
def test_an_unknown_value_is_left_out_and_named(hub: Client, lang: str, words: str) -> None:
    page = Page(hub.ask(f"/{lang}/agenda/?theme=xyz&theme=learning").text)
    assert words in page.main.text
    assert len(page.all("h3")) == 1


def test_an_unknown_value_alone_leaves_the_whole_programme(hub: Client) -> None:
    assert len(shown(hub, "?room=xyz")) == 7


def test_a_value_is_words_and_never_markup(hub: Client) -> None:
    page = Page(hub.ask("/en/agenda/?room=%3Cb%20id%3Dx%3E").text)
    assert "“<b id=x>”" in page.main.text
    assert "x" not in [each.get("id") for each in page.elements]


def test_a_flood_of_unknown_values_makes_no_long_page(hub: Client) -> None:
    flood = "&".join(f"room={'x' * 200}{number}" for number in range(200))
    plain, flooded = hub.ask("/en/agenda/").text, hub.ask(f"/en/agenda/?{flood}").text
    assert Page(flooded).main.text.count("“xxx") == 1  # they begin alike, so that they are cut to one
    assert len(Page(flooded).main.text) < len(Page(plain).main.text) + 200


@pytest.mark.parametrize(("lang", "words"), [("vi", "Đang xem 1 trên 7 mục"), ("en", "Shown: 1 of the 7 entries")])
def test_the_number_found_is_said(hub: Client, lang: str, words: str) -> None:
    page = Page(hub.ask(f"/{lang}/agenda/?theme=learning").text)
    assert words in page.one("p", role="status").text


def test_without_a_choice_no_number_is_said(hub: Client) -> None:
    assert [each for each in Page(hub.ask("/en/agenda/").text).all("p") if each.get("role") == "status"] == []


@pytest.mark.parametrize("view", ["", "rooms/"])
def test_where_nothing_fits_there_is_a_way_back(hub: Client, view: str) -> None:
    page = Page(hub.ask(f"/en/agenda/{view}?room=phong-c").text)
    assert "Nothing in the programme fits all of this" in page.main.text
    assert f"/en/agenda/{view}" in [
        each["href"] for each in page.main_elements() if each.tag == "a" and "whole" in each.text
    ]


def links(page: Page, text: str) -> list[str]:
    return [each["href"] for each in page.all("a") if each.text == text]


def test_each_choice_can_be_taken_back_alone(hub: Client) -> None:
    page = Page(hub.ask("/en/agenda/?room=phong-a&theme=learning&theme=safety-by-design").text)
    assert links(page, "Without “Learning”") == ["/en/agenda/?theme=safety-by-design&room=phong-a"]
    assert links(page, "Without “Room A”") == ["/en/agenda/?theme=safety-by-design&theme=learning"]


def test_the_other_view_and_the_other_language_keep_the_filter(hub: Client) -> None:
    page = Page(hub.ask("/en/agenda/?language=en&theme=learning").text)
    assert links(page, "By room") == ["/en/agenda/rooms/?theme=learning&language=en"]
    assert [each["href"] for each in page.all("a") if each.get("hreflang") == "vi"] == [
        "/vi/agenda/?theme=learning&language=en"
    ]


@pytest.mark.parametrize("view", ["", "rooms/"])
def test_a_filtered_page_names_the_whole_one_to_search_engines(hub: Client, view: str) -> None:
    whole, filtered = (Page(hub.ask(f"/en/agenda/{view}{query}").text) for query in ("", "?room=phong-a"))
    assert filtered.canonical == whole.canonical
    assert filtered.alternates == whole.alternates
    assert whole.canonical.endswith(f"/en/agenda/{view}")


def test_the_form_is_folded_and_asks_for_the_same_view(hub: Client) -> None:
    page = Page(hub.ask("/en/agenda/rooms/?room=phong-a").text)
    form: Element = page.one("form", method="get")
    assert form["action"] == "/en/agenda/rooms/"
    assert form.inside("details")
    assert [each for each in page.all("details") if "open" in each.attributes] == []


def test_parameters_of_the_same_meaning_are_one_address(hub: Client) -> None:
    assert (
        hub.ask("/en/agenda/?utm=1&room=phong-a&theme=learning").body
        == hub.ask("/en/agenda/?theme=learning&room=phong-a").body
    )


def test_a_language_that_is_spoken_is_heard_on_no_channel(desk: Desk) -> None:
    front = "title: A\nsummary: s\nupdated: 2025-10-20\nroom: hoi-truong\nformat: talk\nstatus: indicative\nstarts: 2025-10-22 08:30\nminutes: 30"
    desk.write(
        "agenda/a.vi.md",
        front + "\nlanguages: [vi]\ninterpretation: [{channel: 1, language: vi}, {channel: 2, language: en}]",
    )
    reader = desk.edition().read_in("vi")
    [one] = reader.all(Session)
    both = filters.Filter({"theme": (), "room": (), "format": (), "language": ("vi", "en")})
    assert [(heard.channel, heard.language) for heard in filters.heard(one, both)] == [(2, "en")]
    assert list(filters.followed(one)) == ["vi", "en"]
    assert len(queries.programme(reader)) == 1
