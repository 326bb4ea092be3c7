"""kill -9 at any moment of a publication: the old pair or the new one, never half, and nothing acknowledged is lost."""

import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import REPOSITORY

from hub.content.write import journal
from hub.content.write.journal import Change, apply, last_change, recover, undisturbed
from hub.storage.lock import Locked, locked

PUBLISHER = REPOSITORY / "tests/support/files/publisher.py"


class Killed:
    """Processes that publish in a folder and are killed."""

    def __init__(self, root: Path) -> None:
        self.root, self.instance = root, root / "instance"
        self.roots = {"content": root / "content", "exhibits": root / "exhibits"}
        self.process = subprocess.Popen(
            [sys.executable, str(PUBLISHER), str(root)], cwd=REPOSITORY, env={"PYTHONPATH": str(REPOSITORY)},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.process.stdout is not None and self.process.stdout.readline() == "ready\n"

    def publish(self, how: str, first: int, much: object) -> tuple[int, str]:
        """The last version that was acknowledged, and how it ended."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(f"{how} {first} {much}\n")
        self.process.stdin.flush()
        last, ended = self.process.stdout.readline().split()
        return int(last), ended

    def versions(self) -> list[int]:
        """The version that each file has, 0 where there is none; the whole of each is of one."""
        found = []
        for lang in ("vi", "en"):
            path = self.root / f"content/pages/a.{lang}.md"
            text = path.read_text(encoding="utf-8") if path.exists() else f"title: 0 {lang}"
            (version,) = {*re.findall(r"title: (\d+) ", text), *re.findall(r"v(\d+) ", text)}
            found.append(int(version))
        return found

    def recover(self) -> list[int]:
        recover(self.instance, self.roots)
        assert not (self.instance / journal.FOLDER / journal.JOURNAL).exists()
        assert list(self.root.glob("content/**/.*")) == []
        return self.versions()


@pytest.fixture
def killed(tmp_path: Path) -> Iterator[Killed]:
    publisher = Killed(tmp_path)
    with publisher.process:
        yield publisher
        assert publisher.process.stdin is not None
        publisher.process.stdin.close()


@pytest.mark.parametrize("before", [0, 1], ids=["of a new entry", "of an entry that is there"])
def test_killed_before_each_of_its_file_operations_it_leaves_the_old_pair_or_the_new_one(
    killed: Killed, before: int
) -> None:
    if before:
        assert killed.publish("at", 1, 10_000) == (1, "ended")
    seen, halves, was = set(), 0, before
    for number in range(500):
        version = was + 1
        acknowledged, ended = killed.publish("at", version, number)
        halves += len(set(killed.versions())) > 1
        found = killed.recover()
        assert found in ([was, was], [version, version])
        assert ended == "killed" or (acknowledged, found) == (version, [version, version])
        seen.add(found == [version, version])
        was = found[0]
        if ended == "ended":
            break
        if before == 0:
            for path in killed.root.glob("content/pages/*"):
                path.unlink()
            was = 0
    assert ended == "ended"
    assert (seen, halves > 0) == ({True, False}, True)  # there was a half to mend, or the test shows nothing


def test_killed_at_fifty_random_moments_it_loses_nothing_that_it_has_acknowledged(killed: Killed) -> None:
    chance, was = random.Random(12), 0
    for _ in range(50):
        acknowledged, ended = killed.publish("after", was + 1, chance.uniform(0, 0.03))
        assert ended == "killed"
        one, other = killed.recover()
        assert one == other and one in (max(was, acknowledged), max(was, acknowledged) + 1)
        was = one
    assert was > 0


@pytest.fixture
def two(tmp_path: Path) -> list[Change]:
    (tmp_path / "content").mkdir()
    for name in ("a", "b"):
        (tmp_path / f"content/{name}.md").write_text("old")
    return [Change("content", f"{name}.md", "old", "new") for name in ("a", "b")]


def texts(root: Path) -> list[str]:
    return [(root / f"content/{name}.md").read_text() for name in ("a", "b")]


def left_behind(root: Path, changes: list[Change], *written: str) -> None:
    """What a process leaves that was killed when it had written these files."""
    with undisturbed(root / "instance", {"content": root / "content"}):
        (root / "instance" / journal.FOLDER).mkdir()
        path = root / "instance" / journal.FOLDER / journal.JOURNAL
        path.write_text(journal.written(changes))
    for name in written:
        (root / f"content/{name}.md").write_text("new")


@pytest.mark.parametrize("written", [(), ("a",), ("a", "b")])
def test_the_next_finishes_what_was_begun(tmp_path: Path, two: list[Change], written: tuple[str, ...]) -> None:
    left_behind(tmp_path, two, *written)
    recover(tmp_path / "instance", {"content": tmp_path / "content"})
    assert texts(tmp_path) == ["new", "new"]


def test_what_somebody_edited_after_the_kill_stays_and_the_rest_is_taken_back(
    tmp_path: Path, two: list[Change]
) -> None:
    left_behind(tmp_path, two, "a")
    (tmp_path / "content/b.md").write_text("mine")
    recover(tmp_path / "instance", {"content": tmp_path / "content"})
    assert texts(tmp_path) == ["old", "mine"]
    recover(tmp_path / "instance", {"content": tmp_path / "content"})
    assert texts(tmp_path) == ["old", "mine"]


def test_a_new_file_is_taken_back_by_removing_it(tmp_path: Path, two: list[Change]) -> None:
    left_behind(tmp_path, [Change("content", "c/c.md", None, "new"), *two])
    (tmp_path / "content/c").mkdir()
    (tmp_path / "content/c/c.md").write_text("new")
    (tmp_path / "content/b.md").write_text("mine")
    recover(tmp_path / "instance", {"content": tmp_path / "content"})
    assert not (tmp_path / "content/c/c.md").exists()
    assert texts(tmp_path) == ["old", "mine"]


def test_a_journal_that_is_damaged_is_set_aside_and_holds_nobody_up(tmp_path: Path, two: list[Change]) -> None:
    left_behind(tmp_path, two)
    (tmp_path / "instance" / journal.FOLDER / journal.JOURNAL).write_text('[{"root"')
    recover(tmp_path / "instance", {"content": tmp_path / "content"})
    assert texts(tmp_path) == ["old", "old"]
    assert [path.name for path in (tmp_path / "instance" / journal.FOLDER).iterdir()] == ["journal.damaged"]


def test_a_change_of_what_is_otherwise_now_changes_nothing(tmp_path: Path, two: list[Change]) -> None:
    (tmp_path / "content/b.md").write_text("mine")
    assert not apply(tmp_path / "instance", {"content": tmp_path / "content"}, two)
    assert texts(tmp_path) == ["old", "mine"]


def test_each_change_tells_who_has_listed_the_files_before(tmp_path: Path, two: list[Change]) -> None:
    instance, roots = tmp_path / "instance", {"content": tmp_path / "content"}
    seen = [last_change(instance)]
    for changes in (two, [change._replace(before="new", after="newer") for change in two]):
        assert apply(instance, roots, changes)
        seen.append(last_change(instance))
    assert len(set(seen)) == 3


def test_who_reads_waits_for_who_writes(tmp_path: Path) -> None:
    with undisturbed(tmp_path, {}), pytest.raises(Locked), locked(tmp_path / journal.LOCK, wait=False):
        pass
