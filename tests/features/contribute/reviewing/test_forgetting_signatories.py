"""Who was asked to sign is forgotten when their time is over, or when they ask for it; what they decided stays."""

from dataclasses import replace
from pathlib import Path

import pytest
from members import client_as
from sqlalchemy import inspect
from ways import Way

from hub.cli.console import Console
from hub.desk.audit import broken_links
from hub.desk.database import Base, db
from hub.desk.outbox import Mail
from hub.errors import UserError
from hub.features.accounts.commands import accounts
from hub.features.contribute.operations import decide
from hub.features.contribute.tables import Decision, Draft, SignOff
from hub.web.site import site_of

ASKED = "2025-11-29T09:00"
GONE = "đã xóa tên"
WHO = ("Bà Cục trưởng", "cuc.truong@example.org")


def command(way: Way, now: str, *words: str) -> None:
    """Carry `accounts` out at a moment, on the database of the desk."""
    console = Console()
    console.settings, console.lang = replace(site_of(way.app).settings, now=now), "en"
    accounts.main([*words], obj=console, standalone_mode=False)


def forgotten(way: Way, now: str, capsys: pytest.CaptureFixture[str]) -> int:
    """How many signatories `accounts purge` forgets at a moment."""
    capsys.readouterr()
    command(way, now, "purge")
    return int(capsys.readouterr().out.partition("signatories: ")[2].split()[0])


def sent(way: Way) -> None:
    """Every mail has gone out."""
    with way.open() as session:
        session.execute(db.update(Mail).values(state="sent"))


def traces(way: Way) -> list[str]:
    """The tables in which somebody who was asked still stands by name, address or link."""
    with way.open() as session:
        there = [each for each in Base.metadata.sorted_tables if inspect(session.connection()).has_table(each.name)]
        texts = {each.name: str([tuple(row) for row in session.execute(db.select(each))]) for each in there}
        return [name for name, text in texts.items() if any(word in text for word in (*WHO, "/contribute/sign/"))]


def test_names_go_when_their_time_is_over_and_what_was_decided_stays(
    tmp_path: Path, databases: str, capsys: pytest.CaptureFixture[str]
) -> None:
    way = Way(tmp_path, ASKED, database_url=databases)
    signed, unanswered = way.draft_in("approved"), way.draft_in("signoff")
    way.ask_to_sign(unanswered)
    sent(way)
    assert "sign_off" in traces(way) and "mail" in traces(way)
    assert forgotten(way, "2026-02-27T08:00", capsys) == 0
    assert forgotten(way, "2026-02-27T10:00", capsys) == 1  # 90 days after the question
    with way.open() as session:
        assert {one.draft_id: one.name for one in session.query(SignOff)} == {signed: WHO[0], unanswered: ""}
    assert forgotten(way, "2026-11-29T08:00", capsys) == 0
    assert forgotten(way, "2026-11-29T10:00", capsys) == 1  # a year after the answer
    assert forgotten(way, "2026-11-29T10:00", capsys) == 0
    assert traces(way) == []
    with way.open() as session:
        (decision,) = session.query(Decision).filter_by(draft_id=signed, action="sign")
        assert (decision.sign_off.office, decision.sign_off.action) == ("", "sign")
        assert session.get(Draft, signed).organisation.name_en == "Cục Trẻ em"
        assert list(broken_links(session)) == []
    page = client_as(way.app, way.people["editor"]).get(f"/vi/contribute/drafts/{signed}/review/").text
    assert GONE in page and WHO[0] not in page


@pytest.fixture(scope="module")
def way(tmp_path_factory: pytest.TempPathFactory) -> Way:
    return Way(tmp_path_factory.mktemp("way"), ASKED)


def test_who_asks_for_it_is_forgotten_at_once_and_the_link_ends(way: Way) -> None:
    number = way.draft_in("signoff")
    path = f"/vi/contribute/sign/{way.ask_to_sign(number, 'Khac@example.org')}/"
    with pytest.raises(UserError, match="nothing is kept of the address stranger"):
        command(way, ASKED, "forget", "stranger@example.org")
    assert way.app.test_client().get(path).status_code == 200
    command(way, ASKED, "forget", "KHAC@example.org")
    assert way.app.test_client().get(path).status_code == 410
    assert way.mails("Khac@example.org") == []
    with way.open() as session:
        assert [one.name for one in session.query(SignOff).filter_by(draft_id=number)] == [""]


def test_the_outcome_is_mailed_to_nobody_who_is_forgotten(way: Way, capsys: pytest.CaptureFixture[str]) -> None:
    number = way.draft_in("approved")
    forgotten(way, "2026-11-30T09:00", capsys)
    with way.open() as session:
        decide(session, way.now, way.account("editor"), session.get_one(Draft, number), "publish")
    told = way.mails()
    with way.open() as session:
        assert told and session.query(Mail).filter_by(address="").count() == 0


def test_who_is_asked_reads_how_long_they_are_known_by_name(way: Way) -> None:
    path = f"/en/contribute/sign/{way.ask_to_sign(way.draft_in('signoff'))}/"
    assert "are deleted after twelve months" in way.app.test_client().get(path).text
