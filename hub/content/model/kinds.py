"""What a kind of content is: a model, a folder, an order; and the fields that its files may carry."""

import importlib
import importlib.util
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from types import ModuleType
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, field_validator
from pydantic.config import JsonDict
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, core_schema

from hub.content.model.body import Body
from hub.content.model.dates import HANOI as HANOI
from hub.content.model.dates import Day as Day
from hub.content.model.dates import Moment as Moment
from hub.content.source.folder import SLUG
from hub.i18n.languages import Lang
from hub.i18n.vietnamese import SortKey
from hub.messages import N_
from hub.problems import Severity

WEB = re.compile(r"https?://[^\s/?#@\\]+(?:[/?#]\S*)?")
RESERVED = frozenset(
    ["now", "mine", "changes", "print", "text", "tours", "open", "compare", "coverage", "countries", "history"]
)
Scope = Literal["shared", "translated", "file", "given"]


class Part(BaseModel):
    """A value with fields of its own inside an entry's field. What it calls `url` leads to the web, or is empty."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)

    @field_validator("url", check_fields=False)
    @classmethod
    def _leads_to_the_web(cls, value: object) -> object:
        if isinstance(value, str) and value and not WEB.fullmatch(value):
            raise ValueError(value)
        return value


class Words(Part):
    """Words inside a shared field, in both languages."""

    vi: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def read_in(self, lang: Lang) -> str:
        return self.en if lang == "en" else self.vi


class Exempt(Part):
    """A phrase in which avoided words may stand, such as the quoted title of a law, and why."""

    text: str = Field(min_length=1)
    reason: str = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class _Named:
    """An annotation of a string that names something which the Edition must have; noted while it is validated."""

    target: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_after_validator_function(self._note, handler(source))

    def _note(self, value: str, info: core_schema.ValidationInfo) -> str:
        if value and info.context is not None:
            info.context.append((type(self), self.target, value, info.field_name))
        return value


class Code(_Named):
    """`Annotated[str, Code("harms")]`: a term of content/vocabulary/harms.yaml; of several lists, apart by spaces, any one."""


class RefersTo(_Named):
    """`Annotated[str, RefersTo("person")]`: the slug of an entry; with `*`, `kind/slug`."""


class MediaFile(_Named):
    """`Annotated[str, MediaFile("")]`: a file in the entry's own folder."""


class Alias(_Named):
    """`Annotated[str, Alias("")]`: an earlier slug of the entry itself."""

    def _note(self, value: str, info: core_schema.ValidationInfo) -> str:
        if value in RESERVED or not SLUG.fullmatch(value):
            raise ValueError(value)
        return super()._note(value, info)


def _field(scope: Scope, default: Any, says: str, example: str, **rules: Any) -> Any:
    extra: JsonDict = {"scope": scope, "says": says, "example": example}
    if callable(default):
        return Field(default_factory=default, json_schema_extra=extra, **rules)
    return Field(default, json_schema_extra=extra, **rules)


def shared(default: Any = ..., *, says: str = "", example: str = "", **rules: Any) -> Any:
    """A field with one value for both languages. `says` explains it to an author (N_), `example` is a value that would do."""
    return _field("shared", default, says, example, **rules)


def translated(default: Any = ..., *, says: str = "", example: str = "", **rules: Any) -> Any:
    """A field that every language writes for itself."""
    return _field("translated", default, says, example, **rules)


def _of_file(default: Any = ..., *, says: str = "", example: str = "", **rules: Any) -> Any:
    return _field("file", default, says, example, **rules)


def _given(default: Any = ...) -> Any:
    return _field("given", default, "", "")


@dataclass(frozen=True, slots=True)
class Media:
    """A file beside an entry. `digest` is 16 hex digits of its sha256; size in bytes; width and height in pixels.

    `located` pictures tell where they were taken.
    """

    name: str
    type: str
    size: int
    digest: str
    width: int
    height: int
    located: bool = False


Objection = tuple[str, str, dict[str, object]]  # the field on whose line it stands, a message (N_), its values
Remark = tuple[Severity, str, str, dict[str, object]]  # the same, by its weight


class Model(BaseModel):
    """An entry as read in one language: its shared fields, and its text in `lang`."""

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
        list, says=N_("earlier slugs, which lead here"), example="[ten-cu]"
    )
    related: list[Annotated[str, RefersTo("*")]] = shared(
        list, says=N_("entries to read next, as kind/slug"), example="[page/themes]"
    )
    draft: bool = shared(False, strict=True, says=N_("true keeps it out of the public site"), example="true")
    exempt: list[Exempt] = _of_file(
        list,
        says=N_("quoted titles in which a word may stand that is avoided otherwise, each with the reason"),
        example='[{text: "…", reason: "…"}]',
    )
    original: bool = _of_file(
        False,
        strict=True,
        says=N_("true in the file that is authentic; without it, the Vietnamese one is"),
        example="true",
    )
    updated: Day = _of_file(says=N_("the day on which this file was last changed"), example="2026-11-24")
    translates: dict[str, str] | None = _of_file(
        None, says=N_("written by `translate done`: what this text is a translation of"), example=""
    )
    kind: str = _given()
    slug: str = _given()
    parent: str = _given()
    lang: Lang = _given()
    original_lang: Lang = _given()
    body: Body = _given()
    files: Mapping[str, Media] = _given()
    cited: tuple[str, ...] = _given()  # sources that the text cites as [@id], in the order of their first mention
    collation: SortKey = _given()  # of the title, in Vietnamese order: worked out once

    def objections(self) -> Iterable[Objection]:
        """What is wrong between fields, beyond what each one's type says."""
        return ()

    @property
    def hidden(self) -> bool:
        """Hidden entries show neither title nor text before the reader chooses: nothing of them may leave the page behind that choice."""
        return bool(vars(self).get("masked"))

    @property
    def noted(self) -> bool:
        """Whether something stands before it that a reader should know."""
        return self.hidden or bool(self.content_note)

    @property
    def withdrawn(self) -> bool:
        """Withdrawn entries leave a tombstone: found by their address, listed nowhere."""
        return vars(self).get("status") == "withdrawn"


M = TypeVar("M", bound=Model)
Fact = datetime | date | Words | tuple[str, str]


@dataclass(frozen=True)
class Kind(Generic[M]):
    """A kind of content.

    `folder` is under `root`; `depth` counts the folders around an entry that has a folder of its own below it (a work
    lies in its room: depth 1). `moments` are those at which something shown of an entry changes by the clock alone.
    `sections` are ids that a body must have, in order. `beside` is what stands beside the title where entries of several
    kinds are listed together: moments, days, words, or a vocabulary with a code. Where `in_short` is set, every entry has
    that line; `remarks` are what `check` says of an entry on a day and what keeps nothing from being shown.
    """

    name: str
    model: type[M]
    folder: str
    title: str
    root: Literal["content", "exhibits"] = "content"
    depth: int = 0
    parent: str = ""
    order: Callable[[M], Any] = lambda entry: entry.slug
    moments: Callable[[M], Iterable[datetime]] = lambda entry: ()
    sections: tuple[str, ...] = ()
    beside: Callable[[M], Iterable[Fact]] = lambda entry: ()
    in_short: bool = False
    remarks: Callable[[M, date], Iterable[Remark]] = lambda entry, today: ()

    @cached_property
    def fields(self) -> dict[str, FieldInfo]:
        """The fields that an author may write, by name."""
        return {name: info for name, info in self.model.model_fields.items() if scope_of(info) != "given"}

    @cached_property
    def translated(self) -> tuple[str, ...]:
        return tuple(name for name, info in self.fields.items() if scope_of(info) == "translated")

    @cached_property
    def shared(self) -> tuple[str, ...]:
        return tuple(name for name, info in self.fields.items() if scope_of(info) == "shared")


def _extra(info: FieldInfo) -> Mapping[str, Any]:
    return info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}


def scope_of(info: FieldInfo) -> Scope:
    scope: Scope = _extra(info).get("scope", "given")
    return scope


def says_of(info: FieldInfo) -> str:
    return str(_extra(info).get("says", ""))


def example_of(info: FieldInfo) -> str:
    return str(_extra(info).get("example", ""))


@dataclass(frozen=True)
class Registry:
    """The kinds and the data models of all features, in the order of the packages' names."""

    kinds: Mapping[str, Kind[Any]]
    terms: Mapping[str, type[BaseModel]]
    packages: tuple[str, ...]

    def of(self, model: type[M]) -> Kind[M]:
        return next(kind for kind in self.kinds.values() if kind.model is model)


def feature_packages(extra: Iterable[str] = ()) -> Iterator[str]:
    """The names of every package under hub/features/, then of those handed in."""
    import hub.features

    for found in pkgutil.iter_modules(hub.features.__path__):
        if found.ispkg:
            yield f"hub.features.{found.name}"
    yield from extra


def room_of(package: str, room: str) -> ModuleType | None:
    """The module `package.room`, or None where the package has no such room; what breaks inside it is not hidden."""
    name = f"{package}.{room}"
    return importlib.import_module(name) if importlib.util.find_spec(name) else None


def discover(extra: Iterable[str] = ()) -> Registry:
    """Collect `KINDS` and `TERMS` from the `model` of every feature package.

    Raises ValueError when two features claim one kind or one folder.
    """
    kinds: dict[str, Kind[Any]] = {}
    terms: dict[str, type[BaseModel]] = {}
    packages = tuple(feature_packages(extra))
    for package in packages:
        model = room_of(package, "model")
        for kind in getattr(model, "KINDS", ()):
            if kind.name in kinds or any(
                (k.root, k.folder, k.depth) == (kind.root, kind.folder, kind.depth) for k in kinds.values()
            ):
                raise ValueError(f"{package}.model: the kind {kind.name} or its folder {kind.folder} is taken")
            kinds[kind.name] = kind
        terms.update(getattr(model, "TERMS", {}))
    return Registry(kinds, terms, packages)
