"""The addresses that views and templates write: of views, entries and files, in the language of the page."""

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import request

from hub.content.model.entries import Card
from hub.content.model.kinds import Model
from hub.feature import Format
from hub.web.context import current_context
from hub.web.endpoints.static_files import LISTS, SECTIONS, TEXTS
from hub.web.request.query import canonical_query


def url(endpoint: str, **arguments: str) -> str:
    """Return the path of a view in the reader's language."""
    context = current_context()
    return context.routes.url(context.lang, endpoint, arguments)


def url_asking(endpoint: str, **values: str | Sequence[str]) -> str:
    """Return the path of a view with a query; "" if there is no such view or it does not read these parameters."""
    context = current_context()
    names = context.routes.queries.get(endpoint, ())
    if not values.keys() <= set(names):
        return ""
    query = urlencode([(name, values[name]) for name in names if name in values], doseq=True)
    return f"{context.routes.url(context.lang, endpoint, {})}{'?' if query else ''}{query}"


def place(name: str, lang: str = "") -> str:
    """Return the path of a named place (home, help, search); "" if no feature offers it."""
    context = current_context()
    endpoint = context.site.features.places.get(name)
    return context.routes.url(lang or context.lang, endpoint, {}) if endpoint else ""


def url_in(lang: str, endpoint: str, **arguments: str) -> str:
    """Return the path of a view in a given language."""
    return current_context().routes.url(lang, endpoint, arguments)


def list_path(kind: str) -> str:
    """Return the path of the list of a kind, by the kind's name."""
    context = current_context()
    return f"/{context.lang}/{context.site.registry.kinds[kind].path}/"


def address_of(reading: Model | Card, lang: str = "") -> str:
    """Return the path of an entry's own page, in the reader's language unless `lang` is given."""
    context = current_context()
    path = context.routes.of_entry(lang or context.lang, context.site.registry.kinds[reading.kind], reading)
    if reading.noted:
        context.noted.add(path)
    return path


def permanent(reading: Model | Card) -> str:
    """Return the absolute address of an entry's page in the language of its text, by which it is cited.

    Nothing is noted for the page (see replaced): a reader does not follow it from there.
    """
    context = current_context()
    kind = context.site.registry.kinds[reading.kind]
    lang = reading.original if isinstance(reading, Card) else reading.lang
    return absolute(context.routes.of_entry(lang, kind, reading))


def is_own_page(reading: Model, path: str) -> bool:
    """Tell whether a path is that of an entry's own page, in either language."""
    context = current_context()
    return path == context.routes.of_entry(context.lang, context.site.registry.kinds[reading.kind], reading)


def replaced() -> list[str]:
    """Return the paths that replace the current history entry: help, search, and entries with a content note.

    hub/templates/leave.js uses them to keep these pages out of the browser's Back list.
    """
    return [*filter(None, (place("help"), place("search"))), *sorted(current_context().noted)]


def absolute(path: str) -> str:
    """Return a path as an absolute URL, below the public URL."""
    return current_context().site.settings.origin + path


def webcal(path: str) -> str:
    """Return a path as an address that opens a calendar program, which then asks for it again and again."""
    return "webcal:" + absolute(path).partition(":")[2]


def static(name: str) -> str:
    """Return the versioned path of a static file."""
    return current_context().site.static.address(name)


def stylesheet(section: str, own: str = "") -> str:
    """Return the path of the one stylesheet of a page: its `own`, else that of its section, else the one of lists.

    An own sheet is one of texts ("practice"), or one that adds to its section's ("library/tables").
    """
    wanted = (f"{TEXTS}{own}.css", f"{SECTIONS}{own}.css", f"{SECTIONS}{section}.css")
    return static(next((name for name in wanted if name in current_context().site.static.contents), LISTS))


def formats_of(of: Model) -> list[tuple[Format, str]]:
    """Return the formats of an entry with the path of each."""
    context = current_context()
    kind = context.site.registry.kinds[of.kind]
    declared = [each for feature in context.site.features for each in feature.formats]
    return [
        (each, f"/{context.lang}/{kind.path}/{of.slug}.{each.suffix}")
        for each in declared
        if each.kind == of.kind and each.of_entry and is_public(of)
    ]


def format_links(of: Model | None, path: str) -> list[tuple[str, str]]:
    """Return the (media type, path) pairs of a page's formats.

    They are those of the entry `of`, or, without one, those of the list at `path`, which ask what the page asks. An entry
    whose documents are made on demand names them in headers, which do not weigh on its page (see
    hub.web.citing.described.signposts).
    """
    if of is not None:
        return [(_media_type(each), own) for each, own in formats_of(of) if not each.on_demand]
    context = current_context()
    kinds = context.site.registry.kinds
    found: list[tuple[str, str]] = []
    for each in (each for feature in context.site.features for each in feature.formats):
        address = f"/{context.lang}/{kinds[each.kind].path}"
        if each.of_list and path == f"{address}/":
            asked = canonical_query(request.environ.get("QUERY_STRING", ""), each.query)
            found.append((_media_type(each), f"{address}.{each.suffix}" + (f"?{asked}" if asked else "")))
    return found


def _media_type(declared: Format) -> str:
    return declared.type.partition(";")[0]


def is_public(entry: Model | Card) -> bool:
    """Tell whether everybody may read the entry, in every format."""
    return not (entry.hidden or entry.withdrawn)
