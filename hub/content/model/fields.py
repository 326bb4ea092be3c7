"""Declaration of an entry's fields: who writes each one, and what its values refer to."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, get_args

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, field_validator
from pydantic.config import JsonDict
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, core_schema

from hub.content.model.slugs import SLUG
from hub.i18n.languages import Lang
from hub.problems import Sort

WEB = re.compile(r"https?://[^\s/?#@\\]+(?:[/?#]\S*)?")
Scope = Literal["shared", "translated", "file", "given"]


class Kept(BaseModel):
    """A model whose pickle is the same in every process: by its digest the builder knows what has changed."""

    def __getstate__(self) -> dict[Any, Any]:
        """Return the state without the names of the fields that were given: the order of a set differs with each process."""
        return super().__getstate__() | {"__pydantic_fields_set__": set()}


class Part(Kept):
    """A value with fields of its own, inside an entry's field. A field named `url` is a web address or empty."""

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
        """Return the words in a language."""
        return self.en if lang == "en" else self.vi


class Exempt(Part):
    """A phrase in which avoided words may stand, such as the quoted title of a law, and the reason."""

    text: str = Field(min_length=1)
    reason: str = Field(min_length=1)


class Named(NamedTuple):
    """A value that refers to something: its marker, the vocabulary or kind that it refers to, itself, and its field."""

    marker: type
    target: str
    value: str
    field: str


@dataclass(slots=True)
class Validation:
    """The context of one validation. It collects the references in `named`.

    `reserved` lists slugs that no entry may have. `nested` tells that entries of this kind lie in those of another.
    """

    reserved: frozenset[str] = frozenset()
    nested: bool = False
    named: list[Named] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Names:
    """An annotation for a string that refers to something in the Edition; references are noted during validation."""

    target: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_after_validator_function(self._note, handler(source))

    def _note(self, value: str, info: core_schema.ValidationInfo) -> str:
        if value and info.context is not None:
            info.context.named.append(Named(type(self), self.target, value, info.field_name or ""))
        return value


class Code(_Names):
    """`Annotated[str, Code("harms")]`: the id of a term in content/vocabulary/harms.yaml.

    Several lists may be given, separated by spaces; the term may be in any of them.
    """


class RefersTo(_Names):
    """`Annotated[str, RefersTo("person")]`: the slug of an entry of that kind; with `*`, any entry as `kind/slug`."""


class MediaFile(_Names):
    """`Annotated[str, MediaFile("")]`: the name of a picture in the entry's own folder.

    `MediaFile("recording")` is that of a recording or of captions.
    """


class Alias(_Names):
    """`Annotated[str, Alias("")]`: an earlier slug of the entry itself; if it is nested, also `parent/slug`."""

    def _note(self, value: str, info: core_schema.ValidationInfo) -> str:
        validation = info.context if info.context is not None else Validation()
        steps = value.split("/")
        if len(steps) > 1 + validation.nested:
            raise ValueError(value)
        if any(step in validation.reserved or not SLUG.fullmatch(step) for step in steps):
            raise ValueError(value)
        return super()._note(value, info)


def _field(scope: Scope, default: Any, says: str, example: str, editorial: bool = False, **rules: Any) -> Any:
    extra: JsonDict = {"scope": scope, "says": says, "example": example, "editorial": editorial}
    if callable(default):
        return Field(default_factory=default, json_schema_extra=extra, **rules)
    return Field(default, json_schema_extra=extra, **rules)


def shared(default: Any = ..., *, says: str = "", example: str = "", **rules: Any) -> Any:
    """Declare a field with one value for both languages.

    `says` explains it to authors (N_); `example` is a valid value as an author writes it; `rules` go to pydantic's
    Field. One that is `editorial` only editors fill in: the forms of contributors do not have it.
    """
    return _field("shared", default, says, example, **rules)


def translated(default: Any = ..., *, says: str = "", example: str = "", **rules: Any) -> Any:
    """Declare a field that has a value of its own in each language; parameters as in `shared`."""
    return _field("translated", default, says, example, **rules)


def of_file(default: Any = ..., *, says: str = "", example: str = "", **rules: Any) -> Any:
    """Declare a field about the file itself, such as the day of its last change; parameters as in `shared`."""
    return _field("file", default, says, example, **rules)


def given(default: Any = ...) -> Any:
    """Declare a field that the hub fills in and authors never write."""
    return _field("given", default, "", "")


def _extra(info: FieldInfo) -> Mapping[str, Any]:
    return info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}


def scope_of(info: FieldInfo) -> Scope:
    """Return who writes a field, and where."""
    scope: Scope = _extra(info).get("scope", "given")
    return scope


def says_of(info: FieldInfo) -> str:
    """Return the sentence that explains a field to authors (N_)."""
    return str(_extra(info).get("says", ""))


def example_of(info: FieldInfo) -> str:
    """Return a value that a field accepts, as an author writes it."""
    return str(_extra(info).get("example", ""))


def is_editorial(info: FieldInfo) -> bool:
    """Tell whether only editors fill in a field."""
    return bool(_extra(info).get("editorial", False))


def sort_of(model: type[BaseModel], path: Sequence[str | int]) -> Sort:
    """Return the sort of problem that a wrong value is, by its path such as ("indicators", 0, "source").

    A field says it in its json_schema_extra; of any other the form is wrong.
    """
    found: Sort = "form"
    inner: type[BaseModel] | None = model
    for step in (step for step in path if isinstance(step, str)):
        info = inner.model_fields.get(step) if inner is not None else None
        if info is None:
            break
        found = _extra(info).get("sort", "form")
        parts = (info.annotation, *get_args(info.annotation))
        inner = next((part for part in parts if isinstance(part, type) and issubclass(part, BaseModel)), None)
    return found


def codes_of(info: FieldInfo) -> str:
    """Return the vocabularies from which a field takes its codes, separated by spaces; empty if it takes none."""
    for marker in info.metadata:
        if type(marker) is Code:
            return marker.target
    for argument in getattr(info.annotation, "__args__", ()):
        for marker in getattr(argument, "__metadata__", ()):
            if type(marker) is Code:
                return str(marker.target)
    return ""
