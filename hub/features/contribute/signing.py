"""Signatures without an account: a link that is sent by mail, shows one version, and works once."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hub.desk.limits import line_of
from hub.desk.permissions import allowed
from hub.desk.tables import Account
from hub.features.contribute.holding import hold
from hub.features.contribute.notices import ask_to_sign
from hub.features.contribute.operations import decide
from hub.features.contribute.refusals import Gone, NotAllowed, NotNow, ReasonMissing, Stopped
from hub.features.contribute.tables import Comment, Decision, Draft, SignOff
from hub.i18n.languages import Lang

__all__ = ("Gone", "NotAllowed", "NotNow", "ReasonMissing", "ask_signature", "open_link", "sign")
WITHIN = timedelta(days=14)  # what a signature waits for: a desk that it crosses once a week


def ask_signature(
    session: Session,
    now: datetime,
    account: Account,
    draft: Draft,
    name: str,
    office: str,
    email: str,
    lang: Lang,
    link: Callable[[str], str],
) -> SignOff:
    """Send somebody a link by which they approve what a draft says now, or send it back; earlier links end.

    `link` returns the whole address for what the link carries, which is kept nowhere but in the mail. Raises NotNow, and
    NotAllowed also for the address of somebody who has had a hand in the draft: nobody signs for themselves.
    """
    hold(session, draft)
    if not allowed("signoff.ask", account, draft):
        raise NotAllowed
    if draft.state != "signoff":
        raise NotNow(draft.state)
    email = email.strip()
    if email.lower() in _hands(session, account, draft):
        raise NotAllowed
    still = (SignOff.draft_id == draft.id, SignOff.used.is_(None), SignOff.overtaken.is_(None))
    session.execute(update(SignOff).where(*still).values(overtaken=now))
    token = secrets.token_urlsafe(32)
    sign_off = SignOff(
        draft_id=draft.id, number=draft.number, asked_by=account.id, name=line_of(name),
        office=line_of(office), email=email, lang=lang, token=_digest(token), asked=now,
        expires=now + WITHIN,
    )  # fmt: skip
    session.add(sign_off)
    session.flush()
    session.expire(draft, ["signatures"])
    decide(session, now, account, draft, "ask_signature", sign_off=sign_off)
    ask_to_sign(session, now, sign_off, link(token))
    return sign_off


def open_link(session: Session, now: datetime, token: str) -> SignOff | Gone:
    """Return the signature that a link asks for, or why it cannot be given any more. Raises Stopped."""
    sign_off = session.scalars(select(SignOff).where(SignOff.token == _digest(token))).first()
    if sign_off is None:
        return Gone("unknown")
    if sign_off.used is not None:
        return Gone("used")
    if sign_off.draft.is_stopped:
        raise Stopped
    draft = sign_off.draft
    if sign_off.overtaken is not None or draft.state != "signoff" or draft.number != sign_off.number:
        return Gone("overtaken")
    return sign_off if now <= sign_off.expires else Gone("expired")


def sign(session: Session, now: datetime, token: str, action: Literal["sign", "refuse"], reason: str = "") -> Decision:
    """Approve what a link shows, or send it back for a reason. Raises Gone, and ReasonMissing."""
    found = open_link(session, now, token)
    if isinstance(found, Gone):
        raise found
    hold(session, found.draft)
    session.refresh(found)
    again = open_link(session, now, token)  # somebody may have used it until the draft was held
    if isinstance(again, Gone):
        raise again
    found.used, found.action = now, action
    return decide(session, now, None, found.draft, action, reason, sign_off=found)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _hands(session: Session, account: Account, draft: Draft) -> set[str]:
    """Return the addresses, in small letters, of all who wrote, decided or spoke, and of who asks."""
    deciding = {one.account_id for one in draft.decisions if one.account_id}
    speaking = session.scalars(select(Comment.account_id).where(Comment.draft_id == draft.id))
    numbers = {account.id, *draft.writer_ids, *deciding, *speaking}
    return {email.lower() for email in session.scalars(select(Account.email).where(Account.id.in_(numbers)))}
