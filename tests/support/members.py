"""A desk for tests: a database of its own beside real files, people with roles, and clients that are signed in as them."""

import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from hub import create_desk
from hub.config import Settings
from hub.desk.database import db
from hub.desk.tables import Account, Organisation, Role

BEGUN = datetime(2025, 10, 1, 2, 0, tzinfo=UTC)


def desk_of(root: Path, **settings: Any) -> Flask:
    """The desk over content/ and exhibits/ in a folder, with empty tables; instance/ is made beside them."""
    given = {"content": root / "content", "exhibits": root / "exhibits", "instance": root / "instance", **settings}
    app = create_desk(settings=Settings(**given))
    with app.app_context():
        db.create_all()
    return app


def member(app: Flask, *roles: str, organisation: str = "", lang: str = "vi") -> int:
    """Make an account with these roles, and return its number. Its name and address say which it is."""
    with app.app_context():
        name = f"{'-'.join(roles) or 'nobody'}-{secrets.token_hex(3)}"
        account = Account(
            email=f"{name}@example.org", name=name, lang=lang, created=BEGUN, active=True,
            fs_uniquifier=secrets.token_hex(16), roles=[_role(role) for role in roles],
            organisation=_organisation(organisation) if organisation else None,
        )  # fmt: skip
        db.session.add(account)
        db.session.commit()
        return account.id


def client_as(app: Flask, number: int | None) -> FlaskClient:
    """A client that is signed in as an account, without having passed the page for that; nobody if None."""
    client = app.test_client()
    if number is not None:
        with app.app_context():
            account = db.session.get(Account, number)
            assert account is not None
            uniquifier = account.fs_uniquifier
        with client.session_transaction() as session:
            session.update({"_user_id": uniquifier, "_fresh": True, "fs_cc": "set", "identity.id": uniquifier})
    return client


def _role(name: str) -> Role:
    return db.session.scalars(db.select(Role).where(Role.name == name)).first() or Role(name=name)


def _organisation(name: str) -> Organisation:
    found = db.session.scalars(db.select(Organisation).where(Organisation.name_en == name)).first()
    return found or Organisation(name_vi=name, name_en=name)
