"""The addresses of second factors: setting up codes of a telephone, passkeys, recovery codes."""

from flask import Response, abort, request, session
from sqlalchemy import delete
from werkzeug.wrappers import Response as AnyResponse

from hub.desk.access import signed_in
from hub.desk.audit import record
from hub.desk.database import db
from hub.desk.tables import Account, Passkey, RecoveryCode
from hub.features.accounts import passkeys, second_factors
from hub.features.accounts.views.asking import go, key, notify, now, relying_party, show, too_many
from hub.features.accounts.views.blueprint import bp
from hub.web.links import url
from hub.web.translations import gettext

SECRET = "totp"  # of the cookie: the secret that is being set up, encrypted


@bp.get("/second-factor/")
def second_factor() -> Response:
    """Show how to prove twice who one is: by a passkey, or by codes of a telephone."""
    return _page(signed_in())


@bp.get("/second-factor/qr.svg")
def qr() -> Response:
    """Draw the secret that is being set up, for a telephone to read."""
    account, secret = signed_in(), _secret()
    if not secret:
        abort(404)
    return Response(second_factors.picture_of(secret, account.email), content_type="image/svg+xml")


@bp.post("/second-factor/codes/")
def set_up_codes() -> AnyResponse:
    """Take the first code, which shows that the telephone has the secret; then show the recovery codes, this once."""
    account, secret = signed_in(), _secret()
    if (refusal := too_many("code", str(account.id))) is not None:
        return refusal
    if account.totp_secret is not None or not secret:
        return go(url("account.second_factor"))
    if not second_factors.take(db.session(), account, secret, request.form.get("code", ""), now()):
        db.session.rollback()
        return _page(signed_in(), gettext("This code is not right. Take the one that the telephone shows now."), 422)
    account.totp_secret = second_factors.Cipher(key()).hide(secret)
    codes = second_factors.new_recovery_codes(db.session(), account)
    _done(account, "codes")
    session.pop(SECRET)
    return show("recovery_codes", gettext("Your recovery codes"), codes=codes)


@bp.post("/second-factor/codes/remove/")
def remove_codes() -> AnyResponse:
    """Switch codes off, where a passkey is left."""
    account = signed_in()
    if account.needs_second_factor and not account.webauthn:
        return _page(account, gettext("Your role needs a second factor. Add a passkey first."), 422)
    account.totp_secret = None
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    _done(account, "codes.removed")
    return go(url("account.second_factor"))


@bp.post("/second-factor/recovery-codes/")
def renew_recovery_codes() -> AnyResponse:
    """Show new recovery codes; the old ones end."""
    account = signed_in()
    if account.totp_secret is None:
        return go(url("account.second_factor"))
    codes = second_factors.new_recovery_codes(db.session(), account)
    record(db.session(), now(), account.id, "recovery_codes.made", f"account {account.id}")
    db.session.commit()
    return show("recovery_codes", gettext("Your recovery codes"), codes=codes)


@bp.post("/passkeys/")
def add_passkey() -> AnyResponse:
    """Take a new passkey."""
    account = signed_in()
    given = (request.form.get("state", ""), request.form.get("passkey", ""))
    made = passkeys.made(relying_party(), db.session(), now(), *given)
    if made is None or account.fs_webauthn_user_handle not in (None, made.handle) or _is_full(account):
        db.session.rollback()
        return _page(signed_in(), gettext("This passkey could not be added. Please try again."), 422)
    name = " ".join(request.form.get("name", "").split()) or gettext("Passkey")
    passkeys.keep(db.session(), now(), account, name, made)
    _done(account, "passkey")
    return go(url("account.second_factor"))


@bp.post("/passkeys/<int:number>/remove/")
def remove_passkey(number: int) -> AnyResponse:
    """Remove a passkey, where another way in is left."""
    account, found = signed_in(), db.session.get(Passkey, number)
    if found is None or found.user_id != account.id:
        abort(404)
    if not _another_way(account):
        text = gettext("This is your only way in. Add another passkey, or choose a password and codes first.")
        return _page(account, text, 422)
    db.session.delete(found)
    _done(account, "passkey.removed")
    return go(url("account.second_factor"))


def _another_way(account: Account) -> bool:
    """Tell whether somebody can still sign in, as their role asks, with one passkey less."""
    if len(account.webauthn) > 1:
        return True
    return account.password is not None and (account.totp_secret is not None or not account.needs_second_factor)


def _is_full(account: Account) -> bool:
    return len(account.webauthn) >= passkeys.MOST


def _done(account: Account, change: str) -> None:
    record(db.session(), now(), account.id, f"{change.partition('.')[0]}.changed", f"account {account.id}")
    notify(account, change)
    db.session.commit()


def _secret() -> str:
    return second_factors.Cipher(key()).show(session.get(SECRET, ""))


def _page(account: Account, error: str = "", status: int = 200) -> Response:
    if account.totp_secret is None and not _secret():
        session[SECRET] = second_factors.Cipher(key()).hide(second_factors.new_secret())
    secret = "" if account.totp_secret is not None else _secret()
    handle = account.fs_webauthn_user_handle or passkeys.new_handle()
    asked = passkeys.ask_to_make(relying_party(), now(), account.email, account.name, handle, account.webauthn)
    return show(
        "second_factor",
        gettext("Two proofs that it is you"),
        status,
        account=account,
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        passkey=None if _is_full(account) else asked,
        codes_left=second_factors.recovery_codes_left(db.session(), account),
        error=error,
    )
