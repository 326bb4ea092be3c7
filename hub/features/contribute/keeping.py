"""How long those who were asked to sign are known by name. What they have decided, for whom, and on which day stays."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from hub.features.contribute.tables import SignOff

ANSWERED = timedelta(days=365)  # after the answer: a year's review of an entry may ask who approved it
UNANSWERED = timedelta(days=90)  # after the question; as long as the mail that asked


def purge_signatories(session: Session, now: datetime) -> int:
    """Forget who was asked to sign, when their time is over; return how many."""
    answered, unanswered = SignOff.used < now - ANSWERED, SignOff.used.is_(None) & (SignOff.asked < now - UNANSWERED)
    return _forget(session, now, or_(answered, unanswered))


def forget_signatory(session: Session, now: datetime, email: str) -> int:
    """Forget somebody who was asked to sign, by their mail address in small letters; return how often they were asked."""
    return _forget(session, now, func.lower(SignOff.email) == email)


def _forget(session: Session, now: datetime, which: ColumnElement[bool]) -> int:
    """Empty name, office and address; a link that has not been answered ends with them."""
    named = (which, SignOff.email != "")
    session.execute(
        update(SignOff).where(*named, SignOff.used.is_(None), SignOff.overtaken.is_(None)).values(overtaken=now)
    )
    result = session.execute(update(SignOff).where(*named).values(name="", office="", email=""))
    assert isinstance(result, CursorResult)
    return int(result.rowcount)
