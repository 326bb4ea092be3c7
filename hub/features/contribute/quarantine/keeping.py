"""Files that somebody suspects: out of everybody's reach by one press, and from there only by a command of the operator.

They lie under instance/quarantine/<number of the draft>-<digest>, which the account of the server alone can read. The
rows of the database say where a file belongs, and `settle` brings it there; so it may be interrupted. See
docs/operations.md.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.desk.audit import record
from hub.desk.permissions import allowed
from hub.desk.tables import Account
from hub.features.contribute.holding import lock
from hub.features.contribute.notices import tell_on_duty
from hub.features.contribute.refusals import NotAllowed
from hub.features.contribute.tables import Attachment, Draft
from hub.features.contribute.writing.attachments import place_of
from hub.storage import durable

FOLDER = "quarantine"
TO_OWNER, FILE = 0o700, 0o600  # permissions


def put(session: Session, now: datetime, account: Account, draft: Draft, paper: Attachment) -> list[Attachment]:
    """Put a file into quarantine with every copy of it, stop the drafts beside which they lie, and tell who is on duty.

    Returns the rows, for `settle` once they are committed: from then on nobody gets the file. Doing it again changes
    nothing. Raises NotAllowed.
    """
    if not allowed("attachment.quarantine", account, draft):
        raise NotAllowed
    copies = list(session.scalars(select(Attachment).where(Attachment.digest == paper.digest).order_by(Attachment.id)))
    for number in sorted({one.draft_id for one in copies}):
        lock(session, session.get_one(Draft, number))
    fresh = [one for one in copies if one.quarantined is None]
    for one in fresh:
        one.quarantined = now
    session.flush()
    for one in fresh:
        details = {"attachment": one.id, "digest": one.digest}
        line = record(session, now, account.id, "attachment.quarantine", f"draft {one.draft_id}", details)
        tell_on_duty(session, now, one, line.id)
    return copies


def release(session: Session, now: datetime, paper: Attachment, reason: str, instance: Path) -> None:
    """Give a file back that was found to be harmless: the operator does it. The draft goes on. The caller commits."""
    alike = _alike(session, paper)
    for one in alike:
        one.quarantined = None
    session.flush()
    _note(session, now, paper, "attachment.release", reason)
    settle(instance, alike)


def destroy(session: Session, now: datetime, paper: Attachment, reason: str) -> list[Attachment]:
    """Say that a file is deleted for good: the operator does it, on the word of the authority. The draft goes on.

    Returns the rows, for `settle` once they are committed, which deletes it.
    """
    alike = _alike(session, paper)
    for one in alike:
        one.destroyed = now
    session.flush()
    _note(session, now, paper, "attachment.destroy", reason)
    return alike


def suspected(session: Session) -> Sequence[Attachment]:
    """Return every file that is or was in quarantine, the first one first."""
    return session.scalars(select(Attachment).where(Attachment.quarantined.is_not(None)).order_by(Attachment.id)).all()


def settle(instance: Path, papers: Iterable[Attachment]) -> None:
    """Bring files to where their rows say that they belong. Raises OSError."""
    for paper in papers:
        there, shut = place_of(instance, paper.draft_id, paper.digest), place_in(instance, paper)
        if paper.destroyed is not None:
            there.unlink(missing_ok=True)
            shut.unlink(missing_ok=True)
        elif paper.quarantined is None:
            _move(shut, there)
        else:
            shut.parent.mkdir(TO_OWNER, parents=True, exist_ok=True)
            shut.parent.chmod(TO_OWNER)
            if there.exists():
                there.chmod(FILE)
            _move(there, shut)


def place_in(instance: Path, paper: Attachment) -> Path:
    """Return where a file lies while it is in quarantine."""
    return instance / FOLDER / f"{paper.draft_id}-{paper.digest}"


def _move(source: Path, target: Path) -> None:
    if source.exists():
        durable.move(source, target)


def _alike(session: Session, paper: Attachment) -> list[Attachment]:
    """Return the rows of one draft that stand for the same file."""
    lock(session, session.get_one(Draft, paper.draft_id))
    same = (Attachment.draft_id == paper.draft_id, Attachment.digest == paper.digest)
    return list(session.scalars(select(Attachment).where(*same).order_by(Attachment.id)))


def _note(session: Session, now: datetime, paper: Attachment, action: str, reason: str) -> None:
    details = {"attachment": paper.id, "digest": paper.digest, "reason": reason}
    record(session, now, None, action, f"draft {paper.draft_id}", details)
