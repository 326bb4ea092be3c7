"""The library as an Atom feed (RFC 4287), for every question a feed of its own: a search that is saved without an account.

Moments are those of the entries, so that the same texts are the same bytes, on every machine and at any hour.
"""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from hub.content.edition import Reader
from hub.features.library.exchange.asked_for import in_one_line, in_words
from hub.features.library.exchange.citing import remarks
from hub.features.library.exchange.record import Address
from hub.features.library.model import Practice
from hub.web.citing.citation import joined
from hub.web.exchange import atom
from hub.web.links import list_path
from hub.web.page import asked_query, asked_values
from hub.web.translations import gettext


def write(reader: Reader, practices: Sequence[Practice], address: Address) -> str:
    """Return the feed of entries, the latest change first."""
    query = asked_query()
    feed = atom.begin_list(
        reader.lang,
        list_path("practice"),
        id=atom.id_of("library", reader.lang, *([query] if query else [])),
        title=gettext("Library of country good practices"),
        subtitle=in_one_line(in_words(reader, asked_values())),
        days=(each.updated for each in practices),
        query=query,
    )
    atom.add(atom.add(feed, "author"), "name", gettext("Editors of HN 22.10"))
    for practice in sorted(practices, key=lambda each: (each.updated, each.slug), reverse=True):
        _entry(feed, reader, practice, address(practice))
    return atom.written(feed)


def _entry(feed: Element, reader: Reader, practice: Practice, url: str) -> None:
    entry = atom.begin_entry(feed, practice, reader.lang, url)
    for code in practice.countries:
        atom.add(entry, "category", term=code, label=reader.label("countries", code))
    for code in practice.themes:
        atom.add(entry, "category", term=code, label=reader.label("themes", code))
    text = joined([practice.content_note, practice.in_short or practice.summary])
    note = "".join(f" ({remark})" for remark in remarks(reader, practice))
    atom.add(entry, "summary", f"{text}{note}")
