"""The addresses of signing in and out, and of a new password by mail."""

import hashlib
from datetime import timedelta

from flask import Response, request, session
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from hub.desk import sessions
from hub.desk.access import current_account
from hub.desk.audit import record
from hub.desk.database import db
from hub.desk.tables import Account
from hub.features.accounts import letters, passkeys
from hub.features.accounts.inviting import address
from hub.features.accounts.own import change_password
from hub.features.accounts.passwords import weakness
from hub.features.accounts.signed import seal, unseal, use_once
from hub.features.accounts.views.asking import (
    RESETS,
    enter,
    forgive,
    go,
    key,
    letter_to,
    notify,
    now,
    relying_party,
    second_proof,
    show,
    too_many,
)  # fmt: skip
from hub.features.accounts.views.blueprint import bp, passwords, safe_next
from hub.web.links import absolute, url, url_in
from hub.web.translations import gettext

PROVING = timedelta(minutes=10)  # between the password and the second proof
RESET = timedelta(hours=1)


@bp.get("/sign-in/")
def sign_in() -> AnyResponse:
    """Show the form for signing in."""
    back = safe_next(request.args.get("next", ""))
    if current_account() is not None:
        return go(back or url("account.index"))
    return _form(back)


@bp.post("/sign-in/")
def sign_in_with_password() -> AnyResponse:
    """Take an address and a password, and lead on: to the second proof, or in."""
    email, back = address(request.form.get("email", "")), safe_next(request.form.get("next", ""))
    if (refusal := too_many("sign-in", email)) is not None:
        return refusal
    account = _account_of(email)
    kept = account.password if account is not None else None
    db.session.rollback()  # nothing is held while the password is looked at
    matches = passwords().matches(kept, request.form.get("password", ""))
    if account is None or not matches:
        text = gettext("The address or the password is not right. Please try again.")
        return _form(back, email, text, status=422)
    forgive("sign-in", email)
    if not account.has_second_factor:
        return enter(account, back)
    facts = {"account": account.id, "uniquifier": account.fs_uniquifier, "next": back}
    sessions.forget_cookie()
    session["proving"] = seal(key(), "proving", now() + PROVING, facts)
    return go(url("account.prove"))


@bp.post("/sign-in/passkey/")
def sign_in_with_passkey() -> AnyResponse:
    """Take a passkey, which is both proofs."""
    if (refusal := too_many("passkey")) is not None:
        return refusal
    back = safe_next(request.form.get("next", ""))
    given = (request.form.get("state", ""), request.form.get("passkey", ""))
    account = passkeys.proven(relying_party(), db.session(), now(), *given)
    if account is None:
        db.session.rollback()
        text = gettext("This passkey was not accepted. Please try again, or use your password.")
        return _form(back, "", text, status=422)
    return enter(account, back)


@bp.get("/sign-in/second/")
def prove() -> AnyResponse:
    """Ask for the second proof."""
    account, back = _proving()
    return go(url("account.sign_in", **_next(back))) if account is None else _second(account)


@bp.post("/sign-in/second/")
def prove_by_code() -> AnyResponse:
    """Take a code of the telephone, a recovery code, or a passkey."""
    account, back = _proving()
    if account is None:
        return go(url("account.sign_in", **_next(back)))
    if (refusal := too_many("code", str(account.id))) is not None:
        return refusal
    if not second_proof(account):
        db.session.rollback()
        return _second(account, gettext("This code is not right, or it was used already. Wait for the next one."), 422)
    forgive("code", str(account.id))
    return enter(account, back)


@bp.post("/sign-out/")
def sign_out() -> AnyResponse:
    """End the session."""
    if current_account() is not None:
        sessions.end()
    return go(url("account.signed_out"))


@bp.get("/signed-out/")
def signed_out() -> Response:
    """Say that the session has ended."""
    return show("signed_out", gettext("You are signed out"))


@bp.get("/password/")
def forgotten() -> Response:
    """Ask for the address to which the link for a new password goes."""
    return show("forgotten", gettext("A new password"))


@bp.post("/password/")
def send_reset() -> AnyResponse:
    """Send the link for a new password, if there is such an account; the answer is the same if there is none."""
    email = address(request.form.get("email", ""))
    if (refusal := too_many("reset", email, RESETS)) is not None:
        return refusal
    account = _account_of(email)
    # Either way one line is written and kept, so that neither answer comes sooner.
    record(db.session(), now(), None, "password.asked", "account")
    if account is not None:
        until = now() + RESET
        token = seal(key(), "reset", until, {"account": account.fs_uniquifier, "was": _mark(account)})
        link = absolute(url_in(account.lang, "account.reset", token=token))
        letter_to(
            account,
            f"reset {account.id} {until.isoformat()}",
            lambda lang: letters.reset(gettext, lang, account.name, link, until),
        )
    db.session.commit()
    return go(url("account.reset_sent"))


@bp.get("/password/sent/")
def reset_sent() -> Response:
    """Say that the link is on its way, if there is such an account."""
    return show("reset_sent", gettext("Look into your mail"))


@bp.get("/password/<token>/")
def reset(token: str) -> Response:
    """Ask for the new password."""
    account = _of_reset(token)
    if account is None:
        return show("reset_gone", gettext("This link cannot be used any more"), status=410)
    return show("reset", gettext("Choose a new password"), email=account.email)


@bp.post("/password/<token>/")
def choose_password(token: str) -> AnyResponse:
    """Take the new password; every session ends, and whoever has chosen it signs in with it."""
    account, password = _of_reset(token), request.form.get("password", "")
    if account is None:
        return show("reset_gone", gettext("This link cannot be used any more"), status=410)
    if problem := weakness(password, (account.name, account.email)):
        title = gettext("Choose a new password")
        return show("reset", title, email=account.email, error=gettext(problem), status=422)
    email = account.email
    db.session.rollback()
    hashed = passwords().hash(password)
    account = _of_reset(token)
    facts = unseal(key(), "reset", now(), token)
    if account is None or facts is None or not use_once(db.session(), now(), token, facts):
        return show("reset_gone", gettext("This link cannot be used any more"), status=410)
    change_password(db.session(), now(), account, hashed)
    notify(account, "password")
    db.session.commit()
    sessions.forget_cookie()
    forgive("sign-in", email)
    return go(url("account.sign_in"))


def _form(back: str, email: str = "", error: str = "", status: int = 200) -> Response:
    asked = passkeys.ask_to_prove(relying_party(), now())
    return show("sign_in", gettext("Sign in"), status, back=back, email=email, error=error, passkey=asked)


def _second(account: Account, error: str = "", status: int = 200) -> Response:
    asked = passkeys.ask_to_prove(relying_party(), now(), account.webauthn) if account.webauthn else None
    codes = account.totp_secret is not None
    return show("prove", gettext("Prove that it is you"), status, codes=codes, passkey=asked, error=error)


def _account_of(email: str) -> Account | None:
    found = select(Account).where(Account.email == email, Account.active.is_(True))
    return db.session.scalars(found).first() if email else None


def _proving() -> tuple[Account | None, str]:
    """Return whoever has given the password and not yet the second proof, and where they want to go."""
    facts = unseal(key(), "proving", now(), session.get("proving", "")) or {}
    account = db.session.get(Account, facts.get("account", 0))
    if account is None or not account.active or account.fs_uniquifier != facts["uniquifier"]:
        return None, facts.get("next", "")
    return account, facts["next"]


def _next(back: str) -> dict[str, str]:
    return {"next": back} if back else {}


def _of_reset(token: str) -> Account | None:
    """Return the account of a link for a new password, until the password is changed by this or another way."""
    facts = unseal(key(), "reset", now(), token) or {}
    found = select(Account).where(Account.fs_uniquifier == facts.get("account", ""), Account.active.is_(True))
    account = db.session.scalars(found).first()
    return account if account is not None and _mark(account) == facts["was"] else None


def _mark(account: Account) -> str:
    return hashlib.sha256((account.password or "").encode()).hexdigest()[:16]
