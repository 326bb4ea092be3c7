"""Atom feeds (RFC 4287): what every feed of the site has. Ids contain no host, so that a move renames nothing."""

import uuid
from collections.abc import Iterable
from datetime import date
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from hub.content.model.kinds import Model
from hub.web.links import absolute

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


def begin_list(
    lang: str, path: str, *, id: str, title: str, subtitle: str, days: Iterable[date], query: str = ""
) -> Element:
    """Return the feed of what the list at a path shows under a query, with its links and without entries.

    `days` are those of the last change of each entry.
    """
    feed = begin(lang, id=id, title=title, subtitle=subtitle, updated=moment(max(days, default=BEGAN)))
    after = f"?{query}" if query else ""
    link(feed, "self", absolute(f"{path[:-1]}.atom{after}"), TYPE)
    link(feed, "alternate", absolute(f"{path}{after}"), "text/html", lang)
    return feed


def begin_entry(feed: Element, of: Model, lang: str, url: str) -> Element:
    """Add what every entry has that stands for a text of the site, shown to readers of a language at an address."""
    entry = add(feed, "entry")
    if of.lang != lang:
        entry.set("xml:lang", of.lang)
    add(entry, "id", id_of(of.kind, of.slug, lang))
    add(entry, "title", of.title)
    add(entry, "updated", moment(of.updated))
    link(entry, "alternate", url, "text/html", lang)
    return entry


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
