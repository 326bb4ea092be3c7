"""What the views of accounts need of a request: the clock, the client, the session, and the post."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flask import Response, current_app, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from hub.desk.application import ATTEMPTS
from hub.desk.audit import record
from hub.desk.clients import client_of
from hub.desk.database import db
from hub.desk.frame import first_page
from hub.desk.limits import Attempts, Limit
from hub.desk.outbox import post
from hub.desk.sessions import start
from hub.desk.tables import Account
from hub.features.accounts import letters, passkeys
from hub.features.accounts.letters import Letter
from hub.features.accounts.passkeys import Site
from hub.features.accounts.second_factors import Cipher, take, take_recovery_code
from hub.features.accounts.views.blueprint import safe_next
from hub.i18n.languages import LANGS, Lang
from hub.web.context import current_context, in_language
from hub.web.errors import error_page
from hub.web.links import absolute, url, url_in
from hub.web.page import page
from hub.web.site import site
from hub.web.translations import gettext

PER_ADDRESS = Limit(10, timedelta(minutes=15))
PER_CLIENT = Limit(60, timedelta(minutes=15))  # an office may stand behind one address
RESETS = Limit(5, timedelta(hours=1))


def now() -> datetime:
    """Return the current moment."""
    return site().clock.now()


def key() -> str:
    """Return the secret key."""
    return str(current_app.config["SECRET_KEY"])


def relying_party() -> Site:
    """Return for whom passkeys are made."""
    return Site.of(site().settings, key())


def too_many(name: str, address: str = "", limit: Limit = PER_ADDRESS) -> Response | None:
    """Count an attempt on an address, by a client; return the refusal if there were too many, of either.

    It is the same for an address that has no account. What names no address is limited by client alone: a stranger
    must not be able to use up what everybody shares, and a client that has used up its own says nothing of an address.
    """
    attempts: Attempts = current_app.extensions[ATTEMPTS]
    client = client_of(request.environ, site().settings.trusted_proxies)
    wait = attempts.wait(f"{name} client", client, PER_CLIENT, now())
    if not wait and address:
        wait = attempts.wait(name, address, limit, now())
    if not wait:
        return None
    response = error_page(429)
    response.headers["Retry-After"] = str(wait)
    return response


def forgive(name: str, address: str) -> None:
    """Count anew for an address whose owner has come in."""
    attempts: Attempts = current_app.extensions[ATTEMPTS]
    attempts.forget(name, address)


def second_proof(account: Account) -> bool:
    """Take what the form proves beside a password: a passkey, a code of the telephone, or a recovery code.

    Of a recovery code the owner is told.
    """
    if request.form.get("passkey"):
        given = (request.form.get("state", ""), request.form["passkey"])
        return passkeys.proven(relying_party(), db.session(), now(), *given) is account
    code, secret = request.form.get("code", ""), Cipher(key()).show(account.totp_secret or "")
    if take(db.session(), account, secret, code, now()):
        return True
    if not take_recovery_code(db.session(), account, code):
        return False
    record(db.session(), now(), account.id, "recovery_code.used", f"account {account.id}")
    notify(account, "recovery")
    return True


def enter(account: Account, back: str = "") -> AnyResponse:
    """Sign an account in, in a new session, and lead it on."""
    start(account, now(), request.user_agent.string)
    return go(safe_next(back) or _first_page())


def go(path: str) -> AnyResponse:
    """Lead on to a page after a form was sent, so that loading it again sends nothing."""
    return redirect(path, 303)


def show(template: str, title: str, status: int = 200, **values: Any) -> Response:
    """Show a page of accounts."""
    return page(f"account/{template}.html", title=title, robots="noindex", section="desk", status=status, **values)


def letter_to(account: Account, name: str, write: Callable[[Lang], Letter]) -> None:
    """Put a mail to an account into the outbox, in its language; `name` tells it from all others."""
    with in_language(account.lang):
        subject, text = write(account.lang)
    post(db.session(), now(), name, account.email, account.lang, subject, text)


def notify(account: Account, change: str) -> None:
    """Tell an account that something has changed in it."""
    link = absolute(url_in(account.lang, "account.index"))
    letter_to(
        account,
        f"{change} {account.id} {now().isoformat()}",
        lambda lang: letters.notice(gettext, lang, account.name, change, now(), link),
    )


def asked_lang(text: str) -> Lang:
    """Return a language that a form names; that of the page if it names none."""
    return next((lang for lang in LANGS if lang == text), current_context().lang)


def _first_page() -> str:
    return first_page() or url("account.index")
