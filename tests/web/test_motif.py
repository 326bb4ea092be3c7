"""The motif: one drawing a slug, always the same, inside its box, and woven."""

import re

import pytest

from hub.web.templating.motif import Motif, motif

SLUGS = ["khai-mac", "be-mac", "vn-hotline-111", "phong-1", "tp-07", "home", "x", "", "đ", "a" * 500]
NUMBER = re.compile(r"-?\d+")


def points(path: str) -> list[tuple[int, int]]:
    """Every point of path data, handles too, in the units of the viewBox."""
    found: list[tuple[int, int]] = []
    for command, data in re.findall(r"([Mc])([^Mc]*)", path):
        numbers = [int(number) for number in NUMBER.findall(data)]
        pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
        if command == "M":
            found += pairs
        else:
            x, y = found[-1]
            found += [(x + dx, y + dy) for dx, dy in pairs]
    return found


def threads(drawing: Motif) -> list[str]:
    return [*drawing.lotus, *drawing.marigold]


def test_the_same_slug_has_the_same_drawing_for_ever():
    drawing = motif("khai-mac", 640, 128)
    assert drawing == motif("khai-mac", 640, 128)
    assert drawing.lotus[0].startswith("M0 ")


def test_two_slugs_have_two_drawings():
    assert len({motif(slug).lotus for slug in SLUGS}) == len(SLUGS)


def test_the_view_box_is_the_size_that_was_asked_for():
    assert motif("khai-mac", 640, 128).view_box == "0 0 640 128"


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize(("width", "height"), [(2240, 160), (640, 128), (640, 320), (400, 300), (1200, 630)])
def test_a_drawing_stays_in_its_box(slug: str, width: int, height: int):
    for path in threads(motif(slug, width, height)):
        assert all(0 <= x <= width and 0 <= y <= height for x, y in points(path))


@pytest.mark.parametrize("slug", SLUGS)
def test_every_thread_runs_from_the_left_edge_to_the_right(slug: str):
    for path in threads(motif(slug)):
        found = points(path)
        assert (found[0][0], found[-1][0]) == (0, 2240)


@pytest.mark.parametrize("slug", SLUGS)
def test_both_strands_have_as_many_threads(slug: str):
    drawing = motif(slug)
    assert len(drawing.lotus) == len(drawing.marigold) >= 3


@pytest.mark.parametrize("slug", SLUGS)
def test_every_thread_dives_under_others(slug: str):
    assert all(path.count("M") > 1 for path in threads(motif(slug)))


@pytest.mark.parametrize("slug", SLUGS)
def test_the_strands_mirror_each_other_at_the_left_edge(slug: str):
    drawing = motif(slug, 640, 128)
    starts = [[points(path)[0][1] for path in strand] for strand in (drawing.lotus, drawing.marigold)]
    assert sorted(128 - y for y in starts[0]) == pytest.approx(sorted(starts[1]), abs=1)


def test_a_drawing_is_small():
    assert max(len("".join(threads(motif(slug)))) for slug in SLUGS) < 5_500
