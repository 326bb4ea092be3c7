"""Pages that say something older than the draft does: nobody overwrites with them what others wrote meanwhile."""

import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session
from ways import Way, with_section
from writing import Desk, Form, edit, writing_desk

from hub.desk.database import db
from hub.features.contribute.views.previewing import RENDERING

JSON = {"Accept": "application/json"}
FILE = "content/library/duong-day.vi.md"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return writing_desk(tmp_path_factory.mktemp("old"))


@contextmanager
def right_after_the_next_commit(do: Callable[[], object]) -> Iterator[list[object]]:
    """Have something done, once, as soon as a request has committed and before it has made its page."""
    done: list[object] = []

    def meanwhile(session: Session) -> None:
        if not done:
            done.append(None)
            with ThreadPoolExecutor(1) as elsewhere:  # this thread has the session of the request
                elsewhere.submit(do).result()

    event.listen(db.session, "after_commit", meanwhile)
    try:
        yield done
    finally:
        event.remove(db.session, "after_commit", meanwhile)


def test_a_form_shown_while_somebody_saves_is_saved_on_what_it_showed(desk: Desk) -> None:
    first, second = desk.client(desk.writer), desk.client(desk.colleague)
    number = desk.begun(first, "Hiện khi lưu")
    theirs = Form(second.get(edit(number)).text).with_(**{"vi__#problem": "Của họ."})
    with right_after_the_next_commit(lambda: second.post(edit(number), data=theirs)) as done:
        mine = Form(first.get(edit(number)).text)
    assert done and mine.values["vi.#problem"] == [""]
    assert first.post(edit(number), data=mine.with_(vi__summary="Của tôi.")).status_code == 303
    page = desk.pages(number)["vi"]
    assert (page.sections["problem"], page.fields["summary"]) == ("Của họ.", "Của tôi.")


def test_a_script_that_saves_while_somebody_saves_learns_its_own_number(desk: Desk) -> None:
    first, second = desk.client(desk.writer), desk.client(desk.colleague)
    number = desk.begun(first, "Máy lưu")
    mine = Form(first.get(edit(number)).text)
    theirs = mine.with_(**{"vi__#problem": "Của họ."})
    with right_after_the_next_commit(lambda: second.post(edit(number), data=theirs)) as done:
        told = first.post(edit(number), data=mine.with_(vi__summary="Của tôi."), headers=JSON).json
    assert done and told["number"] == 2
    again = mine.with_(vi__summary="Của tôi, lần nữa.", number="2")
    assert first.post(edit(number), data=again, headers=JSON).status_code == 200
    page = desk.pages(number)["vi"]
    assert (page.sections["problem"], page.fields["summary"]) == ("Của họ.", "Của tôi, lần nữa.")


def test_a_choice_made_before_the_files_changed_again_undoes_nothing(tmp_path: Path) -> None:
    way = Way(tmp_path)
    number = way.draft_in("approved", with_section("results", "Bản nháp.", "Draft."), slug="duong-day")
    file, editor = way.root / FILE, way.clients["editor"]
    before = file.read_text(encoding="utf-8")
    file.write_text(before.replace("Phần results", "Tệp đã sửa"), encoding="utf-8")
    shown = editor.get(f"/vi/contribute/drafts/{number}/publish/").text
    solved = re.search(r'name="solved" value="([^"]+)"', shown)
    assert solved
    file.write_text(
        before.replace("Phần results", "Tệp đã sửa").replace("Phần limits", "Hạn chế mới"), encoding="utf-8"
    )
    data = {"number": str(way.draft_number(number)), "reason": "Đưa về một.", "solved": solved[1], "keep.1": "mine"}
    path = f"/vi/contribute/drafts/{number}/reopen/"
    answer = editor.post(path, data=data)
    assert answer.status_code == 409 and "Hạn chế mới" in answer.text
    assert way.state(number) == "approved"
    solved = re.search(r'name="solved" value="([^"]+)"', answer.text)
    assert solved and editor.post(path, data=data | {"solved": solved[1]}).status_code == 303
    with way.open():
        assert "Hạn chế mới" in way.clients["editor"].get(f"/vi/contribute/drafts/{number}/review/").text


class Turn:
    """A turn at rendering that says when it is reached, and lasts until it is let go."""

    def __init__(self) -> None:
        self.reached, self.over = threading.Event(), threading.Event()

    def __enter__(self) -> None:
        self.reached.set()
        assert self.over.wait(120)

    def __exit__(self, *error: object) -> None:
        """Nothing is left to do."""


def test_nobody_waits_until_the_text_of_another_is_rendered(desk: Desk) -> None:
    first, second = desk.client(desk.writer), desk.client(desk.colleague)
    number = desk.proposed(first, "practice/vn-ba")
    form = Form(second.get(edit(number)).text)
    path = f"/vi/contribute/drafts/{number}/preview/"
    assert first.get(path).status_code == 200
    turn = Turn()
    desk.app.extensions[RENDERING].lock = turn
    with ThreadPoolExecutor(1) as pool:
        shown = pool.submit(first.get, path)
        assert turn.reached.wait(120)
        try:
            assert second.post(edit(number), data=form.with_(vi__summary="Vẫn lưu được.")).status_code == 303
        finally:
            turn.over.set()
        assert shown.result(120).status_code == 200
