"""A country's good practice, in a template merged from those of EIGE, UN Women, OECD OPSI, WHO and WeProtect."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from hub.content.model.dates import A_YEAR, Day, PastDay, end_of
from hub.content.model.fields import Code, Part, Words, shared, translated
from hub.content.model.kinds import Model, Objection
from hub.content.model.vocabulary import DATE
from hub.messages import N_

# The sections of an entry in their order, with their headings.
SECTIONS = {
    "problem": N_("Problem"),
    "approach": N_("Approach"),
    "access": N_("Access"),
    "partners": N_("Partners"),
    "results": N_("Results"),
    "evidence": N_("Evidence"),
    "limits": N_("Limits"),
    "lessons": N_("Lessons"),
    "transferability": N_("Transferability"),
    "participation": N_("Participation"),
    "inclusion": N_("Inclusion"),
    "safeguarding": N_("Safeguarding"),
    "sustainability": N_("Sustainability"),
    "help": N_("Help"),
}

# What each of them answers, for those who write.
ASKS = {
    "problem": N_("Which harm, and who suffers it?"),
    "approach": N_("What was done, and with what means?"),
    "access": N_("How do those who need it find it: hours, cost, languages?"),
    "partners": N_("Who leads, who works with them?"),
    "results": N_("What has changed, and who says so?"),
    "evidence": N_("How is that known; has anyone independent looked?"),
    "limits": N_("What is not good yet, or had effects that no one meant?"),
    "lessons": N_("What would be done differently?"),
    "transferability": N_("What must be there first for others to do it?"),
    "participation": N_("How did children and survivors take part, and how were they protected?"),
    "inclusion": N_("Who is easily left behind?"),
    "safeguarding": N_("Whom could it harm, and how is that prevented?"),
    "sustainability": N_("Money, people and law for the years to come?"),
    "help": N_("Where does a reader turn who needs just this help?"),
}

# Those that stand open at the beginning of an entry, for a reader in a hurry; every other one is folded.
FIRST = ("approach", "results", "limits", "transferability")


class Years(Part):
    """The year in which a practice began, and the year in which it ended, if it has."""

    from_: int = Field(alias="from", ge=1900, le=2100)
    to: int | None = Field(None, ge=1900, le=2100)


class LegalText(Part):
    """A law or decree on which the practice rests."""

    title: Words
    url: str = ""


class Indicator(Part):
    """One figure with its unit, its period and the id of its source."""

    id: str
    name: Words
    value: Words | str
    unit: Words | None = None
    period: Words | None = None
    source: str = Field(json_schema_extra={"sort": "figure"})


class CitedSource(Part):
    """A public source; `date` is a year, a month or a day."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: Words | str
    publisher: Words | str
    date: str = Field("", pattern=DATE)
    url: str
    accessed: Day


class Approval(Part):
    """An approval at the desk: the day, and the institution for which the entry was written."""

    on: Day
    organisation: Words


class Practice(Model):
    """An entry of the library. What both languages share is written once; every figure names its source."""

    countries: list[Annotated[str, Code("countries")]] = shared(
        min_length=1, says=N_("codes of vocabulary/countries"), example="[VN]"
    )
    level: Annotated[str, Code("levels")] = shared(says=N_("a code of vocabulary/levels"), example="national")
    stage: Annotated[str, Code("stages")] = shared(says=N_("a code of vocabulary/stages"), example="operating")
    years: Years = shared(says=N_("from which year, and to which if it has ended"), example="{from: 2017}")
    lead: Words = shared(says=N_("the institution in charge, in both languages"), example='{vi: "…", en: "…"}')
    partners: list[Words] = shared(
        list, says=N_("other institutions, in both languages"), example='[{vi: "…", en: "…"}]'
    )
    sectors: list[Annotated[str, Code("sectors")]] = shared(
        min_length=1, says=N_("codes of vocabulary/sectors"), example="[health, police]"
    )
    themes: list[Annotated[str, Code("themes")]] = shared(
        min_length=1, says=N_("codes of vocabulary/themes"), example="[reporting-mechanisms]"
    )
    harms: list[Annotated[str, Code("harms")]] = shared(
        min_length=1, says=N_("codes of vocabulary/harms"), example="[grooming]"
    )
    measures: list[Annotated[str, Code("measures")]] = shared(
        min_length=1, says=N_("codes of vocabulary/measures"), example="[hotline]"
    )
    capabilities: list[Annotated[str, Code("mnr-2016")]] = shared(
        list, says=N_("codes of vocabulary/mnr-2016"), example="[mnr-11]"
    )
    audiences: list[Annotated[str, Code("audiences")]] = shared(
        min_length=1, says=N_("codes of vocabulary/audiences"), example="[children]"
    )
    evidence: Annotated[str, Code("evidence")] = shared(
        says=N_("a code of vocabulary/evidence"), example="unrated", editorial=True
    )
    evidence_types: list[Annotated[str, Code("evidence-types")]] = shared(
        min_length=1, says=N_("codes of vocabulary/evidence-types"), example="[administrative-data]"
    )
    legal_basis: list[LegalText] = shared(
        list, says=N_("laws and decrees, in both languages"), example='[{title: {vi: "…", en: "…"}, url: "https://…"}]'
    )
    indicators: list[Indicator] = shared(
        list,
        says=N_("figures, each with its source"),
        example='[{id: calls, name: {vi: "…", en: "…"}, value: "1.55 million", source: id-of-source}]',
    )
    sources: list[CitedSource] = shared(
        min_length=1,
        says=N_("public sources, cited in the text as [@id]"),
        example='[{id: …, title: …, publisher: …, date: "2025", url: "https://…", accessed: 2026-11-24}]',
    )
    verified_on: PastDay = shared(says=N_("the day on which the sources were last checked"), example="2026-11-24")
    review_due: Day = shared(says=N_("the day by which it must be checked again"), example="2027-05-24")
    versions_from: Day | None = shared(
        None,
        says=N_("earlier versions from before this day are not shown; write it where one says what should not be read"),
        example="2026-11-24",
        editorial=True,
    )
    licence: Literal["CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0"] = shared(
        "CC-BY-4.0", says=N_("the licence of the text"), example="CC-BY-4.0"
    )
    status: Literal["starter", "confirmed", "withdrawn"] = shared(
        says=N_("starter, confirmed (by the institution) or withdrawn"), example="starter", editorial=True
    )
    approved_for: list[Approval] = shared(
        list,
        says=N_("for which institution it was approved at the desk, and on which day; publishing writes it"),
        example='[{on: 2026-11-24, organisation: {vi: "…", en: "…"}}]',
        editorial=True,
    )
    reply: str = translated(
        "",
        max_length=1200,
        says=N_("a short reply of an institution that the entry names, in its own words and without formatting"),
        example="…",
    )
    reply_by: Words | None = shared(
        None, says=N_("the institution that replies, in both languages"), example='{vi: "…", en: "…"}'
    )
    reply_on: Day | None = shared(None, says=N_("the day of the reply"), example="2026-11-24")
    summary: str = translated(
        min_length=1, says=N_("what it is about, in one paragraph without formatting"), example="…"
    )

    def objections(self) -> Iterator[Objection]:
        """Yield what is wrong with the practice as a whole."""
        if self.reply and self.reply_by is None:
            message = N_(
                "a reply is there, and no one who replies; write reply_by: and the institution in both languages"
            )
            yield Objection("reply", message, {})
        known = {source.id for source in self.sources}
        for number, indicator in enumerate(self.indicators):
            if not indicator.source:
                message = N_("the indicator %(id)s has no source; write source: and the id of one of the sources")
                yield Objection(f"indicators.{number}", message, {"id": indicator.id}, "figure")
            elif indicator.source not in known:
                message = N_(
                    "the indicator %(id)s names the source %(source)s, which is not among the sources; add it or correct the name"
                )
                values = {"id": indicator.id, "source": indicator.source}
                yield Objection(f"indicators.{number}.source", message, values, "figure")


def moments(practice: Practice) -> Iterable[datetime]:
    """Return the ends of the days, in Hanoi, after which it is due for review, or a source for another look."""
    looked = {source.accessed + A_YEAR for source in practice.sources}
    return map(end_of, sorted({practice.review_due, *looked}))
