"""The address to which readers may write, and the texts that ask them to."""

from collections.abc import Sequence
from typing import NamedTuple

from hub.content.model.body import Section
from hub.content.model.kinds import Model
from hub.web.context import current_context

CONTACT = "contact"  # the id of a section that asks readers to write


class Contact(NamedTuple):
    """A mail or web address: what a link leads to, and what it says."""

    href: str
    text: str


def contact() -> Contact | None:
    """Return the address of HUB_CONTACT; None if it is not set, and then nothing may ask readers to write."""
    given = current_context().site.settings.contact
    if not given:
        return None
    return Contact(given if "://" in given else f"mailto:{given}", given)


def sections_of(reading: Model) -> Sequence[Section]:
    """Return the sections of an entry's text that are shown: without HUB_CONTACT, none asks readers to write."""
    return [part for part in reading.body.sections if part.id != CONTACT or contact()]
