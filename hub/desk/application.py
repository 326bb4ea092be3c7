"""The desk: the Flask application for people who write, with sessions, forms and SQL.

The builder never imports it; a worker makes it on the first request for one of its addresses.
"""

import secrets
import threading
from pathlib import Path

from flask import Flask, Response
from flask_security import Security, SQLAlchemyUserDatastore
from sqlalchemy.exc import OperationalError

from hub.config import Settings
from hub.desk import csrf, database, frame, limits, readers_pages, sessions
from hub.desk.database import MIGRATED, NewerDatabase, db, migrate
from hub.desk.limits import Attempts
from hub.desk.tables import Account, Passkey, Role
from hub.feature import Features, resolve
from hub.storage import durable
from hub.web.application import bare_application, secure_responses, site_application
from hub.web.error_log import log_error
from hub.web.feature import FEATURE
from hub.web.headers import SECURITY, Header
from hub.web.page import page
from hub.web.translations import gettext

LARGEST_UPLOAD = 25 * 1024 * 1024  # bytes of a request body
ATTEMPTS = "hub.desk.attempts"
PASSKEYS = ("publickey-credentials-create", "publickey-credentials-get")


def desk_application(features: Features, settings: Settings, catalogues: Path | None) -> Flask:
    """Return the application for editors, with each blueprint below the path segment that its feature declares.

    None of its responses may be cached. See hub.create_desk.
    """
    app = bare_application(Features((FEATURE, *features)), settings, catalogues, LARGEST_UPLOAD)
    limits.register(app)
    app.config["SECRET_KEY"] = secret_key(settings)
    app.extensions[ATTEMPTS] = Attempts()
    database.connect(app, settings)
    _migrate_when_asked(app)
    sessions.configure(app, settings)
    csrf.protect(app, settings)
    _secure_accounts(app)
    for feature in features:
        for step, reference in feature.desk.items():
            app.register_blueprint(resolve(reference), url_prefix=f"/<any(vi, en):lang>/{step}")
    frame.register(app, features)
    # The desk's pages use the site's layout, whose links lead to the site.
    site = site_application(features, settings, catalogues)
    app.extensions["hub.routes"] = frame.DeskRoutes(site, app)
    app.extensions[readers_pages.PAGES] = readers_pages.ReadersPages(site)
    secure_responses(app, settings, kept_by_nobody())
    return app


def _migrate_when_asked(app: Flask) -> None:
    """Migrate before the first request is answered, and again after the database was gone.

    While it cannot be reached the desk says so; the site needs none.
    """
    migrated: threading.Event = app.extensions[MIGRATED]

    @app.before_request
    def make_ready() -> None:
        if not migrated.is_set():
            migrate(app)

    def gone(error: Exception) -> Response:
        log_error(str(error) if isinstance(error, NewerDatabase) else "the database cannot be used", error)
        db.session.rollback()
        db.engine.dispose()  # a file that was deleted is still open in its connections
        migrated.clear()
        title = gettext("The desk cannot be reached")
        response = page("desk/unavailable.html", title=title, robots="noindex", status=503)
        response.headers["Retry-After"] = "10"
        return response

    app.register_error_handler(OperationalError, gone)
    app.register_error_handler(NewerDatabase, gone)


def _secure_accounts(app: Flask) -> None:
    """Have Flask-Security hash passwords and say who is signed in. Its views stay out (docs/decisions/0017-accounts.md)."""
    app.config.update(
        SECURITY_PASSWORD_HASH="argon2",
        SECURITY_PASSWORD_SCHEMES=["argon2"],
        SECURITY_PASSWORD_SINGLE_HASH=True,  # no HMAC around it: a new secret key must not cost everybody the password
        SECURITY_PASSWORD_SALT="",
        SECURITY_PASSWORD_NORMALIZE_FORM="NFKC",
    )
    Security(app, SQLAlchemyUserDatastore(db, Account, Role, Passkey), register_blueprint=False)
    sessions.register(app)


def kept_by_nobody() -> tuple[Header, ...]:
    """Return the headers of every response of the desk: no cache keeps it, and passkeys are allowed to our own pages."""
    policy = dict(SECURITY)["Permissions-Policy"]
    for name in PASSKEYS:
        policy = policy.replace(f"{name}=()", f"{name}=(self)")
    return (
        ("Cache-Control", "no-store"),
        ("Referrer-Policy", "same-origin"),
        ("Vary", "Cookie"),  # on every one, also where no view has looked into the cookie (Flask CVE-2026-27205)
        ("Permissions-Policy", policy),
    )


def secret_key(settings: Settings) -> str:
    """Return the key that signs sessions and links: HUB_SECRET_KEY, or one that is made once and kept under instance/."""
    if settings.secret_key:
        return settings.secret_key
    path = settings.instance / "secret_key"
    if not path.exists():
        settings.instance.mkdir(parents=True, exist_ok=True)
        made = path.with_name(f"secret_key.{secrets.token_hex(4)}")
        made.touch(0o600)
        durable.write(made, secrets.token_urlsafe(48), keep_permissions=True)
        try:
            path.hardlink_to(made)  # of two processes that begin at once, the first one's stays
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text(encoding="utf-8").strip()
