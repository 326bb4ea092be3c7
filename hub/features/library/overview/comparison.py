"""Two to four entries of the library side by side: fact by fact and section by section, in an order that is fixed."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from hub.content.edition import Reader
from hub.content.model.body import PREAMBLE
from hub.features.library.model import SECTIONS, Practice
from hub.features.library.overview.outline import Outline, by_name
from hub.i18n.languages import Lang
from hub.messages import N_

FEWEST, MOST = 2, 4
MOST_OFFERED, MOST_OF_A_COUNTRY = 60, 200  # entries in a form
LOOKED_AT = 100  # values of the address that are looked at
MOST_NAMED, LONGEST = 3, 40  # values that are no entry: how many are named, and how much of each


class Chosen(NamedTuple):
    """The entries of an address in its order, and what was left out: values that name none, those withdrawn, too many."""

    practices: list[Practice]
    unknown: tuple[str, ...]
    withdrawn: tuple[str, ...]
    too_many: int

    @property
    def slugs(self) -> list[str]:
        """Return what the entries are called in addresses."""
        return [practice.slug for practice in self.practices]


def chosen(reader: Reader, values: Iterable[str]) -> Chosen:
    """Return the entries that the values of an address name, each once, an earlier slug by the one of today."""
    found: dict[str, Practice] = {}
    unknown: dict[str, None] = {}
    withdrawn: dict[str, None] = {}
    for value in [value.strip() for value in values if value.strip()][:LOOKED_AT]:
        slug = reader.alias("practice", value) or value
        practice = reader.find(Practice, slug)
        if practice is None:
            unknown[value[:LONGEST]] = None
        elif practice.withdrawn:
            withdrawn[slug] = None
        else:
            found[slug] = practice
    kept = list(found.values())
    return Chosen(kept[:MOST], tuple(unknown)[:MOST_NAMED], tuple(withdrawn)[:MOST_NAMED], len(kept[MOST:]))


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of an entry: its name (N_), how its values are shown, and the values, which can be compared.

    `shown_as` is the vocabulary of codes; or `words`, `links`, `years`, `date` or `licence`.
    """

    name: str
    shown_as: str
    values: Callable[[Practice], Sequence[Hashable]]


FACTS = (
    Fact(N_("Countries"), "countries", lambda one: one.countries),
    Fact(N_("Level"), "levels", lambda one: [one.level]),
    Fact(N_("Stage"), "stages", lambda one: [one.stage]),
    Fact(N_("Years"), "years", lambda one: [one.years]),
    Fact(N_("Led by"), "words", lambda one: [one.lead]),
    Fact(N_("Partners"), "words", lambda one: one.partners),
    Fact(N_("Sectors"), "sectors", lambda one: one.sectors),
    Fact(N_("Themes"), "themes", lambda one: one.themes),
    Fact(N_("Harms"), "harms", lambda one: one.harms),
    Fact(N_("Measures"), "measures", lambda one: one.measures),
    Fact(N_("Capabilities (WeProtect Model National Response)"), "mnr-2016", lambda one: one.capabilities),
    Fact(N_("Audiences"), "audiences", lambda one: one.audiences),
    Fact(N_("Evidence level"), "evidence", lambda one: [one.evidence]),
    Fact(N_("Kinds of evidence"), "evidence-types", lambda one: one.evidence_types),
    Fact(N_("Legal basis"), "links", lambda one: one.legal_basis),
    Fact(N_("Status"), "statuses", lambda one: [one.status]),
    Fact(N_("Verified on"), "date", lambda one: [one.verified_on]),
    Fact(N_("Review due by"), "date", lambda one: [one.review_due]),
    Fact(N_("Text updated on"), "date", lambda one: [one.updated]),
    Fact(N_("Licence of the text"), "licence", lambda one: [one.licence]),
)


class Offer(NamedTuple):
    """Entries that may be added, by the country that each names first; `countries` to choose from where there are many."""

    groups: list[tuple[str, list[Outline]]]
    countries: list[tuple[str, str]]
    country: str


def offer(reader: Reader, entries: Sequence[Outline], taken: Sequence[str], country: str) -> Offer:
    """Return the entries that may be added to those taken; of very many only those of one country, given by its code."""
    others = [entry for entry in entries if entry.slug not in taken]
    countries = by_name(reader, {code for entry in others for code in entry.countries})
    many = len(others) > MOST_OFFERED
    country = country if many and country in dict(countries) else ""
    if many:
        others = [entry for entry in others if country in entry.countries][:MOST_OF_A_COUNTRY]
    groups: dict[str, list[Outline]] = {}
    for entry in others:
        groups.setdefault(country or next(iter(entry.countries), ""), []).append(entry)
    named = [(name, groups[code]) for code, name in countries if code in groups]
    return Offer(named, countries if many else [], country)


class FactRow(NamedTuple):
    """A fact of several entries: the values of each, whether all have the same, and those that all share otherwise."""

    fact: Fact
    cells: list[list[Any]]
    same: bool
    common: list[Any]


def fact_rows(practices: Sequence[Practice]) -> list[FactRow]:
    """Return every fact that at least one of the entries states."""
    rows = []
    for fact in FACTS:
        cells = [list(fact.values(practice)) for practice in practices]
        if not any(cells):
            continue
        sets = [set(cell) for cell in cells]
        shared = [value for value in cells[0] if all(value in each for each in sets)]
        same = all(each == sets[0] for each in sets)
        rows.append(FactRow(fact, cells, same, [] if same else shared))
    return rows


class TextRow(NamedTuple):
    """A section of several entries: its id and heading, which of them have it, and whether it is the same in all.

    The heading is a message (N_) if the template of entries has the section, otherwise an author's words in `lang`.
    """

    id: str
    heading: str
    lang: Lang | None
    present: list[bool]
    same: bool


def text_rows(reader: Reader, practices: Sequence[Practice]) -> list[TextRow]:
    """Return every section that at least one of the entries has: those of the template in order, then others."""
    texts = [(practice.lang, reader.rendered(practice.body)) for practice in practices]
    template: dict[str, tuple[str, Lang | None]] = {
        id: (heading, None) for id, heading in ({PREAMBLE: N_("Before the first section")} | SECTIONS).items()
    }
    own: dict[str, tuple[str, Lang | None]] = {}
    for practice in practices:
        for part in practice.body.sections:
            own.setdefault(part.id, (part.heading, practice.lang))
    rows = []
    for id, (heading, lang) in (template | {id: own[id] for id in own if id not in template}).items():
        parts = [text.part(id) for _, text in texts]
        if any(parts):
            alike = {(lang, part) for (lang, _), part in zip(texts, parts, strict=True)}
            rows.append(TextRow(id, heading, lang, [bool(part) for part in parts], len(alike) == 1))
    return rows
