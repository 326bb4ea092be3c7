"""The mails of accounts, in words: each is a subject and a text, made by the `say` (gettext) of its reader's language."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from hub.content.model.dates import HANOI
from hub.desk.permissions import ROLES
from hub.i18n.dates import moment_text
from hub.i18n.languages import Lang
from hub.messages import N_

Say = Callable[[str], str]


class Letter(NamedTuple):
    """What a mail says."""

    subject: str
    text: str


# What has changed in an account, for the notice that its owner gets.
CHANGES = {
    "password": N_("The password of your account at HN 22.10 has been changed. All other sessions have been ended."),
    "passkey": N_("A passkey has been added to your account at HN 22.10."),
    "passkey.removed": N_("A passkey has been removed from your account at HN 22.10."),
    "codes": N_("Codes from a telephone have been set up for your account at HN 22.10."),
    "codes.removed": N_("Codes from a telephone have been switched off for your account at HN 22.10."),
    "recovery": N_("A recovery code of your account at HN 22.10 has been used."),
}


def invitation(say: Say, lang: Lang, name: str, inviter: str, role: str, link: str, until: datetime) -> Letter:
    """Return the invitation to open an account."""
    by = (
        say(N_("%(inviter)s invites you to work on the hub of the seminar of 22 October 2025 as: %(role)s."))
        if inviter
        else say(N_("You are invited to work on the hub of the seminar of 22 October 2025 as: %(role)s."))
    )
    return _letter(
        say,
        say(N_("Invitation to the hub HN 22.10")),
        name,
        by % {"inviter": inviter, "role": say(ROLES.get(role, role))},  # type: ignore[call-overload]
        say(N_("Open this link to choose how you sign in:")) + "\n" + link,
        say(N_("The link works once, until %(until)s.")) % {"until": _there(until, lang)},
        say(N_("If you did not expect this mail, you need not do anything.")),
    )


def reset(say: Say, lang: Lang, name: str, link: str, until: datetime) -> Letter:
    """Return the mail by which somebody chooses a new password."""
    return _letter(
        say,
        say(N_("A new password for the hub HN 22.10")),
        name,
        say(N_("Someone, probably you, has asked for a new password for your account. Open this link to choose one:"))
        + "\n"
        + link,
        say(N_("The link works once, until %(until)s.")) % {"until": _there(until, lang)},
        say(N_("If it was not you, you need not do anything: your password stays as it is.")),
    )


def notice(say: Say, lang: Lang, name: str, change: str, now: datetime, link: str) -> Letter:
    """Return the notice that something has changed in an account."""
    return _letter(
        say,
        say(N_("Your account at the hub HN 22.10 has changed")),
        name,
        say(CHANGES[change]),
        say(N_("This was done on %(moment)s.")) % {"moment": _there(now, lang)},
        say(N_("If it was not you, choose a new password at once and write to the editors:")) + "\n" + link,
    )


def _there(moment: datetime, lang: Lang) -> str:
    return moment_text(moment.astimezone(HANOI), lang)


def _letter(say: Say, subject: str, name: str, *paragraphs: str) -> Letter:
    greeting = say(N_("Dear %(name)s,")) % {"name": name} if name else say(N_("Hello,"))
    return Letter(subject, "\n\n".join((greeting, *paragraphs, say(N_("The hub HN 22.10")))) + "\n")
