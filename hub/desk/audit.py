"""The audit: what was done at the desk, in lines that nobody can change, chained by their hashes."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from sqlalchemy import String, Text, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from hub.desk.database import At, Base

BEGINNING = "0" * 64
REFUSAL = "the audit can be added to, and not changed"


class AuditLine(Base):
    """One line: who (an account's number, or None for a command), what, to what, and the hash over it and all before.

    `details` is JSON without personal data: states, digests, numbers of rows.
    """

    __tablename__ = "audit_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    moment: Mapped[At]
    account_id: Mapped[int | None]  # no foreign key: the line stays when the account goes
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(200))
    details: Mapped[str] = mapped_column(Text)
    before: Mapped[str] = mapped_column(String(64), unique=True)  # two lines can never follow the same one
    hash: Mapped[str] = mapped_column(String(64), unique=True)

    def computed(self) -> str:
        """Return the hash that the line must have."""
        said = [self.before, self.moment.isoformat(), self.account_id, self.action, self.subject, self.details]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def record(
    session: Session,
    now: datetime,
    account_id: int | None,
    action: str,
    subject: str,
    details: Mapping[str, object] | None = None,
) -> AuditLine:
    """Add a line, in the transaction of what it tells of: both are kept, or neither."""
    if session.get_bind().dialect.name == "postgresql":
        # Two transactions must not follow the same line; with SQLite there is one writer at a time anyway.
        session.execute(text("LOCK TABLE audit_line IN EXCLUSIVE MODE"))
    last = session.scalars(select(AuditLine).order_by(AuditLine.id.desc()).limit(1)).first()
    line = AuditLine(
        moment=now.astimezone(UTC),
        account_id=account_id,
        action=action,
        subject=subject,
        details=json.dumps(details or {}, ensure_ascii=False, sort_keys=True),
        before=last.hash if last else BEGINNING,
    )
    line.hash = line.computed()
    session.add(line)
    session.flush()
    return line


def broken_links(session: Session) -> Iterator[AuditLine]:
    """Yield each line whose hash is not that of what it says, or that does not follow the line before it."""
    before = BEGINNING
    for line in session.scalars(select(AuditLine).order_by(AuditLine.id)).yield_per(500):
        if line.before != before or line.hash != line.computed():
            yield line
        before = line.hash


def last_hash(session: Session) -> tuple[int, str]:
    """Return how many lines there are, and the hash of the last one, which stands for all of them.

    Kept elsewhere it shows whether lines were taken from the end.
    """
    count = session.scalar(select(func.count()).select_from(AuditLine)) or 0
    return count, session.scalar(select(AuditLine.hash).order_by(AuditLine.id.desc()).limit(1)) or BEGINNING


def guards(dialect: str, gone: bool = False) -> tuple[str, ...]:
    """Return the statements by which a database refuses to change or delete a line, or those that end this.

    Whoever owns the database can end it all the same; that the chain is whole is what `audit verify` shows.
    """
    if dialect == "postgresql":
        if gone:
            return ("DROP TRIGGER audit_line_kept ON audit_line", "DROP FUNCTION audit_line_kept")
        return (
            f"CREATE FUNCTION audit_line_kept() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''{REFUSAL}''; END'",
            "CREATE TRIGGER audit_line_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_line "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_line_kept()",
        )
    if gone:
        return tuple(f"DROP TRIGGER audit_line_no_{verb}" for verb in ("update", "delete"))
    return tuple(
        f"CREATE TRIGGER audit_line_no_{verb} BEFORE {verb.upper()} ON audit_line BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for verb in ("update", "delete")
    )
