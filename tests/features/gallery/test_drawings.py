"""What the drawn works say in marks is counted here: three thousand lights are three thousand."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from running import REPOSITORY

from hub.content.media.svg import size_of_drawing

EXHIBITS = REPOSITORY / "exhibits"
DRAWN = sorted(EXHIBITS.glob("phong-*/tp-*/draw.py"))
MOVE = re.compile(r"[Mm]")


def drawing(work: str) -> ElementTree.Element:
    """The drawing of a work."""
    (file,) = EXHIBITS.glob(f"phong-*/{work}/{work}.svg")
    return ElementTree.fromstring(file.read_text(encoding="utf-8"))


def marks(work: str, name: str) -> list[ElementTree.Element]:
    """What stands in the group of this name."""
    (group,) = [element for element in drawing(work).iter() if element.get("id") == name]
    return list(group)


def stamped(work: str, name: str) -> list[str]:
    """Which stamps are set down in the group of this name, one by one."""
    return [mark.get("href", "") for mark in marks(work, name)]


def dots(work: str, name: str) -> int:
    """How many dots the paths of a group set."""
    return sum(len(MOVE.findall(mark.get("d", ""))) for mark in marks(work, name))


@pytest.mark.parametrize("script", DRAWN, ids=lambda script: script.parent.name)
def test_a_work_drawn_again_is_the_same_to_the_byte(script: Path, tmp_path: Path) -> None:
    folder = script.parent
    again = tmp_path / folder.parent.name / folder.name
    shutil.copytree(folder, again)
    shutil.copy(EXHIBITS / "drawing.py", tmp_path)
    (again / f"{folder.name}.svg").unlink()
    subprocess.run([sys.executable, again / "draw.py"], check=True, capture_output=True)
    assert (again / f"{folder.name}.svg").read_bytes() == (folder / f"{folder.name}.svg").read_bytes()


@pytest.mark.parametrize("script", DRAWN, ids=lambda script: script.parent.name)
def test_a_work_fills_a_sheet_of_four_to_three(script: Path) -> None:
    file = script.parent / f"{script.parent.name}.svg"
    width, height = size_of_drawing(file.read_bytes(), file.name)
    assert width * 3 == height * 4


@pytest.mark.parametrize("script", DRAWN, ids=lambda script: script.parent.name)
def test_there_are_no_letters_in_a_work(script: Path) -> None:
    assert [
        element.tag
        for element in drawing(script.parent.name).iter()
        if element.tag.endswith(("}text", "}tspan", "}title"))
    ] == []


def test_of_a_hundred_messages_forty_nine_are_shut_and_one_is_half_way() -> None:
    messages = stamped("tp-05", "messages")
    assert (len(messages), messages.count("#s"), messages.count("#h")) == (100, 49, 1)


def test_the_line_of_the_corridor_is_never_lifted() -> None:
    (line,) = [element for element in drawing("tp-06").iter() if element.get("id") == "line"]
    assert len(MOVE.findall(line.get("d", ""))) == 1


def test_three_doors_are_ajar() -> None:
    lights = [element.get("id", "") for element in drawing("tp-06").iter() if element.get("id", "").startswith("room-")]
    assert lights == ["room-0", "room-1", "room-2"]


def test_the_cloth_is_ruled_in_a_hundred_squares() -> None:
    lines = marks("tp-07", "grid")
    assert len(lines) == 11 + 11


@pytest.mark.parametrize(("name", "count"), [("lotus", 13), ("silk", 87)])
def test_of_a_hundred_threads_thirteen_are_dyed(name: str, count: int) -> None:
    assert len(marks("tp-08", name)) == count


def test_three_thousand_lights_are_three_thousand() -> None:
    assert dots("tp-09", "lights") == 3000


def test_no_two_lights_lie_on_one_another() -> None:
    places = set()
    for mark in marks("tp-09", "lights"):
        x = y = 0.0
        for letter, numbers in re.findall(r"([Mmh])([^Mmh]*)", mark.get("d", "")):
            steps = [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", numbers)]
            if letter != "h":
                x, y = (steps[0], steps[1]) if letter == "M" else (x + steps[0], y + steps[1])
                places.add((round(x, 1), round(y, 1)))
    assert len(places) == 3000


def test_a_village_has_a_hundred_lights() -> None:
    assert dots("tp-09", "houses") == 100


@pytest.mark.parametrize(("name", "count"), [("inner", 10), ("outer", 29)])
def test_the_second_ring_has_nearly_three_times_the_sheets_of_the_first(name: str, count: int) -> None:
    assert len(marks("tp-10", name)) == count


def test_of_a_hundred_windows_thirty_eight_are_lit() -> None:
    windows = stamped("tp-11", "windows")
    assert (len(windows), sum(window.startswith("#on") for window in windows)) == (100, 38)


def test_there_is_a_wash_for_every_percent_from_sixteen_to_fifty_eight() -> None:
    assert len(marks("tp-12", "washes")) == 58 - 16 + 1
