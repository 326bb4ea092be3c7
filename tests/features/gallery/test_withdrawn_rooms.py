"""A room that was withdrawn while its works were not: no page names it, and whoever builds the site is told."""

from pathlib import Path

import pytest
from built import Built, Page, small_site
from small import pair, tour, work


@pytest.fixture
def without_its_room(tmp_path: Path) -> Built:
    """Two rooms, one of which was withdrawn while its works were not; and a tour."""
    hub = small_site(tmp_path)
    tour(tmp_path, "tp-01", "tp-02")
    room = {"order": 1, "status": "withdrawn"}
    pair(
        tmp_path,
        "exhibits/phong-1",
        room,
        {"title": "Phòng đã rút", "summary": "X."},
        {"title": "Room gone", "summary": "X."},
        index=True,
    )
    hub.build()
    return hub


def test_no_page_names_a_withdrawn_room(without_its_room: Built) -> None:
    told = [
        (path, title)
        for path, text in without_its_room.texts()
        for title in ("Phòng đã rút", "Room gone")
        if title in text
    ]
    assert told == []
    assert without_its_room.ask("/vi/gallery/phong-1/tp-01/").status == 200


def test_works_in_a_withdrawn_room_are_told(without_its_room: Built) -> None:
    message = "room/phong-1 was withdrawn and this was not; write status: withdrawn here too, or move it"
    assert [problem.text(str) for problem in without_its_room.builder.problems] == [
        f"exhibits/phong-1/tp-0{number}/index.vi.md:1: {message}" for number in (1, 2)
    ]


def test_a_tour_counts_the_works_that_it_leads_to(without_its_room: Built) -> None:
    work(without_its_room.root, 1, "Sợi sáng", "Thread of light", "sợisáng", "thread", status="withdrawn")
    without_its_room.build()
    (card,) = [
        each for each in Page(without_its_room.ask("/en/gallery/").text).all("article") if "One round" in each.text
    ]
    assert "1 work" in card.text and "works" not in card.text
