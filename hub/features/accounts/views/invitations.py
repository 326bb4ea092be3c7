"""The addresses of invitations: accepting one, and the table of them for who invites."""

from flask import Response, abort, request, session
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from hub.desk.access import require
from hub.desk.database import db
from hub.desk.limits import line_of
from hub.desk.outbox import post
from hub.desk.permissions import ROLES
from hub.desk.tables import Account, Invitation, Organisation
from hub.features.accounts import inviting, letters, passkeys
from hub.features.accounts.inviting import Refused, Wanted
from hub.features.accounts.passwords import weakness
from hub.features.accounts.views.asking import (
    PER_CLIENT,
    asked_lang,
    enter,
    go,
    key,
    now,
    relying_party,
    show,
    too_many,
)  # fmt: skip
from hub.features.accounts.views.blueprint import bp, passwords
from hub.i18n.languages import Lang
from hub.web.context import in_language
from hub.web.links import absolute, url, url_in
from hub.web.translations import gettext


@bp.get("/invitation/<token>/")
def invitation(token: str) -> Response:
    """Show an invitation, and how to accept it."""
    found = inviting.opened(db.session(), now(), key(), token)
    return _gone(found) if isinstance(found, str) else _open(found)


@bp.post("/invitation/<token>/")
def accept(token: str) -> AnyResponse:
    """Open the account, with a password or a passkey, and sign it in."""
    if (refusal := too_many("invitation", token[:80], PER_CLIENT)) is not None:
        return refusal
    found = inviting.opened(db.session(), now(), key(), token)
    if isinstance(found, str):
        return _gone(found)
    name, lang = line_of(request.form.get("name", "")), asked_lang(request.form.get("lang", ""))
    way, errors = _way_in(found, name, token)
    if not name:
        errors["name"] = gettext("Write the name by which others know you.")
    if errors or way is None:
        db.session.rollback()
        again = inviting.opened(db.session(), now(), key(), token)
        return _gone(again) if isinstance(again, str) else _open(again, errors, 422)
    found = inviting.opened(db.session(), now(), key(), token)
    account = None if isinstance(found, str) else inviting.accept(db.session(), now(), found, name, lang, way)
    if account is None:
        db.session.rollback()
        return _gone(inviting.USED)
    if account.webauthn:
        account.webauthn[0].name = gettext("Passkey")
    return enter(account)


@bp.get("/invitations/")
def invitations() -> Response:
    """Show who is invited, and the form to invite somebody; after that the new link, this once."""
    return _table(require("account.invite"), session.pop("invited", ("", "")))


@bp.post("/invitations/")
def invite() -> AnyResponse:
    """Invite somebody, by mail."""
    by, form = require("account.invite"), request.form
    names = " | ".join(filter(None, (form.get("organisation_vi", "").strip(), form.get("organisation_en", "").strip())))
    lang = asked_lang(form.get("lang", ""))
    wanted = Wanted(
        form.get("email", ""), form.get("role", ""), form.get("name", ""), lang, form.get("known", "") or names
    )
    try:
        made, token = inviting.invite(db.session(), now(), key(), by, wanted)
    except Refused as refused:
        db.session.rollback()
        text = gettext(refused.message, **_named(refused.values))
        return _table(require("account.invite"), error=text, status=422)
    session["invited"] = (made.email, _post(made, token, by.name, lang))
    db.session.commit()
    return go(url("account.invitations"))


@bp.post("/invitations/<int:number>/withdraw/")
def withdraw(number: int) -> AnyResponse:
    """Withdraw an invitation."""
    by = require("account.invite")
    found = db.session.get(Invitation, number) or abort(404)
    if not inviting.may_invite(by, found.role):
        abort(403)
    inviting.withdraw(db.session(), now(), by, found)
    db.session.commit()
    return go(url("account.invitations"))


def _way_in(found: Invitation, name: str, token: str) -> tuple[str | passkeys.Made | None, dict[str, str]]:
    """Return the hashed password or the passkey of the form, or what is wrong with it."""
    if request.form.get("passkey"):
        given = (request.form.get("state", ""), request.form["passkey"])
        made = passkeys.made(relying_party(), db.session(), now(), *given)
        errors = {} if made else {"passkey": gettext("This passkey could not be added. Please try again.")}
        return made, errors
    password = request.form.get("password", "")
    if problem := weakness(password, (name, found.email)):
        return None, {"password": gettext(problem)}
    db.session.rollback()  # nothing is held while the password is hashed
    return passwords().hash(password), {}


def _post(made: Invitation, token: str, inviter: str, lang: Lang) -> str:
    link = absolute(url_in(lang, "account.invitation", token=token))
    with in_language(lang):
        letter = letters.invitation(gettext, lang, made.name, inviter, made.role, link, made.expires)
    post(db.session(), now(), f"invitation {made.id}", made.email, lang, *letter)
    return link


def _named(values: dict[str, str]) -> dict[str, str]:
    """Return the values of a refusal, roles by their names."""
    return {name: gettext(ROLES.get(value, value)) for name, value in values.items()}  # type: ignore[call-overload]


def _open(found: Invitation, errors: dict[str, str] | None = None, status: int = 200) -> Response:
    asked = passkeys.ask_to_make(relying_party(), now(), found.email, found.name, passkeys.new_handle(), [])
    return show(
        "invitation", gettext("Open your account"), status, invitation=found, passkey=asked, errors=errors or {},
        given=request.form if errors else {}, role=gettext(ROLES[found.role]),  # type: ignore[index]
        inviter=_inviter(found),
    )  # fmt: skip


def _inviter(found: Invitation) -> str:
    by = db.session.get(Account, found.invited_by) if found.invited_by else None
    return by.name if by else ""


def _gone(message: str) -> Response:
    title = gettext("This invitation cannot be accepted")
    return show("invitation_gone", title, 410, text=gettext(message), used=message == inviting.USED)


def _table(by: Account, invited: tuple[str, str] = ("", ""), error: str = "", status: int = 200) -> Response:
    found = db.session.scalars(select(Invitation).order_by(Invitation.id.desc()).limit(200))
    return show(
        "invitations",
        gettext("Invitations"),
        status,
        rows=[(each, gettext(ROLES[each.role]), _state(each), inviting.may_invite(by, each.role)) for each in found],  # type: ignore[index]
        roles=[(role, gettext(said)) for role, said in ROLES.items() if inviting.may_invite(by, role)],
        organisations=list(db.session.scalars(select(Organisation).order_by(Organisation.name_vi))),
        error=error,
        invited=invited,
        given=request.form if error else request.args,  # a page that knows whom to invite fills the form in
    )


def _state(found: Invitation) -> str:
    if found.accepted is not None:
        return "accepted"
    if found.withdrawn is not None:
        return "withdrawn"
    return "expired" if found.expires < now() else "open"
