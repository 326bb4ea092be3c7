"""Who there is in an instance to try things in. Nobody can be invited at their addresses, which lead nowhere (RFC 2606)."""

import secrets
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.desk.permissions import ROLES, RoleName
from hub.desk.tables import Account, Organisation, Role
from hub.messages import N_
from hub.web.translations import gettext_of

DOMAIN = "@demo.invalid"


class Person(NamedTuple):
    """Somebody to be: the part of their address before the domain, what they are called (N_), and their role."""

    address: str
    name: str
    role: RoleName
    organisation: str = ""

    @property
    def email(self) -> str:
        """Return their mail address."""
        return self.address + DOMAIN


PEOPLE = (
    Person("contributor", N_("Contributor of Example agency A"), "contributor", "A"),
    Person("contributor-b", N_("Contributor of Example agency B"), "contributor", "B"),
    Person("reviewer", N_("Reviewer"), "reviewer"),
    Person("safeguarding", N_("Safeguarding reviewer"), "safeguarding"),
    Person("translator", N_("Translator"), "translator"),
    Person("editor", N_("Editor"), "editor"),
    Person("admin", N_("Administrator"), "admin"),
)


def settle_in(session: Session, now: datetime) -> dict[str, Account]:
    """Make the accounts, and return them by the first part of their addresses.

    Each has a second factor that nobody can prove: they are entered by a button, and by nothing else.
    """
    roles = {name: Role(name=name) for name in ROLES}
    agencies = {
        letter: Organisation(name_vi=f"Cơ quan minh họa {letter}", name_en=f"Example agency {letter}")
        for letter in "AB"
    }
    made = {
        person.address: Account(
            email=person.email, name=gettext_of("vi")(person.name), lang="vi", active=True, created=now, used=now,
            totp_secret="",
            fs_uniquifier=secrets.token_hex(32), roles=[roles[person.role]],
            organisation=agencies.get(person.organisation),
        )
        for person in PEOPLE
    }  # fmt: skip
    session.add_all(made.values())
    session.flush()
    return made


def known(session: Session) -> dict[str, Account]:
    """Return the accounts that can be entered without proof, by their addresses: those made here and no others."""
    emails = {person.email: person.address for person in PEOPLE}
    return {emails[one.email]: one for one in session.scalars(select(Account).where(Account.email.in_(emails)))}
