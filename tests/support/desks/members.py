"""A desk for tests: a database of its own beside real files, people with roles, and clients that are signed in as them."""

import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from databases import with_tables
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from ready import ready

from hub import create_desk
from hub.config import Settings
from hub.desk.database import db, migrate
from hub.desk.permissions import WITH_SECOND_FACTOR
from hub.desk.sessions import KEY, digest
from hub.desk.tables import Account, Organisation, Role, SignIn
from hub.features.accounts.passwords import Passwords
from hub.web.site import site_of

PASSWORDS = "hub.accounts.passwords"
BEGUN = datetime(2025, 10, 1, 2, 0, tzinfo=UTC)


def desk_of(root: Path, extra: tuple[str, ...] = (), **settings: Any) -> Flask:
    """The desk over content/ and exhibits/ in a folder, with empty tables; instance/ is made beside them.

    `database_url="postgresql://…"` (see databases.py) keeps the tables there.
    """
    given = {"content": root / "content", "exhibits": root / "exhibits", "instance": root / "instance", **settings}
    ready(root)
    if not given.get("database_url"):
        with_tables(given["instance"])
    app = with_quick_passwords(create_desk(extra, Settings(**given)))
    migrate(app)
    return app


def with_quick_passwords(app: Flask) -> Flask:
    """Have a desk hash passwords with the least work: a suite signs in hundreds of times."""
    app.extensions[PASSWORDS] = Passwords(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    return app


def member(app: Flask, *roles: str, organisation: str = "", lang: str = "vi") -> int:
    """Make an account with these roles, and return its number. Its name and address say which it is.

    Where its roles ask for a second factor it has one.
    """
    with app.app_context():
        name = f"{'-'.join(roles) or 'nobody'}-{secrets.token_hex(3)}"
        account = Account(
            email=f"{name}@example.org", name=name, lang=lang, created=BEGUN, active=True,
            fs_uniquifier=secrets.token_hex(16), roles=[_role(role) for role in roles],
            organisation=_organisation(organisation) if organisation else None,
            totp_secret="of a test" if WITH_SECOND_FACTOR & {*roles} else None,
        )  # fmt: skip
        db.session.add(account)
        db.session.commit()
        return account.id


def client_as(app: Flask, number: int | None, proven: timedelta = timedelta()) -> FlaskClient:
    """A client that is signed in as an account, without having passed the page for that; nobody if None.

    Its requests come from a page of ours: each carries the token of forms, and says so as a browser does. `proven` is how
    long ago it has shown who it is.
    """
    client = app.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    token, raw = secrets.token_urlsafe(32), secrets.token_hex(20)
    kept = {"csrf_token": raw}
    if number is not None:
        with app.app_context():
            account = db.session.get(Account, number)
            assert account is not None
            now = site_of(app).clock.now()
            moments = {"begun": now - proven, "used": now, "proven": now - proven}
            db.session.add(SignIn(account_id=number, token=digest(token), browser="Firefox, Linux", **moments))
            kept |= {"_user_id": account.fs_uniquifier, KEY: token}
            db.session.commit()
    with client.session_transaction(base_url=site_of(app).settings.origin) as session:
        session.update(kept)
    with app.app_context():
        signed = URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="wtf-csrf-token").dumps(raw)
    client.environ_base["HTTP_X_CSRFTOKEN"] = str(signed)
    return client


def _role(name: str) -> Role:
    return db.session.scalars(db.select(Role).where(Role.name == name)).first() or Role(name=name)


def _organisation(name: str) -> Organisation:
    found = db.session.scalars(db.select(Organisation).where(Organisation.name_en == name)).first()
    return found or Organisation(name_vi=name, name_en=name)
