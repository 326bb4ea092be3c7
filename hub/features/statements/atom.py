"""Statements as an Atom feed (RFC 4287), the latest change first. Its ids contain no host, so that a move renames nothing."""

import uuid
from collections.abc import Sequence
from datetime import date
from xml.etree import ElementTree

from hub.content.edition import Reader
from hub.features.statements.citing import Address
from hub.features.statements.model import Statement
from hub.web.citing.citation import MIDNIGHT
from hub.web.links import absolute, list_path
from hub.web.translations import gettext

ATOM = "http://www.w3.org/2005/Atom"
BEGAN = date(2025, 10, 22)  # the day of a feed without entries: that of the seminar


def write(reader: Reader, statements: Sequence[Statement], address: Address) -> str:
    """Return the feed of statements in the reader's language."""
    path = list_path("statement")
    feed = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": reader.lang})
    _add(feed, "id", id_of("statements", reader.lang))
    _add(feed, "title", gettext("Statements"))
    _add(feed, "subtitle", gettext("Seminar and exhibition of 22 October 2025"))
    _add(feed, "updated", max((each.updated for each in statements), default=BEGAN).isoformat() + MIDNIGHT)
    _add(feed, "link", rel="self", href=absolute(f"{path[:-1]}.atom"), type="application/atom+xml")
    _add(feed, "link", rel="alternate", href=absolute(path), hreflang=reader.lang, type="text/html")
    for statement in sorted(statements, key=lambda each: (each.updated, each.reference), reverse=True):
        _entry(feed, reader, statement, address(statement))
    ElementTree.indent(feed, " ")
    return ElementTree.tostring(feed, "unicode", xml_declaration=False).join(
        ('<?xml version="1.0" encoding="utf-8"?>\n', "\n")
    )


def id_of(*steps: str) -> str:
    """Return a stable id for what the steps name."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "/".join(("hn2025", *steps))).urn


def _entry(feed: ElementTree.Element, reader: Reader, statement: Statement, url: str) -> None:
    entry = ElementTree.SubElement(feed, "entry")
    if statement.lang != reader.lang:
        entry.set("xml:lang", statement.lang)
    _add(entry, "id", id_of("statement", statement.slug, reader.lang))
    _add(entry, "title", statement.title)
    _add(entry, "updated", statement.updated.isoformat() + MIDNIGHT)
    _add(entry, "published", statement.delivered_on.isoformat() + MIDNIGHT)
    _add(ElementTree.SubElement(entry, "author"), "name", _author(reader, statement))
    _add(entry, "link", rel="alternate", href=url, hreflang=reader.lang, type="text/html")
    _add(entry, "category", term=statement.status, label=reader.label("statuses", statement.status))
    _add(entry, "summary", statement.content_note or statement.summary)


def _author(reader: Reader, statement: Statement) -> str:
    named = [f"person/{statement.speaker}"] if statement.speaker else []
    return next((person.title for person in reader.named(named)), statement.office.read_in(statement.lang))


def _add(parent: ElementTree.Element, tag: str, text: str = "", **attributes: str) -> None:
    ElementTree.SubElement(parent, tag, attributes).text = text or None
