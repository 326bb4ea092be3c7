"""An entry as data: its facts in codes and in words, its figures with their sources, and its sections as text."""

import re
from collections.abc import Callable
from typing import Any

from hub.content.edition import Reader
from hub.content.markdown.sanitiser import plain_text
from hub.content.model.fields import Words
from hub.features.library import queries
from hub.features.library.exchange.citing import remarks
from hub.features.library.model import Practice
from hub.web.citing.apa import apa_text
from hub.web.citing.cited import citations
from hub.web.citing.licences import address_of_licence
from hub.web.context import in_language
from hub.web.exchange.markdown import markdown
from hub.web.links import absolute, address_of
from hub.web.templating.prose import prose

# Fields with codes, and the vocabulary of each.
CODED = {
    "countries": "countries",
    "level": "levels",
    "stage": "stages",
    "sectors": "sectors",
    "themes": "themes",
    "harms": "harms",
    "measures": "measures",
    "capabilities": "mnr-2016",
    "audiences": "audiences",
    "evidence": "evidence",
    "evidence_types": "evidence-types",
    "status": "statuses",
}
CITATION = re.compile(r'\s*<a class="cite".*?</a>')  # with the space before it: words alone name no source
Address = Callable[[Practice], str]


def record(reader: Reader, practice: Practice, address: Address) -> dict[str, Any]:
    """Return an entry for the list of all: everything but its text. Words are in the reader's language.

    `titles` has the title in each language that the entry exists in; `words` has the names of its codes.
    """
    entry = reader.entry(practice.kind, practice.slug)
    titles = {lang: reading.title for lang, reading in entry.readings.items()} if entry else {}
    codes = {name: getattr(practice, name) for name in CODED}
    return {
        "id": practice.slug,
        "kind": practice.kind,
        "url": address(practice),
        "language": practice.lang,
        "title": practice.title,
        "titles": titles,
        "in_short": practice.in_short,
        "summary": practice.summary,
        "content_note": practice.content_note,
        **codes,
        "words": {name: _named(reader, CODED[name], value) for name, value in codes.items()},
        "years": {"from": practice.years.from_, "to": practice.years.to},
        "lead": reader.words(practice.lead),
        "partners": [reader.words(partner) for partner in practice.partners],
        "legal_basis": [{"title": reader.words(law.title), "url": law.url} for law in practice.legal_basis],
        "figures": _figures(reader, practice),
        "sources": _sources(reader, practice),
        "approved_for": [
            {"on": one.on.isoformat(), "organisation": reader.words(one.organisation)} for one in practice.approved_for
        ],
        "reply": _reply(reader, practice),
        "related": [reference for reference in practice.related if reader.card(reference)],
        "verified_on": practice.verified_on.isoformat(),
        "review_due": practice.review_due.isoformat(),
        "updated": practice.updated.isoformat(),
        "licence": practice.licence,
        "licence_url": address_of_licence(practice.licence),
        "note": "; ".join(remarks(reader, practice)),
    }


def whole_record(reader: Reader, practice: Practice, address: Address) -> dict[str, Any]:
    """Return an entry with its text and its citation."""
    return record(reader, practice, address) | {
        "sections": sections(reader, practice, address),
        "citation": apa_text(citations([practice])[0]),
    }


def sections(
    reader: Reader, practice: Practice, address: Address, notes: str = "", deeper: int = 0
) -> list[dict[str, str]]:
    """Return the sections of an entry in their order: heading, words, and Markdown (see hub.web.exchange.markdown)."""
    rendered = reader.rendered(practice.body)
    with in_language(reader.lang):  # so that its ids and the numbers of its sources are those of its own page
        return [
            {
                "id": part.id,
                "heading": part.heading,
                "text": plain_text(CITATION.sub("", rendered.part(part.id))),
                "markdown": markdown(prose(practice, part.id), address(practice), notes, deeper),
            }
            for part in queries.sections(practice)
        ]


def absolute_address(practice: Practice) -> str:
    """Return the absolute address of an entry's page."""
    return absolute(address_of(practice))


def _named(reader: Reader, vocabulary: str, value: str | list[str]) -> str | list[str]:
    """Return a code in words, or each of several."""
    if isinstance(value, str):
        return reader.label(vocabulary, value)
    return [reader.label(vocabulary, code) for code in value]


def _figures(reader: Reader, practice: Practice) -> list[dict[str, str]]:
    """Return the figures in words, each with the id and the date of its source."""
    dates = {source.id: source.date for source in practice.sources}
    rows = zip(practice.indicators, queries.figures(reader, practice), strict=True)
    return [
        {
            "id": figure.id,
            "name": row.name,
            "value": row.value,
            "unit": row.unit,
            "period": row.period,
            "source": row.source,
            "source_date": dates.get(row.source, ""),
        }
        for figure, row in rows
    ]


def _sources(reader: Reader, practice: Practice) -> list[dict[str, str]]:
    def read(words: Words | str) -> str:
        return words if isinstance(words, str) else reader.words(words)

    return [
        {
            "id": source.id,
            "title": read(source.title),
            "publisher": read(source.publisher),
            "date": source.date,
            "url": source.url,
            "accessed": source.accessed.isoformat(),
        }
        for source in practice.sources
    ]


def _reply(reader: Reader, practice: Practice) -> dict[str, str] | None:
    """Return the reply of an institution that the entry names; None if there is none."""
    if not practice.reply or practice.reply_by is None:
        return None
    day = practice.reply_on.isoformat() if practice.reply_on else ""
    return {"by": reader.words(practice.reply_by), "on": day, "text": practice.reply}
