"""What is kept of people goes when its time is over; what must stay says nothing of them."""

import html
import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from members import client_as, desk_of, member
from running import REPOSITORY
from small import small
from sqlalchemy import inspect
from visiting import Visitor, with_password

from hub.desk.audit import AuditLine, broken_links
from hub.desk.database import Base, db
from hub.desk.outbox import Mail, post
from hub.desk.sessions import LONGEST
from hub.desk.tables import Account, Invitation, SignIn, UsedOnce
from hub.feature import discover
from hub.features.accounts import inviting, keeping
from hub.features.accounts.inviting import Wanted, invite
from hub.features.accounts.keeping import LastAdmin
from hub.features.contribute import keeping as signatories
from hub.web.site import site_of

DAY = timedelta(days=1)
KEPT = [one for feature in discover() for one in feature.kept]


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Flask:
    url = request.getfixturevalue("postgresql").new() if request.param == "postgresql" else ""
    return desk_of(small(tmp_path), database_url=url)


def purged(app: Flask, after: timedelta) -> dict[str, int]:
    with app.app_context():
        removed = keeping.purge(db.session(), site_of(app).clock.now() + after, KEPT)
        db.session.commit()
        return {name: number for name, number in removed.items() if number}


def test_each_thing_goes_when_its_time_is_over_and_not_before(app: Flask) -> None:
    client_as(app, number := member(app, "contributor"))
    with app.app_context():
        now = site_of(app).clock.now()
        db.session.get(Account, number).used = now  # type: ignore[union-attr]
        invite(db.session(), now, "key", None, Wanted("a@example.org", "reviewer"))
        for state in ("waiting", "sending", "sent", "refused"):
            mail = post(db.session(), now, state, "a@example.org", "vi", "A", "B")
            assert mail is not None
            mail.state = state
        db.session.add(UsedOnce(digest="x", until=now + DAY))
        db.session.commit()
    assert purged(app, timedelta(hours=1)) == {}
    assert purged(app, 2 * DAY) == {"links": 1}
    assert purged(app, 8 * DAY) == {"sessions": 1}
    assert purged(app, 36 * DAY) == {}
    assert purged(app, 38 * DAY) == {"invitations": 1}
    assert purged(app, 91 * DAY) == {"mails": 2}  # what has not gone out yet is nobody's to remove
    assert purged(app, 731 * DAY) == {"accounts": 1}
    assert purged(app, 800 * DAY) == {}
    with app.app_context():
        assert {mail.state for mail in db.session.query(Mail)} == {"waiting", "sending"}


def traces(word: str) -> dict[str, int]:
    """In which tables a word stands, anywhere."""
    found = {}
    for table in Base.metadata.sorted_tables:
        if inspect(db.session.connection()).has_table(table.name):
            rows = [str(tuple(row)) for row in db.session.execute(db.select(table))]
            if hits := sum(word in row for row in rows):
                found[table.name] = hits
    return found


def test_a_forgotten_account_is_a_number_and_nothing_else(app: Flask) -> None:
    number = member(app, "reviewer", organisation="Ministry")
    email = with_password(app, number)
    client_as(app, number)
    with app.app_context():
        now, account = site_of(app).clock.now(), db.session.get(Account, number)
        assert account is not None
        name = account.name
        post(db.session(), now, "mail", email, "vi", "A", f"Dear {name}")
        db.session.add(Invitation(token="t", email=email, name=name, role="reviewer", created=now, expires=now))
        db.session.commit()
        assert len(traces(email)) == 3
        keeping.forget(db.session(), now, account)
        db.session.commit()
        assert traces(email) == traces(name) == {}
        account = db.session.get(Account, number)
        assert account is not None and keeping.is_forgotten(account)
        assert (account.active, account.password, account.totp_secret, account.role_names) == (False, None, None, set())
        assert account.organisation is not None  # the public history names it
        assert db.session.query(SignIn).count() == 0
        line = db.session.query(AuditLine).order_by(AuditLine.id.desc()).first()
        assert line is not None and (line.action, line.subject) == ("account.forgotten", f"account {number}")
        assert list(broken_links(db.session())) == []


def test_the_audit_names_nobody(app: Flask) -> None:
    visitor, email = Visitor(app), with_password(app, member(app, "editor"))
    with app.app_context():
        db.session.execute(db.update(Account).values(totp_secret=None))
        db.session.commit()
    visitor.sign_in(email)
    visitor.go("/vi/account/password/")
    visitor.send("/vi/account/password/", email=email)
    with app.app_context():
        invite(db.session(), site_of(app).clock.now(), "key", None, Wanted("guest@example.org", "reviewer", "Guest"))
        lines = [str((line.subject, line.details)) for line in db.session.query(AuditLine)]
    assert lines and not [line for line in lines if "@" in line or "Guest" in line or email.split("@")[0] in line]


@pytest.mark.parametrize(
    "act", [keeping.deactivate, keeping.forget, lambda *given: keeping.grant(*given, "admin", False)]
)
def test_the_only_administrator_stays(app: Flask, act: Callable[..., None]) -> None:
    number = member(app, "admin")
    with app.app_context():
        account, now = db.session.get(Account, number), site_of(app).clock.now()
        with pytest.raises(LastAdmin):
            act(db.session(), now, account)
        db.session.rollback()
    member(app, "admin")
    with app.app_context():
        act(db.session(), now, db.session.get(Account, number))
        db.session.commit()


def test_everybody_saves_what_is_kept_of_them_and_of_nobody_else(app: Flask) -> None:
    mine, other = member(app, "contributor", organisation="Ministry"), member(app, "contributor")
    with app.app_context():
        stranger = db.session.get(Account, other)
        assert stranger is not None
        strangers = (stranger.email, stranger.name)
    client = client_as(app, mine)
    client.post("/en/account/", data={"name": "Nguyễn Thị An", "lang": "en"})
    response = client.get("/en/account/kept.json")
    assert response.headers["Content-Disposition"].startswith("attachment")
    kept = json.loads(response.text)
    assert (kept["account"]["name"], kept["account"]["organisation"]) == ("Nguyễn Thị An", "Ministry")
    assert [act["action"] for act in kept["acts"]] == ["account.changed"]
    assert not any(word in response.text for word in strangers)
    assert "argon2" not in response.text and "fs_uniquifier" not in response.text
    assert "Nguyễn Thị An" in client.get("/en/account/kept/").text


# The words of each period, and how long that is.
PERIODS = {
    "30 days after it was accepted": keeping.INVITATIONS,
    "90 days after they were sent": keeping.MAILS,
    "730 days: two years after your last visit": keeping.ACCOUNTS,
    "at most 30 days": LONGEST,
    "at most 7 days": inviting.WITHIN,
    "365 days: twelve months after they have answered": signatories.ANSWERED,
    "90 days after they were asked": signatories.UNANSWERED,
}


def test_the_documentation_says_of_everything_what_features_declare() -> None:
    said = (REPOSITORY / "docs/accounts.md").read_text(encoding="utf-8")
    table = re.findall(
        r"^\| (.+) \| (.+) \| (.+) \|$", said.partition("## What is kept")[2].partition("\n## ")[0], re.M
    )
    assert table[1:] == [(one.what, one.why, one.how_long) for one in KEPT]


@pytest.mark.parametrize("words", PERIODS)
def test_what_is_declared_is_what_is_done(words: str) -> None:
    number = re.search(r"\d+", words)
    assert number and PERIODS[words] == timedelta(days=int(number[0]))
    assert sum(words.rpartition(": ")[2] in one.how_long for one in KEPT) == 1


def test_everybody_reads_what_is_kept_of_them(app: Flask) -> None:
    text = html.unescape(client_as(app, member(app, "contributor")).get("/en/account/kept/").text)
    assert [one.name for one in KEPT if (one.how_long in text) != one.of_accounts] == []
