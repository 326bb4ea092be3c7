"""The exhibition: rooms, the works in them, and tours."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import PositiveInt

from hub.content.model.dates import Day
from hub.content.model.fields import Code, MediaFile, Part, RefersTo, Words, shared, translated
from hub.content.model.kinds import Model, Objection
from hub.messages import N_

Visibility = Literal["shown", "withdrawn"]


class Consent(Part):
    """The ground on which a picture may be shown; `until` is its last day."""

    basis: Annotated[str, Code("consent-bases")]
    given_by: Words | None = None
    note: Words | None = None
    scope: Words | None = None
    until: Day | None = None


class Room(Model):
    """A room of the exhibition."""

    order: int = shared(says=N_("its place among the others, a whole number"), example="1")
    status: Visibility = shared("shown", says=N_("shown or withdrawn"), example="shown", editorial=True)
    summary: str = translated(
        min_length=1, says=N_("what it is about, in one paragraph without formatting"), example="…"
    )


class Work(Model):
    """A work of the exhibition. A masked one shows neither picture nor title until the reader chooses to see it."""

    order: int = shared(says=N_("its place among the others, a whole number"), example="1")
    media: Annotated[str, MediaFile("")] = shared(says=N_("the picture: a file beside this one"), example="tp-01.svg")
    credit: Words = shared(
        says=N_("who made it, in both languages"),
        example='{vi: "Nhóm biên soạn trang này", en: "The editors of this site"}',
    )
    rights: Literal["CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "in-copyright"] = shared(
        says=N_("the licence: CC-BY-4.0, CC-BY-SA-4.0, CC0-1.0 or in-copyright"), example="CC-BY-4.0"
    )
    consent: Consent = shared(
        says=N_("on what ground it may be shown: a code of vocabulary/consent-bases"),
        example="{basis: no-person-depicted}",
    )
    masked: bool = shared(
        False, says=N_("true hides it until the reader chooses; then content_note is required"), example="true"
    )
    theme: Annotated[str, Code("themes")] = shared(
        "", says=N_("a code of vocabulary/themes"), example="safety-by-design"
    )
    figure: Annotated[str, Code("figures")] = shared(
        "", says=N_("a code of vocabulary/figures"), example="children-online"
    )
    sources: list[Annotated[str, Code("sources")]] = shared(
        min_length=1, says=N_("codes of vocabulary/sources"), example="[wvr-report]"
    )
    status: Visibility = shared("shown", says=N_("shown or withdrawn"), example="shown", editorial=True)
    summary: str = translated(
        min_length=1, says=N_("what it is about, in one paragraph without formatting"), example="…"
    )
    medium: str = translated(min_length=1, says=N_("what it is made of"), example="Đồ họa vector")
    alt: str = translated(
        min_length=1,
        max_length=150,
        says=N_("what the picture shows, for people who cannot see it: at most 150 characters"),
        example="…",
    )
    description: str = translated(min_length=1, says=N_("a long description of 80 to 200 words"), example="…")

    @property
    def hidden(self) -> bool:
        """Tell whether the work is masked."""
        return self.masked

    def objections(self) -> Iterator[Objection]:
        """Yield what is wrong with the work as a whole."""
        if self.masked and not self.content_note:
            message = N_("a masked work needs a content_note: what is ahead, in one sentence; add it")
            yield Objection("masked", message, {})


class Tour(Model):
    """A route through the exhibition."""

    minutes: PositiveInt = shared(says=N_("how long it takes, in whole minutes"), example="10")
    works: list[Annotated[str, RefersTo("work")]] = shared(
        min_length=1, says=N_("the slugs of its works, in order"), example="[tp-01, tp-05]"
    )
    status: Visibility = shared("shown", says=N_("shown or withdrawn"), example="shown", editorial=True)
    summary: str = translated(
        min_length=1, says=N_("what it is about, in one paragraph without formatting"), example="…"
    )
