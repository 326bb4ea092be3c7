"""The second proof: codes that are taken once, recovery codes, and what can be switched off by whom."""

import re
import threading

import pyotp
import pytest
from flask import Flask
from members import desk_of, member
from small import small
from visiting import Visitor, mails, with_password

from hub.desk.database import db
from hub.desk.tables import Account, RecoveryCode
from hub.features.accounts.second_factors import Cipher, take, take_recovery_code
from hub.web.site import site_of

ORIGIN = "https://hub.example.org"
SETUP, PROVE, OWN = "/en/account/second-factor/", "/en/account/sign-in/second/", "/en/account/"


@pytest.fixture(params=["sqlite", "postgresql"], scope="module")
def app(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    url = request.getfixturevalue("postgresql").new() if request.param == "postgresql" else ""
    return desk_of(small(tmp_path_factory.mktemp("factors")), public_url=ORIGIN, database_url=url)


def bare(app: Flask, *roles: str) -> str:
    """The address of an account that has a password and no second factor."""
    number = member(app, *roles)
    with app.app_context():
        db.session.execute(db.update(Account).where(Account.id == number).values(totp_secret=None))
        db.session.commit()
    return with_password(app, number)


def set_up(app: Flask, *roles: str) -> tuple[str, str, list[str]]:
    """An account with codes: its address, the secret, and the recovery codes."""
    visitor, email = Visitor(app), bare(app, *roles)
    visitor.sign_in(email)
    visitor.go(SETUP)
    found = re.search(r'<code class="select">([A-Z2-7 ]+)</code>', visitor.text)
    assert found
    secret = found[1].replace(" ", "")
    visitor.send(f"{SETUP}codes/", code=code_of(app, secret))
    return email, secret, re.findall(r"<li>([a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4})</li>", visitor.text)


def code_of(app: Flask, secret: str, steps: int = 0) -> str:
    return pyotp.TOTP(secret).at(int(site_of(app).clock.now().timestamp()) + 30 * steps)


def account_of(email: str) -> Account:
    return db.session.scalars(db.select(Account).where(Account.email == email)).one()


def test_a_reviewer_sets_up_codes_and_the_desk_opens(app: Flask) -> None:
    visitor, email = Visitor(app), bare(app, "reviewer")
    visitor.sign_in(email)
    assert visitor.path == SETUP
    picture = visitor.client.get(f"{SETUP}qr.svg", base_url=ORIGIN)
    assert (picture.status_code, picture.content_type) == (200, "image/svg+xml")
    assert (
        picture.headers["Cache-Control"] == "no-store" and "script" not in picture.text and "data:" not in visitor.text
    )
    assert visitor.send(f"{SETUP}codes/", code="000000").status_code == 422
    secret = re.search(r'<code class="select">([A-Z2-7 ]+)</code>', visitor.text)
    assert secret
    visitor.send(f"{SETUP}codes/", code=code_of(app, secret[1].replace(" ", "")))
    assert len(re.findall(r"<li>[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}</li>", visitor.text)) == 10
    assert visitor.go(OWN).request.path == OWN
    assert visitor.client.get(f"{SETUP}qr.svg", base_url=ORIGIN).status_code == 404
    assert "Mã từ điện thoại" in mails(app, email)[0].text or "vừa được thiết lập" in mails(app, email)[0].text


def test_the_picture_carries_the_secret_that_is_typed(app: Flask) -> None:
    from hub.features.accounts.second_factors import address_of

    secret = pyotp.random_base32()
    read = pyotp.parse_uri(address_of(secret, "an@example.org"))
    assert (read.secret, read.name, read.issuer) == (secret, "an@example.org", "HN 22.10")


def test_a_code_is_asked_for_after_the_password_and_taken_once(app: Flask) -> None:
    email, secret, _ = set_up(app, "reviewer")
    visitor = Visitor(app)
    visitor.sign_in(email)
    assert visitor.path == PROVE
    assert visitor.go(OWN).request.path == "/en/account/sign-in/"  # the password alone opens nothing
    visitor.go(PROVE)
    code = code_of(app, secret, 1)
    visitor.send(PROVE, code=f"{code[:3]} {code[3:]}")
    assert visitor.go(OWN).request.path == OWN
    again = Visitor(app)
    again.sign_in(email)
    assert again.send(PROVE, code=code).status_code == 422
    assert again.send(PROVE, code=code_of(app, secret, 0)).status_code == 422  # nor an earlier one
    assert again.go(OWN).request.path == "/en/account/sign-in/"


def test_of_many_at_once_one_has_the_code(app: Flask) -> None:
    email, secret, _ = set_up(app, "reviewer")
    now, code, taken = site_of(app).clock.now(), code_of(app, secret, 1), []

    def work() -> None:
        with app.app_context():
            taken.append(take(db.session(), account_of(email), secret, code, now))
            db.session.commit()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == [False] * 5 + [True]


@pytest.mark.parametrize("code", ["", "12345", "abcdef", "١٢٣٤٥٦", "-00001", "1e5", "000000000000"])
def test_what_is_no_code_is_refused(app: Flask, code: str) -> None:
    email, _, _ = set_up(app, "reviewer")
    visitor = Visitor(app)
    visitor.sign_in(email)
    assert visitor.send(PROVE, code=code).status_code == 422


def test_guessing_codes_is_stopped(app: Flask) -> None:
    email, secret, _ = set_up(app, "reviewer")
    visitor = Visitor(app)
    visitor.sign_in(email)
    answers = []
    for _ in range(12):
        visitor.go(PROVE)
        answers.append(visitor.send(PROVE, code="000000").status_code)
    assert answers[-1] == 429
    visitor.go(PROVE)
    assert visitor.send(PROVE, code=code_of(app, secret, 1)).status_code == 429


def test_a_recovery_code_signs_in_once_and_its_owner_is_told(app: Flask) -> None:
    email, _, codes = set_up(app, "reviewer")
    visitor, again = Visitor(app), Visitor(app)
    visitor.sign_in(email)
    visitor.send(PROVE, code=codes[3].upper().replace("-", " "))
    assert visitor.go(OWN).request.path == OWN
    again.sign_in(email)
    assert again.send(PROVE, code=codes[3]).status_code == 422
    assert "mã khôi phục" in mails(app, email)[-1].text.lower()
    visitor.go(SETUP)
    visitor.send(f"{SETUP}recovery-codes/")
    assert again.send(PROVE, code=codes[4]).status_code == 422  # new ones end the old ones


def test_the_database_has_neither_secret_nor_recovery_codes(app: Flask) -> None:
    email, secret, codes = set_up(app, "reviewer")
    with app.app_context():
        kept = account_of(email).totp_secret or ""
        assert secret not in kept and Cipher(app.config["SECRET_KEY"]).show(kept) == secret
        assert Cipher("another key").show(kept) == ""
        digests = db.session.scalars(db.select(RecoveryCode.digest)).all()
        assert not {code.replace("-", "") for code in codes} & {*digests}


def test_a_recovery_code_of_another_account_is_worth_nothing(app: Flask) -> None:
    email, _, _ = set_up(app, "reviewer")
    _, _, codes = set_up(app, "reviewer")
    with app.app_context():
        assert not take_recovery_code(db.session(), account_of(email), codes[0])


def test_a_role_keeps_its_second_factor_and_others_may_switch_it_off(app: Flask) -> None:
    for roles, left in ((("reviewer",), True), ((), False)):
        email, secret, _ = set_up(app, *roles)
        visitor = Visitor(app)
        visitor.sign_in(email)
        visitor.send(PROVE, code=code_of(app, secret, 1))
        visitor.go(SETUP)
        visitor.send(f"{SETUP}codes/remove/")
        with app.app_context():
            assert (account_of(email).totp_secret is not None) == left


def test_the_password_of_before_does_not_prove_after_a_change(app: Flask) -> None:
    email, secret, _ = set_up(app, "reviewer")
    half = Visitor(app)
    half.sign_in(email)
    with app.app_context():
        account_of(email).fs_uniquifier = "changed by a new password"
        db.session.commit()
    half.send(PROVE, code=code_of(app, secret, 1))
    assert half.path == "/en/account/sign-in/"
