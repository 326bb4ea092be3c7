"""Sending what waits in the outbox, over SMTP (RFC 5321): nothing is lost, and nothing goes out twice by itself.

A mail is "sending" from before its text is handed to the server until the server's answer is kept. If a process ends in
between, nobody knows whether the server took it: it is named, and waits for a person to decide.
"""

import hashlib
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from email.utils import format_datetime
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from sqlalchemy import select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from hub.config import MAIL, Settings
from hub.desk.limits import is_address
from hub.desk.outbox import Mail, MailState
from hub.errors import UserError
from hub.messages import N_

SECONDS = 60.0  # that a server may take for an answer
BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))  # then each day's half again
LONGEST = timedelta(days=5)  # that a mail is tried: RFC 5321, 4.5.4.1
NO_SERVER = N_("HUB_MAIL_URL is not set; write the mail server, such as smtps://user:password@mail.example.org")
NOT_A_SERVER = N_(
    "%(variable)s does not name a mail server; write one such as smtps://user:password@mail.example.org or smtp://localhost"
)
UNREACHED = N_("the mail server %(host)s cannot be reached (%(why)s); the mails wait, run the command again")
NO_TLS = N_(
    "the mail server %(host)s offers no STARTTLS, and a password is not sent without; write smtps:// in HUB_MAIL_URL"
)


class Server(NamedTuple):
    """A mail server, and the address from which mails come."""

    host: str
    port: int
    tls: bool
    user: str
    password: str
    sender: str
    domain: str


class Sent(NamedTuple):
    """What became of a mail: `state` as it is kept, and the server's words."""

    number: int
    state: MailState
    answer: str


def server_of(settings: Settings) -> Server:
    """Return the server of HUB_MAIL_URL. Raises UserError.

    Mails come from `?from=` of that URL, else from HUB_CONTACT where that is a mail address, else from hub@ the site.
    """
    if not settings.mail_url:
        raise UserError(NO_SERVER)
    try:
        url = urlsplit(settings.mail_url)
        port = url.port or (465 if url.scheme == "smtps" else 25 if _is_here(url.hostname or "") else 587)
    except ValueError:
        raise UserError(NOT_A_SERVER, variable="HUB_MAIL_URL") from None
    contact = settings.contact if MAIL.fullmatch(settings.contact) else f"hub@{settings.hostname}"
    sender = parse_qs(url.query).get("from", [contact])[0]
    if url.scheme not in ("smtp", "smtps") or not url.hostname or (not MAIL.fullmatch(sender) and "@" not in sender):
        raise UserError(NOT_A_SERVER, variable="HUB_MAIL_URL")
    return Server(
        url.hostname, port, url.scheme == "smtps", unquote(url.username or ""), unquote(url.password or ""), sender,
        settings.hostname,
    )  # fmt: skip


@contextmanager
def connected(server: Server) -> Iterator[smtplib.SMTP]:
    """Connect to a server, over TLS where it has it, and sign in. Raises UserError."""
    context = ssl.create_default_context()
    try:
        if server.tls:
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=context)
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    except (OSError, smtplib.SMTPException) as error:
        raise UserError(UNREACHED, host=server.host, why=error) from error
    try:
        try:
            _begin(smtp, server, context)
        except (OSError, smtplib.SMTPException) as error:
            raise UserError(UNREACHED, host=server.host, why=error) from error
        yield smtp
    finally:
        with suppress(OSError, smtplib.SMTPException):
            smtp.quit()
        smtp.close()


def _begin(smtp: smtplib.SMTP, server: Server, context: ssl.SSLContext) -> None:
    smtp.ehlo()
    if not server.tls and smtp.has_extn("starttls"):
        smtp.starttls(context=context if not _is_here(server.host) else ssl._create_unverified_context())
        smtp.ehlo()
    elif not server.tls and server.user and not _is_here(server.host):
        raise UserError(NO_TLS, host=server.host)
    if server.user:
        smtp.login(server.user, server.password)


def due(session: Session, now: datetime) -> list[int]:
    """Return the numbers of the mails that are to be tried now, the oldest first."""
    found = select(Mail.id).where(Mail.state == "waiting", Mail.due <= now).order_by(Mail.id)
    numbers = list(session.scalars(found))
    session.commit()
    return numbers


def cut_off(session: Session) -> list[Mail]:
    """Return the mails of which nobody knows whether a server took them."""
    return list(session.scalars(select(Mail).where(Mail.state == "sending").order_by(Mail.id)))


def send_one(session: Session, now: datetime, smtp: smtplib.SMTP, server: Server, number: int) -> Sent | None:
    """Send a mail; None if another process has it. Raises SMTPServerDisconnected or OSError when the server is gone.

    Nothing of the database is held while the server is asked.
    """
    mail = session.get(Mail, number)
    if mail is None or mail.state != "waiting":
        session.commit()
        return None
    made, address = message(mail, server), mail.address
    session.commit()
    if made is None:
        return _keep(session, now, number, "waiting", "refused", "not an address that mail can be sent to")
    refusal = _announced(smtp, server.sender, address)
    if refusal is not None:
        return _refused(session, now, number, "waiting", *refusal)
    if _keep(session, now, number, "waiting", "sending", "") is None:
        smtp.rset()
        return None
    try:
        code, words = smtp.data(made)
    except smtplib.SMTPDataError as error:  # it would not hear the text: so it has nothing
        code, words = error.smtp_code, error.smtp_error if isinstance(error.smtp_error, bytes) else b""
    if code == 250:
        return _keep(session, now, number, "sending", "sent", "")
    smtp.rset()
    return _refused(session, now, number, "sending", code, words)


def again(session: Session, now: datetime, number: int) -> bool:
    """Let a mail that was cut off or refused wait again; return whether there is such a mail."""
    states: tuple[MailState, ...] = ("sending", "refused")
    done = [_keep(session, now, number, state, "waiting", "", due=now) for state in states]
    return any(done)


def settle(session: Session, now: datetime, number: int) -> bool:
    """Take a mail that was cut off for sent; return whether there is such a mail."""
    return _keep(session, now, number, "sending", "sent", "") is not None


def message(mail: Mail, server: Server) -> bytes | None:
    """Return a mail as it is sent: plain text, in letters that every server passes on; None if its address is none.

    Sent again it has the same Message-ID, by which a mailbox can see that it is the same.
    """
    if not is_address(mail.address):
        return None
    made = EmailMessage(policy=POLICY)
    made["From"] = f"HN 22.10 <{server.sender}>"
    made["To"] = mail.address
    made["Subject"] = " ".join(mail.subject.split())
    made["Date"] = format_datetime(mail.created)
    made["Message-ID"] = f"<{mail.id}.{hashlib.sha256(mail.key.encode()).hexdigest()[:20]}@{server.domain}>"
    made["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's holiday notice is an answer to it
    made.set_content(mail.text, charset="utf-8", cte="quoted-printable")
    made["Content-Language"] = mail.lang  # after the text, which drops all that is said of content
    return made.as_bytes()


def _announced(smtp: smtplib.SMTP, sender: str, address: str) -> tuple[int, bytes] | None:
    """Say from whom to whom a mail goes; return the refusal, if there is one."""
    for code, words in (smtp.mail(sender), smtp.rcpt(address)):
        if code not in (250, 251):
            smtp.rset()
            return code, words
    return None


def _refused(session: Session, now: datetime, number: int, was: MailState, code: int, words: bytes) -> Sent | None:
    """Keep a refusal: for good if the server says so (5xx) or it has been tried for days, else until later."""
    mail = session.get(Mail, number)
    assert mail is not None
    answer = f"{code} {words.decode(errors='replace')}"[:500]
    wait, created = BACKOFF[min(mail.attempts, len(BACKOFF) - 1)], mail.created
    session.commit()
    state: MailState = "refused" if code >= 500 or now - created > LONGEST else "waiting"
    return _keep(session, now, number, was, state, answer, due=now + wait, tried=1)


def _keep(
    session: Session, now: datetime, number: int, was: MailState, state: MailState, answer: str,
    due: datetime | None = None, tried: int = 0,
) -> Sent | None:  # fmt: skip
    """Write down and commit what became of a mail; None if it is not any more what it was."""
    values = {"state": state, "changed": now, "answer": answer, "attempts": Mail.attempts + tried}
    changed = update(Mail).where(Mail.id == number, Mail.state == was).values(values | ({"due": due} if due else {}))
    result = session.execute(changed)
    session.commit()
    assert isinstance(result, CursorResult)
    return Sent(number, state, answer) if result.rowcount == 1 else None


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
