"""Fresh proof: what changes who can come in asks again who is there, and then does what was wanted, whole."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pyotp
import pytest
from flask import Flask
from members import client_as, desk_of, member
from small import small
from visiting import PASSWORD, Visitor, mails, with_password

from hub.desk.database import db
from hub.desk.outbox import Mail
from hub.desk.sessions import FRESH
from hub.desk.tables import Account, Invitation, Passkey, RecoveryCode, SignIn
from hub.features.accounts.second_factors import Cipher, new_recovery_codes
from hub.features.accounts.views.proving import ASKED
from hub.web.site import site_of

ORIGIN = "https://hub.example.org"
PROOF, FACTORS, TABLE, OWN = (f"/en/account/{step}" for step in ("proof/", "second-factor/", "invitations/", ""))
OLD = FRESH + timedelta(seconds=1)
OTHER = "bảy quả ổi chín trên mái tôn"
GUEST = {"email": "guest@example.org", "name": "Đặng Thị Ngọc Ánh", "role": "reviewer", "lang": "vi"}


class Person(NamedTuple):
    """An account with a password: its number and address, the secret of its codes if it has them, and recovery codes."""

    number: int
    email: str
    secret: str = ""
    codes: tuple[str, ...] = ()


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return desk_of(small(tmp_path_factory.mktemp("proof")), public_url=ORIGIN)


@pytest.fixture
def editor(app: Flask) -> Person:
    number = member(app, "editor")
    email, secret = with_password(app, number), pyotp.random_base32()
    with app.app_context():
        account = db.session.get_one(Account, number)
        account.totp_secret = Cipher(app.config["SECRET_KEY"]).hide(secret)
        codes = new_recovery_codes(db.session(), account)
        db.session.commit()
    return Person(number, email, secret, tuple(codes))


@pytest.fixture
def writer(app: Flask) -> Person:
    number = member(app, "contributor")
    return Person(number, with_password(app, number))


def come_in(app: Flask, person: Person, minutes: float = 0) -> Visitor:
    """A browser in which somebody has signed in, so many minutes ago."""
    visitor = Visitor(app)
    visitor.client = client_as(app, person.number)
    visitor.client.environ_base.pop("HTTP_X_CSRFTOKEN")
    wait(app, person, timedelta(minutes=minutes) if minutes else OLD)
    return visitor


def wait(app: Flask, person: Person, span: timedelta = OLD) -> None:
    """Let the proof of every session of somebody become so old."""
    with app.app_context():
        sessions = db.update(SignIn).where(SignIn.account_id == person.number)
        db.session.execute(sessions.values(proven=site_of(app).clock.now() - span))
        db.session.commit()


def code_of(app: Flask, person: Person, steps: int = 0) -> str:
    return pyotp.TOTP(person.secret).at(int(site_of(app).clock.now().timestamp()) + 30 * steps)


def kept(app: Flask, person: Person) -> tuple[object, ...]:
    """Everything by which somebody comes in, who is invited, and what is mailed."""
    with app.app_context():
        account = db.session.get_one(Account, person.number)
        codes = db.session.scalars(db.select(RecoveryCode.digest).where(RecoveryCode.account_id == person.number))
        counts = [db.session.query(model).count() for model in (Passkey, Invitation, Mail)]
        return (account.password, account.totp_secret, account.totp_taken, sorted(codes), *counts)


def held_in(text: str) -> str:
    found = re.search(r'name="held" value="([^"]+)"', text)
    assert found, text
    return found[1]


def posts(app: Flask) -> Iterator[tuple[str, str]]:
    """Every address of accounts that takes a form: its view and its path."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("account.") and "POST" in (rule.methods or ()):
            given = {"lang": "en", "number": 999, "token": "x"}
            yield rule.endpoint, adapter.build(rule.endpoint, {name: given[name] for name in rule.arguments})


def test_a_stolen_open_session_adds_no_passkey_and_changes_no_way_in(app: Flask, editor: Person) -> None:
    thief, before = client_as(app, editor.number, proven=OLD), kept(app, editor)
    refused = set()
    for endpoint, path in posts(app):
        if endpoint not in ("account.sign_out", "account.end_session", "account.end_others", "account.change"):
            form = (
                GUEST | {"code": code_of(app, editor), "current": PASSWORD, "password": OTHER}
                if endpoint in ASKED
                else {}
            )
            answer = thief.post(path, data=form, base_url=ORIGIN)
            if answer.status_code == 403:
                refused.add(endpoint)
                assert 'name="held"' in answer.text and OTHER not in answer.text
    assert refused == {endpoint for endpoint in ASKED if endpoint not in ("account.second_factor", "account.qr")}
    for path in (FACTORS, f"{FACTORS}qr.svg"):
        answer = thief.get(path, base_url=ORIGIN)
        assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (303, PROOF)
    assert kept(app, editor) == before


def test_who_has_just_signed_in_is_not_asked_again(app: Flask, editor: Person) -> None:
    fresh = client_as(app, editor.number, proven=FRESH - timedelta(minutes=1))
    assert fresh.get(FACTORS, base_url=ORIGIN).status_code == 200
    assert fresh.post(TABLE, data=GUEST | {"email": "early@example.org"}, base_url=ORIGIN).status_code == 303
    assert fresh.get(PROOF, base_url=ORIGIN).headers["Location"] == OWN


def test_to_invite_a_contributor_takes_no_proof(app: Flask, editor: Person) -> None:
    old = client_as(app, editor.number, proven=OLD)
    form = GUEST | {
        "role": "contributor",
        "email": "writer@example.org",
        "organisation_vi": "Bộ",
        "organisation_en": "M",
    }
    assert old.post(TABLE, data=form, base_url=ORIGIN).status_code == 303


def test_a_form_that_waits_for_the_proof_is_answered_whole(app: Flask, editor: Person) -> None:
    visitor = come_in(app, editor)
    visitor.go(TABLE)
    assert visitor.send(TABLE, **GUEST).status_code == 403
    assert "Then the invitation is sent." in visitor.text
    assert visitor.send(PROOF, held=held_in(visitor.text), password=PASSWORD).status_code == 422  # a code is missing
    assert (
        visitor.send(PROOF, held=held_in(visitor.text), password="wrong", code=code_of(app, editor)).status_code == 422
    )
    assert not mails(app, GUEST["email"])
    visitor.send(PROOF, held=held_in(visitor.text), password=PASSWORD, code=code_of(app, editor))
    assert visitor.path == TABLE and GUEST["email"] in visitor.text
    (mail,) = mails(app, GUEST["email"])
    assert GUEST["name"] in mail.text
    assert visitor.go(FACTORS).request.path == FACTORS  # the proof counts for a while
    with app.app_context():
        db.session.execute(db.delete(Mail).where(Mail.address == GUEST["email"]))
        db.session.execute(db.delete(Invitation).where(Invitation.email == GUEST["email"]))
        db.session.commit()


def test_the_page_that_was_asked_for_comes_after_the_proof(app: Flask, writer: Person) -> None:
    visitor = come_in(app, writer)
    visitor.go("/vi/account/second-factor/")
    assert visitor.path == "/vi/account/proof/" and "Xác minh đúng là anh/chị" in visitor.text
    back = re.search(r'name="next" value="([^"]+)"', visitor.text)
    assert back and 'name="code"' not in visitor.text  # this account has none
    visitor.send("/vi/account/proof/", next=back[1], password=PASSWORD)
    assert visitor.path == "/vi/account/second-factor/"


def test_a_proof_is_taken_from_our_own_page_alone(app: Flask, writer: Person) -> None:
    visitor = come_in(app, writer)
    assert visitor.send(PROOF, password=PASSWORD).status_code == 400  # no page of ours, so no token of it
    assert visitor.go(FACTORS).request.path == PROOF


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example", "/en/\\evil.example", "/en//x"])
def test_a_proof_leads_to_no_other_site(app: Flask, writer: Person, path: str) -> None:
    visitor = come_in(app, writer)
    visitor.go(PROOF)
    answer = visitor.send(PROOF, follow=False, next=path, password=PASSWORD)
    assert answer.headers["Location"] == OWN
    assert visitor.client.get(PROOF, query_string={"next": path}, base_url=ORIGIN).headers["Location"] == OWN


def test_a_new_password_waits_unreadable_and_is_saved_after_the_proof(app: Flask, editor: Person) -> None:
    visitor = come_in(app, editor)
    visitor.go(OWN)
    visitor.send("/en/account/new-password/", current=PASSWORD, password=OTHER)
    assert "Then the new password is saved." in visitor.text and OTHER not in visitor.text
    visitor.send(PROOF, held=held_in(visitor.text), password=PASSWORD, code=editor.codes[0])
    assert visitor.path == OWN
    assert [mail.key.split()[0] for mail in mails(app, editor.email)] == ["recovery", "password"]
    again = Visitor(app)
    again.sign_in(editor.email, OTHER)
    assert again.path == "/en/account/sign-in/second/"


def test_who_has_a_password_alone_changes_it_by_that_password(app: Flask, writer: Person) -> None:
    visitor = come_in(app, writer)
    visitor.go(OWN)
    assert visitor.send("/en/account/new-password/", current="wrong", password=OTHER).status_code == 422
    visitor.send("/en/account/new-password/", current=PASSWORD, password=OTHER)
    assert visitor.path == OWN and Visitor(app).sign_in(writer.email, OTHER).status_code == 200


def test_a_proof_ends_what_a_thief_has_copied_on_both_databases(tmp_path: Path, databases: str) -> None:
    app = desk_of(small(tmp_path), public_url=ORIGIN, database_url=databases)
    writer = Person(number := member(app, "contributor"), with_password(app, number))
    owner, thief = come_in(app, writer), Visitor(app)
    thief.client.set_cookie("__Host-hub", owner.cookie, domain="hub.example.org", secure=True)
    assert thief.go(OWN).request.path == OWN
    owner.go(PROOF)
    owner.send(PROOF, password=PASSWORD)
    assert owner.path == OWN
    assert thief.go(OWN).request.path == "/en/account/sign-in/"
    with app.app_context():
        assert db.session.query(SignIn).filter_by(account_id=writer.number).count() == 1


def test_a_code_proves_once_and_no_code_of_another_account_does(app: Flask, editor: Person) -> None:
    visitor, code = come_in(app, editor), code_of(app, editor)
    visitor.go(PROOF)
    visitor.send(PROOF, password=PASSWORD, code=code)
    assert visitor.path == OWN
    wait(app, editor)
    visitor.go(PROOF)
    assert visitor.send(PROOF, password=PASSWORD, code=code).status_code == 422
    with app.app_context():
        other = db.session.get_one(Account, member(app, "editor"))
        foreign = new_recovery_codes(db.session(), other)[0]
        db.session.commit()
    assert visitor.send(PROOF, password=PASSWORD, code=foreign).status_code == 422


def test_guessing_is_stopped_as_at_signing_in_and_the_form_still_waits(app: Flask, editor: Person) -> None:
    app.extensions["hub.desk.attempts"]._seen.clear()
    visitor = come_in(app, editor)
    visitor.go(TABLE)
    visitor.send(TABLE, **GUEST)
    answers = [
        visitor.send(PROOF, held=held_in(visitor.text), password=f"guess {number}", code="000000")
        for number in range(11)
    ]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0 and held_in(visitor.text)
    right = visitor.send(PROOF, held=held_in(visitor.text), password=PASSWORD, code=code_of(app, editor))
    assert right.status_code == 429 and not mails(app, GUEST["email"])
    app.extensions["hub.desk.attempts"]._seen.clear()


def test_a_form_waits_for_its_own_session_and_not_for_ever(
    app: Flask, editor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = come_in(app, editor), come_in(app, editor)
    first.go(TABLE)
    first.send(TABLE, **GUEST)
    held = held_in(first.text)
    second.go(PROOF)
    second.send(PROOF, held=held, password=PASSWORD, code=editor.codes[0])
    assert second.path == OWN and not mails(app, GUEST["email"])
    first.go(PROOF)
    assert first.send(PROOF, held=held[:-4] + "AAAA", password="wrong").status_code == 422  # nothing breaks by it
    later = site_of(app).clock.now() + timedelta(hours=2)
    monkeypatch.setattr(site_of(app), "clock", type("Later", (), {"now": staticmethod(lambda: later)}))
    first.send(PROOF, held=held, password=PASSWORD, code=editor.codes[1])
    assert first.path == OWN and not mails(app, GUEST["email"])
