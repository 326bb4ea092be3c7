"""The outbox: mail that waits in the database, written in the transaction of what it tells of."""

from datetime import datetime
from typing import Literal

from sqlalchemy import String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from hub.desk.database import At, Base
from hub.i18n.languages import Lang

# "sending": handed to a mail server that has not answered yet. Whether it took the mail is not known then.
MailState = Literal["waiting", "sending", "sent", "refused"]


class Mail(Base):
    """One mail, in the language of whom it is for. `key` names what it tells of, so that nothing is told twice."""

    __tablename__ = "mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    address: Mapped[str] = mapped_column(String(254))
    lang: Mapped[Lang] = mapped_column(String(2))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[MailState] = mapped_column(String(10), default="waiting", index=True)
    created: Mapped[At]
    changed: Mapped[At]
    due: Mapped[At]  # when it is tried next
    attempts: Mapped[int] = mapped_column(default=0)
    answer: Mapped[str] = mapped_column(String(500), default="")  # the server's last words, if it refused


def post(session: Session, now: datetime, key: str, address: str, lang: Lang, subject: str, text: str) -> Mail | None:
    """Put a mail into the outbox; return None if one with this key is there already.

    Line breaks in a subject become spaces: no header of a mail can be written by who is named in one.
    """
    subject = " ".join(subject.split())[:200]
    if session.scalars(select(Mail.id).where(Mail.key == key)).first() is not None:
        return None
    mail = Mail(key=key, address=address, lang=lang, subject=subject, text=text, created=now, changed=now, due=now)
    session.add(mail)
    session.flush()
    return mail
