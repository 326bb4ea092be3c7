"""The OpenAPI 3.1 document, from the models of what is sent and of the parameters."""

from collections.abc import Iterator, Mapping
from typing import Any

from openapi_pydantic import (
    Contact,
    Header,
    Info,
    MediaType,
    OpenAPI,
    Operation,
    Parameter,
    PathItem,
    Reference,
    Response,
    Server,
    Tag,
)  # fmt: skip
from openapi_pydantic.util import PydanticSchema, construct_open_api_with_schema_class
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from hub.content.edition import Reader
from hub.features.api import model, problems
from hub.features.api.collections import COLLECTIONS, ROOT, TYPE, Collection
from hub.features.api.parameters import Paged, is_repeated, known_codes, names_of
from hub.features.api.queries import vocabularies
from hub.web.links import absolute
from hub.web.templating.contact import contact

VERSION = "1.0.0"
SLUG = {"type": "string", "pattern": "^[^/]+$"}
LINK = "Addresses of other pages: first, prev, next, last (RFC 8288)."
DESCRIPTION = """Everything that the site publishes, for programs: no key, no cookie, no tracking.

Every document has both languages: a text is a map from `vi` and `en`, in those in which it exists. A parameter that may
stand several times asks for any of its values; several parameters ask for all of them. Answers carry an ETag: ask again with
`If-None-Match`. Content negotiation is not done: `Accept` is disregarded, as RFC 9110, 12.5.1 allows.

The programme is illustrative while a session says `indicative`; an entry that says `starter` has not been confirmed by
its institution. Entries and works name their licence; a statement belongs to the person or office that made it. Show the `notice` wherever you show them, and the `content_note` before a text."""


def document(reader: Reader) -> str:
    """Return the document as JSON. The codes that parameters take are those of the vocabularies of now."""
    address = contact()
    whole = OpenAPI(
        openapi="3.1.1",
        info=Info(
            title="HN 22.10",
            summary="Seminar and exhibition of 22 October 2025 in Hanoi, and a library of good practices",
            description=DESCRIPTION,
            version=VERSION,
            contact=_contact(address.href) if address else None,
        ),
        servers=[Server(url=absolute("/"))],
        tags=[Tag(name=each.name) for each in COLLECTIONS] + [Tag(name="vocabularies")],
        paths=dict(_paths(reader)),
    )
    made = construct_open_api_with_schema_class(whole)
    return made.model_dump_json(by_alias=True, exclude_none=True, indent=1) + "\n"


def _contact(href: str) -> Contact:
    return Contact(email=href.removeprefix("mailto:")) if href.startswith("mailto:") else Contact(url=href)


def _paths(reader: Reader) -> Iterator[tuple[str, PathItem]]:
    yield ROOT, PathItem(get=_operation("index", "Where to begin", model.Index))
    for each in COLLECTIONS:
        yield f"{ROOT}{each.name}", PathItem(get=_list_operation(reader, each))
        yield f"{ROOT}{each.name}/{{id}}", PathItem(get=_one_operation(each.name, each.item, SLUG))
    listing = model.Listing[model.VocabularyInList]
    yield f"{ROOT}vocabularies", PathItem(get=_operation("vocabularies", "Vocabularies", listing, "vocabularies"))
    names = {"type": "string", "enum": vocabularies(reader)}
    yield f"{ROOT}vocabularies/{{id}}", PathItem(get=_one_operation("vocabularies", model.Vocabulary, names))


def _list_operation(reader: Reader, each: Collection) -> Operation:
    answer = model.Listing[each.item]  # type: ignore[name-defined]  # made for this table
    found = _operation(each.name, each.title, answer, each.name, link=True)
    found.parameters = [*_parameters(reader, each.query)]
    found.responses = {**(found.responses or {}), "400": _problem("A parameter or a value that is not known.")}
    return found


def _one_operation(name: str, item: type[BaseModel], slug: Mapping[str, Any]) -> Operation:
    found = _operation(f"{name}-one", f"One of {name}", item, name)
    found.parameters = [Parameter.model_validate({"name": "id", "in": "path", "required": True, "schema": slug})]
    gone = {"404": _problem("There is no such entry."), "410": _problem("The entry has been withdrawn.")}
    found.responses = {**(found.responses or {}), **gone}
    return found


def _operation(name: str, summary: str, answer: type[BaseModel], tag: str = "", link: bool = False) -> Operation:
    headers = {"ETag": _header("Changes with the document.")} | ({"Link": _header(LINK)} if link else {})
    content = {TYPE: _content(answer)}
    return Operation(
        operationId=name,
        summary=summary,
        tags=[tag] if tag else None,
        responses={"200": Response(description="The document.", headers=headers, content=content)},
    )


def _header(said: str) -> Header | Reference:
    return Header.model_validate({"description": said, "schema": {"type": "string"}})


def _content(answer: type[BaseModel]) -> MediaType:
    return MediaType.model_validate({"schema": PydanticSchema.model_validate({"schema_class": answer})})


def _problem(said: str) -> Response:
    return Response(description=said, content={problems.TYPE: _content(model.Problem)})


def _parameters(reader: Reader, query: type[Paged]) -> Iterator[Parameter]:
    _, made = models_json_schema([(query, "validation")])
    properties = made["$defs"][query.__name__]["properties"]
    for name in names_of(query):
        info = query.model_fields[name]
        schema = {key: value for key, value in properties[name].items() if key not in ("title", "description")}
        if schema.get("default") in (None, []):
            schema.pop("default", None)
        if "anyOf" in schema:  # an optional value: left out, it is none
            schema |= next(each for each in schema.pop("anyOf") if each.get("type") != "null")
        if codes := known_codes(reader, info):
            schema["items"] = {"type": "string", "enum": codes}
        values: dict[str, Any] = {"name": name, "in": "query", "description": info.description, "schema": schema}
        if is_repeated(info):
            values |= {"style": "form", "explode": True}
        yield Parameter.model_validate(values)
