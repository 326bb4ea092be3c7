"""A flood of questions: few are worked out at once, the others are told to ask again, and pages are served as before."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from built import Built, Page, ask, small_site
from running import LONG

from hub.serve.turns import Turns


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return small_site(tmp_path_factory.mktemp("turns"))


class Slow:
    """An application that answers nothing until it may."""

    def __init__(self) -> None:
        self.may, self.inside = threading.Event(), threading.Semaphore(0)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        self.inside.release()
        self.may.wait(LONG)
        start_response("200 OK", [("Content-Type", "text/plain"), ("Cache-Control", "no-store")])
        return [b"at last"]


@pytest.fixture
def flooded(hub: Built) -> Iterator[Built]:
    """The hub while one question takes all the time that there is, and nobody may wait."""
    front, slow = hub.worker.front, Slow()
    turns, flask = front.turns, front.flask
    front.turns, front.flask = Turns(1, 0), lambda: slow
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(ask, front, "/vi/search/?q=ai")
        assert slow.inside.acquire(timeout=LONG)
        yield hub
        slow.may.set()
        assert first.result().status == 200
    front.turns, front.flask = turns, flask


@pytest.mark.parametrize(("lang", "words"), [("en", "Many people are searching"), ("vi", "nhiều người cùng tìm kiếm")])
def test_a_question_too_many_is_told_so_on_a_page(flooded: Built, lang: str, words: str) -> None:
    answer = flooded.ask(f"/{lang}/search/?q=khai")
    assert (answer.status, answer.headers["retry-after"], answer.headers["cache-control"]) == (503, "2", "no-store")
    assert words in Page(answer.text).main.text


def test_finished_pages_are_served_all_the_same(flooded: Built) -> None:
    assert flooded.ask("/vi/agenda/khai-mac/").status == 200


def test_a_search_without_words_is_a_finished_page(flooded: Built) -> None:
    assert flooded.ask("/vi/search/").status == 200


def test_after_the_flood_a_question_is_answered(hub: Built) -> None:
    assert hub.ask("/vi/search/?q=khai+mac").status == 200


def test_no_more_work_at_once_than_have_a_turn() -> None:
    turns = Turns(2, 8, 30)
    at_once, most, lock = 0, 0, threading.Lock()

    def work(_: int) -> bool:
        nonlocal at_once, most
        with turns.turn() as mine:
            with lock:
                at_once += 1
                most = max(most, at_once)
            with lock:
                at_once -= 1
            return mine

    with ThreadPoolExecutor(10) as pool:
        assert all(pool.map(work, range(200)))
    assert most <= 2


def test_one_who_has_waited_long_enough_gets_no_turn() -> None:
    turns = Turns(1, 1, 0.0)
    with turns.turn() as first, turns.turn() as second:
        assert (first, second) == (True, False)


def test_a_turn_is_given_back_after_an_error() -> None:
    turns = Turns(1, 0)
    with pytest.raises(ZeroDivisionError), turns.turn():
        _ = 1 / 0
    with turns.turn() as mine:
        assert mine
