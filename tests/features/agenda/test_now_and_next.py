"""The page of now and next: what is on, what comes next, and before and after the seminar what there is to say."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from built import Page
from client import Client
from desk import Desk
from notices import PROGRAMME
from small import session, small

from hub.content.model.dates import HANOI
from hub.features.agenda import queries
from hub.features.agenda.model import Session
from hub.i18n.languages import LANGS

# The small programme: 08:30 to 10:00 opening, 10:00 to 11:00 plenary, 13:00 to 14:00 a session in Vietnamese alone; all on 22 October 2025.
LONG_BEFORE, OPENING, GAP, LAST, LATER = (
    "2025-10-01T09:00", "2025-10-22T08:45", "2025-10-22T11:30", "2025-10-22T13:30", "2026-11-24T12:00",
)  # fmt: skip
At = Callable[[str], Client]


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> At:
    """The small site at a moment, made once for each."""
    root = small(tmp_path_factory.mktemp("now"))
    kept: dict[str, Client] = {}

    def made(now: str) -> Client:
        if now not in kept:
            kept[now] = Client(root, now=now)
        return kept[now]

    return made


def sections(page: Page) -> dict[str, list[str]]:
    """The headings of the page with the titles of the sessions below each."""
    found: dict[str, list[str]] = {}
    for each in page.main_elements():
        if each.tag == "h2":
            found[each.text] = []
        elif each.tag == "h3":
            found[list(found)[-1]].append(each.text)
    return found


def part(page: Page) -> dict[str, str]:
    """What the page tells its script."""
    return page.one("div", data_behaviour="now").attributes


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        (LONG_BEFORE, {"Hội thảo bắt đầu": ["Khai mạc"]}),
        ("2025-10-22T08:29:30", {"Hội thảo bắt đầu": ["Khai mạc"]}),
        ("2025-10-22T08:30", {"Đang diễn ra": ["Khai mạc"], "Tiếp theo": ["Phiên toàn thể"]}),
        ("2025-10-22T01:45+00:00", {"Đang diễn ra": ["Khai mạc"], "Tiếp theo": ["Phiên toàn thể"]}),
        ("2025-10-22T10:00", {"Đang diễn ra": ["Phiên toàn thể"], "Tiếp theo": ["Chỉ có tiếng Việt"]}),
        (GAP, {"Đang diễn ra": [], "Tiếp theo": ["Chỉ có tiếng Việt"]}),
        (LAST, {"Đang diễn ra": ["Chỉ có tiếng Việt"], "Tiếp theo": []}),
        (LATER, {"Hội thảo đã kết thúc": []}),
    ],
)
def test_the_clock_alone_decides_what_is_on_and_what_comes_next(at: At, now: str, shown: dict[str, list[str]]) -> None:
    assert sections(at(now).page("/vi/agenda/now/")) == shown


@pytest.mark.parametrize(
    ("lang", "day", "zone"),
    [
        ("vi", "Thứ Tư, ngày 22 tháng 10 năm 2025", "giờ địa phương (GMT+7)"),
        ("en", "Wednesday 22 October 2025", "local time (GMT+7)"),
    ],
)
def test_before_the_seminar_the_page_says_when_it_begins(at: At, lang: str, day: str, zone: str) -> None:
    text = at(LONG_BEFORE).page(f"/{lang}/agenda/now/").main.text
    assert (day in text, "08:30" in text, zone in text) == (True, True, True)


@pytest.mark.parametrize("lang", LANGS)
def test_afterwards_the_page_leads_to_what_there_is_to_read(at: At, lang: str) -> None:
    page = at(LATER).page(f"/{lang}/agenda/now/")
    links = [each["href"] for each in page.main_elements() if each.tag == "a"]
    assert {f"/{lang}/{path}/" for path in ("agenda", "statements", "gallery", "library")} <= set(links)


@pytest.mark.parametrize(
    ("now", "words"), [(GAP, "Lúc này không có phiên nào."), (LAST, "Chương trình không còn mục nào nữa.")]
)
def test_nothing_on_and_nothing_more_are_said_in_words(at: At, now: str, words: str) -> None:
    assert words in at(now).page("/vi/agenda/now/").main.text


@pytest.mark.parametrize(("now", "said"), [(LONG_BEFORE, True), (OPENING, True), (LATER, False)])
@pytest.mark.parametrize("lang", LANGS)
def test_an_illustrative_session_is_said_to_be_one(at: At, now: str, said: bool, lang: str) -> None:
    assert (PROGRAMME[lang] in at(now).page(f"/{lang}/agenda/now/").main.text) == said


@pytest.mark.parametrize(
    ("now", "turn"),
    [
        (LONG_BEFORE, "2025-10-22T08:30:00+07:00"),
        (OPENING, "2025-10-22T10:00:00+07:00"),
        (GAP, "2025-10-22T13:00:00+07:00"),
        (LAST, "2025-10-22T14:00:00+07:00"),
    ],
)
def test_the_script_learns_the_servers_moment_and_the_next_turn(at: At, now: str, turn: str) -> None:
    given = part(at(now).page("/vi/agenda/now/"))
    assert (given["data-now"][:16], given["data-next"]) == (now, turn)


def test_when_all_is_over_the_script_learns_that_nothing_turns_any_more(at: At) -> None:
    assert "data-next" not in part(at(LATER).page("/vi/agenda/now/"))


@pytest.mark.parametrize(
    ("lang", "now", "said"),
    [
        ("vi", OPENING, "Đang diễn ra: Khai mạc. Tiếp theo: Phiên toàn thể."),
        ("en", OPENING, "Now: Opening. Next: Plenary."),
        ("vi", GAP, "Lúc này không có phiên nào. Tiếp theo: Chỉ có tiếng Việt."),
        ("vi", LATER, "Hội thảo đã kết thúc"),
    ],
)
def test_what_is_read_aloud_after_a_turn_is_written_by_the_server(at: At, lang: str, now: str, said: str) -> None:
    assert part(at(now).page(f"/{lang}/agenda/now/"))["data-said"].strip() == said


def test_the_version_is_another_one_exactly_when_something_else_is_shown(at: At) -> None:
    versions = {
        now: part(at(now).page("/vi/agenda/now/"))["data-version"] for now in (LONG_BEFORE, OPENING, GAP, LAST, LATER)
    }
    assert len(set(versions.values())) == len(versions)
    assert part(at("2025-10-22T08:50").page("/vi/agenda/now/"))["data-version"] == versions[OPENING]


def test_a_cancelled_session_is_neither_on_nor_next(tmp_path: Path) -> None:
    small(tmp_path)
    session(tmp_path, "toan-the", "2025-10-22 10:00", "Phiên toàn thể", "Plenary", status="cancelled")
    shown = {now: sections(Client(tmp_path, now=now).page("/en/agenda/now/")) for now in (OPENING, "2025-10-22T10:30")}
    assert shown[OPENING] == {"Now": ["Opening"], "Next": ["Chỉ có tiếng Việt"]}
    assert shown["2025-10-22T10:30"] == {"Now": [], "Next": ["Chỉ có tiếng Việt"]}


def test_parallel_sessions_and_those_of_another_day_say_what_they_need(tmp_path: Path) -> None:
    small(tmp_path)
    session(tmp_path, "ben-canh", "2025-10-22 08:40", "Bên cạnh", "Beside", 400)
    session(tmp_path, "hom-sau", "2025-10-23 09:00", "Hôm sau", "The next day")
    assert sections(Client(tmp_path, now=OPENING).page("/en/agenda/now/"))["Now"] == ["Opening", "Beside"]
    late = Client(tmp_path, now="2025-10-22T15:00").page("/en/agenda/now/")
    assert sections(late) == {"Now": ["Beside"], "Next": ["The next day"]}
    assert "Thursday 23 October 2025" in late.main.text


def test_without_a_programme_the_page_says_so(tmp_path: Path) -> None:
    small(tmp_path)
    for path in (tmp_path / "content/agenda").iterdir():
        path.unlink()
    page = Client(tmp_path, now=OPENING).page("/en/agenda/now/")
    assert sections(page) == {"There is no programme yet": []}


@pytest.mark.parametrize("now", [LONG_BEFORE, OPENING, LATER])
def test_the_views_of_the_programme_lead_to_each_other(at: At, now: str) -> None:
    for path in ("agenda/", "agenda/rooms/", "agenda/now/"):
        links = [each for each in at(now).page(f"/vi/{path}").all("a") if each.inside("nav") and each.inside("main")]
        assert [each["href"] for each in links] == ["/vi/agenda/", "/vi/agenda/rooms/", "/vi/agenda/now/"]
        assert [each["href"] for each in links if each.get("aria-current") == "page"] == [f"/vi/{path}"]


@pytest.mark.parametrize(("now", "linked"), [(LONG_BEFORE, False), (OPENING, True), (LATER, False)])
def test_home_leads_to_it_while_the_seminar_goes_on(at: At, now: str, linked: bool) -> None:
    links = [each["href"] for each in at(now).page("/vi/").all("a")]
    assert ("/vi/agenda/now/" in links) == linked


@pytest.mark.parametrize(("hour", "starts"), [(8, None), (9, 9), (10, 9), (11, 13), (13, 13), (14, None)])
def test_the_present_hour_is_that_of_the_first_session_that_is_not_over(
    desk: Desk, hour: int, starts: int | None
) -> None:
    front = "title: A\nsummary: s\nupdated: 2025-10-20\nroom: hoi-truong\nformat: talk\nstatus: indicative\nminutes: {}\nstarts: 2025-10-22 {}"
    for slug, minutes, start in (("a", 120, "09:00"), ("b", 30, "10:00"), ("c", 60, "13:00")):
        desk.write(f"agenda/{slug}.vi.md", front.format(minutes, start))
    reader = desk.edition(datetime(2025, 10, 22, hour, 0, tzinfo=HANOI)).read_in("vi")
    present = queries.present(reader, reader.all(Session))
    assert (present.hour if present else None) == starts
