"""Mail leaves over a real server, on both databases: none is lost, and none goes out twice by itself."""

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from post_office import PostOffice, post_office
from running import REPOSITORY, environment, wait_until
from sqlalchemy.orm import Session

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
        instance=tmp_path / "instance",
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


@pytest.mark.parametrize("line", ["\r\nBcc: all@example.org", "\nX-Evil: 1", "\rTo: b@example.org"])
def test_no_subject_writes_a_header(app: Flask, settings: Settings, office: PostOffice, line: str) -> None:
    session = db.session()
    mail = post(session, NOW, "evil", "a@example.org", "vi", f"Chào{line}", "text")
    assert mail is not None
    mail.subject = f"Chào{line}"  # as if it had been written into the table by another way
    session.commit()
    assert [one.state for one in send(settings)] == ["sent"]
    (taken,) = office.taken
    assert taken["Bcc"] is None and taken["X-Evil"] is None and taken.get_all("To") == ["a@example.org"]


@pytest.mark.parametrize(
    "address", ["a@example.org\r\nBcc: b@example.org", "nobody", "a b@example.org", "đ@example.org"]
)
def test_what_is_no_address_is_refused_and_others_go_out(
    app: Flask, settings: Settings, office: PostOffice, address: str
) -> None:
    put(db.session(), address, "fine@example.org")
    assert [one.state for one in send(settings)] == ["refused", "sent"]
    assert len(office.taken) == 1


def test_a_server_that_cannot_be_reached_loses_nothing(app: Flask, settings: Settings) -> None:
    from dataclasses import replace

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


def command(settings: Settings, tmp_path: Path, *words: str) -> dict[str, Any]:
    variables = {
        "HUB_MAIL_URL": settings.mail_url,
        "HUB_PUBLIC_URL": settings.public_url,
        "HUB_NOW": "2025-10-01T10:00",
    }
    if settings.database_url:
        variables["HUB_DATABASE_URL"] = settings.database_url
    given = environment(tmp_path, **variables)
    return {
        "args": [sys.executable, "-m", "hub", "mail", "send", *words],
        "cwd": REPOSITORY,
        "env": given,
        "text": True,
    }


@pytest.mark.slow
def test_killed_at_any_moment_no_mail_is_lost_and_none_goes_out_twice(
    app: Flask, settings: Settings, office: PostOffice, tmp_path: Path
) -> None:
    wanted = [f"n{number}@example.org" for number in range(40)]
    put(db.session(), *wanted, text="text")
    office.pause = 0.02
    chance = random.Random(22)
    for _ in range(4):
        _killed_among_mails(command(settings, tmp_path), office, chance.uniform(0, 0.1))
    done = subprocess.run(**command(settings, tmp_path), capture_output=True, check=False)
    session = db.session()
    session.expire_all()
    cut = [mail.id for mail in session.query(Mail).where(Mail.state == "sending")]
    assert {mail.state for mail in session.query(Mail)} <= {"sent", "sending"}
    session.commit()
    arrived = Counter(mail["To"] for mail in office.taken)
    assert max(arrived.values()) == 1  # none twice
    assert len(arrived) >= len(wanted) - len(cut)  # what did not arrive is named
    assert all(f"mail {number} to" in done.stderr and f"--again {number}" in done.stderr for number in cut)
    assert done.returncode == (1 if cut else 0)
    for number in cut:  # a person has asked: these arrived, the others go again
        address = db.session.get(Mail, number).address  # type: ignore[union-attr]
        db.session.commit()
        option = "--leave" if arrived[address] else "--again"
        done = subprocess.run(**command(settings, tmp_path, option, str(number)), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert Counter(mail["To"] for mail in office.taken) == Counter(wanted)


def _killed_among_mails(command: dict[str, Any], office: PostOffice, after: float) -> None:
    """Begin to send, which takes a while, and end it without a word at a moment among the mails that it sends."""
    process = subprocess.Popen(**command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    before = office.count
    wait_until(lambda: office.count > before or process.poll() is not None, "a mail arrives")
    time.sleep(after)
    process.kill()
    process.communicate()


def test_two_senders_at_once_send_each_mail_once(app: Flask, settings: Settings, office: PostOffice) -> None:
    session, server = db.session(), sending.server_of(settings)
    (number,) = put(session, "a@example.org")
    with sending.connected(server) as first, sending.connected(server) as second:
        assert sending.send_one(session, NOW, first, server, number) is not None
        assert sending.send_one(session, NOW, second, server, number) is None
    assert len(office.taken) == 1
