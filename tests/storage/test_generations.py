"""A generation on disk: which one is in force, and whether all of it is there."""

from collections.abc import Callable
from pathlib import Path

import pytest

from hub.storage.generations import Generations

ALL = {"pages": [1], "edition": [2], "drafts": False, "builder": [3]}


@pytest.fixture
def generations(tmp_path: Path) -> Generations:
    return Generations(tmp_path)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def test_what_was_stored_is_in_force_and_whole(generations: Generations) -> None:
    name = generations.store(ALL)
    assert generations.current() == name
    assert generations.is_whole(name)
    assert {part: generations.load(name, part) for part in ALL} == ALL


@pytest.mark.parametrize("damage", [Path.unlink, cut])
@pytest.mark.parametrize("part", ALL)
def test_it_is_whole_no_longer_when_a_file_is_gone_or_shorter(
    generations: Generations, part: str, damage: Callable[[Path], object]
) -> None:
    name = generations.store(ALL)
    assert generations.is_whole(name)
    damage(generations.folder / name / f"{part}.pickle")
    assert not generations.is_whole(name)


def test_one_that_was_never_there_is_not_whole(generations: Generations) -> None:
    generations.store(ALL)
    assert not generations.is_whole("00000002-00000000")


@pytest.mark.parametrize("name", ["../elsewhere", "elsewhere", "00000001-0000000", "00000001-00000000/../../elsewhere"])
def test_a_pointer_leads_to_nothing_that_is_no_generation(generations: Generations, name: str) -> None:
    generations.store(ALL)
    for place in (generations.folder / name, generations.folder / "00000001-00000000"):
        place.mkdir(parents=True, exist_ok=True)
        (place / "pages.pickle").touch()
    generations.pointer.write_text(name)
    assert generations.current() is None


def test_a_pointer_to_a_generation_that_is_gone_leads_nowhere(generations: Generations) -> None:
    generations.store(ALL)
    generations.pointer.write_text("00000002-00000000")
    assert generations.current() is None
