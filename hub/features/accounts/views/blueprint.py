"""The blueprint of accounts, and what holds for every page of the desk: who must sign in, and who must prove it twice."""

from urllib.parse import urlsplit

from argon2 import PasswordHasher
from flask import Blueprint, Response, current_app, redirect, request
from flask.blueprints import BlueprintSetupState
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from hub.desk.access import current_account
from hub.features.accounts.passwords import Busy, Passwords
from hub.web.errors import error_page
from hub.web.links import url

bp = Blueprint("account", __name__)
PASSWORDS = "hub.accounts.passwords"
# What somebody may do who has yet to set up a second factor: set it up, or leave.
FACTORS = ("second_factor", "set_up_codes", "qr", "add_passkey", "proof", "give_proof", "sign_out")
BEFORE = frozenset(f"account.{name}" for name in FACTORS)


@bp.record_once
def prepare(state: BlueprintSetupState) -> None:
    """Give the application what looks at passwords."""
    state.app.extensions.setdefault(PASSWORDS, Passwords(PasswordHasher()))


def passwords() -> Passwords:
    """Return what looks at passwords."""
    found: Passwords = current_app.extensions[PASSWORDS]
    return found


@bp.app_errorhandler(401)
def sign_in_first(error: HTTPException) -> AnyResponse:
    """Lead whoever is not signed in to the page for that, and from there back. A script gets the answer itself."""
    if request.headers.get("Sec-Fetch-Dest") == "empty":
        return error_page(401)
    back = request.full_path.rstrip("?") if request.method == "GET" else _came_from()
    return redirect(url("account.sign_in", **({"next": back} if safe_next(back) else {})), 303)


def _came_from() -> str:
    """Return the path of the page with the form; "" if the browser says none that is an address."""
    try:
        return urlsplit(request.referrer or "").path
    except ValueError:
        return ""


@bp.app_errorhandler(Busy)
def busy(error: Busy) -> Response:
    """Say that too many people sign in at this moment."""
    response = error_page(503)
    response.headers["Retry-After"] = "5"
    return response


@bp.before_app_request
def second_factor_first() -> AnyResponse | None:
    """Open nothing to a role that decides over others' words until its account has a second factor."""
    account = current_account()
    if account is None or not account.needs_second_factor or account.has_second_factor or request.endpoint in BEFORE:
        return None
    return redirect(url("account.second_factor"), 303)


def safe_next(path: str) -> str:
    """Return a path of our own to go on to; "" for anything that a browser could read as another site's address."""
    own = path.startswith(("/vi/", "/en/")) and path.isprintable() and "\\" not in path and "//" not in path
    return path if own and len(path) < 1_000 else ""
