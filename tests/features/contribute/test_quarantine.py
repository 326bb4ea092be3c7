"""Quarantine: one press, and nobody gets a file by the site; its draft stops, those on duty are told, the operator decides."""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from commands import OF_THE_DESK as OF_DESK_COMMANDS
from commands import commands_in
from running import REPOSITORY, folders
from ways import REASON, Way
from werkzeug.test import TestResponse

from hub.desk.audit import AuditLine
from hub.desk.outbox import Mail
from hub.features.contribute.quarantine import keeping
from hub.features.contribute.queue import queue_of
from hub.features.contribute.refusals import Stopped
from hub.features.contribute.signing import open_link, sign
from hub.features.contribute.tables import Attachment, Draft
from hub.features.contribute.workflow import APART, TRANSITIONS

Command = Callable[..., tuple[str, int]]
PAPER = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n%"
OF_THE_DESK = ("reviewer", "safeguarding", "translator", "editor")


@pytest.fixture(scope="module")
def way(tmp_path_factory: pytest.TempPathFactory) -> Way:
    return Way(tmp_path_factory.mktemp("quarantine"))


def attached(way: Way, number: int, data: bytes, name: str = "ten-rieng.pdf", by: str = "author") -> TestResponse:
    path = f"/vi/contribute/drafts/{number}/attachments/"
    answer = way.clients[by].post(path, data={"file": (io.BytesIO(data), name)})
    answer.request.environ["wsgi.input"].close()  # a temporary file of the client's
    return answer


def with_paper(way: Way, data: bytes) -> tuple[int, int]:
    """A draft with a paper beside it: both numbers."""
    number = way.begin()
    assert attached(way, number, data).status_code == 303
    return number, papers(way, number)[-1]


def papers(way: Way, number: int) -> list[int]:
    with way.open() as session:
        return [one.id for one in session.get(Draft, number).attachments]


def pressed(way: Way, number: int, paper: int, by: str = "reviewer") -> int:
    path = f"/vi/contribute/drafts/{number}/attachments/{paper}/quarantine/"
    return way.clients[by].post(path).status_code


def got(way: Way, number: int, paper: int, by: str = "author") -> TestResponse:
    return way.clients[by].get(f"/vi/contribute/drafts/{number}/attachments/{paper}/")


def listed(way: Way, number: int, by: str) -> str:
    return way.clients[by].get(f"/vi/contribute/drafts/{number}/attachments/").text


def shut(way: Way) -> list[Path]:
    folder = way.root / "instance" / "quarantine"
    return sorted(folder.iterdir()) if folder.exists() else []


def uploaded(way: Way, number: int) -> list[Path]:
    return list((way.root / "instance" / "uploads" / str(number)).iterdir())


@pytest.fixture(scope="module")
def command(way: Way) -> Iterator[Command]:
    """Carry out `quarantine …` beside the desk: what it says, and its exit status."""
    given = {**folders(way.root), "LC_ALL": "C.UTF-8", "HUB_NOW": "2026-11-30T09:00"}
    with commands_in(REPOSITORY, OF_DESK_COMMANDS) as carry_out:
        yield lambda *words: carry_out("quarantine", *words, **given)


def test_after_one_press_nobody_gets_the_file_and_only_the_server_can_read_it(way: Way) -> None:
    number, paper = with_paper(way, PAPER + b"press")
    assert got(way, number, paper).data == PAPER + b"press"
    assert pressed(way, number, paper) == 303
    assert [got(way, number, paper, by).status_code for by in ("author", *OF_THE_DESK)] == [410] * 5
    assert got(way, number, paper, "stranger").status_code == 404
    assert not uploaded(way, number)
    (file,) = [path for path in shut(way) if path.name.startswith(f"{number}-")]
    assert file.read_bytes() == PAPER + b"press"
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_who_reads_what_others_send_may_press_and_nobody_else(way: Way) -> None:
    for count, by in enumerate(OF_THE_DESK):
        number, paper = with_paper(way, PAPER + b"role" + str(count).encode())
        for other, status in (("author", 403), ("colleague", 403), ("stranger", 403), ("admin", 403)):
            assert pressed(way, number, paper, other) == status
        assert got(way, number, paper).status_code == 200
        assert pressed(way, number, paper, by) == 303
        assert got(way, number, paper).status_code == 410


def test_its_name_is_said_no_more_and_its_sender_is_not_told_why(way: Way) -> None:
    number, paper = with_paper(way, PAPER + b"name")
    assert "ten-rieng" in listed(way, number, "reviewer")
    pressed(way, number, paper)
    for by in ("author", "reviewer"):
        assert "ten-rieng" not in listed(way, number, by)
    assert "cách ly" in listed(way, number, "reviewer")
    for told in (
        listed(way, number, "author"),
        got(way, number, paper).text,
        way.clients["author"].get("/vi/contribute/").text,
    ):
        assert "cách ly" not in told


def test_every_copy_goes_and_none_comes_back(way: Way) -> None:
    one, paper = with_paper(way, PAPER + b"copy")
    other, copy = with_paper(way, PAPER + b"copy")
    attached(way, one, PAPER + b"copy", "lan-nua.pdf")
    pressed(way, one, paper)
    assert [got(way, one, each).status_code for each in papers(way, one)] == [410, 410]
    assert got(way, other, copy).status_code == 410
    assert not uploaded(way, other)
    new = way.begin()
    assert attached(way, new, PAPER + b"copy").status_code == 422
    assert not papers(way, new)


def test_those_on_duty_are_told_by_number_alone_and_once(way: Way) -> None:
    number, paper = with_paper(way, PAPER + b"told")
    before = len(way.mails())
    pressed(way, number, paper)
    pressed(way, number, paper, "editor")
    with way.open() as session:
        mails = session.query(Mail).order_by(Mail.id).all()[before:]
        addresses = {way.account(name).email for name in ("safeguarding", "admin")}
        assert {mail.address for mail in mails} == addresses and len(mails) == len(addresses)
        title = next(iter(session.get(Draft, number).pages.values()))["fields"]["title"]
        for mail in mails:
            assert f"/contribute/drafts/{number}/review/" in mail.text
            assert not any(word in mail.subject + mail.text for word in ("ten-rieng", title))
        lines = session.query(AuditLine).filter_by(action="attachment.quarantine", subject=f"draft {number}").all()
        assert [json.loads(line.details)["attachment"] for line in lines] == [paper]


@pytest.mark.parametrize("state", ["draft", "submitted", "review", "safeguarding", "signoff", "approved"])
def test_a_draft_with_a_file_in_quarantine_is_led_nowhere(way: Way, state: str) -> None:
    number, paper = with_paper(way, PAPER + state.encode())
    token = led_to(way, number, state)
    pressed(way, number, paper)
    for (begins, action), step in TRANSITIONS.items():
        for by in way.people if begins == state and action not in APART and step.permission else ():
            with pytest.raises(Stopped):
                way.act(number, by, action)
    for trial in (
        lambda session: sign(session, way.now, token, "sign"),
        lambda session: open_link(session, way.now, token),
    ):
        if state == "signoff":
            stopped_by(way, trial)
    editor, form = way.clients["editor"], {"number": way.draft_number(number), "lang": "vi", "text": "Một lời."}
    for path in ("comments/", "publish/") if state == "approved" else ("comments/",):
        assert editor.post(f"/vi/contribute/drafts/{number}/{path}", data=form).status_code == 409
    assert way.state(number) == state
    with way.open() as session:
        assert not any(
            each.draft.id == number for name in way.people for each in queue_of(session, way.account(name), way.now)
        )


def stopped_by(way: Way, act: Callable[[Any], object]) -> None:
    with way.open() as session, pytest.raises(Stopped):
        act(session)


def led_to(way: Way, number: int, state: str) -> str:
    """Lead a draft to a state; what the link of its signature carries, if it has come that far."""
    steps = (("author", "submit"), ("reviewer", "take"), ("reviewer", "pass"), ("safeguarding", "clear"))
    for by, action in steps:
        if way.state(number) == state:
            return ""
        way.act(number, by, action)
    token = way.ask_to_sign(number)
    if state == "approved":
        with way.open() as session:
            sign(session, way.now, token, "sign")
    return token


def test_who_writes_in_it_is_told_and_loses_no_word(way: Way) -> None:
    number, paper = with_paper(way, PAPER + b"write")
    pressed(way, number, paper)
    author, path = way.clients["author"], f"/vi/contribute/drafts/{number}/"
    answer = author.post(f"{path}edit/", data={"number": "1", "vi.title": "Lời vừa gõ xong"})
    assert answer.status_code == 409 and "Lời vừa gõ xong" in answer.text
    script = author.post(f"{path}edit/", data={"number": "1"}, headers={"Accept": "application/json"})
    assert (script.status_code, script.json) == (409, {"closed": True})
    assert way.draft_number(number) == 1
    assert attached(way, number, PAPER + b"another").status_code == 409
    assert author.post(f"{path}attachments/{paper}/remove/").status_code == 409
    assert author.get(f"{path}edit/").status_code == 303


def test_what_was_interrupted_on_its_way_is_out_of_reach_and_brought_there_later(way: Way, command: Command) -> None:
    number, paper = with_paper(way, PAPER + b"cut")
    with way.open() as session:
        draft, account = session.get(Draft, number), way.account("reviewer")
        keeping.put(session, way.now, account, draft, session.get(Attachment, paper))
    assert uploaded(way, number) and got(way, number, paper).status_code == 410
    listed, _ = command("list", "--json")
    row = next(each for each in json.loads(listed)["items"] if each["id"] == paper)
    assert Path(row["path"]).read_bytes() == PAPER + b"cut" and not uploaded(way, number)


@pytest.mark.slow
def test_the_operator_gives_back_what_is_harmless_and_deletes_the_rest_for_a_reason(way: Way, command: Command) -> None:
    (one, harmless), (other, bad) = with_paper(way, PAPER + b"harmless"), with_paper(way, PAPER + b"bad")
    for number, paper in ((one, harmless), (other, bad)):
        pressed(way, number, paper)
    for words in (("delete", str(bad), "--reason", " "), ("delete", "999", "--reason", REASON)):
        said, status = command(*words)
        assert (status, len(said.splitlines())) == (1, 1)
    assert command("release", str(harmless), "--reason", "Công văn 12, 30.11.2026")[1] == 0
    assert got(way, one, harmless).data == PAPER + b"harmless"
    way.act(one, "author", "submit")
    assert command("delete", str(bad), "--reason", "Công văn 13, 30.11.2026")[1] == 0
    assert not [path for path in (*shut(way), *uploaded(way, other)) if path.name.startswith(f"{other}-")]
    assert got(way, other, bad).status_code == 410
    assert attached(way, way.begin(), PAPER + b"bad").status_code == 422
    assert way.clients["author"].post(f"/vi/contribute/drafts/{other}/attachments/{bad}/remove/").status_code == 409
    way.act(other, "author", "submit")
    assert command("delete", str(bad), "--reason", REASON)[1] == 1
    with way.open() as session:
        found = (
            session.query(AuditLine).filter(AuditLine.action.in_(("attachment.release", "attachment.destroy"))).all()
        )
        assert [json.loads(line.details)["reason"][:7] for line in found] == ["Công vă", "Công vă"]
    told, _ = command("list")
    assert str(bad) in told and "ten-rieng" not in told


def test_without_anyone_on_duty_whoever_pressed_is_told_to_tell(way: Way) -> None:
    from hub.desk.tables import Account

    number, paper = with_paper(way, PAPER + b"alone")
    pressed(way, number, paper)
    told = listed(way, number, "reviewer")
    with way.open() as session:
        assert way.account("safeguarding").name in told
        for each in session.query(Account):
            each.active = not {"safeguarding", "admin"} & each.role_names
    try:
        alone = listed(way, number, "reviewer")
    finally:
        with way.open() as session:
            for each in session.query(Account):
                each.active = True
    with way.open():
        assert way.account("safeguarding").name not in alone
    assert "Không có tài khoản nào" in alone
