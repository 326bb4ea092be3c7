"""An Edition: everything that a reader may see at one moment; immutable, and swapped whole.

`Edition.read_in(lang)` gives a Reader: the same Edition in one language. A Reader notes what was asked of it, so that a
page made from it is known to depend on just that, and on nothing else.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hub.content.media.renditions import Picture
from hub.content.model.body import Body, Rendered
from hub.content.model.entries import Card, Entry, Translation
from hub.content.model.kinds import Kind, M, Model, Registry, Words
from hub.content.model.vocabulary import Term, Vocabulary
from hub.i18n.languages import Lang
from hub.problems import Problem

Key = tuple[
    str, ...
]  # ("entry", kind, slug), ("place", kind, slug), ("kind", kind), ("terms", name), ("picture", digest), ("clock",)


@dataclass(frozen=True)
class Edition:
    """All entries by kind and slug in their kind's order, and their cards; `digests` tells for each Key whether it has changed."""

    as_of: datetime
    next_moment: datetime | None
    registry: Registry
    cards: Mapping[str, Mapping[str, Card]]
    entries: Mapping[str, Mapping[str, Entry[Any]]]
    aliases: Mapping[tuple[str, str], str]
    vocabularies: Mapping[str, Vocabulary[Any]]
    digests: Mapping[Key, str]
    problems: tuple[Problem, ...]
    rendered: Callable[[str], Rendered] = field(repr=False)
    id: str = ""
    pictures: Mapping[str, Picture] = field(default_factory=dict)  # by the digest of the original

    def read_in(self, lang: Lang, reads: set[Key] | None = None) -> "Reader":
        """The Edition for a reader of one language; `reads` collects the keys of what is asked."""
        return Reader(self, lang, set() if reads is None else reads)


class Reader:
    """Answers questions over an Edition in one language."""

    def __init__(self, edition: Edition, lang: Lang, reads: set[Key]) -> None:
        self.edition, self.lang, self.reads = edition, lang, reads

    @property
    def now(self) -> datetime:
        """The Edition's moment; a page that asks is made again when the clock passes a boundary."""
        self.reads.add(("clock",))
        return self.edition.as_of

    def kind_of(self, model: type[M]) -> Kind[M]:
        return self.edition.registry.of(model)

    def entry(self, kind: str, slug: str) -> Entry[Any] | None:
        """The entry in all its languages."""
        self.reads.add(("entry", kind, slug))
        return self.edition.entries.get(kind, {}).get(slug)

    def find(self, model: type[M], slug: str) -> M | None:
        """The entry of a slug in the reader's language, or in the one that we have; withdrawn ones as well."""
        entry = self.entry(self.kind_of(model).name, slug)
        return None if entry is None else entry.reading(self.lang)

    def cards(self, model: type[M]) -> list[Card]:
        """The cards of the entries of a kind that are not withdrawn, in the kind's order: to count and to sort."""
        kind = self.kind_of(model).name
        self.reads.add(("kind", kind))
        return [card for card in self.edition.cards[kind].values() if not card.withdrawn]

    def all(self, model: type[M]) -> list[M]:
        """Every entry of a kind that is not withdrawn, in the kind's order."""
        return list(self.all_of(self.kind_of(model).name))

    def all_of(self, kind: str) -> Iterator[Any]:
        self.reads.add(("kind", kind))
        for entry in self.edition.entries.get(kind, {}).values():
            reading = entry.reading(self.lang)
            if not reading.withdrawn:
                yield reading

    def named(self, references: Iterable[str]) -> Iterator[Model]:
        """The entries of `kind/slug` references, in that order; what does not resolve or is withdrawn is left out."""
        for reference in references:
            kind, _, slug = reference.partition("/")
            entry = self.entry(kind, slug) or self.entry(kind, self.alias(kind, slug) or slug)
            if entry is not None and not (reading := entry.reading(self.lang)).withdrawn:
                yield reading

    def card(self, reference: str) -> Card | None:
        """What is known from outside of an entry named as `kind/slug`; None where there is none, or it was withdrawn.

        A page that asks depends on where the entry is and in which languages, and not on its text.
        """
        kind, _, slug = reference.partition("/")
        slug = self.alias(kind, slug) or slug
        self.reads.add(("place", kind, slug))
        card = self.edition.cards.get(kind, {}).get(slug)
        return None if card is None or card.withdrawn else card

    def alias(self, kind: str, slug: str) -> str | None:
        """The slug to which an earlier one leads."""
        self.reads.add(("place", kind, slug))
        return self.edition.aliases.get((kind, slug))

    def languages(self, model: Model) -> tuple[Lang, ...]:
        """The languages in which an entry exists."""
        entry = self.entry(model.kind, model.slug)
        return entry.languages if entry else ()

    def translation(self, model: Model) -> Translation | None:
        """How the text that is shown stands to its original; None for the original itself."""
        entry = self.entry(model.kind, model.slug)
        return entry.translations.get(model.lang) if entry else None

    def terms(self, vocabulary: str) -> Mapping[str, Any]:
        """The terms of a vocabulary by id, in order; empty where there is no such file."""
        self.reads.add(("terms", vocabulary))
        found = self.edition.vocabularies.get(vocabulary)
        return found.terms if found else {}

    def term(self, vocabulary: str, code: str) -> Term | None:
        return self.terms(vocabulary).get(code)

    def label(self, vocabulary: str, code: str) -> str:
        """A code's name in the reader's language; the code itself where the vocabulary has none."""
        term = self.term(vocabulary, code)
        return term.label.read_in(self.lang) if term else code

    def vocabulary_title(self, vocabulary: str) -> str:
        self.reads.add(("terms", vocabulary))
        found = self.edition.vocabularies.get(vocabulary)
        return found.title.read_in(self.lang) if found else vocabulary

    def words(self, words: Words | None) -> str:
        return words.read_in(self.lang) if words else ""

    def picture(self, digest: str) -> Picture | None:
        """The smaller pictures made of an original; None while there are none."""
        self.reads.add(("picture", digest))
        return self.edition.pictures.get(digest)

    def rendered(self, body: Body) -> Rendered:
        """The HTML of a body."""
        return self.edition.rendered(body.key) if body else Rendered((), ())
