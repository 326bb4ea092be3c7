"""The addresses that views and templates write: of views, entries and files, in the language of the page."""

from collections.abc import Sequence
from urllib.parse import urlencode

from hub.content.model.entries import Card
from hub.content.model.kinds import Model
from hub.web.context import current_context


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


def sheets(section: str) -> list[str]:
    """Return the paths of the stylesheets of a page: the site's, and that of its section if it has one of its own."""
    own = f"{section}.css"
    return [static(name) for name in ("site.css", own) if name in current_context().site.static.contents]
