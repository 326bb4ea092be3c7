"""The views of the API, of OAI-PMH, and of the page that explains them to people."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from flask import Blueprint, Response, abort, request

from hub.content.edition import Reader
from hub.feature import resolve
from hub.features.api import model, queries
from hub.features.api.collections import COLLECTIONS, ROOT, TYPE, VOCABULARIES, Collection
from hub.features.api.documents import vocabularies
from hub.features.api.harvest import arguments, oai
from hub.features.api.paging import links, page_of
from hub.features.api.parameters import Paged, UnknownValues, names_of, read
from hub.features.api.problems import FOR_ALL, problem
from hub.i18n.languages import LANGS
from hub.web.addresses import each, every, once, unlisted
from hub.web.context import edition, in_language
from hub.web.links import absolute, url_in
from hub.web.page import found, page
from hub.web.request.query import OTHERS, canonical_query
from hub.web.translations import gettext

bp = Blueprint("api", __name__)
LARGEST_FORM = 8 * 1024  # bytes of a form that asks for a harvest


@bp.after_request
def for_all(response: Response) -> Response:
    """Let programs in pages of other sites read the answer, and tell them so where they ask before."""
    if request.endpoint != "api.about":
        response.headers.update(FOR_ALL)
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "")
        response.headers["Access-Control-Allow-Headers"] = "*"
        response.headers["Access-Control-Max-Age"] = "86400"
    return response


@bp.get("/<any(vi, en):lang>/api/")
@once
def about() -> Response:
    """Explain to people what programs can read here."""
    shown = page(
        "api/about.html",
        title=gettext("Data for programs"),
        section="api",
        collections=[*((each.name, each.title, names_of(each.query)) for each in COLLECTIONS)],
        vocabularies=VOCABULARIES,
        root=absolute(ROOT),
        harvesting=absolute("/oai"),
    )
    shown.headers.add("Link", f'<{ROOT}openapi.json>; rel="service-desc"; type="{TYPE}"')
    return shown


@bp.get(ROOT)
@unlisted
def index() -> Response:
    """Return where to begin."""
    lists = [*((each.name, each.title) for each in COLLECTIONS), ("vocabularies", VOCABULARIES)]
    return _document(
        model.Index(
            collections=[model.Link(href=absolute(f"{ROOT}{name}"), title=title) for name, title in lists],
            openapi=absolute(f"{ROOT}openapi.json"),
            documentation={lang: absolute(url_in(lang, "api.about")) for lang in LANGS},
            harvesting=absolute("/oai"),
        )
    )


@bp.get(f"{ROOT}openapi.json")
@unlisted
def description() -> Response:
    """Return the description of the API for programs."""
    from hub.features.api import openapi  # the whole format as classes, which no other address has a need of

    return _json(openapi.document(edition()), TYPE)


@bp.get(f"{ROOT}vocabularies")
@unlisted
def vocabulary_list() -> Response:
    """Return the vocabularies without their terms."""
    reader = edition()
    items = [vocabularies.in_list(reader, name, _of("vocabularies", name)) for name in queries.vocabularies(reader)]
    return _document(model.Listing(items=items, total=len(items)))


@bp.get(f"{ROOT}vocabularies/<name>")
@each(lambda reader: queries.VOCABULARIES, listed=False)
def vocabulary(name: str) -> Response:
    """Return one vocabulary."""
    reader = edition()
    if name not in queries.vocabularies(reader):
        abort(404)
    return _document(vocabularies.of_vocabulary(reader, name, _of("vocabularies", name)))


def _list(each: Collection) -> Callable[[], Response]:
    names = names_of(each.query)

    @unlisted(query=(*names, OTHERS))
    def listing() -> Response:
        reader = edition()
        try:
            asked = read(each.query, reader, _given((*names, OTHERS)))
        except UnknownValues as error:
            abort(problem(400, "A parameter cannot be read.", error.faults))
        slugs = _chosen(each, asked)
        entries = (reader.entry(reader.kind_of(each.kind).name, slug) for slug in page_of(slugs, asked))
        items = [each.document(reader, entry, _of(each.name, entry.slug), False) for entry in entries if entry]
        response = _document(model.Listing(items=items, total=len(slugs)))
        response.headers["Link"] = links(absolute(f"{ROOT}{each.name}"), asked, names, len(slugs))
        return response

    return listing


def _one(each: Collection) -> Callable[[str], Response]:
    @every(each.kind, listed=False)
    def one(slug: str) -> Response:
        reader: Reader = edition()
        reading = reader.find(each.kind, slug)
        if reading is not None and reading.withdrawn:
            abort(problem(410))
        found(each.kind, slug)
        entry = reader.entry(reader.kind_of(each.kind).name, slug)
        return _document(each.document(reader, entry, _of(each.name, slug), True))

    return one


for _each in COLLECTIONS:
    bp.add_url_rule(f"{ROOT}{_each.name}", _each.name, _list(_each))
    bp.add_url_rule(f"{ROOT}{_each.name}/<slug>", f"{_each.name}_one", _one(_each))


def _chosen(each: Collection, asked: Paged) -> Any:
    """Return the slugs that a filter leaves, in order."""
    given = asked.model_dump(exclude=set(Paged.model_fields) | {"lang"}, exclude_defaults=True)
    values = {name: value if isinstance(value, list) else [value] for name, value in given.items()}
    choose = resolve(each.chosen) if isinstance(each.chosen, str) else each.chosen
    with in_language(getattr(asked, "lang", "vi")):
        return choose(edition(), values)


def _of(name: str, slug: str) -> str:
    return absolute(f"{ROOT}{name}/{slug}")


def _given(names: tuple[str, ...]) -> dict[str, list[str]]:
    query = canonical_query(request.environ.get("QUERY_STRING", ""), names)
    return parse_qs(query, keep_blank_values=True)


def _document(document: model.Document) -> Response:
    return _json(document.model_dump_json(by_alias=True, exclude_none=True) + "\n", "application/json")


def _json(text: str, kind: str) -> Response:
    return Response(text, content_type=kind, headers={"Cache-Control": "no-cache"})


# OAI-PMH


@bp.route("/oai", methods=["GET", "POST"])
@unlisted(query=(*arguments.NAMES, OTHERS))
def harvest() -> Response:
    """Answer a harvester. Errors of the protocol are answers like any other."""
    sent = request.environ.get("QUERY_STRING", "")
    if request.method == "POST":
        request.max_content_length = LARGEST_FORM
        form = request.get_data() if request.mimetype == "application/x-www-form-urlencoded" else b""
        sent = "&".join(filter(None, (sent, form.decode("latin-1"))))
    given = parse_qs(canonical_query(sent, (*arguments.NAMES, OTHERS)), keep_blank_values=True)
    text = oai.answer(edition(), given)
    return Response(text, content_type="text/xml; charset=utf-8", headers={"Cache-Control": "no-cache"})
