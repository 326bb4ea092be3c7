"""The machine formats that features declare: one address for all entries of a kind, and one for each entry."""

from collections.abc import Callable
from typing import Any

from flask import Flask, Response, abort

from hub.content.model.kinds import Kind
from hub.feature import Format, resolve
from hub.web.addresses import every, unlisted
from hub.web.context import current_context, edition
from hub.web.links import absolute, address_of, is_public
from hub.web.page import asked_values, found
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


def formats_of_results(kind: str) -> list[tuple[str, str]]:
    """Return the (suffix, path) pairs of the formats that write what a query of the kind's list finds."""
    context = current_context()
    path = f"/{context.lang}/{context.site.registry.kinds[kind].path}"
    declared = (each for feature in context.site.features for each in feature.formats)
    return [(one.suffix, f"{path}.{one.suffix}") for one in declared if one.kind == kind and one.of_list and one.query]


def _name(kind: Kind[Any], declared: Format, of: str) -> str:
    return f"formats.{kind.name}.{declared.suffix.replace('.', '_')}.{of}"


def _of_list(kind: Kind[Any], declared: Format) -> Callable[[], Response]:
    @unlisted(query=declared.query, on_demand=declared.on_demand)
    def whole() -> Response:
        if declared.chosen_by:
            entries = list(resolve(declared.chosen_by)(edition(), asked_values()))
        else:
            entries = [entry for entry in edition().all(kind.model) if is_public(entry)]
        named = f'inline; filename="{kind.path}.{declared.suffix}"' if declared.download else ""
        return _written(declared, declared.of_list, entries, named)

    return whole


def _of_entry(kind: Kind[Any], declared: Format) -> Callable[[str], Response]:
    @every(kind.model, listed=False, only=is_public, on_demand=declared.on_demand)
    def one(slug: str) -> Response:
        entry = found(kind.model, slug)
        if not is_public(entry):
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
