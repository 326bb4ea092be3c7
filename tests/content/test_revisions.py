"""The record of changes: what is added to it and when, what damages it, and how a session's history follows from it."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from desk import NOW, Desk
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.config import Settings
from hub.content.edition import Edition, Reader
from hub.content.keys import RevisionsKey
from hub.content.model.dates import HANOI
from hub.content.write.revisions import Recorder
from hub.features.agenda import history
from hub.features.agenda.model import Session

NAME = "content/agenda/revisions.jsonl"
SESSION = {
    "starts": "2025-10-22 08:30",
    "minutes": "45",
    "room": "hoi-truong",
    "status": "confirmed",
    "title": "Khai mạc",
}
LINE = '{"at": "2025-10-20T00:00:00+07:00", "slug": "a", "values": {"minutes": 45}}'


class Recorded(Desk):
    """A desk whose changes are recorded, as the builder records them."""

    def __init__(self, root: Path, **given: Any) -> None:
        super().__init__(root)
        self.said: list[str] = []
        folders = Settings(content=root / "content", exhibits=root / "exhibits", **given)
        self.recorder = Recorder(folders, lambda message, **values: self.said.append(message % values))
        self.path = root / NAME

    def session(self, slug: str = "a", en: str = "", **fields: str) -> None:
        """Write a session, with an English title if one is given."""
        front = "\n".join(f"{name}: {value}" for name, value in (SESSION | fields).items())
        self.write(f"agenda/{slug}.vi.md", f"{front}\nformat: talk\nsummary: s\nupdated: 2025-10-20")
        if en:
            self.write(f"agenda/{slug}.en.md", f"title: {en}\nsummary: s\nupdated: 2025-10-21")

    def record(self, now: datetime = NOW) -> Edition:
        """Read what has changed and record it; the Edition of then."""
        self.archive.refresh()
        self.recorder.record(self.archive, now)
        return self.edition(now)

    def remarks(self) -> list[str]:
        """The problems of the record alone."""
        return [problem for problem in self.problems() if problem.startswith(NAME)]

    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def desk(tmp_path: Path) -> Recorded:
    return Recorded(tmp_path)


def reader_of(edition: Edition, slug: str = "a", lang: Any = "vi") -> tuple[Reader, Session]:
    reader = edition.read_in(lang)
    session = reader.find(Session, slug)
    assert session is not None
    return reader, session


def count(edition: Edition, slug: str = "a") -> int:
    return history.sequence(*reader_of(edition, slug))


def at(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


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


DAMAGED = [
    ("{", "this line is no record of a change; restore it as it was, or delete it: {"),
    ("[1]", "this line is no record of a change; restore it as it was, or delete it: [1]"),
    ('{"at": "x"}', 'this line is no record of a change; restore it as it was, or delete it: {"at": "x"}'),
    ("<<<<<<< HEAD", "this line is no record of a change; restore it as it was, or delete it: <<<<<<< HEAD"),
    (
        LINE.replace("+07:00", ""),
        "at is 2025-10-20T00:00:00; write the moment of the change with its offset, such as 2025-10-22T08:30:00+07:00",
    ),
    (LINE.replace('"a"', '"A B"'), "slug is A B; write the slug of the entry that has changed"),
    (LINE.replace('{"minutes": 45}', "[]"), "values is []; write the fields that have changed"),
    (LINE.replace("45", '"long"'), "minutes is long, which cannot be recorded; restore the line, or delete it"),
    (LINE.replace("minutes", "summary"), "summary is 45, which cannot be recorded; restore the line, or delete it"),
    (
        LINE.replace('"minutes": 45', '"title": "A"'),
        "title is A, which cannot be recorded; restore the line, or delete it",
    ),
]


@pytest.mark.parametrize(("line", "message"), DAMAGED)
def test_a_damaged_line_is_a_problem_with_its_place_and_the_others_stay(
    desk: Recorded, line: str, message: str
) -> None:
    desk.session()
    desk.record()
    desk.session(minutes="50")
    desk.record()
    first, second = desk.path.read_text(encoding="utf-8").splitlines()
    desk.path.write_text(f"{first}\n{line}\n\n{second}\n", encoding="utf-8")
    assert desk.remarks() == [f"{NAME}:2: {message}"]
    assert count(desk.record()) == 1
    assert desk.path.read_text(encoding="utf-8") == f"{first}\n{line}\n\n{second}\n"


def test_bytes_that_are_no_text_damage_one_line(desk: Recorded) -> None:
    desk.session()
    desk.record()
    desk.path.write_bytes(b"\xff\xfe\0\n" + desk.path.read_bytes())
    assert [problem.split(": ")[0] for problem in desk.remarks()] == [f"{NAME}:1"]


def test_a_line_that_was_cut_off_is_told_and_the_next_begins_on_a_line_of_its_own(desk: Recorded) -> None:
    desk.session()
    desk.record()
    desk.session(minutes="50")
    with desk.path.open("a") as file:
        file.write('{"at": "2025-10-2')
    assert count(desk.record()) == 1
    assert [problem.split(": ")[0] for problem in desk.remarks()] == [f"{NAME}:2"]
    assert json.loads(desk.path.read_text(encoding="utf-8").splitlines()[2])["values"] == {"minutes": 50}


# What cannot be written


@contextmanager
def powerless(*paths: Path) -> Iterator[None]:
    """Take the right to write from files and folders, and from this process if it may write everywhere."""
    modes = {path: path.stat().st_mode for path in paths}
    for path in paths:
        path.chmod(0o555)
    me = os.geteuid()
    try:
        if me == 0:
            os.seteuid(65534)
        yield
    finally:
        os.seteuid(me)
        for path, mode in modes.items():
            path.chmod(mode)


@pytest.fixture
def sealed() -> Iterator[Recorded]:
    """A desk in a folder that any user may read."""
    root = Path(tempfile.mkdtemp())
    root.chmod(0o755)
    yield Recorded(root)
    shutil.rmtree(root)


def test_on_a_folder_that_is_read_only_one_warning_is_given_and_the_site_goes_on(sealed: Recorded) -> None:
    sealed.session()
    sealed.record()
    sealed.session(minutes="50")
    before = sealed.path.read_bytes()
    with powerless(sealed.path.parent, sealed.path):
        edition = sealed.record()
        sealed.record()
    assert sealed.said == [
        f"{NAME} cannot be written (Permission denied), so changes are not announced; let the hub write to it"
    ]
    assert reader_of(edition)[1].minutes == 50
    assert (count(edition), sealed.path.read_bytes()) == (0, before)


def test_check_warns_of_changes_that_cannot_be_recorded(sealed: Recorded) -> None:
    sealed.session()
    sealed.session("b")
    sealed.record()
    sealed.session(minutes="50")
    assert sealed.remarks() == []  # here the builder will record it
    with powerless(sealed.path.parent, sealed.path):
        assert sealed.remarks() == [
            f"{NAME}:1: warning: the record lacks changes of a and cannot be written, so readers are not told of them; "
            "let the hub write to it, or commit it with the lines"
        ]
    sealed.session()
    with powerless(sealed.path.parent, sealed.path):
        assert sealed.remarks() == []


def test_what_stands_in_the_place_of_the_record_is_left_as_it_is(desk: Recorded) -> None:
    desk.session()
    elsewhere = desk.root / "elsewhere.txt"
    elsewhere.write_text("mine")
    desk.path.symlink_to(elsewhere)
    desk.record()
    assert (elsewhere.read_text(), len(desk.said)) == ("mine", 1)


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
