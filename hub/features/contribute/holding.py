"""Holding a draft while something is done to it, and what it said under its numbers."""

from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hub.content.write.draft import Pages, as_json, from_json
from hub.desk.tables import Account
from hub.features.contribute.refusals import NotNow, Stopped
from hub.features.contribute.tables import Comment, Decision, Draft, DraftVersion, SignOff
from hub.features.contribute.workflow import ENDS

KEPT = timedelta(days=1)


def hold(session: Session, draft: Draft) -> None:
    """Read a draft again as it is now, and keep all others from changing it until the transaction ends.

    Whatever is done to a draft begins here. Raises Stopped if it is not to be touched.
    """
    lock(session, draft)
    if draft.is_stopped:
        raise Stopped


def lock(session: Session, draft: Draft) -> None:
    """Do what `hold` does, to a draft that is stopped, too.

    SQLite has one transaction at a time that may write; PostgreSQL locks the row.
    """
    session.refresh(draft, with_for_update=True)


def hold_open(session: Session, draft: Draft) -> None:
    """Hold a draft that has not come to its end. Raises NotNow if it has, and Stopped."""
    hold(session, draft)
    if draft.state in ENDS:
        raise NotNow(draft.state)


def pages_of(session: Session, draft: Draft, number: int) -> Pages | None:
    """Return what a draft said under a number; None if that is not kept."""
    of_number = (DraftVersion.draft_id == draft.id, DraftVersion.number == number)
    kept = session.scalars(select(DraftVersion.pages).where(*of_number)).first()
    return None if kept is None else from_json(kept)


def put(session: Session, now: datetime, account: Account, draft: Draft, pages: Pages) -> None:
    """Give a draft that is held its next number, under which it says these pages."""
    draft.number += 1
    draft.pages, draft.changed = as_json(pages), now
    if account.id not in draft.writers:
        draft.writers = [*draft.writers, account.id]
    keep(session, now, account, draft)
    thin(session, now, draft)


def keep(session: Session, now: datetime, account: Account, draft: Draft) -> None:
    """Keep what a draft says now, under its number."""
    kept = DraftVersion(
        draft_id=draft.id, number=draft.number, account_id=account.id, pages=draft.pages, moment=now
    )  # fmt: skip
    session.add(kept)
    session.flush()


def thin(session: Session, now: datetime, draft: Draft) -> None:
    """Forget versions of more than a day ago that their own writer has replaced, and on which nobody decided or spoke."""
    numbers = {
        number
        for model in (Comment, Decision, SignOff)
        for number in session.scalars(select(model.number).where(model.draft_id == draft.id))
    }
    columns = (DraftVersion.id, DraftVersion.number, DraftVersion.account_id, DraftVersion.moment)
    rows = session.execute(
        select(*columns).where(DraftVersion.draft_id == draft.id).order_by(DraftVersion.number)
    ).all()
    old = [
        row.id
        for row, following in pairwise(rows)
        if row.number not in numbers and row.account_id == following.account_id and row.moment < now - KEPT
    ]
    if old:
        session.execute(delete(DraftVersion).where(DraftVersion.id.in_(old)))
