"""Statements: what was said, by which office, in which words."""

from typing import Annotated, Literal

from pydantic import Field

from hub.content.model.dates import Day, PastDay
from hub.content.model.fields import Code, MediaFile, Part, RefersTo, Words, shared, translated
from hub.content.model.kinds import Model
from hub.i18n.languages import Lang
from hub.messages import N_


class Corrigendum(Part):
    """A correction, and the day on which it was made; `was` and `now` are the old words and those in their place."""

    on: Day
    text: Words
    was: Words | None = None
    now: Words | None = None


class Version(Part):
    """One printed version of the words: the source that printed it, and whom it names, as far as it does."""

    source: Annotated[str, Code("sources")]
    speaker: Annotated[str, RefersTo("person")] = ""
    office: Words | None = None


class Captions(Part):
    """The captions of a recording in one language, in WebVTT."""

    lang: Lang
    file: Annotated[str, MediaFile("recording")]


class Recording(Part):
    """A recording of the statement, beside its text, and its captions."""

    file: Annotated[str, MediaFile("recording")]
    captions: list[Captions] = Field(default_factory=list)


class Statement(Model):
    """A statement as prepared, as delivered, or as quoted by the press.

    `reference` is this site's own, not a document symbol of the United Nations.
    """

    reference: str = shared(
        pattern=r"^[A-Z0-9]+(-[A-Z0-9]+)+$", says=N_("this site’s own reference"), example="HN2025-PB-01"
    )
    office: Words = shared(
        says=N_("the office that speaks, in both languages"),
        example='{vi: "Bộ Công an", en: "Ministry of Public Security"}',
    )
    speaker: Annotated[str, RefersTo("person")] = shared(
        "", says=N_("the slug of a person, if one is named"), example="pauline-tamesis"
    )
    versions: list[Version] = shared(
        list,
        says=N_("the printed versions, where there are several: the source of each, and whom it names"),
        example='[{source: wvr-report}, {source: waj-report, speaker: le-hoang-duong, office: {vi: "…", en: "…"}}]',
    )
    delivered_on: PastDay = shared(says=N_("the day on which it was made"), example="2025-10-22")
    status: Literal["as-prepared", "as-delivered", "quoted", "withdrawn"] = shared(
        says=N_("as-prepared, as-delivered, quoted (in the press) or withdrawn"), example="quoted"
    )
    authentic_language: Literal["vi", "en", "unknown"] = shared(
        says=N_("the language in which it was made: vi, en or unknown"), example="en"
    )
    approved_by: Words | None = shared(
        None, says=N_("who approved the text, in both languages"), example='{vi: "…", en: "…"}'
    )
    approved_on: Day | None = shared(None, says=N_("the day of the approval"), example="2025-10-23")
    corrigenda: list[Corrigendum] = shared(
        list,
        says=N_("corrections with their days, and where words were replaced, the old and the new ones"),
        example='[{on: 2025-11-01, text: {vi: "…", en: "…"}, was: {vi: "…", en: "…"}, now: {vi: "…", en: "…"}}]',
    )
    sources: list[Annotated[str, Code("sources")]] = shared(
        min_length=1, says=N_("codes of vocabulary/sources"), example="[wvr-report]"
    )
    recording: Recording | None = shared(
        None,
        says=N_(
            "a recording in the folder of the text, with captions in WebVTT; its transcript is the section transcript"
        ),
        example="{file: phat-bieu.mp4, captions: [{lang: vi, file: phat-bieu.vi.vtt}]}",
    )
    summary: str = translated(
        min_length=1, says=N_("what it is about, in one paragraph without formatting"), example="…"
    )

    @property
    def speakers(self) -> list[str]:
        """Return the slugs of everyone whom the statement or one of its versions names."""
        named = [self.speaker, *(version.speaker for version in self.versions)]
        return list(dict.fromkeys(slug for slug in named if slug))
