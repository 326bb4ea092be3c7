"""Entries of the library in the API."""

from operator import attrgetter
from typing import Any

from hub.content.edition import Reader
from hub.content.model.entries import Entry as Found
from hub.features.api.documents.fields import both, shared, texts, titled
from hub.features.api.model import Entry, Reply, Titled
from hub.features.library.model import Practice
from hub.messages import N_

STARTER = N_("From public sources; not yet confirmed by the country")
OWN = tuple(Entry.model_fields.keys() - Titled.model_fields.keys() - {"notice", "reply"})


def of_entry(reader: Reader, entry: Found[Any], href: str, whole: bool) -> Entry:
    """Return an entry; what its institution has not confirmed says so."""
    practice: Practice = entry.reading("vi")
    notice = both(STARTER) if practice.status == "starter" else None
    told, said = shared(practice, *OWN), texts(entry, attrgetter("reply"))
    reply = Reply(by=practice.reply_by, on=practice.reply_on, text=said) if said and practice.reply_by else None
    return Entry(**titled(reader, entry, href, whole), **told, reply=reply, notice=notice)
