"""What an agenda of one's own is made of: names from an address, clashes, gaps, and the minutes that are taken."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.content.edition import Edition
from hub.content.model.dates import HANOI
from hub.features.agenda import mine
from hub.features.agenda.mine import Agenda, Gap, asked, busy_minutes, by_day, chosen, clashes, gaps
from hub.features.agenda.model import Session

DAY = datetime(2025, 10, 22, tzinfo=HANOI)
MINUTE = timedelta(minutes=1)
FRONT = "title: A\nsummary: s\nupdated: 2025-10-20\nroom: hoi-truong\nformat: talk\nminutes: 60"
Write = Callable[..., Path]
patiently = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def session(slug: str, begins: int, minutes: int, status: str = "confirmed", room: str = "a") -> Session:
    """A session that begins so many minutes after midnight of the day."""
    return Session.model_construct(
        slug=slug, starts=DAY + begins * MINUTE, minutes=minutes, status=status, room=room, title=slug.upper()
    )


def ordered(sessions: list[Session]) -> list[Session]:
    return sorted(sessions, key=lambda each: (each.starts, each.room, each.slug))


@st.composite
def programmes(draw: st.DrawFn, days: int = 1, longest: int = 200) -> list[Session]:
    """Sessions in the order of their hours, some of them cancelled."""
    rows = draw(
        st.lists(st.tuples(st.integers(0, days * 1440 - 241), st.integers(1, longest), st.booleans()), max_size=7)
    )
    return ordered(
        [session(f"s-{n}", begins, minutes, "cancelled" if off else "confirmed") for n, (begins, minutes, off) in enumerate(rows)]
    )  # fmt: skip


def minutes_of(each: Session | Gap) -> set[int]:
    """Every minute, counted from the day's midnight."""
    begins = (each.starts - DAY) // MINUTE
    return set(range(begins, begins + (each.ends - each.starts) // MINUTE))


def taken(sessions: list[Session]) -> set[int]:
    return set().union(*(minutes_of(each) for each in sessions if each.status != "cancelled"))


# Names


@pytest.mark.parametrize(
    ("values", "slugs"),
    [
        ([], ()),
        ([""], ()),
        (["a.b"], ("a", "b")),
        (["a", "b"], ("a", "b")),
        (["b.a", "c"], ("b", "a", "c")),
        (["a.b.a", "b"], ("a", "b")),
        ([".a..b."], ("a", "b")),
        ([" a .\tb\n"], ("a", "b")),
        (["a\u202e\x00b"], ("ab",)),
        (["<b>.Á"], ("<b>", "Á")),
    ],
)
def test_names_stand_between_dots_or_each_in_a_value_of_its_own(values: list[str], slugs: tuple[str, ...]) -> None:
    assert asked(values).slugs == slugs


def test_two_hundred_names_are_read_and_the_others_counted() -> None:
    read = asked([".".join(f"s-{n}" for n in range(223)), "s-0"])
    assert (len(read.slugs), read.slugs[-1], read.left_out) == (200, "s-199", 23)


@patiently
@given(st.lists(st.text(max_size=300), max_size=8))
def test_whatever_is_sent_names_are_bounded_and_can_be_shown(values: list[str]) -> None:
    read = asked(values)
    assert len(set(read.slugs)) == len(read.slugs) <= mine.MOST
    assert all(0 < len(name) <= mine.LONGEST and name.isprintable() and "." not in name for name in read.slugs)


@patiently
@given(st.lists(st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,5})?", fullmatch=True), max_size=9))
def test_a_form_and_a_link_ask_for_the_same(slugs: list[str]) -> None:
    assert asked(slugs) == asked([".".join(slugs)])


@pytest.fixture
def programme(write: Write, edition: Callable[..., Edition]) -> Edition:
    write("agenda/late.vi.md", f"{FRONT}\nstarts: 2025-10-22 15:00\nstatus: confirmed\naliases: [was-late]")
    write("agenda/early.vi.md", f"{FRONT}\nstarts: 2025-10-22 09:00\nstatus: moved")
    write("agenda/off.vi.md", f"{FRONT}\nstarts: 2025-10-22 10:00\nstatus: cancelled")
    write("agenda/gone.vi.md", f"{FRONT}\nstarts: 2025-10-22 11:00\nstatus: withdrawn")
    return edition()


def of(programme: Edition, *slugs: str) -> Agenda:
    return chosen(programme.read_in("vi"), slugs)


def test_sessions_stand_in_the_order_of_their_hours_whatever_the_order_of_their_names(programme: Edition) -> None:
    assert of(programme, "late", "off", "early").slugs == of(programme, "early", "late", "off").slugs
    assert of(programme, "late", "off", "early").slugs == ("early", "off", "late")


def test_an_earlier_slug_leads_to_its_session_and_counts_once(programme: Edition) -> None:
    agenda = of(programme, "was-late", "late")
    assert (agenda.slugs, agenda.gone) == (("late",), ())


def test_unknown_and_withdrawn_names_are_kept_as_gone(programme: Edition) -> None:
    agenda = of(programme, "gone", "early", "nowhere")
    assert (agenda.slugs, agenda.gone) == (("early",), ("gone", "nowhere"))


def test_what_is_cancelled_or_moved_is_told_apart(programme: Edition) -> None:
    agenda = of(programme, "late", "off", "early")
    assert ([each.slug for each in agenda.cancelled], [each.slug for each in agenda.moved]) == (["off"], ["early"])


# Clashes


def pairs(sessions: list[Session]) -> list[tuple[str, str, int]]:
    return [(clash.first.slug, clash.second.slug, clash.minutes) for clash in clashes(sessions)]


def test_sessions_that_overlap_clash_by_the_minutes_that_they_share() -> None:
    assert pairs([session("a", 540, 60), session("b", 570, 60), session("c", 575, 10)]) == [
        ("a", "b", 30),
        ("a", "c", 10),
        ("b", "c", 10),
    ]


def test_a_session_that_begins_when_another_ends_does_not_clash() -> None:
    assert pairs([session("a", 540, 60), session("b", 600, 60)]) == []


def test_a_cancelled_session_clashes_with_nothing_and_takes_no_time() -> None:
    both = [session("a", 540, 60), session("b", 540, 90, "cancelled")]
    assert (pairs(both), busy_minutes(both)) == ([], 60)


def test_a_session_past_midnight_clashes_with_one_of_the_next_day() -> None:
    assert pairs([session("a", 1380, 120), session("b", 1470, 60)]) == [("a", "b", 30)]


@patiently
@given(programmes(), st.randoms())
def test_clashes_do_not_depend_on_the_order_in_which_sessions_are_chosen(
    sessions: list[Session], chance: Random
) -> None:
    before = pairs(sessions)
    shuffled = [*sessions]
    chance.shuffle(shuffled)
    assert pairs(shuffled) == before


@patiently
@given(programmes())
def test_there_is_a_clash_of_two_sessions_exactly_where_they_share_minutes(sessions: list[Session]) -> None:
    found = {frozenset((first, second)): minutes for first, second, minutes in pairs(sessions)}
    going = [each for each in sessions if each.status != "cancelled"]
    expected = {
        frozenset((one.slug, other.slug)): len(minutes_of(one) & minutes_of(other))
        for one in going
        for other in going
        if one.slug != other.slug and minutes_of(one) & minutes_of(other)
    }
    assert found == expected


# Gaps, and the time that is taken


def test_a_gap_has_its_length_and_a_night_is_none() -> None:
    sessions = [session("a", 540, 60), session("b", 660, 30), session("c", 1440 + 540, 30)]
    assert [(gap.starts, gap.minutes) for gap in gaps(sessions)] == [(DAY + 600 * MINUTE, 60)]


def test_a_long_session_closes_the_gap_between_two_short_ones() -> None:
    assert gaps([session("a", 540, 300), session("b", 550, 10), session("c", 700, 10)]) == []


@patiently
@given(programmes())
def test_sessions_and_gaps_tile_the_day_without_a_hole_and_without_touching(sessions: list[Session]) -> None:
    busy, free = taken(sessions), [minutes_of(gap) for gap in gaps(sessions)]
    whole = set(range(min(busy), max(busy) + 1)) if busy else set()
    assert busy.isdisjoint(set().union(*free))
    assert busy.union(*free) == whole
    assert sum(map(len, free)) == len(whole - busy)


@patiently
@given(programmes(days=3, longest=2000))
def test_minutes_that_two_sessions_share_are_taken_once(sessions: list[Session]) -> None:
    assert busy_minutes(sessions) == len(taken(sessions))


@patiently
@given(programmes(days=3))
def test_the_days_have_every_session_once_and_every_gap_in_order(sessions: list[Session]) -> None:
    days = by_day(sessions)
    rows = [row for day in days for row in day.hours]
    assert [each for row in rows if not isinstance(row, Gap) for each in row.sessions] == sessions
    assert [row for row in rows if isinstance(row, Gap)] == gaps(sessions)
    assert [row.starts for row in rows] == sorted(row.starts for row in rows)
    assert all(row.starts.astimezone(HANOI).date() == day.date for day in days for row in day.hours)
    assert [day.date for day in days] == sorted({day.date for day in days})


def test_a_day_begins_at_midnight_in_hanoi() -> None:
    days = by_day([session("a", 1435, 5), session("b", 1440, 5)])
    assert [day.date for day in days] == [date(2025, 10, 22), date(2025, 10, 23)]
