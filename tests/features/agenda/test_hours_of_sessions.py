"""Hours of sessions: always Hanoi's, whatever offset an author writes, and with the day on which a session ends."""

from collections.abc import Callable
from pathlib import Path

import pytest
from client import Client
from small import session, small

from hub.content.edition import Edition
from hub.features.agenda.model import Session

Write = Callable[..., Path]
FRONT = "title: A\nsummary: s\nupdated: 2025-10-20\nroom: hoi-truong\nformat: talk\nstatus: indicative"


def shown(root: Path, path: str, starts: str, minutes: int, *others: tuple[str, int]) -> str:
    """The words of a page of the small content with a session, and with others beside it."""
    small(root)
    for number, (each, length) in enumerate([(starts, minutes), *others]):
        session(root, f"phien-{number}", each, f"Phiên số {number}", f"Session number {number}", length)
    return " ".join(Client(root).ask(path).text.split())


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("written", ["2025-10-22T10:30+09:00", "2025-10-22 01:30Z", "2025-10-21T18:30-07:00"])
def test_an_hour_elsewhere_is_an_hour_of_hanoi_in_the_list(tmp_path: Path, lang: str, written: str) -> None:
    text = shown(tmp_path, f"/{lang}/agenda/", written, 45)
    assert '<time datetime="2025-10-22T08:30:00+07:00">08:30</time><span class="quiet small"> – 10:00</span>' in text


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_an_hour_elsewhere_is_an_hour_of_hanoi_on_the_page(tmp_path: Path, lang: str) -> None:
    text = shown(tmp_path, f"/{lang}/agenda/phien-0/", "2025-10-22T10:30+09:00", 45)
    assert ("08:30–09:15 (GMT+7)" in text, "10:30" in text, "GMT+9" in text) == (True, False, False)


def test_a_day_elsewhere_is_a_day_of_hanoi(tmp_path: Path) -> None:
    text = shown(tmp_path, "/vi/agenda/phien-0/", "2025-10-22T22:30-05:00", 45)
    assert "Thứ Năm, ngày 23 tháng 10 năm 2025" in text


def test_an_hour_elsewhere_is_an_hour_of_hanoi_among_the_hits_of_a_search(tmp_path: Path) -> None:
    text = shown(tmp_path, "/vi/search/?q=phiên+số", "2025-10-22T10:30+09:00", 45)
    assert "08:30, ngày 22 tháng 10 năm 2025" in text


@pytest.mark.parametrize(
    ("lang", "ends"), [("vi", "01:00, ngày 23 tháng 10 năm 2025"), ("en", "01:00, 23 October 2025")]
)
def test_a_session_past_midnight_says_the_day_of_its_end_in_the_list(tmp_path: Path, lang: str, ends: str) -> None:
    text = shown(tmp_path, f"/{lang}/agenda/", "2025-10-22 23:30", 90)
    assert f'>23:30</time><span class="quiet small"> – {ends}</span>' in text


@pytest.mark.parametrize(
    ("lang", "ends"), [("vi", "09:00, ngày 25 tháng 10 năm 2025"), ("en", "09:00, 25 October 2025")]
)
def test_a_session_of_days_says_the_day_of_its_end_in_the_list(tmp_path: Path, lang: str, ends: str) -> None:
    text = shown(tmp_path, f"/{lang}/agenda/", "2025-10-22 09:00", 4320)
    assert f'>09:00</time><span class="quiet small"> – {ends}</span>' in text


def test_a_session_past_midnight_says_the_day_of_its_end_on_its_page(tmp_path: Path) -> None:
    text = shown(tmp_path, "/vi/agenda/phien-0/", "2025-10-22 23:30", 90)
    assert "23:30 – 01:00 (GMT+7), ngày 23 tháng 10 năm 2025" in text


def test_a_session_that_ends_at_midnight_ends_on_the_next_day(tmp_path: Path) -> None:
    assert " – 00:00, ngày 23 tháng 10 năm 2025<" in shown(tmp_path, "/vi/agenda/", "2025-10-22 22:00", 120)


def test_sessions_side_by_side_that_end_on_different_days_each_say_when(tmp_path: Path) -> None:
    text = shown(tmp_path, "/vi/agenda/", "2025-10-22 09:00", 4320, ("2025-10-22 09:00", 45))
    assert "09:00–09:45 (GMT+7)" in text
    assert "09:00 – 09:00 (GMT+7), ngày 25 tháng 10 năm 2025" in text


def test_sessions_side_by_side_that_end_on_one_day_say_no_hour_twice(tmp_path: Path) -> None:
    assert "(GMT+7)," not in shown(tmp_path, "/vi/agenda/", "2025-10-22 09:00", 60, ("2025-10-22 09:00", 45))


def test_the_same_moment_in_two_zones_is_in_one_row(write: Write, edition: Callable[..., Edition]) -> None:
    from hub.features.agenda.queries import programme

    write("agenda/a.vi.md", f"{FRONT}\nstarts: 2025-10-22T10:30+09:00\nminutes: 45")
    write("agenda/b.vi.md", f"{FRONT}\nstarts: 2025-10-22 08:30\nminutes: 45")
    (day,) = programme(edition().read_in("vi"))
    assert [len(slot.sessions) for slot in day.hours] == [2]


@pytest.mark.parametrize("minutes", ["-30", "0"])
def test_a_session_that_ends_before_it_has_begun_is_refused(
    write: Write, problems: Callable[[], list[str]], minutes: str
) -> None:
    write("agenda/a.vi.md", f"{FRONT}\nstarts: 2025-10-22 08:30\nminutes: {minutes}")
    assert problems()[0] == (f"content/agenda/a.vi.md:9: minutes cannot be {minutes}; write for example minutes: 45")


def test_a_session_s_moment_carries_the_offset_of_hanoi(write: Write, edition: Callable[..., Edition]) -> None:
    write("agenda/a.vi.md", f"{FRONT}\nstarts: 2025-10-22T10:30+09:00\nminutes: 45")
    found = edition().read_in("vi").find(Session, "a")
    assert found is not None
    assert found.starts.isoformat() == "2025-10-22T08:30:00+07:00"
