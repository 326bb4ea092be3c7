"""Signing in, out, and by a new password: what an attacker learns, and what a session is worth."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from members import desk_of, member
from small import small
from visiting import PASSWORD, Visitor, link_in, mails, path_in, with_password

from hub.desk.database import db
from hub.desk.tables import Account, SignIn
from hub.web.site import site_of

ORIGIN = "https://hub.example.org"
OWN, SIGN_IN, RESET = "/en/account/", "/en/account/sign-in/", "/en/account/password/"
OTHER = "bảy quả ổi chín trên mái tôn"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return desk_of(small(tmp_path_factory.mktemp("signing")), public_url=ORIGIN)


@pytest.fixture
def email(app: Flask) -> str:
    app.extensions["hub.desk.attempts"]._seen.clear()
    return with_password(app, member(app, "contributor"))


def own_words(text: str) -> str:
    """A page without what changes with every request."""
    return re.sub(r'<meta name="csrf-token"[^>]+>|value="[^"]{40,}"|data-options="[^"]+"|name="email"[^>]+', "", text)


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Flask:
    url = request.getfixturevalue("postgresql").new() if request.param == "postgresql" else ""
    return desk_of(small(tmp_path), public_url=ORIGIN, database_url=url)


def test_a_password_opens_the_desk_on_both_databases_and_signing_out_closes_it(either: Flask) -> None:
    email = with_password(either, member(either, "contributor"))
    visitor = Visitor(either)
    assert visitor.sign_in(email).status_code == 200
    assert visitor.path.startswith("/en/") and visitor.go(OWN).status_code == 200
    kept = visitor.cookie
    visitor.send("/en/account/sign-out/")
    assert visitor.path == "/en/account/signed-out/"
    assert visitor.go(OWN).request.path == SIGN_IN
    # The cookie of before is worth nothing either: its row is gone.
    visitor.client.set_cookie("__Host-hub", kept, domain="hub.example.org", secure=True)
    assert visitor.go(OWN).request.path == SIGN_IN


def test_one_is_led_to_the_page_that_was_asked_for(app: Flask, email: str) -> None:
    visitor = Visitor(app)
    visitor.go("/en/account/kept/")
    back = re.search(r'name="next" value="([^"]+)"', visitor.text)
    assert back and back[1] == "/en/account/kept/"
    visitor.send(SIGN_IN, email=email, password=PASSWORD, next=back[1])
    assert visitor.path == "/en/account/kept/"


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example", "/en/\\evil.example", "/en//x"])
def test_a_form_leads_to_no_other_site(app: Flask, email: str, path: str) -> None:
    visitor = Visitor(app)
    visitor.go(SIGN_IN)
    answer = visitor.send(SIGN_IN, follow=False, email=email, password=PASSWORD, next=path)
    assert answer.headers["Location"] == "/en/contribute/"


def test_the_session_begins_anew_with_signing_in(app: Flask, email: str) -> None:
    """CKAN CVE-2025-64100: a cookie that somebody else has set before is worth nothing after."""
    attacker = Visitor(app)
    attacker.go(SIGN_IN)
    victim = Visitor(app)
    victim.client.set_cookie("__Host-hub", attacker.cookie, domain="hub.example.org", secure=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', attacker.text)
    victim.sign_in(email)
    assert victim.go(OWN).request.path == OWN
    assert attacker.go(OWN).request.path == SIGN_IN
    # The token of forms that the attacker knows is of no use against the victim.
    assert token is not None
    answer = victim.client.post(
        OWN, base_url=ORIGIN, headers=victim.headers, data={"csrf_token": token[1], "name": "Mallory"}
    )
    assert answer.status_code == 400


def test_an_unknown_address_gets_the_answer_of_a_known_one(app: Flask, email: str) -> None:
    known, unknown = Visitor(app), Visitor(app)
    answers = [known.sign_in(email, "wrong"), unknown.sign_in("nobody@example.org", "wrong")]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert own_words(known.text) == own_words(unknown.text)


def test_an_unknown_address_takes_the_same_work(app: Flask, email: str, monkeypatch: pytest.MonkeyPatch) -> None:
    passwords = app.extensions["hub.accounts.passwords"]
    looked, verify = [], passwords._hasher.verify
    monkeypatch.setattr(
        type(passwords._hasher), "verify", lambda self, kept, given: looked.append(kept) or verify(kept, given)
    )
    Visitor(app).sign_in(email, "wrong")
    Visitor(app).sign_in("nobody@example.org", "wrong")
    assert len(looked) == 2 and all(kept.startswith("$argon2id$") for kept in looked)


def test_a_deactivated_account_opens_nothing_at_once(app: Flask, email: str) -> None:
    visitor = Visitor(app)
    visitor.sign_in(email)
    with app.app_context():
        db.session.execute(db.update(Account).where(Account.email == email).values(active=False))
        db.session.commit()
    assert visitor.go(OWN).request.path == SIGN_IN
    assert visitor.sign_in(email).status_code == 422


def test_a_password_may_be_typed_on_a_keyboard_that_writes_marks_apart(app: Flask, email: str) -> None:
    import unicodedata

    visitor = Visitor(app)
    visitor.sign_in(email, unicodedata.normalize("NFD", PASSWORD))
    assert visitor.go(OWN).request.path == OWN


# A new password


def test_the_link_of_a_new_password_has_the_public_address_whatever_host_was_asked(app: Flask, email: str) -> None:
    """Indico CVE-2021-30185: the Host header is no part of a link in a mail."""
    visitor = Visitor(app, Host="localhost:9999", X_Forwarded_Host="evil.example")
    visitor.go(RESET)
    visitor.send(RESET, email=email)
    (mail,) = mails(app, email)
    assert link_in(mail).startswith(f"{ORIGIN}/vi/account/password/")
    evil = Visitor(app, Host="evil.example")
    assert evil.go(RESET).status_code == 400


def test_a_new_password_by_mail_ends_every_session_and_the_link(app: Flask, email: str) -> None:
    before, visitor = Visitor(app), Visitor(app)
    before.sign_in(email)
    visitor.go(RESET)
    visitor.send(RESET, email=email.upper())
    path = path_in(mails(app, email)[0])
    visitor.go(path)
    assert visitor.send(path, password="too short").status_code == 422
    visitor.send(path, password=OTHER)
    assert visitor.path == "/vi/account/sign-in/"
    assert before.go(OWN).request.path == SIGN_IN
    assert Visitor(app).sign_in(email, PASSWORD).status_code == 422
    assert Visitor(app).sign_in(email, OTHER).status_code == 200
    assert visitor.go(path).status_code == 410
    assert "Mật khẩu" in mails(app, email)[1].text  # the notice that it was changed, in the account's language


def test_two_links_of_one_account_do_not_both_work(app: Flask, email: str) -> None:
    visitor = Visitor(app)
    for _ in range(2):
        visitor.go(RESET)
        visitor.send(RESET, email=email)
    first, second = (path_in(mail) for mail in mails(app, email))
    visitor.go(second)
    visitor.send(second, password=OTHER)
    assert visitor.go(first).status_code == 410


def test_asking_for_a_new_password_says_nothing_of_the_address(app: Flask, email: str) -> None:
    before = len(mails(app))
    known, unknown = Visitor(app), Visitor(app)
    for visitor, address in ((known, email), (unknown, "nobody@example.org"), (unknown, "not an address")):
        visitor.go(RESET)
        assert visitor.send(RESET, email=address).status_code == 200
    assert own_words(known.text) == own_words(unknown.text)
    assert len(mails(app)) == before + 1  # and nobody gets a mail who has no account


def test_a_link_expires(app: Flask, email: str, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = Visitor(app)
    visitor.go(RESET)
    visitor.send(RESET, email=email)
    later = site_of(app).clock.now() + timedelta(hours=1, minutes=1)
    monkeypatch.setattr(site_of(app), "clock", type("Later", (), {"now": staticmethod(lambda: later)}))
    assert visitor.go(path_in(mails(app, email)[0])).status_code == 410


# Limits


def test_guessing_at_one_address_is_stopped_wherever_it_comes_from(app: Flask, email: str) -> None:
    visitor = Visitor(app)
    answers = [visitor.sign_in(email, "wrong").status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]
    for forged in ("1.2.3.4", "5.6.7.8, 9.9.9.9"):
        other = Visitor(app, X_Forwarded_For=forged)
        assert other.sign_in(email, PASSWORD).status_code == 429
    assert [Visitor(app).sign_in("nobody-else@example.org", "x").status_code for _ in range(11)][-1] == 429


def test_a_forged_address_of_the_client_does_not_move_its_limit(app: Flask, email: str) -> None:
    answers = [
        Visitor(app, X_Forwarded_For=f"10.0.0.{number}").sign_in(f"{number}@example.org", "x").status_code
        for number in range(61)
    ]
    assert answers[-1] == 429 and answers[:60] == [422] * 60


# Sessions


def test_sessions_are_listed_by_browser_alone_and_each_can_be_ended(app: Flask, email: str) -> None:
    phone, here = Visitor(app), Visitor(app)
    phone.headers["User-Agent"] = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"
    phone.sign_in(email)
    here.sign_in(email)
    here.go(OWN)
    assert "Safari, iPhone" in here.text and "Firefox, Linux" in here.text and "127.0.0.1" not in here.text
    number = re.search(r"<td>Safari, iPhone</td>.*?/sessions/(\d+)/", here.text, re.DOTALL)
    assert number
    here.send(f"/en/account/sessions/{number[1]}/")
    assert here.path == OWN and "Safari" not in here.text
    assert phone.go(OWN).request.path == SIGN_IN
    mine = re.search(r"\(this one\).*?/sessions/(\d+)/", here.text, re.DOTALL)
    assert mine
    here.send(f"/en/account/sessions/{mine[1]}/")
    assert here.path == "/en/account/signed-out/" and here.go(OWN).request.path == SIGN_IN


def test_nobody_ends_the_session_of_another(app: Flask, email: str) -> None:
    victim = Visitor(app)
    victim.sign_in(email)
    with app.app_context():
        number = db.session.scalar(db.select(db.func.max(SignIn.id)))
    attacker = Visitor(app)
    attacker.sign_in(with_password(app, member(app, "contributor")))
    attacker.go(OWN)
    assert attacker.send(f"/en/account/sessions/{number}/").status_code == 404
    assert victim.go(OWN).request.path == OWN


def test_another_password_ends_all_other_sessions_and_this_one_goes_on(app: Flask, email: str) -> None:
    other, here = Visitor(app), Visitor(app)
    other.sign_in(email)
    here.sign_in(email)
    here.go(OWN)
    assert here.send("/en/account/new-password/", current="wrong", password=OTHER).status_code == 422
    here.send("/en/account/new-password/", current=PASSWORD, password=OTHER)
    assert here.go(OWN).request.path == OWN
    assert other.go(OWN).request.path == SIGN_IN


@pytest.mark.parametrize(("days", "path"), [(6, OWN), (8, SIGN_IN)])
def test_a_session_ends_when_nobody_uses_it(
    app: Flask, email: str, monkeypatch: pytest.MonkeyPatch, days: int, path: str
) -> None:
    visitor = Visitor(app)
    visitor.sign_in(email)
    later = site_of(app).clock.now() + timedelta(days=days)
    monkeypatch.setattr(site_of(app), "clock", type("Later", (), {"now": staticmethod(lambda: later)}))
    assert visitor.go(OWN).request.path == path


def test_what_the_database_keeps_of_a_session_opens_none(app: Flask, email: str) -> None:
    visitor = Visitor(app)
    visitor.sign_in(email)
    with app.app_context():
        kept = db.session.scalars(db.select(SignIn.token)).all()
    assert all(token not in visitor.cookie and re.fullmatch("[0-9a-f]{64}", token) for token in kept)


def test_no_token_in_an_address_or_a_header_signs_in(app: Flask, email: str) -> None:
    with app.app_context():
        account = db.session.scalars(db.select(Account).where(Account.email == email)).one()
        account.fs_token_uniquifier = account.fs_uniquifier
        token = account.get_auth_token()
    stranger = app.test_client()
    for given in ({"query_string": {"auth_token": token}}, {"headers": {"Authentication-Token": token}}):
        assert stranger.get(OWN, base_url=ORIGIN, **given).status_code == 303  # type: ignore[arg-type]


def test_a_name_is_shown_as_it_is_and_never_as_markup(app: Flask, email: str) -> None:
    """Indico CVE-2023-37901: what somebody calls themselves is text wherever it is shown, confirmations included."""
    hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7*7 }}"
    visitor = Visitor(app)
    visitor.sign_in(email)
    visitor.go(OWN)
    visitor.send(OWN, name=hostile, lang="en")
    assert visitor.path == OWN
    assert (
        "<script>alert" not in visitor.text
        and "<img src=x" not in visitor.text
        and "49" not in visitor.text.split("<main")[1][:900]
    )
    assert "&lt;script&gt;alert(1)" in visitor.text
