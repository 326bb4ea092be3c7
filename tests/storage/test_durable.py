"""Files and folders that are there whole or not at all."""

import ast
import os
from pathlib import Path

import pytest
from running import REPOSITORY

from hub.storage import durable

GONE = 99_999_999  # no system gives a process such a number


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# A file


@pytest.mark.parametrize("data", [b"\x00\xff", "Đặng\r\nb\n", b""])
def test_a_file_is_written_as_it_is_given(tmp_path: Path, data: bytes | str) -> None:
    durable.write(tmp_path / "a", data)
    assert (tmp_path / "a").read_bytes() == (data.encode() if isinstance(data, str) else data)


def test_a_file_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("before, and longer")
    durable.write(tmp_path / "a", "after")
    assert (names(tmp_path), (tmp_path / "a").read_text()) == (["a"], "after")


def test_who_has_the_file_before_open_goes_on_reading_it(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("before")
    with (tmp_path / "a").open() as file:
        durable.write(tmp_path / "a", "after")
        assert file.read() == "before"


def test_permissions_are_kept_where_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("before")
    (tmp_path / "a").chmod(0o640)
    durable.write(tmp_path / "a", "after", keep_permissions=True)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_no_permissions_to_keep(tmp_path: Path) -> None:
    durable.write(tmp_path / "a", "new", keep_permissions=True)
    assert (tmp_path / "a").read_text() == "new"


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(OSError):
        durable.write(tmp_path / "a", "b")
    assert names(tmp_path) == ["a"]


# Lines at the end of a file


@pytest.mark.parametrize(("before", "after"), [("a\n", "a\nđ\n"), ("a", "a\nđ\n"), ("", "đ\n")])
def test_a_line_is_added_on_a_line_of_its_own(tmp_path: Path, before: str, after: str) -> None:
    (tmp_path / "a").write_text(before)
    durable.append(tmp_path / "a", "đ\n")
    assert (tmp_path / "a").read_text(encoding="utf-8") == after


def test_a_new_file_is_begun_where_there_is_none_and_no_other(tmp_path: Path) -> None:
    durable.append(tmp_path / "a", "b\n", new=True)
    with pytest.raises(FileExistsError):
        durable.append(tmp_path / "a", "c\n", new=True)
    with pytest.raises(FileNotFoundError):
        durable.append(tmp_path / "b", "c\n")
    assert (names(tmp_path), (tmp_path / "a").read_text()) == (["a"], "b\n")


def test_no_line_is_added_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("mine\n")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(OSError):
        durable.append(tmp_path / "b", "b\n")
    assert (tmp_path / "a").read_text() == "mine\n"


# A folder


def test_a_folder_has_its_name_only_once_it_is_whole(tmp_path: Path) -> None:
    with durable.new_folder(tmp_path / "above/a") as folder:
        (folder / "inside").mkdir()
        (folder / "inside/b").write_text("c")
        assert not (tmp_path / "above/a").exists()
    assert (tmp_path / "above/a/inside/b").read_text() == "c"
    assert names(tmp_path / "above") == ["a"]


def test_a_folder_that_was_not_filled_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), durable.new_folder(tmp_path / "a") as folder:
        (folder / "b").write_text("c")
        raise ZeroDivisionError
    assert names(tmp_path) == []


def test_a_folder_takes_no_other_ones_place(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/before").touch()
    with pytest.raises(OSError), durable.new_folder(tmp_path / "a") as folder:
        (folder / "after").touch()
    assert (names(tmp_path), names(tmp_path / "a")) == (["a"], ["before"])


def test_two_may_fill_a_folder_of_one_name_at_once_and_the_first_has_it(tmp_path: Path) -> None:
    with pytest.raises(OSError), durable.new_folder(tmp_path / "a") as late:
        (late / "late").touch()
        with durable.new_folder(tmp_path / "a") as early:
            (early / "early").touch()
    assert names(tmp_path / "a") == ["early"]


def test_a_file_that_is_linked_has_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("b")
    durable.link(tmp_path / "a", tmp_path / "c")
    assert (tmp_path / "c").read_text() == "b"


# What is left


def test_what_a_killed_process_did_not_finish_is_cleared(tmp_path: Path) -> None:
    (tmp_path / f".a.{GONE}-0123abcd").mkdir()
    (tmp_path / f".b.{GONE}-0123abcd").touch()
    durable.clear_unfinished(tmp_path)
    assert names(tmp_path) == []


def test_what_is_being_filled_and_what_is_somebodys_own_is_left(tmp_path: Path) -> None:
    (tmp_path / ".gitkeep").touch()
    (tmp_path / ".a.0").touch()
    with durable.new_folder(tmp_path / "a"):
        before = names(tmp_path)
        durable.clear_unfinished(tmp_path)
        assert names(tmp_path) == before
        assert any(str(os.getpid()) in name for name in before)


def test_nothing_else_in_the_hub_syncs_or_renames_by_hand() -> None:
    by_hand = {"fsync", "fdatasync", "rename", "renames"}
    assert [
        f"{path.relative_to(REPOSITORY)}:{node.lineno}"
        for path in sorted((REPOSITORY / "hub").rglob("*.py"))
        if path != REPOSITORY / "hub/storage/durable.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and (node.attr in by_hand or (node.attr == "replace" and ast.unparse(node.value) == "os"))
    ] == []
