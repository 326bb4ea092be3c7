"""The addresses of one's own account: name and language, password, sessions, and what is kept."""

import json

from flask import Response, abort, request
from werkzeug.wrappers import Response as AnyResponse

from hub.desk import sessions
from hub.desk.access import signed_in
from hub.desk.audit import record
from hub.desk.database import db
from hub.desk.limits import line_of
from hub.desk.tables import Account, SignIn
from hub.features.accounts import own
from hub.features.accounts.passwords import weakness
from hub.features.accounts.second_factors import recovery_codes_left
from hub.features.accounts.views.asking import asked_lang, enter, go, notify, now, show, too_many
from hub.features.accounts.views.blueprint import bp, passwords
from hub.web.links import url
from hub.web.site import site
from hub.web.translations import gettext


@bp.get("/")
def index() -> Response:
    """Show one's own account."""
    return _page(signed_in())


@bp.post("/")
def change() -> AnyResponse:
    """Take another name or language."""
    account, name = signed_in(), line_of(request.form.get("name", ""))
    if not name:
        return _page(account, {"name": gettext("Write the name by which others know you.")}, 422)
    account.name, account.lang = name, asked_lang(request.form.get("lang", ""))
    record(db.session(), now(), account.id, "account.changed", f"account {account.id}")
    db.session.commit()
    return go(url("account.index"))


@bp.post("/new-password/")
def change_password() -> AnyResponse:
    """Take another password. Every session ends; this one begins anew."""
    account = signed_in()
    if (refusal := too_many("change", str(account.id))) is not None:
        return refusal
    number, kept, about = account.id, account.password, (account.name, account.email)
    db.session.rollback()  # nothing is held while passwords are looked at
    password, errors = request.form.get("password", ""), {}
    if kept is not None and not passwords().matches(kept, request.form.get("current", "")):
        errors["current"] = gettext("This is not your password.")
    elif problem := weakness(password, about):
        errors["password"] = gettext(problem)
    if errors:
        return _page(signed_in(), errors, 422)
    hashed = passwords().hash(password)
    account = db.session.get(Account, number) or abort(401)
    own.change_password(db.session(), now(), account, hashed)
    notify(account, "password")
    return enter(account, url("account.index"))


@bp.post("/sessions/<int:number>/")
def end_session(number: int) -> AnyResponse:
    """End a session of one's own."""
    account, found = signed_in(), db.session.get(SignIn, number)
    if found is None or found.account_id != account.id:
        abort(404)
    mine = found.id == sessions.current_id()
    record(db.session(), now(), account.id, "session.ended", f"account {account.id}")
    if mine:
        sessions.end()
        return go(url("account.signed_out"))
    db.session.delete(found)
    db.session.commit()
    return go(url("account.index"))


@bp.post("/sessions/")
def end_others() -> AnyResponse:
    """End every session but this one."""
    account = signed_in()
    own.end_sessions(db.session(), account, sessions.current_id())
    record(db.session(), now(), account.id, "sessions.ended", f"account {account.id}")
    db.session.commit()
    return go(url("account.index"))


@bp.get("/kept/")
def kept() -> Response:
    """Say what is kept of whoever is signed in, why, and for how long."""
    account = signed_in()
    rows = [one for feature in site().features for one in feature.kept if one.of_accounts]
    return show("kept", gettext("What we keep of you"), rows=rows, whole=own.export_of(db.session(), account))


@bp.get("/kept.json")
def kept_json() -> Response:
    """Give everything that is kept of whoever is signed in, as a file."""
    account = signed_in()
    text = json.dumps(own.export_of(db.session(), account), ensure_ascii=False, indent=1)
    response = Response(text + "\n", content_type="application/json")
    response.headers["Content-Disposition"] = "attachment; filename=hn-2210-account.json"
    return response


def _page(account: Account, errors: dict[str, str] | None = None, status: int = 200) -> Response:
    return show(
        "index",
        gettext("Your account"),
        status,
        account=account,
        errors=errors or {},
        sessions=own.sessions_of(db.session(), account),
        this=sessions.current_id(),
        codes_left=recovery_codes_left(db.session(), account),
        given=request.form if errors else {},
    )
