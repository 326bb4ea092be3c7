"""A record of changes that is damaged, or cannot be written: it is told, and everything else goes on."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from recorded import NAME, Recorded, count, reader_of

LINE = '{"at": "2025-10-20T00:00:00+07:00", "slug": "a", "values": {"minutes": 45}}'


@pytest.fixture
def desk(tmp_path: Path) -> Recorded:
    return Recorded(tmp_path)


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
