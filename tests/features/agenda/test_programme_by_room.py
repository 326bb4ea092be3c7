"""The programme by room: tables whose every cell stands under its room and beside its hour, whatever overlaps."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from built import Page
from client import Client
from desk import Desk
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small import session, small

from hub.content.model.dates import HANOI
from hub.features.agenda.model import Session
from hub.features.agenda.queries import by_day
from hub.features.agenda.rooms import RoomTable, room_tables

ROOMS = ("hoi-truong", "phong-a", "phong-b")
BLANK = Session.model_construct(slug="", room="")  # with nothing but what is given by default
Slot = tuple[str, str, int]  # room, start, minutes


def sessions_of(slots: list[Slot]) -> list[Session]:
    """Sessions with nothing but a place and a time, in the order of the programme."""
    made = [
        BLANK.model_copy(
            update={"slug": f"s{number}", "room": room, "starts": _moment(starts), "minutes": minutes}
        )  # which takes a hundredth of constructing one
        for number, (room, starts, minutes) in enumerate(slots)
    ]
    return sorted(made, key=lambda each: (each.starts, each.room))


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


def tables(*slots: Slot) -> list[RoomTable]:
    return room_tables(by_day(sessions_of(list(slots))), ROOMS)


def drawn(table: RoomTable) -> list[list[str]]:
    """A table as browsers lay it out: the slug in every place that a cell covers; a place that two cells claim fails."""
    places: list[list[str | None]] = [[None] * table.width for _ in table.rows]
    for number, row in enumerate(table.rows):
        column = 0
        for cell in row.cells:
            while places[number][column] is not None:
                column += 1
            for line in places[number : number + cell.rows]:
                for place in range(column, column + cell.columns):
                    assert line[place] is None
                    line[place] = cell.session.slug if cell.session else ""
    assert all(place is not None for line in places for place in line)
    return [[place or "" for place in line] for line in places]


def test_parallel_sessions_stand_side_by_side() -> None:
    [table] = tables(("phong-a", "2025-10-22 09:00", 60), ("phong-b", "2025-10-22 09:00", 60))
    assert [column.room for column in table.columns] == ["phong-a", "phong-b"]
    assert drawn(table) == [["s0", "s1"]]


def test_a_long_session_stands_beside_the_short_ones() -> None:
    [table] = tables(
        ("phong-a", "2025-10-22 09:00", 120), ("phong-b", "2025-10-22 09:00", 60), ("phong-b", "2025-10-22 10:00", 60)
    )
    assert drawn(table) == [["s0", "s1"], ["s0", "s2"]]


def test_sessions_that_overlap_in_one_room_have_columns_of_their_own_below_its_name() -> None:
    [table] = tables(
        ("phong-a", "2025-10-22 09:00", 120), ("phong-a", "2025-10-22 10:00", 30), ("phong-a", "2025-10-22 13:00", 30)
    )
    assert [(column.room, column.width) for column in table.columns] == [("phong-a", 2)]
    assert drawn(table) == [["s0", ""], ["s0", "s1"], ["s2", "s2"]]


def test_two_sessions_of_one_room_and_one_hour_are_both_there() -> None:
    [table] = tables(("phong-a", "2025-10-22 09:00", 30), ("phong-a", "2025-10-22 09:00", 60))
    assert drawn(table) == [["s0", "s1"]]


def test_a_room_without_a_session_at_an_hour_has_an_empty_cell() -> None:
    [table] = tables(("phong-a", "2025-10-22 09:00", 30), ("phong-b", "2025-10-22 10:00", 30))
    assert drawn(table) == [["s0", ""], ["", "s1"]]


def test_rooms_stand_in_the_order_of_their_vocabulary_and_unknown_ones_last() -> None:
    [table] = tables(*((room, "2025-10-22 09:00", 30) for room in ("a-room", "phong-b", "hoi-truong")))
    assert [column.room for column in table.columns] == ["hoi-truong", "phong-b", "a-room"]


def test_each_day_has_a_table_of_its_own_with_its_own_rooms() -> None:
    first, second = tables(("phong-a", "2025-10-22 09:00", 30), ("phong-b", "2025-10-23 09:00", 30))
    assert ([each.room for each in first.columns], [each.room for each in second.columns]) == (["phong-a"], ["phong-b"])


def test_a_session_over_midnight_stands_on_its_day_and_is_named_on_the_next() -> None:
    first, second = tables(("phong-a", "2025-10-22 23:30", 90), ("phong-a", "2025-10-23 09:00", 30))
    assert (drawn(first), drawn(second)) == ([["s0"]], [["s1"]])
    assert ([each.slug for each in first.continuing], [each.slug for each in second.continuing]) == ([], ["s0"])


def test_a_session_that_ends_at_midnight_does_not_go_on() -> None:
    _, second = tables(("phong-a", "2025-10-22 23:00", 60), ("phong-a", "2025-10-23 09:00", 30))
    assert second.continuing == []


@st.composite
def programmes(draw: st.DrawFn) -> list[Slot]:
    """Any sessions of three days: some overlap in one room, some go on for days."""
    hours = st.tuples(st.integers(22, 24), st.integers(0, 23), st.sampled_from((0, 15, 30)))
    slots = st.tuples(st.sampled_from((*ROOMS, "a-room")), hours, st.sampled_from((5, 30, 45, 60, 240, 3000)))
    return [(room, f"2025-10-{day} {hour:02}:{minute:02}", length) for room, (day, hour, minute), length in draw(st.lists(slots, min_size=1, max_size=14))]  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=150)
@given(programmes())
def test_every_session_of_any_programme_covers_the_hours_in_which_it_goes_on_below_its_room(slots: list[Slot]) -> None:
    sessions = {each.slug: each for each in sessions_of(slots)}
    seen: set[str] = set()
    for table in room_tables(by_day(sessions_of(slots)), ROOMS):
        rooms = [column.room for column in table.columns for _ in range(column.width)]
        for row, line in zip(table.rows, drawn(table), strict=True):
            assert {(slug, room) for slug, room in zip(line, rooms, strict=True) if slug} == set(
                _going_on(sessions, table, row.starts)
            )
            seen |= set(line) - {""}
    assert seen == set(sessions)


def _going_on(sessions: dict[str, Session], table: RoomTable, moment: datetime) -> Iterator[tuple[str, str]]:
    """The sessions that began on the day of a table and go on at a moment, each with its room."""
    for slug, each in sessions.items():
        if each.starts.date() == table.date and each.starts <= moment < each.ends:
            yield slug, each.room


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Client:
    root = small(tmp_path_factory.mktemp("rooms"))
    session(root, "song-song", "2025-10-22 09:00", "Song song", "At the same time", 30)
    session(root, "dem", "2025-10-22 23:30", "Đêm", "Night", 90)
    session(root, "hom-sau", "2025-10-23 09:00", "Hôm sau", "The next day", 30)
    return Client(root, now="2025-10-22T09:10")


@pytest.fixture(scope="module")
def page(hub: Client) -> Page:
    return Page(hub.ask("/en/agenda/rooms/").text)


def test_a_table_says_its_day_and_has_heads_for_rooms_and_hours(page: Page) -> None:
    days = ["Wednesday 22 October 2025", "Thursday 23 October 2025"]
    assert [each.text for each in page.all("caption")] == [f"By room: {day}" for day in days]
    assert [each.text for each in page.all("h2")] == days
    heads = [(each.text, each["scope"], each.get("colspan")) for each in page.all("th")]
    assert heads[:3] == [("Time", "col", ""), ("Main hall", "colgroup", "2"), ("08:30", "row", "")]
    assert [text for text, scope, _ in heads if scope == "row"] == [
        "08:30",
        "09:00",
        "10:00",
        "13:00",
        "23:30",
        "09:00",
    ]


def test_a_table_stays_one_for_assistive_technology_when_it_is_drawn_as_blocks(page: Page) -> None:
    roles = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
    assert [each.tag for tag in roles for each in page.all(tag) if each.get("role") != roles[tag]] == []
    assert {(each["scope"], each["role"]) for each in page.all("th")} == {("col", "columnheader"), ("colgroup", "columnheader"), ("row", "rowheader")}  # fmt: skip


def test_every_session_stands_in_it_once_with_its_time_and_its_room(hub: Client, page: Page) -> None:
    by_time = Page(hub.ask("/en/agenda/").text)
    assert [each.text for each in page.all("h3")] == [each.text for each in by_time.all("h3")]
    cells = [each.text for each in page.all("td") if each.text]
    assert all("Main hall" in cell and "–" in cell for cell in cells)


def test_the_name_of_a_room_leads_to_what_is_on_there(page: Page) -> None:
    links = [each["href"] for each in page.all("a") if each.inside("thead")]
    assert set(links) == {"/en/agenda/rooms/?room=hoi-truong"}


@pytest.mark.parametrize("view", ["", "rooms/"])
def test_what_goes_on_from_the_day_before_is_named_before_the_day(hub: Client, view: str) -> None:
    text = Page(hub.ask(f"/vi/agenda/{view}").text).main.text
    assert "Tiếp tục từ hôm trước: Đêm (đến 01:00, ngày 23 tháng 10 năm 2025; Hội trường)" in text


@pytest.mark.parametrize("view", ["", "rooms/"])
def test_during_the_seminar_a_link_leads_to_the_hour_that_goes_on(hub: Client, view: str) -> None:
    page = Page(hub.ask(f"/vi/agenda/{view}").text)
    assert [each.text for each in page.all("a") if each.get("href") == "#now"] == ["Đến phần đang diễn ra"]
    [marked] = [each for each in page.elements if each.get("id") == "now"]
    assert "08:30" in marked.text
    assert "Khai mạc" in marked.text


@pytest.mark.parametrize("now", ["2025-10-22T08:29", "2025-10-23T09:30"])
def test_before_and_after_there_is_no_such_link(tmp_path: Path, now: str) -> None:
    small(tmp_path)
    client = Client(tmp_path, now=now)
    assert all('href="#now"' not in client.ask(f"/vi/agenda/{view}").text for view in ("", "rooms/"))


def test_a_link_to_now_leads_to_an_hour_that_the_filter_shows(hub: Client) -> None:
    page = Page(hub.ask("/vi/agenda/?theme=safety-by-design").text)
    assert [each for each in page.all("a") if each.get("href") == "#now"] == []


def test_by_room_is_no_name_for_a_session(desk: Desk) -> None:
    front = "title: A\nsummary: s\nupdated: 2025-10-20\nroom: hoi-truong\nformat: talk\nstatus: indicative\nstarts: 2025-10-22 08:30\nminutes: 30"
    desk.write("agenda/rooms.vi.md", front)
    assert any("rooms.vi.md" in problem for problem in desk.problems())
