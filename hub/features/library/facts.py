"""The facts of an entry in words, in the order in which pages and documents list them."""

from typing import NamedTuple

from hub.content.edition import Reader
from hub.features.library.model import Practice
from hub.i18n.dates import date_text
from hub.web.citing.licences import LICENCES
from hub.web.translations import gettext


class Fact(NamedTuple):
    """What a fact is called, and its values in words."""

    name: str
    values: list[str]


def facts(reader: Reader, practice: Practice) -> list[Fact]:
    """Return the facts of an entry in the reader's language, without those that have no value."""

    def named(vocabulary: str, codes: list[str]) -> list[str]:
        return [reader.label(vocabulary, code) for code in codes]

    rows = [
        Fact(gettext("Countries"), named("countries", practice.countries)),
        Fact(gettext("Level"), named("levels", [practice.level])),
        Fact(gettext("Stage"), named("stages", [practice.stage])),
        Fact(gettext("Years"), [years(practice)]),
        Fact(gettext("Led by"), [reader.words(practice.lead)]),
        Fact(gettext("Partners"), [reader.words(partner) for partner in practice.partners]),
        Fact(gettext("Sectors"), named("sectors", practice.sectors)),
        Fact(gettext("Themes"), named("themes", practice.themes)),
        Fact(gettext("Harms"), named("harms", practice.harms)),
        Fact(gettext("Measures"), named("measures", practice.measures)),
        Fact(gettext("Capabilities (WeProtect Model National Response)"), named("mnr-2016", practice.capabilities)),
        Fact(gettext("Audiences"), named("audiences", practice.audiences)),
        Fact(gettext("Evidence level"), named("evidence", [practice.evidence])),
        Fact(gettext("Kinds of evidence"), named("evidence-types", practice.evidence_types)),
        Fact(gettext("Legal basis"), [reader.words(law.title) for law in practice.legal_basis]),
        Fact(gettext("Verified on"), [date_text(practice.verified_on, reader.lang)]),
        Fact(gettext("Review due by"), [date_text(practice.review_due, reader.lang)]),
        Fact(gettext("Text updated on"), [date_text(practice.updated, reader.lang)]),
        Fact(gettext("Licence of the text"), [LICENCES[practice.licence][0]]),
    ]
    return [row for row in rows if row.values]


def years(practice: Practice) -> str:
    """Return from when to when a practice has been there."""
    if practice.years.to:
        return f"{practice.years.from_}–{practice.years.to}"
    return gettext("Since %(year)s", year=practice.years.from_)
