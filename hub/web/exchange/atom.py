"""Atom feeds (RFC 4287): what every feed of the site has. Ids contain no host, so that a move renames nothing."""

import uuid
from datetime import date
from xml.etree.ElementTree import Element, SubElement, indent, tostring

ATOM = "http://www.w3.org/2005/Atom"
TYPE = "application/atom+xml"
BEGAN = date(2025, 10, 22)  # the day of a feed without entries: that of the seminar
MIDNIGHT = "T00:00:00+07:00"  # the hour of a day in a format that wants one, in Hanoi


def moment(day: date) -> str:
    """Return a day as the moment at which it begins in Hanoi."""
    return day.isoformat() + MIDNIGHT


def id_of(*steps: str) -> str:
    """Return a stable id for what the steps name."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "/".join(("hn2025", *steps))).urn


def begin(lang: str, *, id: str, title: str, subtitle: str, updated: str) -> Element:
    """Return a feed in a language, without links and entries."""
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": lang})
    for name, text in (("id", id), ("title", title), ("subtitle", subtitle), ("updated", updated)):
        if text:
            add(feed, name, text)
    return feed


def add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """Add an element with a text or with attributes, and return it."""
    added = SubElement(parent, tag, attributes)
    added.text = text or None
    return added


def link(parent: Element, rel: str, href: str, media_type: str, lang: str = "") -> None:
    """Add a link."""
    add(parent, "link", rel=rel, href=href, type=media_type, **({"hreflang": lang} if lang else {}))


def written(feed: Element) -> str:
    """Return the feed as a document."""
    indent(feed, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(feed, "unicode")}\n'
