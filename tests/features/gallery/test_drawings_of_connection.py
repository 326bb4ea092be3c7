"""The counts in the works of the last three rooms: threads, squares, bonds, ways and milestones."""

import re
from xml.etree import ElementTree

import pytest
from running import REPOSITORY

MOVE = re.compile(r"[Mm]")


def marks(work: str, name: str) -> list[ElementTree.Element]:
    """What stands in the group of this name in the drawing of a work."""
    (file,) = (REPOSITORY / "exhibits").glob(f"phong-*/{work}/{work}.svg")
    (group,) = [
        element
        for element in ElementTree.fromstring(file.read_text(encoding="utf-8")).iter()
        if element.get("id") == name
    ]
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


@pytest.mark.parametrize("bond", ["english", "flemish", "openwork"])
def test_each_of_the_three_bonds_has_twelve_courses(bond: str) -> None:
    assert len(marks("tp-16", bond)) == 12


def test_one_brick_is_the_first_and_it_lies_at_the_foot_of_the_door() -> None:
    places = [
        (course, brick.get("href")) for course, bricks in enumerate(marks("tp-16", "english")) for brick in bricks
    ]
    assert [place for place in places if (place[1] or "").endswith("6")] == [(0, "#s6")]


def test_no_brick_is_cut_to_fit() -> None:
    bricks = [
        brick.get("href", "")
        for bond in ("english", "flemish", "openwork")
        for course in marks("tp-16", bond)
        for brick in course
    ]
    assert {brick[:2] for brick in bricks} == {"#s", "#h", "#c"}


@pytest.mark.parametrize(("name", "count"), [("ways", 5), ("courts", 3), ("walled", 7)])
def test_the_house_has_five_ways_three_rooms_of_light_and_seven_dead_ends(name: str, count: int) -> None:
    assert len(marks("tp-17", name)) == count


def test_every_way_ends_in_a_room_of_light() -> None:
    pools = [
        (float(circle.get("cx", "0")), float(circle.get("cy", "0")))
        for court in marks("tp-17", "courts")
        for circle in court
        if circle.get("r") == "40"
    ]
    for way in marks("tp-17", "ways"):
        x, y = end_of(way.get("d", ""))
        assert min(max(abs(x - a), abs(y - b)) for a, b in pools) < 40


def test_of_five_milestones_two_are_painted_and_three_pencilled() -> None:
    assert [len(marks("tp-18", name)) for name in ("painted", "pencilled")] == [2, 3]


def end_of(data: str) -> tuple[float, float]:
    """Where a path of moves, lines and bends ends."""
    x = y = 0.0
    for letter, numbers in re.findall(r"([Mlq])([^Mlq]*)", data):
        steps = [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", numbers)]
        x, y = (steps[0], steps[1]) if letter == "M" else (x + steps[-2], y + steps[-1])
    return x, y
