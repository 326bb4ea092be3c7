"""Taking starter entries over: which institution an editor has asked, and the draft with which it begins."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from hub.content.model.kinds import Kind
from hub.content.write.publishing import Current
from hub.desk.audit import record
from hub.desk.database import At, Base
from hub.desk.permissions import allowed
from hub.desk.tables import Account, Organisation
from hub.features.contribute.drafting import begin
from hub.features.contribute.refusals import NotAllowed
from hub.features.contribute.tables import Draft


class TakeOver(Base):
    """That an editor has asked an institution to take a starter entry over. Asking another one replaces it."""

    __tablename__ = "take_over"
    __table_args__ = (UniqueConstraint("kind", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    slug: Mapped[str] = mapped_column(String(120))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    moment: Mapped[At]

    organisation: Mapped[Organisation] = relationship()


def ask(
    session: Session, now: datetime, account: Account, kind: str, slug: str, organisation: Organisation
) -> TakeOver:
    """Note which institution is asked to take an entry over. Raises NotAllowed."""
    if not allowed("entry.take_over", account):
        raise NotAllowed
    session.add(organisation)
    session.flush()
    asked = asked_of(session, kind, slug)
    if asked is None:
        asked = TakeOver(kind=kind, slug=slug)
        session.add(asked)
    asked.organisation_id, asked.asked_by, asked.moment = organisation.id, account.id, now
    session.flush()
    record(session, now, account.id, "entry.take_over", f"{kind}/{slug}", {"organisation": organisation.id})
    return asked


def asked_of(session: Session, kind: str, slug: str) -> TakeOver | None:
    """Return which institution is asked to take an entry over, if one is."""
    return session.scalars(select(TakeOver).where(TakeOver.kind == kind, TakeOver.slug == slug)).first()


def open_to(session: Session, account: Account) -> list[TakeOver]:
    """Return what the institution of an account is asked to take over, the first asked first."""
    if account.organisation_id is None or not allowed("draft.begin", account):
        return []
    of_theirs = select(TakeOver).where(TakeOver.organisation_id == account.organisation_id)
    return list(session.scalars(of_theirs.order_by(TakeOver.moment, TakeOver.id)))


def take(
    session: Session, now: datetime, account: Account, kind: Kind[Any], asked: TakeOver, parent: str, there: Current
) -> Draft:
    """Begin the draft by which an institution takes an entry over. Raises NotAllowed, and Taken."""
    if asked.organisation_id != account.organisation_id:
        raise NotAllowed
    return begin(
        session, now, account, kind.name, asked.slug, parent, there.pages, there.pages, there.digests, takes_over=True
    )


def is_starter(values: Mapping[str, Any]) -> bool:
    """Tell by the fields of an entry whether it waits for its institution."""
    return values.get("status") == "starter"
