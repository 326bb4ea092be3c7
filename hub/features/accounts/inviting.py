"""Invitations: made by a command or by editors, accepted once, each for one mail address."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from hub.desk.audit import record
from hub.desk.limits import is_address, line_of
from hub.desk.permissions import ROLES
from hub.desk.sessions import digest
from hub.desk.tables import Account, Invitation, Organisation, Role
from hub.features.accounts import passkeys
from hub.features.accounts.signed import seal, unseal
from hub.i18n.languages import Lang
from hub.messages import N_

WITHIN = timedelta(days=7)
MADE_BY_ADMINS = ("editor", "admin")  # an editor invites nobody who may do more than they may themselves
TAKEN = N_("%(email)s has an account already")
NO_ADDRESS = N_("%(email)s is not a mail address; write one such as name@example.org")
NO_ROLE = N_("%(role)s is not a role; write one of: %(roles)s")
NOT_YOURS = N_("Only an administrator invites as: %(role)s")
NO_ORGANISATION = N_("A contributor writes for an organisation; name it")
GONE = N_("This link is not complete, or it is not one of ours. Please open it as it stands in the mail.")
EXPIRED = N_("This invitation has expired. The person who invited you can send another one.")
USED = N_("This invitation has been accepted already. Please sign in.")
WITHDRAWN = N_("This invitation has been withdrawn. If that was a mistake, write to the editors.")


class Refused(Exception):
    """Why an invitation cannot be made: a message (N_) and its values."""

    def __init__(self, message: str, **values: str) -> None:
        super().__init__(message % values)
        self.message, self.values = message, values


@dataclass(frozen=True)
class Wanted:
    """Whom to invite. `organisation` is its name, or both names: "Bộ Công an | Ministry of Public Security"."""

    email: str
    role: str
    name: str = ""
    lang: Lang = "vi"
    organisation: str = ""


def address(email: str) -> str:
    """Return a mail address as it is kept: in small letters, by which nobody has two accounts."""
    return email.strip().lower()


def path_of(lang: Lang, token: str) -> str:
    """Return the path of an invitation's page, for commands, which have no routes."""
    return f"/{lang}/account/invitation/{token}/"


def may_invite(by: Account | None, role: str) -> bool:
    """Tell whether somebody may invite to a role; None is the command, which may everything."""
    return by is None or role not in MADE_BY_ADMINS or "admin" in by.role_names


def invite(session: Session, now: datetime, key: str, by: Account | None, wanted: Wanted) -> tuple[Invitation, str]:
    """Invite somebody; return the invitation, and what its link carries, which is kept nowhere.

    An earlier invitation to the same address ends. Raises Refused.
    """
    email = address(wanted.email)
    if not is_address(email):
        raise Refused(NO_ADDRESS, email=wanted.email)
    if wanted.role not in ROLES:
        raise Refused(NO_ROLE, role=wanted.role, roles=", ".join(ROLES))
    if not may_invite(by, wanted.role):
        raise Refused(NOT_YOURS, role=wanted.role)
    if wanted.role == "contributor" and not wanted.organisation.strip():
        raise Refused(NO_ORGANISATION)
    if session.scalar(select(Account.id).where(Account.email == email)) is not None:
        raise Refused(TAKEN, email=email)
    _end_earlier(session, now, email)
    token = seal(key, "invitation", now + WITHIN, {"name": secrets.token_urlsafe(24)})
    invitation = Invitation(
        token=digest(token), email=email, name=line_of(wanted.name), lang=wanted.lang, role=wanted.role,
        organisation=_organisation(session, wanted.organisation), invited_by=by.id if by else None, created=now,
        expires=now + WITHIN,
    )  # fmt: skip
    session.add(invitation)
    session.flush()
    record(session, now, by.id if by else None, "invitation.made", f"invitation {invitation.id}", {"role": wanted.role})
    return invitation, token


def opened(session: Session, now: datetime, key: str, token: str) -> Invitation | str:
    """Return the invitation of a link, or why it cannot be accepted any more (a message, N_)."""
    found = session.scalars(select(Invitation).where(Invitation.token == digest(token))).first()
    if found is None:
        return GONE
    if found.accepted is not None:
        return USED
    if found.withdrawn is not None:
        return WITHDRAWN
    return found if unseal(key, "invitation", now, token) is not None and now <= found.expires else EXPIRED


def accept(
    session: Session, now: datetime, invitation: Invitation, name: str, lang: Lang, way: str | passkeys.Made
) -> Account | None:
    """Open the account of an invitation, with a hashed password or a passkey; None if it was accepted meanwhile."""
    taken = (
        update(Invitation)
        .where(Invitation.id == invitation.id, Invitation.accepted.is_(None), Invitation.withdrawn.is_(None))
        .values(accepted=now)
    )
    result = session.execute(taken)
    assert isinstance(result, CursorResult)
    if result.rowcount != 1 or session.scalar(select(Account.id).where(Account.email == invitation.email)) is not None:
        return None
    account = Account(
        email=invitation.email, name=name, lang=lang, organisation_id=invitation.organisation_id, active=True,
        created=now, used=now, fs_uniquifier=secrets.token_hex(32), roles=[_role(session, invitation.role)],
    )  # fmt: skip
    session.add(account)
    if isinstance(way, str):
        account.password = way
    else:
        passkeys.keep(session, now, account, "", way)
    session.flush()
    details = {"role": invitation.role, "invitation": invitation.id}
    record(session, now, account.id, "account.opened", f"account {account.id}", details)
    return account


def withdraw(session: Session, now: datetime, by: Account, invitation: Invitation) -> bool:
    """Withdraw an invitation that nobody has accepted; return whether there was anything to withdraw."""
    if invitation.accepted is not None or invitation.withdrawn is not None:
        return False
    invitation.withdrawn = now
    record(session, now, by.id, "invitation.withdrawn", f"invitation {invitation.id}")
    return True


def _end_earlier(session: Session, now: datetime, email: str) -> None:
    open_ones = (Invitation.email == email, Invitation.accepted.is_(None), Invitation.withdrawn.is_(None))
    session.execute(update(Invitation).where(*open_ones).values(withdrawn=now))


def _role(session: Session, name: str) -> Role:
    return session.scalars(select(Role).where(Role.name == name)).first() or Role(name=name)


def _organisation(session: Session, names: str) -> Organisation | None:
    """Return an organisation by its name in either language; it is made if there is none."""
    vi, _, en = (line_of(part) for part in names.partition("|"))
    if not vi:
        return None
    known = select(Organisation).where(
        or_(Organisation.name_vi.in_((vi, en or vi)), Organisation.name_en.in_((vi, en or vi)))
    )
    return session.scalars(known).first() or Organisation(name_vi=vi, name_en=en or vi)
