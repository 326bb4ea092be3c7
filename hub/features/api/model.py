"""What the API answers, as pydantic models. The OpenAPI document is generated from them.

A text is a map from each language in which it exists; a code is a term of the vocabulary that the description names.
Fields without a value are left out.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from hub.content.model.fields import Words
from hub.features.library.model import Approval, CitedSource, Indicator, LegalText, Years
from hub.features.statements.model import Corrigendum
from hub.i18n.languages import Lang

Texts = Annotated[Mapping[Lang, str], Field(description="A text by language, in those in which it exists.")]
Urls = Annotated[Mapping[Lang, str], Field(description="Absolute addresses of the page, by language.")]


def codes(vocabulary: str) -> str:
    """Return the description of a field that takes its codes from a vocabulary."""
    return f"See /api/v1/vocabularies/{vocabulary}."


class Document(BaseModel):
    """Anything that the API sends."""

    model_config = ConfigDict(frozen=True)


class Section(Document):
    """One section of a text, without markup. The text before the first heading has the id `body` and no heading."""

    id: str
    heading: Texts | None = None
    text: Texts


class Item(Document):
    """What every entry has. `updated` is the day of each language's last change."""

    id: str = Field(description="The slug; it never changes.")
    href: str = Field(description="The absolute address of this document.")
    url: Urls
    languages: list[Lang]
    original: Lang = Field(description="The language of the authentic text.")
    updated: Mapping[Lang, date]
    content_note: Texts | None = Field(None, description="What a reader should know before reading.")
    related: list[str] = Field([], description="Entries to read next, as kind/slug.")
    sections: list[Section] | None = Field(None, description="The whole text; in the document of one entry alone.")


class Titled(Item):
    """An entry that may be shown at once."""

    title: Texts
    summary: Texts | None = None
    in_short: Texts | None = None


class Reply(Document):
    """What an institution that an entry names has replied to it, in its own words."""

    by: Words
    on: date | None = None
    text: Texts


class Entry(Titled):
    """A good practice of the library."""

    countries: list[str] = Field(description=codes("countries"))
    level: str = Field(description=codes("levels"))
    stage: str = Field(description=codes("stages"))
    years: Years
    lead: Words
    partners: list[Words]
    sectors: list[str] = Field(description=codes("sectors"))
    themes: list[str] = Field(description=codes("themes"))
    harms: list[str] = Field(description=codes("harms"))
    measures: list[str] = Field(description=codes("measures"))
    capabilities: list[str] = Field(description=codes("mnr-2016"))
    audiences: list[str] = Field(description=codes("audiences"))
    evidence: str = Field(description=codes("evidence"))
    evidence_types: list[str] = Field(description=codes("evidence-types"))
    legal_basis: list[LegalText]
    indicators: list[Indicator]
    sources: list[CitedSource]
    verified_on: date
    review_due: date
    licence: str = Field(description="An SPDX identifier.")
    status: Literal["starter", "confirmed"] = Field(description=codes("statuses"))
    approved_for: list[Approval] = Field(description="For which institution it was approved, and on which day.")
    reply: Reply | None = Field(None, description="The right of reply: show it wherever you show the entry.")
    notice: Words | None = Field(None, description="What must be said wherever the entry is shown.")


class Speaker(Document):
    """Who speaks: by name where one is public, else by role."""

    name: str | None = None
    role: Words | None = None
    url: Urls | None = None


class Interpretation(Document):
    """An interpretation channel, and the language heard on it."""

    channel: int
    language: str = Field(description=codes("languages"))


class Material(Document):
    """A paper or slides of a session."""

    title: Words
    url: str


class Session(Titled):
    """A session of the programme. While `status` is `indicative` it is illustrative, and no speaker is named."""

    starts: datetime
    ends: datetime
    minutes: int
    room: str = Field(description=codes("venue-rooms"))
    track: str | None = Field(
        None, description="See /api/v1/vocabularies/themes and, where it is none of these, …/questions."
    )
    format: str = Field(description=codes("session-formats"))
    speakers: list[Speaker]
    languages_spoken: list[str] = Field(description=codes("languages"))
    interpretation: list[Interpretation]
    materials: list[Material]
    status: Literal["confirmed", "indicative", "moved", "cancelled"] = Field(description=codes("statuses"))
    notice: Words | None = Field(None, description="What must be said wherever the session is shown.")


class Statement(Titled):
    """A statement as prepared, as delivered, or as quoted by the press."""

    reference: str = Field(description="This site’s own, not a document symbol of the United Nations.")
    office: Words
    speaker: Speaker | None = None
    delivered_on: date
    status: Literal["as-prepared", "as-delivered", "quoted"] = Field(description=codes("statuses"))
    authentic_language: Literal["vi", "en", "unknown"]
    approved_by: Words | None = None
    approved_on: date | None = None
    corrigenda: list[Corrigendum]
    sources: list[str] = Field(description=codes("sources"))


class Picture(Document):
    """A picture: its absolute address, and the size of the original in pixels."""

    url: str
    width: int
    height: int


class Work(Item):
    """A work of the exhibition. Of a masked one there is nothing but its place and what must be said of it."""

    room: str
    order: int
    masked: bool
    title: Texts | None = None
    summary: Texts | None = None
    medium: Texts | None = None
    alt: Texts | None = None
    description: Texts | None = None
    credit: Words | None = None
    rights: str | None = Field(None, description="An SPDX identifier, or in-copyright.")
    theme: str | None = Field(None, description=codes("themes"))
    figure: str | None = Field(None, description=codes("figures"))
    sources: list[str] = Field([], description=codes("sources"))
    picture: Picture | None = Field(None, description="Absent while its renditions are being made.")
    notice: Words = Field(description="What must be said wherever the work is shown.")


class VocabularyInList(Document):
    """A vocabulary, without its terms."""

    id: str
    href: str
    title: Words
    terms_total: int = Field(ge=0)


class Term(Document):
    """A code with its labels, or a source with its title; `aliases` are other words for it."""

    id: str
    label: Words
    note: Words | None = None
    group: str | None = None
    aliases: Mapping[Lang, list[str]] | None = None
    value: Words | None = Field(None, description="What a figure says.")
    publisher: Words | str | None = None
    date: str | None = Field(None, description="Of a source: a year, a month or a day.")
    url: str | None = None


class Vocabulary(VocabularyInList):
    """A vocabulary with its terms, in order."""

    terms: list[Term]


D = TypeVar("D", bound=Document)


class Listing(Document, Generic[D]):
    """One page of a list: its items, and how many there are on all pages together."""

    items: list[D]
    total: int = Field(ge=0)


class Link(Document):
    """An address, and in words what is there."""

    href: str
    title: str


class Index(Document):
    """Where to begin."""

    collections: list[Link]
    openapi: str
    documentation: Urls
    harvesting: str = Field(description="The base address for OAI-PMH 2.0.")


class Fault(Document):
    """What is wrong with one parameter."""

    parameter: str
    detail: str


class Problem(Document):
    """An error (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str | None = None
    errors: list[Fault] | None = None
