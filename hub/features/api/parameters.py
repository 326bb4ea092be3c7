"""The query parameters of lists: one model for each list, from which they are read, checked and documented."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal, TypeVar, get_origin

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema
from pydantic.fields import FieldInfo

from hub.content.edition import Reader
from hub.content.model.fields import Code, codes_of
from hub.content.model.slugs import SLUG
from hub.features.api.model import Fault
from hub.i18n.languages import Lang

MOST_PAGES = 1_000_000
MOST_A_PAGE = 100
A_PAGE = 20
LONGEST = 300  # characters of a text to search for
NUMBER = re.compile(r"[1-9][0-9]{0,6}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class UnknownValues(Exception):
    """A query that cannot be answered. `faults` names each parameter with what is wrong."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{fault.parameter}: {fault.detail}" for fault in faults))
        self.faults = list(faults)


def _whole(value: object) -> object:
    if isinstance(value, str):
        if not NUMBER.fullmatch(value):
            raise ValueError("write a whole number from 1, in digits")
        return int(value)
    return value


def _day(value: str) -> str:
    if not DAY.fullmatch(value):
        raise ValueError("write a day as YYYY-MM-DD")
    date.fromisoformat(value)
    return value


Whole = Annotated[int, BeforeValidator(_whole)]
Day = Annotated[str, AfterValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Slugs = Annotated[str, Field(pattern=f"^{SLUG.pattern}$", max_length=100)]


class Paged(BaseModel):
    """The parameters of every list."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    page: Whole = Field(1, ge=1, le=MOST_PAGES, description="Which page of the list.")
    per_page: Whole = Field(A_PAGE, ge=1, le=MOST_A_PAGE, description="How many items a page has.")


class EntriesQuery(Paged):
    """The filter of the library: of one parameter any value, of each parameter one."""

    q: str = Field("", max_length=LONGEST, description="Words to search for, with or without their marks.")
    country: list[Annotated[str, Code("countries")]] = Field([], description="Code of a country.")
    theme: list[Annotated[str, Code("themes")]] = Field([], description="Code of a theme.")
    harm: list[Annotated[str, Code("harms")]] = Field([], description="Code of a harm.")
    measure: list[Annotated[str, Code("measures")]] = Field([], description="Code of a measure.")
    sector: list[Annotated[str, Code("sectors")]] = Field([], description="Code of a sector.")
    evidence: list[Annotated[str, Code("evidence")]] = Field([], description="Code of a level of evidence.")
    language: list[Annotated[str, Code("languages")]] = Field(
        [], description="Code of a language in which the entry can be read."
    )
    sort: Literal["relevance", "title", "country", "newest", "evidence"] | None = Field(
        None, description="The order; with words to search for, `relevance` if nothing is said, otherwise `title`."
    )
    lang: Lang = Field(
        "vi", description="The language in which words are searched for and titles sorted; the answer has both."
    )


class SessionsQuery(Paged):
    """The filter of the programme."""

    day: list[Day] = Field([], description="Day in Hanoi on which the session begins.")
    room: list[Annotated[str, Code("venue-rooms")]] = Field([], description="Code of a room.")
    theme: list[Annotated[str, Code("themes questions")]] = Field(
        [], description="Code of a theme or of a cross-cutting question."
    )
    format: list[Annotated[str, Code("session-formats")]] = Field([], description="Code of a form.")
    language: list[Annotated[str, Code("languages")]] = Field(
        [], description="Code of a language in which it can be followed."
    )
    status: list[Literal["confirmed", "indicative", "moved", "cancelled"]] = Field([], description="Its status.")


class StatementsQuery(Paged):
    """The filter of statements."""

    day: list[Day] = Field([], description="Day on which it was made.")
    speaker: list[Slugs] = Field([], description="Slug of a person.")
    source: list[Annotated[str, Code("sources")]] = Field([], description="Code of a source that printed it.")
    language: list[Literal["vi", "en", "unknown"]] = Field([], description="The authentic language.")
    status: list[Literal["as-prepared", "as-delivered", "quoted"]] = Field([], description="How it is known.")


class WorksQuery(Paged):
    """The filter of the exhibition. What is masked has neither theme nor figure."""

    room: list[Slugs] = Field([], description="Slug of a room.")
    theme: list[Annotated[str, Code("themes")]] = Field([], description="Code of a theme.")
    figure: list[Annotated[str, Code("figures")]] = Field([], description="Code of a figure that it draws.")


Q = TypeVar("Q", bound=Paged)


def names_of(model: type[Paged]) -> tuple[str, ...]:
    """Return the names of a list's parameters, filters first."""
    return tuple(sorted(model.model_fields, key=lambda name: name in Paged.model_fields))


def known_codes(reader: Reader, info: FieldInfo) -> list[str]:
    """Return the values that a parameter takes from vocabularies, in their order; empty if it takes none."""
    return [code for vocabulary in codes_of(info).split() for code in reader.terms(vocabulary)]


def is_repeated(info: FieldInfo) -> bool:
    """Tell whether a parameter may stand several times."""
    return get_origin(info.annotation) is list


def read(model: type[Q], reader: Reader, values: Mapping[str, Sequence[str]]) -> Q:
    """Return the parameters of a query. Raises UnknownValues."""
    given: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, sent in values.items():
        info = model.model_fields.get(name)
        if info is None:
            faults.append(Fault(parameter=name, detail=f"there are no parameters but {', '.join(names_of(model))}"))
        elif is_repeated(info):
            given[name] = list(sent)
        elif len(sent) > 1:
            faults.append(Fault(parameter=name, detail="write it once"))
        else:
            given[name] = sent[0]
    try:
        asked = model.model_validate(given)
    except ValidationError as error:
        faults += _faults(error)
        raise UnknownValues(faults) from error
    faults += _unknown(model, reader, asked)
    if faults:
        raise UnknownValues(faults)
    return asked


def _faults(error: ValidationError) -> Iterator[Fault]:
    for each in error.errors(include_url=False, include_context=False, include_input=False):
        message = each["msg"].removeprefix("Value error, ")
        yield Fault(parameter=str(each["loc"][0]), detail=message[:1].lower() + message[1:])


def _unknown(model: type[Paged], reader: Reader, asked: Paged) -> Iterator[Fault]:
    for name, info in model.model_fields.items():
        if vocabularies := codes_of(info):
            known = set(known_codes(reader, info))
            if any(code not in known for code in getattr(asked, name)):
                where = " and ".join(f"/api/v1/vocabularies/{each}" for each in vocabularies.split())
                yield Fault(parameter=name, detail=f"not every value is a code of {where}")
