"""The context of a request: its language and the Edition that it reads.

It is one object behind a context variable: templates use it a hundred times a page, which would be slow through Flask's
proxies.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from flask import Flask

from hub.content.edition import Edition, Reader
from hub.content.keys import Key
from hub.content.model.kinds import Kind
from hub.i18n.languages import Lang
from hub.web.addresses import Placed, arguments_of, query_of
from hub.web.keys import DerivedKey
from hub.web.site import Site, site_of

_CURRENT: ContextVar["Context | None"] = ContextVar("hub.context", default=None)
MOST_URLS = 50_000
T = TypeVar("T")


class Routes:
    """The URL paths of an application's views, built once each, and the view that shows the entries of each kind.

    `elsewhere` maps (kind, slug) to the view that stands for that entry (see hub.web.addresses.stands_for), `queries`
    each endpoint to the parameters that its view reads.
    """

    def __init__(self, app: Flask) -> None:
        self.adapter = app.url_map.bind("localhost")
        self.built: dict[Any, str] = {}
        self.details: dict[str, tuple[str, tuple[str, ...]]] = {}
        self.queries = {endpoint: query_of(view) for endpoint, view in app.view_functions.items()}
        registry = site_of(app).registry
        self.elsewhere: dict[tuple[str, str], str] = {}
        for rule in app.url_map.iter_rules():
            view = app.view_functions[rule.endpoint]
            if (shown := getattr(view, "stands_for", None)) is not None:
                self.elsewhere[registry.of(shown[0]).name, shown[1]] = rule.endpoint
            published = getattr(view, "published", None)
            if published is not None and published.model is not None and published.listed:
                names = tuple(sorted(rule.arguments - {"lang"}))
                self.details.setdefault(registry.of(published.model).name, (rule.endpoint, names))

    def url(self, lang: str, endpoint: str, arguments: dict[str, str]) -> str:
        """Return the path of a view in a language; pass "" for a view without one."""
        key = (endpoint, lang, *arguments.values())
        path = self.built.get(key)
        if path is None:
            if len(self.built) > MOST_URLS:
                self.built.clear()
            path = self.built[key] = self.adapter.build(
                endpoint, {"lang": lang, **arguments} if lang else arguments, append_unknown=False
            )
        return path

    def of_entry(self, lang: str, kind: Kind[Any], reading: Placed) -> str:
        """Return the path of an entry's own page."""
        key = (kind.name, lang, reading.parent, reading.slug)
        path = self.built.get(key)
        if path is None:
            endpoint, names = self.details[kind.name]
            if (kind.name, reading.slug) in self.elsewhere:
                endpoint, names = self.elsewhere[kind.name, reading.slug], ()
            path = self.built[key] = self.url(lang, endpoint, arguments_of(kind, reading, names))
        return path


class Context:
    """The language, the Edition and the addresses of one request.

    `reads` collects the keys of everything that the page depends on, `noted` the paths of entries with a content note
    that it links to, `texts` the texts that it shows, by their keys and in order, `boxes` how many wide tables have had each
    name, `sources` the sources that the texts of an entry cite, as the page numbers them.
    """

    __slots__ = ("boxes", "edition", "lang", "noted", "reader", "reads", "routes", "site", "sources", "texts")

    def __init__(self, site: Site, routes: Routes, lang: Lang, edition: Edition) -> None:
        self.site, self.routes, self.lang, self.edition = site, routes, lang, edition
        self.reads: set[Key] = set()
        self.noted: set[str] = set()
        self.texts: dict[tuple[str, str, str], int] = {}
        self.boxes: Counter[str] = Counter()
        self.sources: dict[tuple[str, str], list[str]] = {}
        self.reader: Reader = edition.read_in(lang, self.reads)


def begin_context(app: Flask, lang: Lang) -> Context:
    """Begin a request in a language, with the current Edition."""
    site = site_of(app)
    context = Context(site, app.extensions["hub.routes"], lang, site.edition)
    _CURRENT.set(context)
    return context


def end_context(error: BaseException | None = None) -> None:
    """End a request, so that an idle thread does not keep an old Edition and its files open."""
    _CURRENT.set(None)


def current_context() -> Context:
    """Return the context of this request. Raises LookupError outside of one."""
    found = _CURRENT.get()
    if found is None:
        raise LookupError("there is no request")
    return found


@contextmanager
def in_language(lang: Lang) -> Iterator[None]:
    """Read and write in another language than the page's for a while; what is read is still noted for the page."""
    outer = current_context()
    inner = Context(outer.site, outer.routes, lang, outer.edition)
    inner.reads, inner.noted, inner.reader = outer.reads, outer.noted, outer.edition.read_in(lang, outer.reads)
    token = _CURRENT.set(inner)
    try:
        yield
    finally:
        _CURRENT.reset(token)


@contextmanager
def of_edition(given: Edition) -> Iterator[None]:
    """Read from another Edition than the published one for a while: what a page shows is then none of readers' pages."""
    outer = current_context()
    token = _CURRENT.set(Context(outer.site, outer.routes, outer.lang, given))
    try:
        yield
    finally:
        _CURRENT.reset(token)


def has_context() -> bool:
    """Tell whether a request is being handled."""
    return _CURRENT.get() is not None


def edition() -> Reader:
    """Return the Edition in the reader's language; it records what the page reads."""
    return current_context().reader


def kept(name: str, work: Callable[[Reader], T]) -> T:
    """Return what `work` makes of the Edition in the reader's language, made once for each Edition.

    The page depends on everything that `work` reads, whether it was made for this page or for an earlier one.
    """
    context = current_context()

    def read(whole: Edition) -> tuple[T, set[Key]]:
        reads: set[Key] = set()
        return work(whole.read_in(context.lang, reads)), reads

    value, reads = context.site.once_an_edition(f"{name} {context.lang}", context.edition, read)
    context.reads.update(reads)
    found: T = value
    return found


def derived(name: str) -> Any:
    """Return a value that a feature derives from the whole Edition, such as a menu.

    The page then depends on that value alone, not on the entries from which it was derived.
    """
    context = current_context()
    context.reads.add(DerivedKey(name, context.lang))
    return context.site.derive(name, context.edition, context.lang)
