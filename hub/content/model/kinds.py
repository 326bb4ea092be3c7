"""Kinds of content: a model, a folder and an order; and the fields that every model has."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Annotated, Any, Generic, Literal, NamedTuple, TypeVar

from pydantic import ConfigDict
from pydantic.fields import FieldInfo

from hub.content.model.body import Body
from hub.content.model.dates import Moment, PastDay
from hub.content.model.fields import (
    Alias,
    Exempt,
    Kept,
    RefersTo,
    Words,
    given,
    of_file,
    scope_of,
    shared,
    translated,
)
from hub.content.model.media import Media
from hub.i18n.languages import Lang
from hub.i18n.vietnamese import SortKey
from hub.messages import N_
from hub.problems import Severity, Sort


class Objection(NamedTuple):
    """What is wrong with a value: a message (N_) with its values, on the line of a field (`sources.0.url`)."""

    field: str
    message: str
    values: Mapping[str, object]
    sort: Sort = "form"
    severity: Severity = "error"


class Model(Kept):
    """An entry in one language: its shared fields, and its text in `lang`."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False, arbitrary_types_allowed=True
    )

    title: str = translated(min_length=1, says=N_("the heading of the page"), example="Khai mạc")
    summary: str = translated("", says=N_("what it is about, in one paragraph without formatting"), example="…")
    in_short: str = translated("", says=N_("two or three plain sentences for a reader in a hurry"), example="…")
    content_note: str = translated(
        "", says=N_("what a reader should know before reading, in one sentence"), example="…"
    )
    aliases: list[Annotated[str, Alias("")]] = shared(
        list, says=N_("earlier slugs, which lead here"), example="[ten-cu]", editorial=True
    )
    related: list[Annotated[str, RefersTo("*")]] = shared(
        list, says=N_("entries to read next, as kind/slug"), example="[page/themes]"
    )
    draft: bool = shared(
        False, strict=True, says=N_("true keeps it out of the public site"), example="true", editorial=True
    )
    embargo: Moment | None = shared(
        None,
        says=N_("the moment before which nothing of this is public; without an offset, in Hanoi"),
        example="2025-10-22 10:00",
        editorial=True,
    )
    exempt: list[Exempt] = of_file(
        list,
        says=N_("quoted titles that may contain a word otherwise avoided, each with the reason"),
        example='[{text: "…", reason: "…"}]',
        editorial=True,
    )
    original: bool = of_file(
        False,
        strict=True,
        says=N_("true in the file that is authentic; without it, the Vietnamese one is"),
        example="true",
    )
    updated: PastDay = of_file(says=N_("the day on which this file was last changed"), example="2026-11-24")
    translates: dict[str, str] | None = of_file(
        None, says=N_("written by `translate done`: what this text is a translation of"), example=""
    )
    kind: str = given()
    slug: str = given()
    parent: str = given()
    lang: Lang = given()
    original_lang: Lang = given()
    body: Body = given()
    files: Mapping[str, Media] = given()
    cited: tuple[str, ...] = given()  # sources that the text cites as [@id], in the order of their first mention
    version: str = given("")  # the id of what its files say: see hub.content.model.versions
    collation: SortKey = given()  # of the title, in Vietnamese order; computed once

    def objections(self) -> Iterable[Objection]:
        """Yield what is wrong between fields, beyond what each field's type refuses."""
        return ()

    @property
    def hidden(self) -> bool:
        """Return whether title and text stay masked until the reader chooses to see the entry."""
        return False

    @property
    def noted(self) -> bool:
        """Return whether the reader should see a note before the entry."""
        return self.hidden or bool(self.content_note)

    @property
    def secret(self) -> bool:
        """Return whether nothing of the entry may be shown or kept, and its title, a name, may stand in no text."""
        return False

    @property
    def withdrawn(self) -> bool:
        """Return whether only a tombstone is left: it keeps its address and is listed nowhere."""
        return vars(self).get("status") == "withdrawn"


# The fields of every model that tell readers something, for `Kind.sourced`.
TOLD = ("title", "summary", "in_short", "content_note")
M = TypeVar("M", bound=Model)
Fact = datetime | date | Words | tuple[str, str]


@dataclass(frozen=True)
class Kind(Generic[M]):
    """A kind of content.

    `title` heads a list of entries, and `singular` names one (both N_). `folder` is under `root`. `depth` counts the
    folders between that folder and an entry: a work lies in its room, so its depth is 1, and `parent` is the kind of
    those folders. `moments` returns when something shown of an entry changes by the clock alone. `sections` maps the
    ids of the sections that a text must have, in order, to their headings (N_). `beside` returns what stands beside the
    title where entries of several kinds are listed together: moments, days, words, or pairs of a vocabulary and a code.
    `near` names the vocabularies whose common terms make two entries near to each other (see hub.content.relations).
    With `versions`, its pages tell what they said earlier, as far as git knows.
    With `in_short`, `check` wants that field in every entry. Changes of the `recorded` fields are kept in a file of the
    folder, `revisions.jsonl` (see hub.content.model.revisions). `sourced` lists the translated fields in which, as in the
    text, every number needs a source; without any, no number is asked for one. `asks` maps ids of `sections` to the
    question that each answers (N_), for those who write. `desk` names those who may write entries of it at the desk.
    """

    name: str
    model: type[M]
    folder: str
    title: str
    singular: str = ""
    root: Literal["content", "exhibits"] = "content"
    depth: int = 0
    parent: str = ""
    order: Callable[[M], Any] = lambda entry: entry.slug
    moments: Callable[[M], Iterable[datetime]] = lambda entry: ()
    sections: Mapping[str, str] = field(default_factory=dict)
    beside: Callable[[M], Iterable[Fact]] = lambda entry: ()
    in_short: bool = False
    recorded: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    versions: bool = False
    sourced: tuple[str, ...] = ()
    asks: Mapping[str, str] = field(default_factory=dict)
    desk: Literal["", "contributors", "editors"] = ""

    @property
    def path(self) -> str:
        """Return the first step of its addresses after the language."""
        return self.folder or self.name

    @cached_property
    def fields(self) -> dict[str, FieldInfo]:
        """Return the fields that an author may write, by name."""
        return {name: info for name, info in self.model.model_fields.items() if scope_of(info) != "given"}

    @cached_property
    def translated(self) -> tuple[str, ...]:
        """Return the names of the fields that each language writes for itself."""
        return tuple(name for name, info in self.fields.items() if scope_of(info) == "translated")

    @cached_property
    def shared(self) -> tuple[str, ...]:
        """Return the names of the fields that both languages share."""
        return tuple(name for name, info in self.fields.items() if scope_of(info) == "shared")
