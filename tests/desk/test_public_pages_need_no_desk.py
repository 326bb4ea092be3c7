"""Readers' pages and the desk beside them: no query, no cookie, and they go on when the database is gone."""

import shutil
from pathlib import Path

import pytest
from built import Built
from small import small
from sqlalchemy import Engine, event

PAGES = ("/vi/", "/en/", "/vi/agenda/", "/vi/library/", "/en/help/")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built(small(tmp_path_factory.mktemp("public")))


def test_public_pages_ask_no_database_and_set_no_cookie(built: Built) -> None:
    assert built.ask("/vi/account/sign-in/").status == 200  # the desk is there, with its database
    asked: list[str] = []

    def note(connection: object, cursor: object, statement: str, *more: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        answers = [built.ask(path, cookie="hub=anything") for path in (*PAGES, "/vi/library/?q=bell", "/vi/none/")]
        assert asked == []
        built.ask("/vi/account/", cookie="hub=anything")
        assert asked == []  # nor does a cookie that is not ours cost a query
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert [answer.status for answer in answers] == [200] * 6 + [404]
    assert not any("set-cookie" in answer.headers for answer in answers)


def test_public_pages_go_on_without_the_database_and_the_desk_says_what_is_wrong(built: Built) -> None:
    assert built.ask("/vi/account/sign-in/").status == 200
    instance: Path = built.settings.instance
    for file in instance.glob("hub.sqlite*"):
        file.unlink()
    (instance / "hub.sqlite").mkdir()
    try:
        assert [built.ask(path).status for path in PAGES] == [200] * 5
        answers = [built.ask("/vi/account/password/"), built.ask("/en/account/invitation/x/")]
        assert answers[1].status == 503 and "cannot be reached" in answers[1].text
        assert answers[1].headers["retry-after"] == "10"
    finally:
        shutil.rmtree(instance / "hub.sqlite")
    built.ask("/en/account/invitation/x/")
    assert built.ask("/en/account/invitation/x/").status == 410  # made anew, by itself


def test_no_public_page_links_into_a_session(built: Built) -> None:
    linked = [path for path in built.made if path.startswith(("/vi/", "/en/")) and b"/account/" in built.bytes_of(path)]
    assert linked == []
