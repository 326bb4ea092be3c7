"""An Edition: everything that may be shown to readers at one moment; immutable, and replaced as a whole.

`Edition.read_in(lang)` returns a Reader: the same Edition in one language. A Reader notes a key for everything it is
asked, so that a page made from it depends on exactly that.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hub.content.keys import (
    ClockKey,
    EntryKey,
    Key,
    KindKey,
    PictureKey,
    PlaceKey,
    RelationsKey,
    RemarksKey,
    RevisionsKey,
    TermsKey,
    VersionsKey,
)
from hub.content.media.renditions import Picture
from hub.content.model.body import Body, Rendered
from hub.content.model.entries import Card, Entry, Translation
from hub.content.model.fields import Words
from hub.content.model.kinds import Kind, M, Model
from hub.content.model.registry import Registry
from hub.content.model.revisions import Revision
from hub.content.model.versions import History
from hub.content.model.vocabulary import Term, Vocabulary, named_numbers
from hub.content.relations import Relations
from hub.i18n.languages import Lang
from hub.problems import Problem
from hub.storage.packs import Slot


@dataclass(frozen=True)
class Edition:
    """All entries and their cards, by kind and slug, in the order of their kind.

    `digests` tells for each key whether what it names has changed. `as_of` and `next_moment` are aware: the moment of
    the Edition, and the first later one at which something changes by the clock alone. `pictures` are keyed by the
    digest of the original, `revisions`, `relations` and `histories` by kind and slug; `earlier` loads the Entry of an
    earlier version from its slot. `remarks` are what editors are told of entries that are shown, by kind and slug:
    mistakes in their files, and references that lead nowhere.
    """

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
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    revisions: Mapping[tuple[str, str], tuple[Revision, ...]] = field(default_factory=dict)
    relations: Mapping[tuple[str, str], Relations] = field(default_factory=dict)
    histories: Mapping[tuple[str, str], History] = field(default_factory=dict)
    remarks: Mapping[tuple[str, str], tuple[Problem, ...]] = field(default_factory=dict)
    earlier: Callable[[Slot], Any] = field(default=lambda slot: None, repr=False)

    def read_in(self, lang: Lang, reads: set[Key] | None = None) -> "Reader":
        """Return a Reader in one language; the keys of what it is asked are added to `reads`."""
        return Reader(self, lang, set() if reads is None else reads)

    def every_card(self) -> Iterator[Card]:
        """Yield the card of every entry, withdrawn ones included."""
        for cards in self.cards.values():
            yield from cards.values()


class Reader:
    """Answers questions about an Edition in one language, and notes in `reads` what the answers depend on."""

    def __init__(self, edition: Edition, lang: Lang, reads: set[Key]) -> None:
        self._edition, self.lang, self._reads = edition, lang, reads

    @property
    def now(self) -> datetime:
        """Return the Edition's moment. A page that asks for it is remade when the clock passes a boundary."""
        self._reads.add(ClockKey())
        return self._edition.as_of

    @property
    def kinds(self) -> Mapping[str, Kind[Any]]:
        """Return every kind by its name."""
        return self._edition.registry.kinds

    def kind_of(self, model: type[M]) -> Kind[M]:
        """Return the kind of a model."""
        return self._edition.registry.of(model)

    def entry(self, kind: str, slug: str) -> Entry[Any] | None:
        """Return an entry in all its languages; None if there is none."""
        self._reads.add(EntryKey(kind, slug))
        return self._edition.entries.get(kind, {}).get(slug)

    def find(self, model: type[M], slug: str) -> M | None:
        """Return the entry of a slug in the reader's language, otherwise in its original; withdrawn ones too."""
        entry = self.entry(self.kind_of(model).name, slug)
        return None if entry is None else entry.reading(self.lang)

    def cards(self, model: type[M]) -> list[Card]:
        """Return the cards of a kind that are not withdrawn, in the kind's order, for counting and sorting."""
        return list(self.cards_of(self.kind_of(model).name))

    def cards_of(self, kind: str) -> Iterator[Card]:
        """Yield the cards of a kind, given by name, that are not withdrawn, in the kind's order."""
        self._reads.add(KindKey(kind))
        return (card for card in self._edition.cards.get(kind, {}).values() if not card.withdrawn)

    def all(self, model: type[M]) -> list[M]:
        """Return every entry of a kind that is not withdrawn, in the kind's order."""
        return list(self.all_of(self.kind_of(model).name))

    def all_of(self, kind: str) -> Iterator[Any]:
        """Yield every entry of a kind, given by name, that is not withdrawn, in the kind's order."""
        self._reads.add(KindKey(kind))
        for entry in self._edition.entries.get(kind, {}).values():
            reading = entry.reading(self.lang)
            if not reading.withdrawn:
                yield reading

    def withdrawn(self, model: type[M]) -> list[Card]:
        """Return the cards of a kind of which only a tombstone is left; of them nothing but that may be told."""
        kind = self.kind_of(model).name
        self._reads.add(KindKey(kind))
        return [card for card in self._edition.cards.get(kind, {}).values() if card.withdrawn]

    def revisions(self, entry: Model | Card) -> tuple[Revision, ...]:
        """Return the recorded changes of an entry, the first one its creation; empty if none is recorded."""
        self._reads.add(RevisionsKey(entry.kind, entry.slug))
        return self._edition.revisions.get((entry.kind, entry.slug), ())

    def relations(self, entry: Model | Card) -> Relations:
        """Return which entries name an entry and which are near to it; none if its kind does not declare `near`."""
        self._reads.add(RelationsKey(entry.kind, entry.slug))
        return self._edition.relations.get((entry.kind, entry.slug), Relations())

    def history(self, entry: Model | Card) -> History:
        """Return the earlier versions of an entry."""
        self._reads.add(VersionsKey(entry.kind, entry.slug))
        return self._edition.histories.get((entry.kind, entry.slug), History())

    def version(self, entry: M, id: str) -> M | None:
        """Return an earlier version of an entry in the reader's language, or in the one it had; None if not known."""
        slot = next((one.slot for one in self.history(entry).versions if one.id == id), None)
        reading: M | None = self._edition.earlier(slot).reading(self.lang) if slot is not None else None
        return reading

    def remarks(self, entry: Model | Card) -> tuple[Problem, ...]:
        """Return what editors are told of an entry beyond what stands in it (see Edition)."""
        self._reads.add(RemarksKey(entry.kind))
        return self._edition.remarks.get((entry.kind, entry.slug), ())

    @property
    def named_numbers(self) -> frozenset[str]:
        """Return the numbers that name items of lists and count nothing, such as those that are dialled."""
        return named_numbers(filter(None, map(self._vocabulary, self._edition.vocabularies)))

    def whole(self) -> Edition:
        """Return the Edition itself, for a page made from all of it, which then depends on every entry."""
        self._reads.update(map(KindKey, self._edition.registry.kinds))
        return self._edition

    def named(self, references: Iterable[str]) -> Iterator[Model]:
        """Yield the entries of `kind/slug` references, in that order, without those unknown or withdrawn."""
        for reference in references:
            kind, _, slug = reference.partition("/")
            entry = self.entry(kind, slug) or self.entry(kind, self.alias(kind, slug) or slug)
            if entry is not None and not (reading := entry.reading(self.lang)).withdrawn:
                yield reading

    def card(self, reference: str) -> Card | None:
        """Return the card of an entry named as `kind/slug`; None if there is none or it is withdrawn.

        A page that asks depends on where the entry is and in which languages, but not on its text.
        """
        kind, _, slug = reference.partition("/")
        slug = self.alias(kind, slug) or slug
        self._reads.add(PlaceKey(kind, slug))
        card = self._edition.cards.get(kind, {}).get(slug)
        return None if card is None or card.withdrawn else card

    def alias(self, kind: str, slug: str) -> str | None:
        """Return the slug to which an earlier slug leads; None if there is none."""
        self._reads.add(PlaceKey(kind, slug))
        return self._edition.aliases.get((kind, slug))

    def moved_to(self, kind: Kind[Any], slug: str, parent: str | None = None) -> str | None:
        """Return the slug of the entry that was once found under a slug; None if none was, or it still is.

        With `parent`, it was found below that entry: which has another slug now, or in which the entry does not lie any
        more and names it in its aliases (`parent/slug`).
        """
        if parent is not None and kind.parent:
            around = self.alias(kind.parent, parent) or parent
            for place in dict.fromkeys((f"{parent}/{slug}", f"{around}/{slug}")):
                if (earlier := self.alias(kind.name, place)) is not None:
                    return earlier
            entry = self.entry(kind.name, slug) if around != parent else None
            if entry is not None and entry.parent == around:
                return slug
        return self.alias(kind.name, slug)

    def languages(self, model: Model) -> tuple[Lang, ...]:
        """Return the languages in which an entry exists."""
        entry = self.entry(model.kind, model.slug)
        return entry.languages if entry else ()

    def translation(self, model: Model) -> Translation | None:
        """Return how up to date the text shown is with its original; None for the original itself."""
        entry = self.entry(model.kind, model.slug)
        return entry.translations.get(model.lang) if entry else None

    def terms(self, vocabulary: str) -> Mapping[str, Any]:
        """Return the terms of a vocabulary by id, in order; empty if there is no such vocabulary."""
        found = self._vocabulary(vocabulary)
        return found.terms if found else {}

    def term(self, vocabulary: str, code: str) -> Term | None:
        """Return a term of a vocabulary; None if there is none."""
        return self.terms(vocabulary).get(code)

    def label(self, vocabulary: str, code: str) -> str:
        """Return a code's label in the reader's language; the code itself if the vocabulary lacks it."""
        term = self.term(vocabulary, code)
        return term.label.read_in(self.lang) if term else code

    def vocabulary_title(self, vocabulary: str) -> str:
        """Return a vocabulary's title in the reader's language; its name if there is no such vocabulary."""
        found = self._vocabulary(vocabulary)
        return found.title.read_in(self.lang) if found else vocabulary

    def words(self, words: Words | None) -> str:
        """Return the words of a shared field in the reader's language; empty for None."""
        return words.read_in(self.lang) if words else ""

    def picture(self, digest: str) -> Picture | None:
        """Return the renditions of an original, given its digest; None while there are none."""
        self._reads.add(PictureKey(digest))
        return self._edition.pictures.get(digest)

    def rendered(self, body: Body) -> Rendered:
        """Return a body as sanitised HTML."""
        return self._edition.rendered(body.key) if body else Rendered((), ())

    def _vocabulary(self, name: str) -> Vocabulary[Any] | None:
        self._reads.add(TermsKey(name))
        return self._edition.vocabularies.get(name)
