"""The commands over the desk's records: `mail` sends what waits, `audit` shows that its lines are whole."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from hub.cli.console import Console
from hub.cli.values import WholeNumber
from hub.errors import UserError
from hub.messages import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from hub.desk.outbox import Mail
    from hub.desk.sending import Sent, Server

CUT = N_(
    "mail %(number)d to %(address)s (%(subject)s) was cut off: no one knows whether it arrived. Ask, then run: mail send --again %(number)d, or: mail send --leave %(number)d"
)
REFUSED = N_(
    "mail %(number)d was refused for good (%(answer)s); correct the address, or run: mail send --again %(number)d"
)
LATER = N_("mail %(number)d was refused for now (%(answer)s); it is tried again by itself")
GONE = N_("the mail server broke off (%(why)s); the other mails wait, run the command again")
NO_MAIL = N_("there is no mail %(number)d that was cut off or refused")
BUSY = N_("another process is sending the mails")
BROKEN = N_("line %(number)d of the audit was changed, or a line before it is missing")


@click.group()
def mail() -> None:
    """Send what waits in the outbox."""


@mail.command()
@click.option(
    "--again", type=WholeNumber(1, 999_999_999), multiple=True, help="send this mail although it may have arrived"
)
@click.option(
    "--leave", type=WholeNumber(1, 999_999_999), multiple=True, help="take this mail, which was cut off, for sent"
)
@click.pass_obj
def send(console: Console, again: tuple[int, ...], leave: tuple[int, ...]) -> int:
    """Send every mail that waits, over the server of HUB_MAIL_URL."""
    from hub.desk import sending
    from hub.desk.database import database_application, db
    from hub.storage.lock import Locked, locked

    server = sending.server_of(console.settings)
    app = database_application(console.settings)
    try:
        with locked(console.settings.instance / "mail.lock", wait=False), app.app_context():
            return _send(console, db.session(), server, again, leave)
    except Locked:
        raise UserError(BUSY) from None


def _send(
    console: Console, session: "Session", server: "Server", again: tuple[int, ...], leave: tuple[int, ...]
) -> int:
    import smtplib

    from hub.desk import sending

    now = console.clock.now
    for number in again:
        if not sending.again(session, now(), number):
            raise UserError(NO_MAIL, number=number)
    for number in leave:
        if not sending.settle(session, now(), number):
            raise UserError(NO_MAIL, number=number)
    sent: list[sending.Sent] = []
    if waiting := sending.due(session, now()):
        with sending.connected(server) as smtp:
            try:
                for number in waiting:
                    sent += filter(None, [sending.send_one(session, now(), smtp, server, number)])
            except (smtplib.SMTPServerDisconnected, OSError) as error:
                console.complain(console.gettext(GONE) % {"why": error})
                sent.append(sending.Sent(0, "sending", ""))
    return _tell(console, sent, sending.cut_off(session))


def _tell(console: Console, sent: "Sequence[Sent]", cut: "Sequence[Mail]") -> int:
    for one in sent:
        if one.state in ("refused", "waiting"):
            text = REFUSED if one.state == "refused" else LATER
            console.complain(console.gettext(text) % {"number": one.number, "answer": one.answer})
    for mail in cut:
        values = {"number": mail.id, "address": mail.address, "subject": mail.subject}
        console.complain(console.gettext(CUT) % values)
    console.write(
        console.ngettext("%(number)d mail sent", "%(number)d mails sent", sum(one.state == "sent" for one in sent))
    )
    return 1 if cut or any(one.state in ("refused", "sending") for one in sent) else 0


@click.group()
def audit() -> None:
    """Look after the record of what was done at the desk."""


@audit.command()
@click.pass_obj
def verify(console: Console) -> int:
    """Check that no line was changed and none is missing between two others."""
    from hub.desk.audit import broken_links, last_hash

    with console.database() as session:
        broken = [line.id for line in broken_links(session)]
        count, last = last_hash(session)
    for number in broken:
        console.complain(console.gettext(BROKEN) % {"number": number})
    if not broken:
        console.write(console.ngettext("%(number)d line is whole", "%(number)d lines are whole", count))
        console.write(last)
    return 1 if broken else 0


COMMANDS = (mail, audit)
