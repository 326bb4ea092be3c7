"""A room without works is a place to pause: its words, the way on, and nothing drawn."""

import pytest
from built import Built, small_site
from small import pair


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small site with a room to pause after its first."""
    root = tmp_path_factory.mktemp("pause")
    hub = small_site(root)
    titles = {"title": "Dừng lại", "summary": "Không có tranh."}, {"title": "A pause", "summary": "No picture."}
    pair(root, "exhibits/nghi", {"order": 1}, *titles, ("Nghỉ.", "Rest."), index=True)
    hub.build()
    return hub


def main_of(hub: Built, path: str) -> str:
    """The main part of a page."""
    return hub.ask(path).text.partition("<main")[2].partition("</main>")[0]


def test_nothing_is_drawn_in_it(hub: Built) -> None:
    assert 'class="weave' in main_of(hub, "/vi/gallery/phong-1/")
    assert not any(mark in main_of(hub, "/vi/gallery/nghi/") for mark in ('class="weave', "<img"))


def test_the_other_rooms_are_next_to_it(hub: Built) -> None:
    assert "/vi/gallery/phong-1/" in main_of(hub, "/vi/gallery/nghi/")


def test_it_is_a_room_of_the_exhibition_in_words(hub: Built) -> None:
    assert 'id="nghi"' in main_of(hub, "/vi/gallery/text/")
