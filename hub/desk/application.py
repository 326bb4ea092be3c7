"""The desk: the Flask application for people who write, with sessions, forms and SQL.

The builder never imports it; a worker makes it on the first request for one of its addresses.
"""

import secrets
from pathlib import Path

from flask import Flask
from flask_security import Security, SQLAlchemyUserDatastore

from hub.config import Settings
from hub.desk.database import connect, db
from hub.desk.tables import Account, Passkey, Role
from hub.feature import Features, resolve
from hub.storage import durable
from hub.web.application import bare_application, secure_responses, site_application
from hub.web.context import Routes
from hub.web.feature import FEATURE

LARGEST_UPLOAD = 25 * 1024 * 1024  # bytes of a request body
NOTHING_KEPT = (("Cache-Control", "no-store"), ("Referrer-Policy", "same-origin"))


def desk_application(features: Features, settings: Settings, catalogues: Path | None) -> Flask:
    """Return the application for editors, with each blueprint below the path segment that its feature declares.

    None of its responses may be cached. See hub.create_desk.
    """
    app = bare_application(Features((FEATURE, *features)), settings, catalogues, LARGEST_UPLOAD)
    key = secret_key(settings)
    app.config.update(SECRET_KEY=key, SECURITY_PASSWORD_SALT=key, SECURITY_PASSWORD_HASH="argon2")
    connect(app, settings)
    Security(app, SQLAlchemyUserDatastore(db, Account, Role, Passkey), register_blueprint=False)
    for feature in features:
        for step, reference in feature.desk.items():
            app.register_blueprint(resolve(reference), url_prefix=f"/<any(vi, en):lang>/{step}")
    # The desk's pages use the site's layout, whose links lead to the site.
    app.extensions["hub.routes"] = Routes(site_application(features, settings, catalogues))
    secure_responses(app, settings, NOTHING_KEPT)
    return app


def secret_key(settings: Settings) -> str:
    """Return the key that signs sessions and links: HUB_SECRET_KEY, or one that is made once and kept under instance/."""
    if settings.secret_key:
        return settings.secret_key
    path = settings.instance / "secret_key"
    if not path.exists():
        settings.instance.mkdir(parents=True, exist_ok=True)
        made = path.with_name(f"secret_key.{secrets.token_hex(4)}")
        durable.write(made, secrets.token_urlsafe(48))
        made.chmod(0o600)
        try:
            path.hardlink_to(made)  # of two processes that begin at once, the first one's stays
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text(encoding="utf-8").strip()
