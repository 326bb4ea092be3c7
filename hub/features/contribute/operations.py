"""Deciding over drafts and speaking of them: what leads a draft along its way, each act in one transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from hub.content.source.folder import tidy
from hub.content.write.draft import digest_of, from_json
from hub.desk.audit import record
from hub.desk.permissions import allowed
from hub.desk.tables import Account
from hub.features.contribute.holding import hold, hold_open, pages_of
from hub.features.contribute.notices import tell
from hub.features.contribute.refusals import NotAllowed, NotNow, OneLanguage, Overtaken, ReasonMissing
from hub.features.contribute.tables import Comment, Decision, Draft, SignOff
from hub.features.contribute.workflow import APART, PERMISSIONS, TRANSITIONS, Action
from hub.i18n.languages import LANGS, Lang

__all__ = ("NotAllowed", "NotNow", "OneLanguage", "Overtaken", "ReasonMissing", "act", "comment", "decide", "settle")


def act(
    session: Session,
    now: datetime,
    account: Account,
    draft: Draft,
    action: Action,
    number: int,
    reason: str = "",
    answers: Mapping[str, Any] | None = None,
) -> Decision:
    """Take a draft a step further, on the version of a number, and tell everyone who took part.

    Signatures and publication have operations of their own. Raises NotAllowed, NotNow, Overtaken if the draft says
    something else by now, ReasonMissing, and OneLanguage for half of a pair that is to pass the review.
    """
    if action in APART:
        raise ValueError(f"{action} is done by an operation of its own")
    hold(session, draft)
    if not allowed(PERMISSIONS[action], account, draft):
        raise NotAllowed
    expect(session, draft, action, number)
    if action == "pass" and not {*draft.pages, *draft.base_files}.issuperset(LANGS):
        raise OneLanguage(draft.state)
    if action == "clear" and not answers:
        raise ReasonMissing
    return decide(session, now, account, draft, action, reason, answers)


def expect(session: Session, draft: Draft, action: Action, number: int) -> None:
    """Raise NotNow if an action does not lead on from a held draft's state, and Overtaken if its number is another."""
    if (draft.state, action) not in TRANSITIONS:
        raise NotNow(draft.state)
    if number != draft.number:
        raise Overtaken(draft.number, pages_of(session, draft, number) or {}, {}, from_json(draft.pages))


def decide(
    session: Session,
    now: datetime,
    account: Account | None,
    draft: Draft,
    action: Action,
    reason: str = "",
    answers: Mapping[str, Any] | None = None,
    sign_off: SignOff | None = None,
) -> Decision:
    """Write down a decision over a held draft, whoever asks having been found to be allowed it. Raises ReasonMissing."""
    transition = TRANSITIONS[draft.state, action]
    reason = tidy(reason).strip()
    if transition.reason and not reason:
        raise ReasonMissing
    decision = Decision(
        draft_id=draft.id, account_id=account.id if account else None, sign_off_id=sign_off.id if sign_off else None,
        step=transition.step, action=action, number=draft.number, reason=reason, answers=dict(answers or {}), moment=now,
    )  # fmt: skip
    session.add(decision)
    details: dict[str, object] = {"number": draft.number, "from": draft.state, "to": transition.to}
    details["digest"] = digest_of(from_json(draft.pages))
    if transition.to != draft.state:
        draft.state, draft.entered = transition.to, now
        _end_links(session, now, draft)
    session.flush()
    session.expire(draft, ["decisions"])
    if sign_off is not None:
        details["sign_off"] = sign_off.id
    record(session, now, decision.account_id, f"draft.{action}", f"draft {draft.id}", details)
    tell(session, now, draft, decision)
    return decision


def _end_links(session: Session, now: datetime, draft: Draft) -> None:
    """Let no link sign any more: a signature counts for what was cleared before it, once."""
    still = (SignOff.draft_id == draft.id, SignOff.used.is_(None), SignOff.overtaken.is_(None))
    session.execute(update(SignOff).where(*still).values(overtaken=now))


def comment(
    session: Session, now: datetime, account: Account, draft: Draft, number: int, lang: Lang, place: str, text: str
) -> Comment:
    """Say something of a place of a draft, as it stands under a number. Raises NotAllowed, NotNow, ReasonMissing."""
    hold_open(session, draft)
    if not allowed("draft.comment", account, draft):
        raise NotAllowed
    if not text.strip():
        raise ReasonMissing
    if not 1 <= number <= draft.number:
        raise Overtaken(draft.number, {}, {}, from_json(draft.pages))
    said = Comment(
        draft_id=draft.id,
        account_id=account.id,
        lang=lang,
        place=place,
        number=number,
        text=tidy(text).strip(),
        moment=now,
    )
    session.add(said)
    session.flush()
    session.expire(draft, ["comments"])
    return said


def settle(session: Session, now: datetime, account: Account, comment: Comment) -> None:
    """Mark a comment as dealt with. Raises NotAllowed and NotNow."""
    hold_open(session, comment.draft)
    if not allowed("draft.comment", account, comment.draft):
        raise NotAllowed
    comment.settled = True
    session.flush()
