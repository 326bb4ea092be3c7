"""The versions of a practice: what each says as plain text, section by section, and what has changed from one to the next."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from hub.content.edition import Reader
from hub.content.history.differences import Paragraph, differences
from hub.content.markdown.sanitiser import plain_text
from hub.features.library.model import SECTIONS, Practice
from hub.features.library.queries import figures
from hub.messages import N_

BLOCK = re.compile(r"</(?:p|li|h[1-6]|tr|blockquote|pre|dt|dd)>")
CITED = re.compile(r'<a class="cite" href="hub:cite/([a-z0-9-]+)"[^>]*>[^<]*</a>')
FIELDS = {
    "title": N_("Title"),
    "in_short": N_("In short"),
    "summary": N_("Summary"),
    "content_note": N_("Content note"),
}


class Passage(NamedTuple):
    """A part of an entry with its heading, a message (N_) where `own` is false, and its paragraphs as plain text."""

    heading: str
    own: bool
    paragraphs: tuple[str, ...]


class Change(NamedTuple):
    """What has changed in one part: its heading, as in Passage, and the paragraphs that differ."""

    heading: str
    own: bool
    paragraphs: list[Paragraph]


class Step(NamedTuple):
    """One version: its id and day, and what has changed since the one before; `first` if none before it is known."""

    id: str
    updated: date
    changes: list[Change]
    first: bool


def steps_of(reader: Reader, practice: Practice) -> list[Step]:
    """Return every version of a practice that may be shown, the newest, which is the present one, first."""
    versions = reader.history(practice).versions
    earlier = [(text, one.updated) for one in versions if (text := reader.version(practice, one.id)) is not None]
    texts = [(practice, last_day(reader, practice)), *earlier]
    said = [_passages(reader, text) for text, _ in texts]
    steps: list[Step] = []
    for place, (text, day) in enumerate(texts):
        before = said[place + 1] if place + 1 < len(said) else None
        changes = [] if before is None else list(_changes(before, said[place]))
        steps.append(Step(text.version, day, changes, before is None))
    return steps


class Outdated(NamedTuple):
    """A part of a translation whose original has changed since: its id, and its heading as in Passage."""

    id: str
    heading: str
    own: bool


def outdated(reader: Reader, practice: Practice) -> list[Outdated]:
    """Return the parts of the text shown that are older than the original; none if it is the original itself."""
    standing = reader.translation(practice)
    if standing is None or standing.state != "stale":
        return []
    headings = {part.id: part.heading for part in practice.body.sections}
    known = {name: (FIELDS.get(name, "") or SECTIONS.get(name, ""), False) for name in standing.sections}
    known |= {name: (headings[name], True) for name in standing.sections if headings.get(name)}
    return [Outdated(name, *known[name]) for name in standing.sections if known[name][0]]


def last_day(reader: Reader, practice: Practice) -> date:
    """Return the day on which the last of the files of a practice was changed."""
    entry = reader.entry(practice.kind, practice.slug)
    return (
        max((reading.updated for reading in entry.readings.values()), default=practice.updated)
        if entry
        else practice.updated
    )


def _changes(before: dict[str, Passage], after: dict[str, Passage]) -> Iterator[Change]:
    for id in dict.fromkeys([*after, *before]):
        old, new = before.get(id), after.get(id)
        paragraphs = differences(old.paragraphs if old else (), new.paragraphs if new else ())
        if paragraphs and (shown := new or old) is not None:
            yield Change(shown.heading, shown.own, paragraphs)


def _passages(reader: Reader, practice: Practice) -> dict[str, Passage]:
    """Return what an entry says: its title and summaries, its sections in the order of the template, its facts."""
    found = {
        name: Passage(heading, False, (text,)) for name, heading in FIELDS.items() if (text := getattr(practice, name))
    }
    rendered = reader.rendered(practice.body)
    places = {section: place for place, section in enumerate(SECTIONS)}
    for part in sorted(rendered.sections, key=lambda part: places.get(part.id, len(places))):
        found[part.id] = Passage(part.heading, True, tuple(_paragraphs(rendered.part(part.id))))
    found["facts"] = Passage(N_("Facts at a glance"), False, tuple(_facts(reader, practice)))
    found["figures"] = Passage(N_("Figures"), False, tuple(_figures(reader, practice)))
    found["sources"] = Passage(N_("Sources"), False, tuple(_sources(reader, practice)))
    return found


def _paragraphs(html: str) -> Iterator[str]:
    for block in BLOCK.split(CITED.sub(r"[\1]", html)):
        if text := " ".join(plain_text(block).split()):
            yield text


def _facts(reader: Reader, practice: Practice) -> Iterator[str]:
    for vocabulary, codes in (
        ("statuses", [practice.status]),
        ("countries", practice.countries),
        ("levels", [practice.level]),
        ("stages", [practice.stage]),
        ("evidence", [practice.evidence]),
        ("evidence-types", practice.evidence_types),
        ("sectors", practice.sectors),
        ("themes", practice.themes),
        ("harms", practice.harms),
        ("measures", practice.measures),
        ("mnr-2016", practice.capabilities),
        ("audiences", practice.audiences),
    ):
        yield "; ".join(reader.label(vocabulary, code) for code in codes)
    yield f"{practice.years.from_}–{practice.years.to or ''}"
    yield from (reader.words(words) for words in [practice.lead, *practice.partners])
    yield from (reader.words(text.title) for text in practice.legal_basis)


def _figures(reader: Reader, practice: Practice) -> Iterator[str]:
    for row in figures(reader, practice):
        yield ", ".join(filter(None, (f"{row.name}: {row.value} {row.unit}".strip(), row.period)))


def _sources(reader: Reader, practice: Practice) -> Iterator[str]:
    for source in practice.sources:
        words = [each if isinstance(each, str) else reader.words(each) for each in (source.title, source.publisher)]
        yield ", ".join(filter(None, (*words, source.date)))
