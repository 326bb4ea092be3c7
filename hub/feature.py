"""A feature: everything that one folder of hub/features may declare, in one object. Shared code names no feature.

Anything that imports Flask, a database or a machine format is given as a reference ("hub.features.agenda.views:bp", as
`pkgutil.resolve_name` reads it) and imported where it is needed, so that reading content imports none of it.
"""

import importlib
import importlib.util
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from hub.content.edition import Reader
from hub.content.model.kinds import Kind
from hub.content.model.registry import ALWAYS_WITHHELD, Check, Registry, Withheld
from hub.content.model.vocabulary import Item
from hub.kept import Kept as Kept
from hub.menu import DeskEntry as DeskEntry
from hub.menu import MenuEntry as MenuEntry

Reference = str  # "package.module:name"
Tone = Literal["paper", "dark"]


Menu = Sequence[MenuEntry] | Callable[[Reader], Iterable[MenuEntry]]
Writer = Callable[[Reader, Sequence[Any], Callable[[Any], str]], str]
Chooser = Callable[[Reader, Mapping[str, Sequence[str]]], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Format:
    """A machine format of a kind: `/L/<path>.<suffix>` for all entries, `/L/<path>/<slug>.<suffix>` for one.

    `type` is the media type with its charset. `of_list` and `of_entry` refer to a Writer, a function that takes the
    Reader, the entries and a function that returns an entry's absolute address, and returns the whole document. If the
    reference is empty, that document is not offered.

    `query` names the parameters that the address of all entries reads, and `chosen_by` refers to a Chooser: a function
    of the Reader and their values, by name and as they were sent, that returns the entries to write: without any value
    all public ones, in the order of their list. A Chooser may return withdrawn entries to a writer that says nothing of
    them but that they are withdrawn. Without a Chooser the writer gets every public entry. If `download`, browsers save the document of one entry instead of showing it.
    If `on_demand`, documents are made when somebody asks for them, and not with the pages of every Edition: for kinds of
    very many entries.
    """

    suffix: str
    type: str
    kind: str
    of_list: Reference = ""
    of_entry: Reference = ""
    query: tuple[str, ...] = ()
    chosen_by: Reference = ""
    download: bool = False
    on_demand: bool = False

    def __post_init__(self) -> None:
        """Raise ValueError if one of `query` and `chosen_by` is declared without the other."""
        if bool(self.query) != bool(self.chosen_by):
            raise ValueError(f"the format {self.suffix} of {self.kind} declares one of query and chosen_by alone")


@dataclass(frozen=True, slots=True)
class SearchFields:
    """What the search indexes of the entries of a kind, beside their texts and the labels of their codes.

    `unread` lists fields that are not indexed, and `unread_sections` the ids of sections that read alike in every entry;
    `words` yields further words by which an entry is found, which are never shown.
    """

    unread: tuple[str, ...] = ()
    unread_sections: tuple[str, ...] = ()
    words: Callable[[Reader, Any], Iterable[str]] = lambda reader, entry: ()


@dataclass(frozen=True, slots=True)
class Findable:
    """How the search finds the terms of a vocabulary, each at a place of its own on a page.

    `title` heads them in a list of results and `singular` names one (both N_). `endpoint` is the view of the page, and
    `anchor` the place of a term on it, with its id for `{}`. `name` returns what a term is called, `text` what is said
    of it, and `words` yields further words by which it is found, which are never shown.
    """

    title: str
    singular: str
    endpoint: str
    name: Callable[[Reader, Any], str]
    text: Callable[[Reader, Any], str]
    anchor: str = "{}"
    words: Callable[[Reader, Any], Iterable[str]] = lambda reader, term: ()


@dataclass(frozen=True, slots=True)
class Feature:
    """The declaration of one feature. Every field but the name may be left out.

    name: the feature's name, which is the section of the site and the first part of its endpoints.
    kinds: the kinds of content that it adds.
    terms: models of vocabularies whose terms have more than labels, by the vocabulary's name.
    site: references to the blueprints of public pages.
    desk: references to the blueprints of the desk (accounts, forms, SQL), by the first step of their addresses after
        the language; the builder never imports them.
    desk_menu: entries of the menu that stands on every page of the desk.
    commands: references to click commands.
    kept: what it keeps of people at the desk.
    demo: a reference to a function of the desk's application and a moment that fills an instance to try things in.
    checks: what `check` reports on an entry beyond its model, by the name of its kind.
    menu: entries of the menus, or a function that reads them from the Edition.
    places: names under which texts and shared templates link to a view, by endpoint: home, help, search.
    reserved: slugs that no entry may have, because they are addresses of the feature.
    formats: machine formats of its kinds.
    derived: values that many pages take from the whole Edition, by name; a page depends on the value alone.
    late: endpoints of pages over so many entries that an edit does not wait for them.
    cited: references to functions of the Reader, an entry and its absolute address that return how the entry is cited
        (hub.web.citing.citation.Citation); by the name of the kind.
    pocket: endpoints of pages that a reader can keep in the browser and read without a network.
    refusals: references to what answers errors below a path, for programs, in place of a page: a function of the
        status that returns a response; by the first steps of the path, with a slash at the end.
    search: what the search indexes of a kind, by the name of the kind.
    changed: references to functions of the Reader and an entry that return, in words, what lists say beside an entry
        that has changed, or ""; by the name of the kind.
    findable: how the search finds the terms of a vocabulary, by the vocabulary's name.
    no_concepts: vocabularies whose terms name no concept, so that the search does not widen queries by them.
    tone: the colours of its pages: `paper`, or `dark` in either colour scheme.
    withheld: values by which an author asks for less to be shown; they take effect even while the files have errors.
    package: the package that declares the feature; set by `discover`.
    """

    name: str
    kinds: tuple[Kind[Any], ...] = ()
    terms: Mapping[str, type[Item]] = field(default_factory=dict)
    site: tuple[Reference, ...] = ()
    desk: Mapping[str, Reference] = field(default_factory=dict)
    desk_menu: tuple[DeskEntry, ...] = ()
    commands: tuple[Reference, ...] = ()
    kept: tuple[Kept, ...] = ()
    demo: Reference = ""
    checks: Mapping[str, Check] = field(default_factory=dict)
    menu: Menu = ()
    places: Mapping[str, str] = field(default_factory=dict)
    reserved: tuple[str, ...] = ()
    formats: tuple[Format, ...] = ()
    derived: Mapping[str, Callable[[Reader], Any]] = field(default_factory=dict)
    late: tuple[str, ...] = ()
    pocket: tuple[str, ...] = ()
    refusals: Mapping[str, Reference] = field(default_factory=dict)
    search: Mapping[str, SearchFields] = field(default_factory=dict)
    changed: Mapping[str, Reference] = field(default_factory=dict)
    cited: Mapping[str, Reference] = field(default_factory=dict)
    findable: Mapping[str, Findable] = field(default_factory=dict)
    no_concepts: tuple[str, ...] = ()
    tone: Tone = "paper"
    withheld: tuple[Withheld, ...] = ()
    package: str = ""

    @property
    def templates(self) -> Path:
        """Return the folder of its templates, which need not exist."""
        spec = importlib.util.find_spec(self.package)
        return Path(spec.origin if spec and spec.origin else "").parent / "templates"


class Features(tuple[Feature, ...]):
    """All features, in the order of their packages' names, and what they declare together."""

    @cached_property
    def registry(self) -> Registry:
        """Return the declarations with which content is read.

        Raises ValueError if two features claim the same kind, folder or place.
        """
        kinds: dict[str, Kind[Any]] = {}
        for feature in self:
            for kind in feature.kinds:
                if kind.name in kinds or any(_folder(kind) == _folder(other) for other in kinds.values()):
                    raise ValueError(f"{feature.package}: the kind {kind.name} or its folder {kind.folder} is taken")
                kinds[kind.name] = kind
        if taken := kinds.keys() & self.findable.keys():
            raise ValueError(f"{min(taken)}: is a kind and cannot be a findable vocabulary as well")
        return Registry(
            kinds,
            {name: model for feature in self for name, model in feature.terms.items()},
            (*ALWAYS_WITHHELD, *(one for feature in self for one in feature.withheld)),
            frozenset(slug for feature in self for slug in feature.reserved),
            frozenset(self.places),
            {kind: check for feature in self for kind, check in feature.checks.items()},
        )

    @cached_property
    def places(self) -> Mapping[str, str]:
        """Return the endpoint of each named place. Raises ValueError if two features claim the same place."""
        found: dict[str, str] = {}
        for feature in self:
            for place, endpoint in feature.places.items():
                if place in found:
                    raise ValueError(f"{feature.package}: the place {place} is taken by {found[place]}")
                found[place] = endpoint
        return found

    @cached_property
    def derived(self) -> Mapping[str, Callable[[Reader], Any]]:
        """Return every derived value under the name `feature.name`."""
        return {f"{feature.name}.{name}": derive for feature in self for name, derive in feature.derived.items()}

    @cached_property
    def late(self) -> frozenset[str]:
        """Return the endpoints of the pages that an edit does not wait for."""
        return frozenset(endpoint for feature in self for endpoint in feature.late)

    @cached_property
    def pocket(self) -> tuple[str, ...]:
        """Return the endpoints of the pages that can be kept for reading without a network."""
        return tuple(endpoint for feature in self for endpoint in feature.pocket)

    def refusal(self, path: str) -> Callable[[int], Any] | None:
        """Return what answers errors at a path in place of a page; None if nothing does."""
        declared = (each for feature in self for each in feature.refusals.items())
        return next((resolve(reference) for below, reference in declared if path.startswith(below)), None)

    @cached_property
    def search(self) -> Mapping[str, SearchFields]:
        """Return what the search indexes of each kind; kinds without a declaration are absent."""
        return {kind: fields for feature in self for kind, fields in feature.search.items()}

    @cached_property
    def changed(self) -> Mapping[str, Callable[[Reader, Any], str]]:
        """Return what tells the last change of an entry in words, by kind; kinds without a declaration are absent."""
        return {kind: resolve(reference) for feature in self for kind, reference in feature.changed.items()}

    @cached_property
    def cited(self) -> Mapping[str, Callable[[Reader, Any, str], Any]]:
        """Return what cites an entry, by kind; kinds without a declaration are absent."""
        return {kind: resolve(reference) for feature in self for kind, reference in feature.cited.items()}

    @cached_property
    def findable(self) -> Mapping[str, Findable]:
        """Return how the terms of each vocabulary are found; vocabularies without a declaration are absent."""
        return {name: found for feature in self for name, found in feature.findable.items()}

    @cached_property
    def no_concepts(self) -> frozenset[str]:
        """Return the vocabularies that do not widen queries."""
        return frozenset(name for feature in self for name in feature.no_concepts)

    def menu(self, reader: Reader) -> list[MenuEntry]:
        """Return every menu entry, sorted.

        Labels are messages (N_), except those of a feature whose menu is read from the Edition.
        """
        entries = [
            entry for feature in self for entry in (feature.menu(reader) if callable(feature.menu) else feature.menu)
        ]
        return sorted(entries, key=lambda entry: entry.order)

    def tone(self, section: str) -> Tone:
        """Return the tone of a section of the site."""
        return next((feature.tone for feature in self if feature.name == section), "paper")


def _folder(kind: Kind[Any]) -> tuple[str, str, int]:
    return kind.root, kind.folder, kind.depth


def resolve(reference: Reference) -> Any:
    """Import what a reference names. Raises whatever the import raises."""
    return pkgutil.resolve_name(reference)


def feature_packages(extra: Iterable[str] = ()) -> Iterator[str]:
    """Yield the name of every package in hub/features, then those in `extra`."""
    import hub.features

    for found in pkgutil.iter_modules(hub.features.__path__):
        if found.ispkg:
            yield f"hub.features.{found.name}"
    yield from extra


def discover(extra: Iterable[str] = ()) -> Features:
    """Collect `FEATURE` from the module `feature` of every feature package.

    Raises ModuleNotFoundError for a package without that module, and ValueError if two features claim the same thing.
    """
    found = Features(
        replace(importlib.import_module(f"{package}.feature").FEATURE, package=package)
        for package in feature_packages(extra)
    )
    found.registry  # noqa: B018  # evaluated for its checks
    return found
