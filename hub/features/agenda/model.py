"""The sessions of the programme."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Annotated, Literal

from pydantic import HttpUrl, PositiveInt, model_validator

from hub.content.model.dates import Moment
from hub.content.model.fields import Code, Part, RefersTo, Words, shared, translated
from hub.content.model.kinds import Model
from hub.messages import N_


class Speaker(Part):
    """A speaker of a session: a person of content/people, or a role if no name is known."""

    person: Annotated[str, RefersTo("person")] = ""
    role: Words | None = None

    @model_validator(mode="after")
    def _is_named(self) -> "Speaker":
        if not self.person and self.role is None:
            raise ValueError("person or role")
        return self


class Channel(Part):
    """An interpretation channel, and the language heard on it."""

    channel: PositiveInt
    language: Annotated[str, Code("languages")]


class Material(Part):
    """A paper or slides of a session."""

    title: Words
    url: HttpUrl


class Session(Model):
    """One slot of the programme. Moments are aware; durations are whole minutes."""

    starts: Moment = shared(says=N_("when it begins; without an offset, in Hanoi"), example="2025-10-22 08:30")
    minutes: PositiveInt = shared(says=N_("how long it takes, in whole minutes"), example="45")
    room: Annotated[str, Code("venue-rooms")] = shared(
        says=N_("where: a code of vocabulary/venue-rooms"), example="hoi-truong"
    )
    track: Annotated[str, Code("themes questions")] = shared(
        "",
        says=N_("a theme or a cross-cutting question: a code of vocabulary/themes or vocabulary/questions"),
        example="safety-by-design",
    )
    format: Annotated[str, Code("session-formats")] = shared(
        says=N_("its form: a code of vocabulary/session-formats"), example="panel"
    )
    speakers: list[Speaker] = shared(
        list, says=N_("people, or roles where no one is named"), example="[{person: pauline-tamesis}]"
    )
    languages: list[Annotated[str, Code("languages")]] = shared(list, says=N_("languages spoken"), example="[vi, en]")
    interpretation: list[Channel] = shared(
        list, says=N_("interpretation channels and their languages"), example="[{channel: 1, language: vi}]"
    )
    status: Literal["confirmed", "indicative", "moved", "cancelled", "withdrawn"] = shared(
        says=N_("confirmed, indicative, moved, cancelled or withdrawn"), example="indicative"
    )
    materials: list[Material] = shared(
        list, says=N_("papers and slides"), example='[{title: {vi: "Tài liệu", en: "Paper"}, url: "https://…"}]'
    )
    summary: str = translated(
        min_length=1, says=N_("what it is about, in one paragraph without formatting"), example="…"
    )

    @property
    def ends(self) -> datetime:
        """Return the moment at which the session ends."""
        return self.starts + timedelta(minutes=self.minutes)


def moments(session: Session) -> Iterable[datetime]:
    """Return the moments at which the session begins and ends."""
    return session.starts, session.ends
