"""The machine formats that features declare: one address for all entries of a kind, and one for each entry."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from flask import Flask, Response, abort, request

from hub.content.model.entries import Card
from hub.content.model.kinds import Kind, Model
from hub.feature import Format, resolve
from hub.web.addresses import every, unlisted
from hub.web.context import current_context, edition
from hub.web.links import absolute, address_of
from hub.web.page import found
from hub.web.request.query import canonical_query
from hub.web.site import site_of

# Programs on other sites may read these.
FOR_ALL = {
    "Cache-Control": "no-cache",
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


def register(app: Flask) -> None:
    """Add the addresses of every declared format: `/<lang>/<path>.<suffix>` and `/<lang>/<path>/<slug>.<suffix>`."""
    for kind, declared in declared_formats(app):
        root = f"/<any(vi, en):lang>/{kind.path}"
        if declared.of_list:
            app.add_url_rule(f"{root}.{declared.suffix}", _name(kind, declared, "list"), _of_list(kind, declared))
        if declared.of_entry:
            rule = f"{root}/<slug>.{declared.suffix}"
            app.add_url_rule(rule, _name(kind, declared, "entry"), _of_entry(kind, declared))


def declared_formats(app: Flask) -> list[tuple[Kind[Any], Format]]:
    """Return every format with its kind. Raises KeyError for a kind that no feature declares."""
    site = site_of(app)
    return [(site.registry.kinds[each.kind], each) for feature in site.features for each in feature.formats]


def format_links(of: Model | None, path: str) -> list[tuple[str, str]]:
    """Return the (media type, path) pairs of a page's formats.

    They are those of the entry `of`, or, without one, those of the list at `path`, which ask what the page asks.
    """
    context = current_context()
    found: list[tuple[str, str]] = []
    for feature in context.site.features:
        for each in feature.formats:
            kind = context.site.registry.kinds[each.kind]
            media_type = each.type.partition(";")[0]
            if of is None and each.of_list and path == f"/{context.lang}/{kind.path}/":
                asked = canonical_query(request.environ.get("QUERY_STRING", ""), each.query)
                address = f"/{context.lang}/{kind.path}.{each.suffix}"
                found.append((media_type, f"{address}?{asked}" if asked else address))
            elif of is not None and of.kind == kind.name and each.of_entry and _is_public(of):
                found.append((media_type, f"/{context.lang}/{kind.path}/{of.slug}.{each.suffix}"))
    return found


def formats_of_results(kind: str) -> list[tuple[str, str]]:
    """Return the (suffix, path) pairs of the formats that write what a query of the kind's list finds."""
    context = current_context()
    path = f"/{context.lang}/{context.site.registry.kinds[kind].path}"
    declared = (each for feature in context.site.features for each in feature.formats)
    return [(one.suffix, f"{path}.{one.suffix}") for one in declared if one.kind == kind and one.of_list and one.query]


def _name(kind: Kind[Any], declared: Format, of: str) -> str:
    return f"formats.{kind.name}.{declared.suffix.replace('.', '_')}.{of}"


def _is_public(entry: Model | Card) -> bool:
    return not (entry.hidden or entry.withdrawn)


def _of_list(kind: Kind[Any], declared: Format) -> Callable[[], Response]:
    @unlisted(query=declared.query)
    def whole() -> Response:
        asked = parse_qs(canonical_query(request.environ.get("QUERY_STRING", ""), declared.query))
        if asked:
            entries = list(resolve(declared.chosen_by)(edition(), asked))
        else:
            entries = [entry for entry in edition().all(kind.model) if _is_public(entry)]
        named = f'inline; filename="{kind.path}.{declared.suffix}"' if declared.download else ""
        return _written(declared, declared.of_list, entries, named)

    return whole


def _of_entry(kind: Kind[Any], declared: Format) -> Callable[[str], Response]:
    @every(kind.model, listed=False, only=_is_public)
    def one(slug: str) -> Response:
        entry = found(kind.model, slug)
        if not _is_public(entry):
            abort(404)
        named = f'attachment; filename="{entry.slug}.{declared.suffix}"' if declared.download else ""
        return _written(declared, declared.of_entry, [entry], named)

    return one


def _written(declared: Format, writer: str, entries: list[Any], disposition: str) -> Response:
    text: str = resolve(writer)(edition(), entries, lambda entry: absolute(address_of(entry)))
    headers = FOR_ALL | {"Content-Language": edition().lang}
    if disposition:
        headers["Content-Disposition"] = disposition
    return Response(text, content_type=declared.type, headers=headers)
