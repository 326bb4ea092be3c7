"""The counts in the works of the last three rooms: threads, squares, bonds, ways and milestones."""

import re
from xml.etree import ElementTree

import pytest
from running import REPOSITORY

MOVE = re.compile(r"[Mm]")


def marks(work: str, name: str) -> list[ElementTree.Element]:
    """What stands in the group of this name in the drawing of a work."""
    (file,) = (REPOSITORY / "exhibits").glob(f"phong-*/{work}/{work}.svg")
    (group,) = [element for element in ElementTree.fromstring(file.read_text(encoding="utf-8")).iter() if element.get("id") == name]
    return list(group)


@pytest.mark.parametrize("warp", ["lotus", "marigold"])
def test_each_warp_of_the_loom_has_twenty_eight_threads(warp: str) -> None:
    assert len(marks("tp-13", warp)) == 28


def test_at_every_second_of_784_crossings_the_lotus_thread_lies_over() -> None:
    assert [len(MOVE.findall(mark.get("d", ""))) for mark in marks("tp-13", "over")] == [784 / 2] * 3


def test_four_words_are_cut_into_the_beams_of_the_loom() -> None:
    assert len(marks("tp-13", "words")) == 4


def test_the_linen_has_seven_squares() -> None:
    assert len(marks("tp-14", "squares")) == 7


def test_one_thread_runs_through_the_squares_and_a_second_comes_to_it() -> None:
    assert [len(marks("tp-14", name)) for name in ("thread", "second")] == [2, 1]  # the thread has two rows


@pytest.mark.parametrize("way", ["warp", "weft"])
def test_the_cloth_is_made_of_seven_threads(way: str) -> None:
    assert len(marks("tp-15", way)) == 7


def test_one_thread_of_the_cloth_is_missing_for_a_stretch() -> None:
    pieces = [sum(len(MOVE.findall(mark.get("d", ""))) for mark in thread) for thread in marks("tp-15", "weft")]
    assert pieces == [12, 12, 24, 12, 12, 12, 12]
