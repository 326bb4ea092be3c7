"""What the documents of all entries are made of: texts and addresses in both languages."""

import re
from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any

from hub.content.edition import Reader
from hub.content.markdown.sanitiser import plain_text
from hub.content.model.entries import Entry
from hub.content.model.fields import Words
from hub.content.model.kinds import Model
from hub.features.api.model import Section, Speaker
from hub.i18n.languages import LANGS, Lang
from hub.web.context import in_language
from hub.web.links import absolute, address_of
from hub.web.translations import gettext

Texts = dict[Lang, str]
CITED = re.compile(r'\s*<a class="cite".*?</a>')  # with the space before it, which would stand before a full stop


def texts(entry: Entry[Any], said: Callable[[Any], str]) -> Texts | None:
    """Return what is said of an entry in each of its languages; None if nothing is."""
    found = {lang: said(entry.readings[lang]) for lang in entry.languages}
    return {lang: text for lang, text in found.items() if text} or None


def both(message: str) -> Words:
    """Return a message (N_) in both languages."""
    said = {}
    for lang in LANGS:
        with in_language(lang):
            said[lang] = gettext(message)
    return Words(**said)


def pages(entry: Entry[Any]) -> Texts:
    """Return the absolute addresses of an entry's page, in the languages in which it exists."""
    return {lang: absolute(address_of(entry.readings[lang], lang)) for lang in entry.languages}


def common(reader: Reader, entry: Entry[Any], href: str, whole: bool) -> dict[str, Any]:
    """Return the fields of every entry, without its title and its texts; `whole` adds the sections."""
    return {
        "id": entry.slug,
        "href": href,
        "url": pages(entry),
        "languages": list(entry.languages),
        "original": entry.original,
        "updated": {lang: entry.readings[lang].updated for lang in entry.languages},
        "content_note": texts(entry, lambda reading: reading.content_note),
        "related": [name for name in entry.reading("vi").related if reader.card(name) is not None],
        "sections": list(sections(reader, entry)) if whole else None,
    }


def titled(reader: Reader, entry: Entry[Any], href: str, whole: bool) -> dict[str, Any]:
    """Return the fields of every entry that may be shown at once."""
    return common(reader, entry, href, whole) | {
        name: texts(entry, attrgetter(name)) for name in ("title", "summary", "in_short")
    }


def shared(reading: Model, *names: str) -> dict[str, Any]:
    """Return fields that are sent as they are."""
    return {name: getattr(reading, name) for name in names}


def sections(reader: Reader, entry: Entry[Any]) -> Iterator[Section]:
    """Yield the sections of an entry's text without markup, in the order of the original, then others."""
    headings: dict[str, Texts] = {}
    found: dict[str, Texts] = {}
    for lang in sorted(entry.languages, key=lambda lang: lang != entry.original):
        rendered = reader.rendered(entry.readings[lang].body)
        for part, html in zip(rendered.sections, rendered.html, strict=True):
            headings.setdefault(part.id, {})[lang] = part.heading
            found.setdefault(part.id, {})[lang] = plain_text(CITED.sub("", html))
    for name, text in found.items():
        named = {lang: heading for lang, heading in headings[name].items() if heading}
        yield Section(id=name, heading=named or None, text=text)


def person(reader: Reader, slug: str, role: Words | None = None) -> Speaker:
    """Return a speaker by name, if the person may be named, and by role."""
    entry = reader.entry("person", slug) if any(reader.named([f"person/{slug}"])) else None
    if entry is None:
        return Speaker(role=role)
    return Speaker(name=entry.readings[entry.original].title, role=role, url=pages(entry))
