"""Fresh proof: before something changes who can come in, or what they may do, its owner shows once more that it is them.

A session that was left open, or a cookie that was copied, opens drafts; it adds no passkey and makes no administrator.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Response, abort, current_app, request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.wrappers import Response as AnyResponse

from hub.desk import sessions
from hub.desk.access import current_account, signed_in
from hub.desk.database import db
from hub.desk.permissions import WITH_SECOND_FACTOR
from hub.desk.tables import Account
from hub.features.accounts import passkeys
from hub.features.accounts.second_factors import Cipher
from hub.features.accounts.views.asking import forgive, go, key, now, relying_party, second_proof, show, too_many
from hub.features.accounts.views.blueprint import bp, passwords, safe_next
from hub.messages import N_
from hub.web.links import url
from hub.web.translations import gettext

HELD = timedelta(hours=1)  # that a form waits for the proof
# The views that want a fresh proof, with what follows once it is given; "" where a page is shown and nothing is done.
ASKED = {
    "account.second_factor": "",
    "account.qr": "",
    "account.set_up_codes": N_("Then codes from a telephone are set up."),
    "account.remove_codes": N_("Then codes from a telephone are switched off."),
    "account.renew_recovery_codes": N_("Then you get new recovery codes, and the old ones end."),
    "account.add_passkey": N_("Then the passkey is added."),
    "account.remove_passkey": N_("Then the passkey is removed."),
    "account.change_password": N_("Then the new password is saved."),
    "account.invite": N_("Then the invitation is sent."),
}


@bp.before_request
def prove_again_first() -> AnyResponse | None:
    """Lead whoever wants one of these, and has not proven lately who they are, to the page for that.

    A form that they have sent waits there, and is answered after the proof.
    """
    account = current_account()
    if account is None or not _is_asked(account) or sessions.is_fresh(now()):
        return None
    if request.method != "POST":
        return go(url("account.proof", next=request.path))
    return _page(account, held=_hold(), status=403)


@bp.get("/proof/")
def proof() -> AnyResponse:
    """Ask for the proof."""
    account, back = signed_in(), safe_next(request.args.get("next", ""))
    return go(back or url("account.index")) if sessions.is_fresh(now()) else _page(account, back)


@bp.post("/proof/")
def give_proof() -> AnyResponse:
    """Take the proof; then do what was wanted, or lead on to it."""
    account, back, held = signed_in(), safe_next(request.form.get("next", "")), request.form.get("held", "")
    if (refusal := too_many("proof", str(account.id))) is not None:
        text = gettext("These were too many attempts. Wait a quarter of an hour, or sign out and in again.")
        response = _page(account, back, held, text, 429)
        response.headers["Retry-After"] = refusal.headers["Retry-After"]
        return response
    if not _is_proven(account):
        db.session.rollback()
        return _page(signed_in(), back, held, gettext("This does not prove that it is you. Please try again."), 422)
    forgive("proof", str(account.id))
    wanted = _wanted(held)  # while the session still is the one that it was held for
    if not sessions.renew(now()):
        abort(401)
    return _do(wanted) if wanted else go(back or url("account.index"))


def _is_asked(account: Account) -> bool:
    """Tell whether what is asked for wants a fresh proof.

    Whoever has a password alone gives all the proof that there is in the form that changes it.
    """
    if request.endpoint == "account.change_password":
        return account.has_second_factor
    if request.endpoint == "account.invite":
        return request.form.get("role") in WITH_SECOND_FACTOR
    return request.endpoint in ASKED


def _takes_password(account: Account) -> bool:
    """Tell whether an account can prove itself here by its password, with a code where it has codes."""
    return account.password is not None and (account.totp_secret is not None or not account.webauthn)


def _is_proven(account: Account) -> bool:
    """Tell whether the form proves it: by a passkey, or by the password and, where the account has codes, a code."""
    if request.form.get("passkey"):
        return second_proof(account)
    if not _takes_password(account):
        return False
    kept, codes = account.password, account.totp_secret is not None
    db.session.rollback()  # nothing is held while the password is looked at
    return passwords().matches(kept, request.form.get("password", "")) and (not codes or second_proof(signed_in()))


def _hold() -> str:
    """Return the form that was sent, readable for nobody, for this session alone."""
    facts = {
        "session": sessions.current_id(),
        "until": (now() + HELD).timestamp(),
        "endpoint": request.endpoint,
        "arguments": request.view_args,
        "fields": {name: value for name, value in request.form.items() if name != "csrf_token"},
    }
    return _cipher().hide(json.dumps(facts))


def _wanted(held: str) -> dict[str, Any] | None:
    """Return what a form was held for; None if it is none of this session, or has waited too long."""
    facts: dict[str, Any] = json.loads(_cipher().show(held) or "{}")
    if not facts or facts["session"] != sessions.current_id() or now().timestamp() > facts["until"]:
        return None
    return facts


def _do(wanted: dict[str, Any]) -> AnyResponse:
    """Answer the form that was held as if it came now."""
    request.form = ImmutableMultiDict(wanted["fields"])
    view: Callable[..., AnyResponse] = current_app.view_functions[wanted["endpoint"]]  # type: ignore[assignment]
    return view(**wanted["arguments"])


def _cipher() -> Cipher:
    return Cipher(key(), "held form")


def _page(account: Account, back: str = "", held: str = "", error: str = "", status: int = 200) -> Response:
    wanted = _wanted(held) if held else None
    then = ASKED[wanted["endpoint"]] if wanted else ""
    return show(
        "proof",
        gettext("Prove that it is you"),
        status,
        account=account,
        password=_takes_password(account),
        codes=account.totp_secret is not None,
        passkey=passkeys.ask_to_prove(relying_party(), now(), account.webauthn) if account.webauthn else None,
        minutes=int(sessions.FRESH.total_seconds() // 60),
        then=gettext(then) if then else "",
        back=back,
        held=held,
        error=error,
    )
