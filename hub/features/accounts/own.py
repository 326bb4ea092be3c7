"""What an account's owner can do with it: another password, fewer sessions, a copy of everything that is kept of them."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hub.desk.audit import AuditLine, record
from hub.desk.outbox import Mail
from hub.desk.tables import Account, SignIn
from hub.features.accounts.second_factors import recovery_codes_left


def change_password(session: Session, now: datetime, account: Account, hashed: str) -> None:
    """Give an account another password (hashed), and end every session of it."""
    account.password = hashed
    account.fs_uniquifier = secrets.token_hex(32)  # cookies name it, and so do links for a new password
    end_sessions(session, account)
    record(session, now, account.id, "password.changed", f"account {account.id}")


def end_sessions(session: Session, account: Account, but: int | None = None) -> None:
    """End every session of an account, but for one."""
    session.execute(delete(SignIn).where(SignIn.account_id == account.id, SignIn.id != (but or 0)))


def sessions_of(session: Session, account: Account) -> list[SignIn]:
    """Return the sessions of an account, the last used first."""
    found = select(SignIn).where(SignIn.account_id == account.id).order_by(SignIn.used.desc())
    return list(session.scalars(found))


def export_of(session: Session, account: Account) -> dict[str, Any]:
    """Return everything that is kept of a person here, for them: no hash, no secret, no key."""
    acted = select(AuditLine).where(AuditLine.account_id == account.id).order_by(AuditLine.id)
    sent = select(Mail).where(Mail.address == account.email).order_by(Mail.id)
    return {
        "account": {
            "number": account.id,
            "email": account.email,
            "name": account.name,
            "language": account.lang,
            "organisation": account.organisation.name(account.lang) if account.organisation else None,
            "roles": sorted(account.role_names),
            "opened": account.created.isoformat(),
            "last_used": account.used.isoformat() if account.used else None,
            "password": account.password is not None,
            "codes": account.totp_secret is not None,
            "recovery_codes_left": recovery_codes_left(session, account),
        },
        "passkeys": [
            {"name": key.name, "added": key.create_datetime.isoformat(), "last_used": key.lastuse_datetime.isoformat()}
            for key in account.webauthn
        ],
        "sessions": [
            {"browser": one.browser, **_moments(begun=one.begun, last_used=one.used, last_proven=one.proven)}
            for one in sessions_of(session, account)
        ],
        "acts": _rows(session.scalars(acted), "moment", "action", "subject"),
        "mails": _rows(session.scalars(sent), "created", "subject", "text", "state"),
    }


def _moments(**moments: datetime) -> dict[str, str]:
    return {name: moment.isoformat() for name, moment in moments.items()}


def _rows(rows: Iterable[object], *names: str) -> list[dict[str, str]]:
    return [{name: _text(getattr(row, name)) for name in names} for row in rows]


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
