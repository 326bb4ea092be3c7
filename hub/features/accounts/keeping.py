"""How long personal data is kept, and how it goes: features declare it (Kept), `accounts purge` enforces it."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Delete, delete, func, or_, select
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from hub.desk.audit import record
from hub.desk.outbox import Mail
from hub.desk.sessions import IDLE, LONGEST
from hub.desk.tables import Account, Invitation, Passkey, RecoveryCode, Role, SignIn, UsedOnce
from hub.feature import Kept, resolve
from hub.features.accounts.own import end_sessions

INVITATIONS = timedelta(days=30)  # after they were accepted or withdrawn, or have expired
MAILS = timedelta(days=90)  # after they were sent or refused
ACCOUNTS = timedelta(days=730)  # after the last visit
GONE = "gone.invalid"  # no mail reaches it (RFC 2606)


class LastAdmin(Exception):
    """Without this account nobody could look after accounts any more."""


def purge(session: Session, now: datetime, kept: Iterable[Kept]) -> dict[str, int]:
    """Remove whatever has been kept long enough; return how much of each."""
    removed = {one.name: resolve(one.purge)(session, now) for one in kept if one.purge}
    if any(removed.values()):
        record(session, now, None, "data.purged", "accounts", removed)
    return removed


def purge_accounts(session: Session, now: datetime) -> int:
    """Forget the accounts that nobody has used for long."""
    used: ColumnElement[datetime] = func.coalesce(Account.used, Account.created)
    found = select(Account).where(used < now - ACCOUNTS, Account.email.not_like(f"%@{GONE}"))
    gone = 0
    for account in session.scalars(found):
        try:
            forget(session, now, account)
        except LastAdmin:
            continue
        gone += 1
    return gone


def purge_sessions(session: Session, now: datetime) -> int:
    """Remove the sessions that have ended by themselves."""
    over = or_(SignIn.used < now - IDLE, SignIn.begun < now - LONGEST)
    return _removed(session, delete(SignIn).where(over))


def purge_invitations(session: Session, now: datetime) -> int:
    """Remove the invitations that ended long enough ago."""
    old = now - INVITATIONS
    ended = or_(Invitation.accepted < old, Invitation.withdrawn < old, Invitation.expires < old)
    return _removed(session, delete(Invitation).where(ended))


def purge_mails(session: Session, now: datetime) -> int:
    """Remove the mails that were sent or refused long enough ago, with address and text."""
    done = (Mail.state.in_(("sent", "refused")), Mail.changed < now - MAILS)
    return _removed(session, delete(Mail).where(*done))


def purge_links(session: Session, now: datetime) -> int:
    """Remove what says of links and challenges that they were used, once they would have expired anyway."""
    return _removed(session, delete(UsedOnce).where(UsedOnce.until < now))


def forget_address(session: Session, now: datetime, email: str, kept: Iterable[Kept]) -> int:
    """Remove what is kept of somebody who has no account, by their mail address; return of how many things."""
    count: int = sum(resolve(one.forget)(session, now, email) for one in kept if one.forget)
    if count:
        record(session, now, None, "address.forgotten", "accounts", {"things": count})
    return count


def forget_mails(session: Session, now: datetime, email: str) -> int:
    """Remove the mails to an address, whatever their state."""
    return _removed(session, delete(Mail).where(func.lower(Mail.address) == email))


def forget_invitations(session: Session, now: datetime, email: str) -> int:
    """Remove the invitations of an address."""
    return _removed(session, delete(Invitation).where(Invitation.email == email))


def deactivate(session: Session, now: datetime, account: Account) -> None:
    """Let somebody in no more, at once; everything else stays. Raises LastAdmin."""
    _not_the_last(session, account)
    account.active = False
    end_sessions(session, account)
    record(session, now, None, "account.deactivated", f"account {account.id}")


def activate(session: Session, now: datetime, account: Account) -> None:
    """Let somebody in again."""
    account.active, account.used = True, now
    record(session, now, None, "account.activated", f"account {account.id}")


def unlock(session: Session, now: datetime, account: Account) -> None:
    """Take an account's passkeys and codes, for somebody who has lost them: with the password they set up new ones."""
    _without_second_factor(session, account)
    end_sessions(session, account)
    record(session, now, None, "account.unlocked", f"account {account.id}")


def grant(session: Session, now: datetime, account: Account, name: str, given: bool) -> None:
    """Give an account a role, or take it. Raises LastAdmin."""
    if not given and name == "admin":
        _not_the_last(session, account)
    role = session.scalars(select(Role).where(Role.name == name)).first() or Role(name=name)
    account.roles = [each for each in account.roles if each.name != name] + ([role] if given else [])
    action = "role.given" if given else "role.taken"
    record(session, now, None, action, f"account {account.id}", {"role": name})


def forget(session: Session, now: datetime, account: Account) -> None:
    """Remove everything that says who an account was; its number stays, as work and the audit name it. Raises LastAdmin."""
    _not_the_last(session, account)
    forget_mails(session, now, account.email)
    forget_invitations(session, now, account.email)
    _without_second_factor(session, account)
    end_sessions(session, account)
    account.email, account.name, account.password = f"{account.id}@{GONE}", "", None
    account.fs_uniquifier, account.fs_webauthn_user_handle = secrets.token_hex(32), None
    account.active, account.roles, account.used = False, [], None
    record(session, now, None, "account.forgotten", f"account {account.id}")


def is_forgotten(account: Account) -> bool:
    """Tell whether nothing is left of an account but its number."""
    return account.email == f"{account.id}@{GONE}"


def _without_second_factor(session: Session, account: Account) -> None:
    session.execute(delete(Passkey).where(Passkey.user_id == account.id))
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    account.totp_secret = None
    session.expire(account, ["webauthn"])


def _not_the_last(session: Session, account: Account) -> None:
    admins = select(func.count()).select_from(Account).where(Account.active, Account.roles.any(Role.name == "admin"))
    if account.active and "admin" in account.role_names and session.scalar(admins) == 1:
        raise LastAdmin


def _removed(session: Session, statement: Delete) -> int:
    result = session.execute(statement)
    assert isinstance(result, CursorResult)
    return int(result.rowcount)
