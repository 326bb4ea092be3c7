"""An entry in unqualified Dublin Core, with everything that is a text in both languages.

Of a masked work there are its number and its content note. What is illustrative or not confirmed says so first.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from hub.content.edition import Reader
from hub.content.model.dates import HANOI
from hub.content.model.entries import Entry
from hub.content.model.fields import Words
from hub.content.model.kinds import Model
from hub.features.agenda.model import Session
from hub.features.api.documents.entries import STARTER
from hub.features.api.documents.fields import both, pages, person
from hub.features.api.documents.sessions import NOTICES
from hub.features.api.documents.works import OURS
from hub.features.gallery.model import Work
from hub.features.library.model import Practice
from hub.features.statements.model import Statement
from hub.i18n.languages import LANGS
from hub.messages import N_
from hub.web.links import absolute, address_of

PUBLISHER = N_("Seminar and exhibition of 22 October 2025")
NUMBERED = N_("Work %(number)d")
TYPES = {"practice": "Text", "session": "Event", "statement": "Text", "work": "StillImage"}  # DCMI Type Vocabulary
SUBJECTS = ("themes", "harms", "measures", "sectors")
RIGHTS = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "in-copyright": "http://rightsstatements.org/vocab/InC/1.0/",
}


class Element(NamedTuple):
    """One element of Dublin Core; `lang` is empty where the text is of no language."""

    name: str
    text: str
    lang: str = ""


def elements(reader: Reader, entry: Entry[Any]) -> Iterator[Element]:
    """Yield the elements of an entry, without empty ones and without one that stands there already."""
    yield from dict.fromkeys(each for each in _elements(reader, entry) if each.text)


def _elements(reader: Reader, entry: Entry[Any]) -> Iterator[Element]:
    reading = entry.reading("vi")
    if reading.hidden:
        number = both(NUMBERED)
        for lang in LANGS:
            yield Element("title", number.read_in(lang) % {"number": getattr(reading, "order", 0)}, lang)
        yield from _said(entry, reading)
    else:
        yield from (Element("title", entry.readings[lang].title, lang) for lang in entry.languages)
        yield from _of_kind(reader, reading)
        yield from _said(entry, reading)
        yield from (
            Element("relation", absolute(address_of(each))) for each in reader.named(reading.related) if not each.hidden
        )
    yield from _in_both("publisher", both(PUBLISHER))
    yield Element("type", TYPES[entry.kind])
    yield from _in_both("type", both(reader.kinds[entry.kind].singular))
    yield Element("format", "text/html")
    yield from (Element("identifier", url) for url in pages(entry).values())
    yield from (Element("language", lang) for lang in entry.languages)


def _said(entry: Entry[Any], reading: Model) -> Iterator[Element]:
    """Yield what must be said first, then what the entry is about, or the note on what is ahead."""
    status = getattr(reading, "status", "")
    notice = STARTER if isinstance(reading, Practice) and status == "starter" else None
    if isinstance(reading, Session):
        notice = NOTICES.get(status)
    if isinstance(reading, Work):
        notice = OURS
    yield from _in_both("description", both(notice) if notice else None)
    for lang in entry.languages:
        said = entry.readings[lang]
        yield Element("description", said.content_note or ("" if said.hidden else said.summary), lang)


def _of_kind(reader: Reader, reading: Model) -> Iterator[Element]:
    """Yield what only entries of one kind have."""
    if isinstance(reading, Practice):
        yield from _of_practice(reader, reading)
    elif isinstance(reading, Statement):
        speaker = person(reader, reading.speaker).name if reading.speaker else None
        yield from [Element("creator", speaker)] if speaker else _in_both("creator", reading.office)
        yield Element("date", reading.delivered_on.isoformat())
        yield Element("identifier", reading.reference)
        yield from _sources(reader, reading.sources)
    elif isinstance(reading, Session):
        yield Element("date", reading.starts.astimezone(HANOI).isoformat())
        yield from _labels(reader, "subject", "themes questions", [reading.track])
        yield Element("rights", RIGHTS["CC-BY-4.0"])  # a text of this site
    elif isinstance(reading, Work):
        yield from _in_both("creator", reading.credit)
        yield from _labels(reader, "subject", "themes", [reading.theme])
        yield Element("rights", RIGHTS[reading.rights])
        yield from _sources(reader, reading.sources)


def _of_practice(reader: Reader, practice: Practice) -> Iterator[Element]:
    yield from _in_both("contributor", practice.lead)
    for name in SUBJECTS:
        yield from _labels(reader, "subject", name, getattr(practice, name))
    yield from _labels(reader, "coverage", "countries", practice.countries)
    yield Element("date", practice.verified_on.isoformat())
    yield from (Element("source", source.url) for source in practice.sources)
    yield Element("rights", RIGHTS[practice.licence])


def _labels(reader: Reader, name: str, vocabularies: str, codes: Iterable[str]) -> Iterator[Element]:
    """Yield the labels of codes in both languages."""
    for code in codes:
        term = next((term for each in vocabularies.split() if (term := reader.term(each, code))), None)
        yield from _in_both(name, term.label if term else None)


def _sources(reader: Reader, codes: Iterable[str]) -> Iterator[Element]:
    """Yield the addresses of sources; of one without an address its title."""
    for code in codes:
        term = reader.term("sources", code)
        if url := getattr(term, "url", ""):
            yield Element("source", url)
        elif term:
            yield from _in_both("source", term.label)


def _in_both(name: str, words: Words | None) -> Iterator[Element]:
    """Yield words in both languages; once and of none, where they are the same."""
    if words is not None and words.vi == words.en:
        yield Element(name, words.vi)
    elif words is not None:
        yield from (Element(name, words.read_in(lang), lang) for lang in LANGS)
