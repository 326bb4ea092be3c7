"""Pages of text, and helplines."""

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Literal

from pydantic import Field, HttpUrl

from hub.content.model.dates import HANOI, Day
from hub.content.model.fields import Words, shared, translated
from hub.content.model.kinds import Model, Objection
from hub.content.model.vocabulary import Item
from hub.messages import N_

FRESH = timedelta(days=180)
DIALLED = re.compile(r"(?<![\d.,])\d{3}(?![\d.,]\d|\d)")  # in a note: "Police: 113"


class Page(Model):
    """A page of text."""

    order: int = shared(0, says=N_("its place among the others, a whole number"), example="1")
    menu: Literal["main", "about", "legal", "none"] = shared(
        "none", says=N_("where it is listed: main, about, legal or none"), example="about"
    )
    status: Literal["shown", "withdrawn"] = shared(
        "shown", says=N_("shown or withdrawn"), example="shown", editorial=True
    )
    invites: bool = shared(
        False,
        says=N_("true if the page asks readers to write; no menu lists it while HUB_CONTACT is not set"),
        example="true",
    )
    short: str = translated("", says=N_("a shorter title for the menu"), example="Giới thiệu")
    title: str = translated(min_length=1, says=N_("the heading of the page"), example="Giới thiệu")


class Helpline(Item):
    """A service that helps or takes reports.

    Facts that are left out are unknown: a service is never free or confidential by default.
    """

    section: Literal["danger", "talk", "picture", "report", "abroad"]
    name: Words
    number: str = ""
    sms: str = ""
    url: HttpUrl | None = None
    place: str
    hours: Words | None = None
    cost: Words | None = None
    recorded: Words | None = None
    notes: Words | None = None
    state: Literal["verified", "to-confirm"]
    verified_on: Day
    sources: list[str] = Field(default_factory=list)
    languages: Words | None = None

    @property
    def moments(self) -> tuple[datetime, ...]:
        """Return the moment from which the line must be checked again."""
        return (datetime.combine(self.verified_on + FRESH, time.min, HANOI) + timedelta(days=1),)

    @property
    def numbers(self) -> tuple[str, ...]:
        """Return the numbers that are dialled for it, those of three digits in its notes included."""
        noted = DIALLED.findall(self.notes.en) if self.notes else ()
        return tuple(filter(None, (self.number, self.sms, *noted)))

    def overdue(self, now: datetime) -> Iterator[Objection]:
        """Yield an objection if the line has not been checked for too long and is not marked as to be confirmed."""
        if self.state == "verified" and now >= self.moments[0]:
            message = N_(
                "%(id)s was last checked on %(day)s, more than %(days)d days ago; check it again, or write state: to-confirm"
            )
            values = {"id": self.id, "day": self.verified_on.isoformat(), "days": FRESH.days}
            yield Objection("verified_on", message, values, "review")

    def to_check(self, now: datetime) -> bool:
        """Tell whether readers should be advised to check the line before relying on it."""
        return self.state != "verified" or now >= self.moments[0]
