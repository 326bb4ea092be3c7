"""Codes of a telephone (TOTP, RFC 6238), and recovery codes for the day on which it is lost."""

import base64
import hashlib
import hmac
import io
import secrets
from datetime import datetime

import pyotp
import segno
from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import delete, func, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from hub.desk.tables import Account, RecoveryCode

STEP = 30  # seconds of a code
AROUND = (0, -1, 1)  # a telephone's clock may be half a minute off
CODES = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another


class Cipher:
    """Keeps secrets unreadable for whoever has not the secret key: those of codes, or of another purpose."""

    def __init__(self, key: str, purpose: str = "totp") -> None:
        self._fernet = Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"hub.{purpose} {key}".encode()).digest()))

    def hide(self, secret: str) -> str:
        """Return a secret as it is kept."""
        return self._fernet.encrypt(secret.encode()).decode()

    def show(self, kept: str) -> str:
        """Return the secret; "" if it was kept under another key or for another purpose."""
        try:
            return self._fernet.decrypt(kept.encode()).decode()
        except InvalidToken:
            return ""


def new_secret() -> str:
    """Return a new secret in base 32, as it is typed into a telephone."""
    return pyotp.random_base32()


def address_of(secret: str, email: str) -> str:
    """Return what a telephone reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name="HN 22.10")


def picture_of(secret: str, email: str) -> bytes:
    """Return the QR code as SVG, without styles or scripts."""
    drawn = io.BytesIO()
    segno.make(address_of(secret, email), error="m").save(drawn, kind="svg", scale=6, border=2, xmldecl=False)
    return drawn.getvalue()


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """Return the half minute of which a code is, if it is one of now; else None."""
    digits = "".join(code.split())
    if not secret or not digits.isascii() or not digits.isdecimal():
        return None
    whole, totp = int(now.timestamp()) // STEP, pyotp.TOTP(secret)
    return next((whole + by for by in AROUND if hmac.compare_digest(totp.at((whole + by) * STEP), digits)), None)


def take(session: Session, account: Account, secret: str, code: str, now: datetime) -> bool:
    """Take a code, once: neither it nor an earlier one is taken again, whoever asks at the same moment."""
    step = step_of(secret, code, now)
    if step is None:
        return False
    taken = update(Account).where(Account.id == account.id, Account.totp_taken < step).values(totp_taken=step)
    return _changed(session, taken) == 1


def new_recovery_codes(session: Session, account: Account) -> list[str]:
    """Give an account new recovery codes in place of the old ones, and return them; they can be shown this once."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    made = ["".join(secrets.choice(LETTERS) for _ in range(12)) for _ in range(CODES)]
    session.add_all(RecoveryCode(digest=_digest(account, code), account_id=account.id) for code in made)
    return ["-".join(code[at : at + 4] for at in (0, 4, 8)) for code in made]


def take_recovery_code(session: Session, account: Account, code: str) -> bool:
    """Take a recovery code, once."""
    return _changed(session, delete(RecoveryCode).where(RecoveryCode.digest == _digest(account, code))) == 1


def recovery_codes_left(session: Session, account: Account) -> int:
    """Return how many recovery codes an account has."""
    return session.scalar(select(func.count()).where(RecoveryCode.account_id == account.id)) or 0


def _digest(account: Account, code: str) -> str:
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    return hashlib.sha256(f"{account.id} {plain}".encode()).hexdigest()


def _changed(session: Session, statement: object) -> int:
    result = session.execute(statement)  # type: ignore[call-overload]
    assert isinstance(result, CursorResult)
    return int(result.rowcount)
