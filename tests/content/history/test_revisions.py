"""The record of changes: what is added to it and when, and how a session's history follows from it."""

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from desk import NOW
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from recorded import SESSION, Recorded, at, count, reader_of

from hub.content.keys import RevisionsKey
from hub.content.model.dates import HANOI
from hub.features.agenda import history

LINE = '{"at": "2025-10-20T00:00:00+07:00", "slug": "a", "values": {"minutes": 45}}'


@pytest.fixture
def desk(tmp_path: Path) -> Recorded:
    return Recorded(tmp_path)


# What is added


def test_a_record_begins_with_the_creation_of_every_session_on_its_day_of_update(desk: Recorded) -> None:
    desk.session("a", en="Opening")
    desk.session("b", minutes="30")
    desk.record()
    values = {"starts": "2025-10-22T08:30:00+07:00", "minutes": 45, "room": "hoi-truong", "status": "confirmed"}
    begun = "2025-10-20T00:00:00+07:00"
    assert desk.lines() == [
        {"at": begun, "slug": "a", "values": {**values, "title": {"vi": "Khai mạc", "en": "Opening"}}},
        {"at": begun, "slug": "b", "values": {**values, "minutes": 30, "title": {"vi": "Khai mạc"}}},
    ]


def test_a_change_adds_one_line_with_the_new_values_alone(desk: Recorded) -> None:
    desk.session()
    desk.record()
    desk.session(starts="2025-10-22 09:00", room="phong-a")
    desk.record(datetime(2025, 10, 22, 9, 0, 1, 234567, HANOI))
    new = {"starts": "2025-10-22T09:00:00+07:00", "room": "phong-a"}
    assert desk.lines()[1:] == [{"at": "2025-10-22T09:00:01.234+07:00", "slug": "a", "values": new}]


def test_two_changes_quickly_one_after_the_other_are_two_lines(desk: Recorded) -> None:
    desk.session()
    desk.record()
    for minutes in ("50", "55"):
        desk.session(minutes=minutes)
        desk.record()
    assert [line["values"] for line in desk.lines()[1:]] == [{"minutes": 50}, {"minutes": 55}]


@pytest.mark.parametrize(
    "written",
    [{"starts": "2025-10-22T10:30+09:00"}, {"title": '"Khai mạc"'}, {"track": "learning"}, {"languages": "[vi]"}],
)
def test_what_no_delegate_must_see_adds_no_line(desk: Recorded, written: dict[str, str]) -> None:
    desk.session()
    desk.record()
    desk.session(**written)
    desk.record()
    assert len(desk.lines()) == 1


def test_nothing_is_added_twice_by_others_who_come_later(desk: Recorded) -> None:
    desk.session()
    desk.record()
    desk.session(minutes="50")
    desk.record()
    before = desk.path.read_bytes()
    desk.record(at(1))
    Recorded(desk.root).record(at(2))
    assert desk.path.read_bytes() == before


def test_a_change_made_while_nobody_watched_is_recorded_later(desk: Recorded) -> None:
    desk.session()
    desk.record()
    desk.session(minutes="50")
    other = Recorded(desk.root)
    assert (count(other.record(at(1))), len(other.lines())) == (1, 2)


def test_a_session_with_a_mistake_is_recorded_once_it_is_corrected(desk: Recorded) -> None:
    desk.session()
    desk.record()
    desk.session(minutes="50", format="[")
    desk.record()
    assert len(desk.lines()) == 1
    desk.session(minutes="50")
    desk.record()
    assert len(desk.lines()) == 2


def test_a_new_session_with_a_mistake_is_not_recorded(desk: Recorded) -> None:
    desk.session(minutes="nobody knows")
    desk.record()
    assert not desk.path.exists()


def test_a_draft_is_recorded_once_it_is_none_with_the_moment_of_then(desk: Recorded) -> None:
    desk.session()
    desk.session("b", draft="true")
    desk.record()
    assert [line["slug"] for line in desk.lines()] == ["a"]
    desk.session("b")
    desk.record(at(5))
    assert [(line["slug"], line["at"]) for line in desk.lines()[1:]] == [("b", "2025-10-22T09:05:00+07:00")]


def test_withdrawing_is_a_change_of_status(desk: Recorded) -> None:
    desk.session()
    desk.record()
    desk.session(status="withdrawn")
    assert (count(desk.record()), desk.lines()[1]["values"]) == (1, {"status": "withdrawn"})


def test_a_title_in_a_new_language_is_recorded_and_is_no_change(desk: Recorded) -> None:
    desk.session()
    desk.record()
    desk.session(en="Opening")
    edition = desk.record()
    assert desk.lines()[1]["values"] == {"title": {"vi": "Khai mạc", "en": "Opening"}}
    assert history.changes_of(*reader_of(edition, lang="en")) == []


def test_a_moment_is_never_before_the_last_line_of_its_session(desk: Recorded) -> None:
    desk.session()
    desk.record()
    desk.session(minutes="50")
    desk.record(at(60))
    desk.session(minutes="55")
    desk.record(at(0))  # a rehearsal under another clock
    assert [line["at"] for line in desk.lines()[1:]] == ["2025-10-22T10:00:00+07:00"] * 2


def test_where_content_comes_from_elsewhere_nothing_is_written(tmp_path: Path) -> None:
    desk = Recorded(tmp_path, content_remote="https://git.example/content.git")
    desk.session()
    desk.record()
    assert not desk.path.exists()


# What is read


def test_a_session_without_a_line_counts_as_created_on_its_day_of_update_in_both_languages(desk: Recorded) -> None:
    desk.session(en="Opening")
    edition = desk.edition()
    moments = {history.last_changed(*reader_of(edition, lang=lang)) for lang in ("vi", "en")}
    assert moments == {datetime(2025, 10, 20, tzinfo=HANOI)}
    assert count(edition) == 0


def test_a_renamed_session_keeps_its_history(desk: Recorded) -> None:
    desk.session()
    desk.record()
    desk.session(minutes="50")
    desk.record()
    (desk.root / "content/agenda/a.vi.md").unlink()
    desk.session("b", minutes="50", aliases="[a]")
    assert (count(desk.record(at(1)), "b"), len(desk.lines())) == (1, 2)


def test_lines_are_read_in_the_order_of_their_moments(desk: Recorded) -> None:
    desk.session(minutes="60")
    desk.path.write_text(
        LINE.replace("20T00", "20T02").replace("45", "60")
        + "\n"
        + LINE
        + "\n"
        + LINE.replace("20T00", "20T01").replace("45", "50")
    )  # as git joins two branches
    reader, session = reader_of(desk.edition())
    assert [change["minutes"] for change in (each.values for each in reader.revisions(session))] == [45, 50, 60]


def test_a_line_that_says_nothing_new_is_no_change(desk: Recorded) -> None:
    desk.session()
    desk.record()
    with desk.path.open("a") as file:
        file.write(LINE.replace("-20T", "-21T") + "\n" + LINE.replace("45", "50").replace("-20T", "-22T") + "\n")
        file.write(LINE.replace("45", "50").replace("-20T", "-23T") + "\n")
    desk.session(minutes="50")
    assert count(desk.edition()) == 1


def test_a_page_depends_on_the_changes_of_the_sessions_that_it_asked_for(desk: Recorded) -> None:
    desk.session("a")
    desk.session("b")
    before = desk.record().digests
    desk.session("a", minutes="50")
    after = desk.record().digests
    keys = {key for key in before if isinstance(key, RevisionsKey) and before[key] != after[key]}
    assert keys == {RevisionsKey("session", "a")}


# Any sequence of edits

EDITS = st.fixed_dictionaries(
    {},
    optional={
        "starts": st.sampled_from(["2025-10-22 08:30", "2025-10-22 09:00", "2025-10-23 08:30"]),
        "minutes": st.sampled_from(["30", "45"]),
        "room": st.sampled_from(["hoi-truong", "phong-a"]),
        "status": st.sampled_from(["confirmed", "moved", "cancelled", "indicative", "withdrawn"]),
        "title": st.sampled_from(["Khai mạc", "Bế mạc"]),
    },
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(edits=st.lists(st.tuples(EDITS, st.integers(0, 40)), max_size=6))
def test_after_any_edits_the_sequence_is_the_number_of_lines_of_time_room_and_status(
    edits: list[tuple[dict[str, str], int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk, now, moved, changed = Recorded(Path(folder)), NOW, 0, 0
        fields = dict(SESSION)
        desk.session()
        edition = desk.record()
        for edit, minutes in edits:
            now += timedelta(minutes=minutes)
            after = fields | edit
            moved += any(after[name] != fields[name] for name in ("starts", "minutes", "room", "status"))
            changed += after != fields
            fields = after
            desk.session(**fields)
            edition = desk.record(now)
        lines = desk.lines()
        counted = [line for line in lines[1:] if line["values"].keys() - {"title"}]
        assert (len(lines) - 1, len(counted), count(edition)) == (changed, moved, moved)
        reader, session = reader_of(edition)
        assert history.last_changed(reader, session) == datetime.fromisoformat(lines[-1]["at"])
        assert count(Recorded(Path(folder)).edition()) == moved
