"""What waits for whom: the drafts that somebody can take a step further, those that wait longest first."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from hub.desk.permissions import allowed
from hub.desk.tables import Account
from hub.features.contribute.tables import Draft, DraftVersion
from hub.features.contribute.workflow import PERMISSIONS, Action, State
from hub.i18n.languages import LANGS

# The action that a draft waits for in each state. One that is still being written waits for nobody else.
AWAITED: Mapping[State, Action] = {
    "submitted": "take",
    "review": "pass",
    "changes": "submit",
    "safeguarding": "clear",
    "signoff": "ask_signature",
    "approved": "publish",
}


class Waiting(NamedTuple):
    """A draft that waits in a state, since when and for how long."""

    draft: Draft
    state: State
    age: timedelta
    since: datetime


def queue_of(session: Session, account: Account, now: datetime) -> list[Waiting]:
    """Return what waits for somebody, the oldest first."""
    open_ones = (
        select(Draft).where(Draft.state.in_(AWAITED)).options(*map(selectinload, (Draft.decisions, Draft.attachments)))
    )
    drafts = session.scalars(open_ones.order_by(Draft.entered, Draft.id))
    return [Waiting(one, one.state, now - one.entered, one.entered) for one in drafts if waits_for(account, one)]


def waits_for(account: Account, draft: Draft) -> bool:
    """Tell whether a draft waits for somebody: for those who may do what it waits for.

    Changes are for who wrote it to make, though others may; and for translators, if a language is missing.
    """
    if draft.state not in AWAITED or draft.is_stopped:
        return False
    if draft.state == "changes":
        if "translator" in account.role_names and not {*draft.pages, *draft.base_files}.issuperset(LANGS):
            return True
        own = draft.organisation_id is not None and draft.organisation_id == account.organisation_id
        return (draft.author_id == account.id or own) and allowed("draft.submit", account, draft)
    return allowed(PERMISSIONS[AWAITED[draft.state]], account, draft)


def mine(session: Session, account: Account) -> list[Draft]:
    """Return the drafts of somebody, of their organisation, and those in which they wrote; the last changed first."""
    written = select(DraftVersion.draft_id).where(DraftVersion.account_id == account.id)
    theirs = [Draft.author_id == account.id, Draft.id.in_(written)]
    if account.organisation_id is not None:
        theirs.append(Draft.organisation_id == account.organisation_id)
    return list(session.scalars(select(Draft).where(or_(*theirs)).order_by(Draft.changed.desc(), Draft.id.desc())))
