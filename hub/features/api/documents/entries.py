"""Entries of the library in the API."""

from typing import Any

from hub.content.edition import Reader
from hub.content.model.entries import Entry as Found
from hub.features.api.documents.fields import both, shared, titled
from hub.features.api.model import Entry, Titled
from hub.features.library.model import Practice
from hub.messages import N_

STARTER = N_("From public sources; not yet confirmed by the country")
OWN = tuple(Entry.model_fields.keys() - Titled.model_fields.keys() - {"notice"})


def of_entry(reader: Reader, entry: Found[Any], href: str, whole: bool) -> Entry:
    """Return an entry; what its institution has not confirmed says so."""
    practice: Practice = entry.reading("vi")
    notice = both(STARTER) if practice.status == "starter" else None
    return Entry(**titled(reader, entry, href, whole), **shared(practice, *OWN), notice=notice)
