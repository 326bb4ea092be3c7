"""Mail leaves over a real server, on both databases: none is lost, and none goes out twice by itself."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from databases import with_tables
from flask import Flask
from post_office import PostOffice, post_office
from running import PATHS, REPOSITORY, environment
from sqlalchemy.orm import Session

from hub.cli.console import Console
from hub.cli.keeping import send as send_command
from hub.config import Settings
from hub.desk import sending
from hub.desk.database import database_application, db
from hub.desk.outbox import Mail, post
from hub.errors import UserError

NOW = datetime(2025, 10, 1, 2, 0, tzinfo=UTC)
SUBJECT = "Lời mời viết cho trang HN 22.10: “Đặng Thị Ngọc Ánh” và những người khác ở Bộ Công an"
TEXT = "Kính gửi bà Ánh,\n\n.một dòng bắt đầu bằng dấu chấm\nhttps://hub.example.org/vi/" + "a" * 300 + "\n"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PostOffice]:
    with post_office(tmp_path / "office") as office:
        yield office


@pytest.fixture
def settings(tmp_path: Path, databases: str, office: PostOffice) -> Settings:
    return Settings(
        instance=with_tables(tmp_path / "instance"),
        database_url=databases,
        mail_url=office.url,
        public_url="https://hub.example.org",
    )


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    app = database_application(settings)
    with app.app_context():
        yield app
        db.session.remove()  # first: what is in use is not closed with the others
        db.engine.dispose()


def put(session: Session, *addresses: str, text: str = TEXT) -> list[int]:
    """Put a mail for each address into the outbox; their numbers."""
    first = session.query(Mail).count()
    made = [post(session, NOW, f"mail {first + n}", to, "vi", SUBJECT, text) for n, to in enumerate(addresses)]
    numbers = [mail.id for mail in made if mail is not None]
    session.commit()  # nothing is held, or no command could write
    return numbers


def send(settings: Settings, now: datetime = NOW) -> list[sending.Sent]:
    session, server = db.session(), sending.server_of(settings)
    with sending.connected(server) as smtp:
        found = [sending.send_one(session, now, smtp, server, number) for number in sending.due(session, now)]
    return [one for one in found if one is not None]


def states(session: Session) -> list[str]:
    session.expire_all()
    return [mail.state for mail in session.query(Mail).order_by(Mail.id)]


def test_a_vietnamese_mail_arrives_as_it_was_written(app: Flask, settings: Settings, office: PostOffice) -> None:
    (number,) = put(db.session(), "anh@example.org")
    assert [one.state for one in send(settings)] == ["sent"]
    (mail,) = office.taken
    assert (mail["Subject"], mail["To"], mail["Content-Language"]) == (SUBJECT, "anh@example.org", "vi")
    assert mail.get_content().replace("\r\n", "\n") == TEXT
    assert mail.get_content_type() == "text/plain" and mail.get_content_charset() == "utf-8"
    assert mail["Message-ID"].startswith(f"<{number}.") and mail["Message-ID"].endswith("@hub.example.org>")
    assert mail["Auto-Submitted"] == "auto-generated"
    raw = next(office.folder.glob("*.eml")).read_bytes()
    assert raw.isascii() and max(map(len, raw.split(b"\r\n"))) < 999  # every server passes it on
    assert send(settings) == []  # and not again
    assert len(office.taken) == 1


def test_a_refusal_for_now_waits_longer_each_time_and_one_for_good_is_kept(
    app: Flask, settings: Settings, office: PostOffice
) -> None:
    put(db.session(), "later@example.org", "never@example.org", "fine@example.org")
    office.refusals = {
        "later@example.org": ["451 greylisted", "452 still"], "never@example.org": ["550 no such user"],
    }  # fmt: skip
    assert [(one.state, one.answer) for one in send(settings)] == [
        ("waiting", "451 greylisted"), ("refused", "550 no such user"), ("sent", ""),
    ]  # fmt: skip
    assert send(settings, NOW + timedelta(seconds=59)) == []
    assert [one.state for one in send(settings, NOW + timedelta(minutes=1))] == ["waiting"]
    assert send(settings, NOW + timedelta(minutes=2)) == []
    assert [one.state for one in send(settings, NOW + timedelta(minutes=7))] == ["sent"]
    assert [mail["To"] for mail in office.taken] == ["fine@example.org", "later@example.org"]


def test_what_is_refused_for_days_is_refused_for_good(app: Flask, settings: Settings, office: PostOffice) -> None:
    put(db.session(), "later@example.org")
    office.refusals = {"later@example.org": ["451 not yet"]}
    assert [one.state for one in send(settings, NOW + timedelta(days=6))] == ["refused"]


def test_the_same_mail_is_put_in_once(app: Flask) -> None:
    session = db.session()
    assert post(session, NOW, "one", "a@example.org", "vi", "A", "B") is not None
    assert post(session, NOW, "one", "a@example.org", "vi", "A", "B") is None


def test_no_subject_writes_a_header(app: Flask, settings: Settings, office: PostOffice) -> None:
    session = db.session()
    for line in ("\r\nBcc: all@example.org", "\nX-Evil: 1", "\rTo: b@example.org"):
        mail = post(session, NOW, f"evil{line}", "a@example.org", "vi", f"Chào{line}", "text")
        assert mail is not None
        mail.subject = f"Chào{line}"  # as if it had been written into the table by another way
    session.commit()
    assert [one.state for one in send(settings)] == ["sent"] * 3
    assert len(office.taken) == 3
    for taken in office.taken:
        assert taken["Bcc"] is None and taken["X-Evil"] is None and taken.get_all("To") == ["a@example.org"]


def test_what_is_no_address_is_refused_and_others_go_out(app: Flask, settings: Settings, office: PostOffice) -> None:
    put(
        db.session(),
        "a@example.org\r\nBcc: b@example.org",
        "nobody",
        "a b@example.org",
        "đ@example.org",
        "fine@example.org",
    )
    assert [one.state for one in send(settings)] == [*["refused"] * 4, "sent"]
    assert [mail["To"] for mail in office.taken] == ["fine@example.org"]


def test_a_server_that_cannot_be_reached_loses_nothing(app: Flask, settings: Settings) -> None:
    put(db.session(), "a@example.org")
    with pytest.raises(UserError, match="cannot be reached"):
        send(replace(settings, mail_url="smtp://127.0.0.1:9"))
    assert states(db.session()) == ["waiting"]


def test_a_password_goes_to_no_server_without_tls(app: Flask, settings: Settings, office: PostOffice) -> None:
    server = sending.server_of(settings)._replace(user="hub", password="secret")
    assert server.host == "127.0.0.1"

    class Plain:
        def ehlo(self) -> None: ...

        def has_extn(self, name: str) -> bool:
            return False

        def login(self, user: str, password: str) -> None:
            raise AssertionError("the password went out")

    with pytest.raises(UserError, match="STARTTLS"):
        sending._begin(Plain(), server._replace(host="mail.example.org"), None)  # type: ignore[arg-type]


@pytest.mark.parametrize("url", ["http://mail.example.org", "smtp://", "mail.example.org", "smtp://host:port"])
def test_an_address_that_is_no_server_is_explained(url: str) -> None:
    with pytest.raises(UserError, match="HUB_MAIL_URL"):
        sending.server_of(Settings(mail_url=url))


def test_the_servers_name_and_password_come_from_the_address() -> None:
    given = "smtps://hub%40example.org:p%3Ass@mail.example.org:4650/?from=hub@example.org"
    server = sending.server_of(Settings(mail_url=given))
    assert (server.host, server.port, server.tls, server.user) == ("mail.example.org", 4650, True, "hub@example.org")
    assert (server.password, server.sender) == ("p:ss", "hub@example.org")


# The command, killed

ROUNDS = 25  # on each of the two databases


@pytest.mark.slow
def test_killed_at_fifty_moments_no_mail_is_lost_and_none_goes_out_twice(
    app: Flask, settings: Settings, office: PostOffice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = environment(tmp_path, **variables(settings), PYTHONPATH=PATHS)
    program = [
        sys.executable,
        str(REPOSITORY / "tests/support/desks/killed_sending.py"),
        str(tmp_path),
        str(ROUNDS),
        "2210",
    ]
    subprocess.run(program, env=given, check=True, cwd=REPOSITORY)
    told = json.loads((tmp_path / "rounds.json").read_text())
    assert told["killed"] >= ROUNDS * 3 // 4  # the others were done before their moment came

    status, said = carry_out(settings, capsys)  # what waits goes out now
    session = db.session()
    session.expire_all()
    unsure = [(mail.id, mail.address) for mail in session.query(Mail).where(Mail.state == "sending")]
    assert {mail.state for mail in session.query(Mail)} <= {"sent", "sending"}
    session.commit()
    arrived = Counter(mail["To"] for mail in office.taken)
    assert max(arrived.values()) == 1  # none twice
    assert unsure and {*told["wanted"]} - arrived.keys() <= {
        address for _, address in unsure
    }  # what is missing is named
    assert all(f"mail {number} to {address}" in said and f"--again {number}" in said for number, address in unsure)
    assert status == 1

    # A person has asked: these arrived, the others go again.
    options = [word for number, to in unsure for word in ("--leave" if arrived[to] else "--again", str(number))]
    assert carry_out(settings, capsys, *options)[0] == 0
    assert Counter(mail["To"] for mail in office.taken) == Counter(told["wanted"])


def variables(settings: Settings) -> dict[str, str]:
    """The variables that make these settings."""
    found = {"HUB_MAIL_URL": settings.mail_url, "HUB_PUBLIC_URL": settings.public_url, "HUB_NOW": "2025-10-01T10:00"}
    return found | ({"HUB_DATABASE_URL": settings.database_url} if settings.database_url else {})


def carry_out(settings: Settings, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    """`mail send` in this process: its status, and what it complains of."""
    console = Console()
    console.settings, console.lang = replace(settings, now="2025-10-01T10:00"), "en"
    capsys.readouterr()
    status = send_command.main([*options], obj=console, standalone_mode=False)
    return int(status or 0), capsys.readouterr().err


def test_two_senders_at_once_send_each_mail_once(app: Flask, settings: Settings, office: PostOffice) -> None:
    session, server = db.session(), sending.server_of(settings)
    (number,) = put(session, "a@example.org")
    with sending.connected(server) as first, sending.connected(server) as second:
        assert sending.send_one(session, NOW, first, server, number) is not None
        assert sending.send_one(session, NOW, second, server, number) is None
    assert len(office.taken) == 1
