"""The decorators that publish views, and the list of addresses that pages and the sitemap are built from."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, NamedTuple, Protocol, TypeVar, overload

from flask import Flask
from werkzeug.exceptions import HTTPException

from hub.content.edition import Edition, Reader
from hub.content.model.entries import Card
from hub.content.model.kinds import Kind, Model
from hub.i18n.languages import LANGS

View = TypeVar("View", bound=Callable[..., Any])
Arguments = Mapping[str, str]


@dataclass(frozen=True)
class Published:
    """What a view publishes: one page, or one for each entry of `model`, or one for each of `values`.

    `listed` puts it in the sitemap, `only` selects entries by their card, and `query` names the parameters that the
    view reads, in the order of the canonical address. `pages` gives, for an entry, the arguments of each of its pages
    beyond those that name the entry; `values` returns the values of the one argument of a rule without entries. What is
    `on_demand` is made when it is asked for: the builder makes no page of it.
    """

    model: type[Model] | None
    listed: bool
    only: Callable[[Card], bool] = lambda entry: True
    query: tuple[str, ...] = ()
    pages: Callable[[Edition, Card], Iterable[Arguments]] = lambda edition, entry: ({},)
    on_demand: bool = False
    values: Callable[[Reader], Iterable[str]] | None = None


@overload
def once(view: View) -> View: ...
@overload
def once(*, query: tuple[str, ...]) -> Callable[[View], View]: ...
def once(view: Any = None, *, query: tuple[str, ...] = ()) -> Any:
    """Publish a view as one page, in every language if its rule has a `lang` argument.

    `@once(query=("page",))` names the query parameters that the view reads; all others are dropped before it runs.
    """
    return _mark(view, Published(None, True, query=query))


@overload
def unlisted(view: View) -> View: ...
@overload
def unlisted(*, query: tuple[str, ...], on_demand: bool = False) -> Callable[[View], View]: ...
def unlisted(view: Any = None, *, query: tuple[str, ...] = (), on_demand: bool = False) -> Any:
    """Publish a view as one page that is left out of the sitemap; `query` as for `once`, `on_demand` as `Published`."""
    return _mark(view, Published(None, False, query=query, on_demand=on_demand))


def _mark(view: Any, published: Published) -> Any:
    """Attach `published` to a view, or return a decorator that does so when `view` is None."""

    def mark(view: View) -> View:
        view.published = published  # type: ignore[attr-defined]
        return view

    return mark if view is None else mark(view)


def query_of(view: object) -> tuple[str, ...]:
    """Return the names of the query parameters that a view reads."""
    published = published_by(view)
    return published.query if published else ()


def published_by(view: object) -> Published | None:
    """Return what a view publishes; None if it publishes nothing."""
    published: Published | None = getattr(view, "published", None)
    return published


def made_last(view: View) -> View:
    """Make the view's pages after all others, because they tell what those are made of (see hub.web.made_pages)."""
    view.made_last = True  # type: ignore[attr-defined]
    return view


def stands_for(model: type[Model], slug: str) -> Callable[[View], View]:
    """Make the view the page of one entry: links to the entry lead here, and it gets no page of its own."""

    def mark(view: View) -> View:
        view.stands_for = (model, slug)  # type: ignore[attr-defined]
        return view

    return mark


def every(
    model: type[Model],
    listed: bool = True,
    only: Callable[[Card], bool] = lambda entry: True,
    query: tuple[str, ...] = (),
    pages: Callable[[Edition, Card], Iterable[Arguments]] = lambda edition, entry: ({},),
    on_demand: bool = False,
) -> Callable[[View], View]:
    """Publish a view as one page for each entry of a kind, under its slug and its aliases.

    `query` is as for `once`, `on_demand` as for `Published`. With `pages` it has any number of pages for an entry, such
    as one a version.
    """
    mark: Callable[[View], View] = _mark(None, Published(model, listed, only, query, pages, on_demand))
    return mark


def each(values: Callable[[Reader], Iterable[str]], *, listed: bool = True) -> Callable[[View], View]:
    """Publish a view as one page for each value of the one argument of its rule, such as the codes of a vocabulary."""
    mark: Callable[[View], View] = _mark(None, Published(None, listed, values=values))
    return mark


class Placed(Protocol):
    """Anything that has an address of its own: an entry, or its text in one language."""

    @property
    def slug(self) -> str:
        """Return its slug."""

    @property
    def parent(self) -> str:
        """Return the slug of the entry that it belongs to; empty if it has none."""


class Place(NamedTuple):
    """A slug under which an entry is found, or was once, and the slug of the entry around it."""

    slug: str
    parent: str


def places_of(edition: Edition, kind: Kind[Any], entry: Card) -> Iterator[Place]:
    """Yield where an entry is, and then every place where it was: by its own aliases and by those of its parent."""
    around = edition.cards[kind.parent] if kind.parent else {}
    earlier = [Place(alias, entry.parent) for alias in entry.aliases if "/" not in alias]
    for parent, slug in (alias.split("/") for alias in entry.aliases if "/" in alias):
        earlier.append(Place(slug, parent))
    known = [Place(entry.slug, entry.parent), *earlier]
    for slug, parent in tuple(known):
        known += [Place(slug, alias) for alias in (around[parent].aliases if parent in around else ())]
    reader = edition.read_in(entry.original)
    for number, place in enumerate(dict.fromkeys(known)):
        holder = edition.cards[kind.name].get(place.slug)
        is_held = holder is not None and holder.parent == place.parent
        if not number or (not is_held and reader.moved_to(kind, *place) == entry.slug):
            yield place


def arguments_of(kind: Kind[Any], entry: Placed, names: Iterable[str]) -> dict[str, str]:
    """Return the values of a rule's arguments for an entry.

    `names` may be `slug`, the name of the entry's kind, and the name of its parent's kind.
    """
    values = {"slug": entry.slug, kind.name: entry.slug}
    if kind.parent:
        values[kind.parent] = entry.parent
    return {name: values[name] for name in names}


@dataclass(frozen=True, slots=True)
class Address:
    """The path of one page, its view (`endpoint`), and the card of the entry that it shows, if any."""

    path: str
    lang: str
    endpoint: str
    entry: Card | None
    listed: bool
    on_demand: bool = False


def addresses(app: Flask, edition: Edition, endpoints: Container[str] | None = None) -> Iterator[Address]:
    """Yield every address that the site publishes, aliases included; with `endpoints`, those of these views alone."""
    url = app.extensions["hub.routes"].url
    elsewhere = app.extensions["hub.routes"].elsewhere
    for rule in app.url_map.iter_rules():
        published = published_by(app.view_functions[rule.endpoint])
        if published is None or (endpoints is not None and rule.endpoint not in endpoints):
            continue
        names = rule.arguments - {"lang"} - set(rule.defaults or ())
        langs: tuple[str, ...] = LANGS if "lang" in rule.arguments else ("",)
        if published.model is None:
            for lang in langs:
                for arguments in _arguments(published, names, edition):
                    path = url(lang, rule.endpoint, arguments)
                    yield Address(path, lang, rule.endpoint, None, published.listed, published.on_demand)
            continue
        kind = edition.registry.of(published.model)
        for entry in edition.cards[kind.name].values():
            if not published.only(entry):
                continue
            shown = published.listed and not entry.withdrawn
            paths: set[str] = set()
            more = list(published.pages(edition, entry))
            for number, place in enumerate(places_of(edition, kind, entry)):
                if not number and (kind.name, entry.slug) in elsewhere:
                    continue
                every_one = [{**arguments_of(kind, place, names - each.keys()), **each} for each in more]
                for arguments, lang in product(every_one, langs):
                    path = url(lang, rule.endpoint, arguments)
                    if path not in paths:  # two places differ in nothing that this rule names
                        paths.add(path)
                        yield Address(path, lang, rule.endpoint, entry, shown and not number, published.on_demand)


def query_on_demand(app: Flask, path: str) -> tuple[str, ...] | None:
    """Return the names of the query parameters of the page at a path if it is made on demand, otherwise None."""
    try:
        endpoint, _ = app.extensions["hub.routes"].adapter.match(path)
    except HTTPException:  # no such address, or one with a slash more
        return None
    published = published_by(app.view_functions[endpoint])
    return published.query if published is not None and published.on_demand else None


def _arguments(published: Published, names: Iterable[str], edition: Edition) -> list[dict[str, str]]:
    """Return the arguments of each page of a view that shows no entry."""
    if published.values is None:
        return [{}]
    return [{name: value} for name in names for value in published.values(edition.read_in(LANGS[0]))]
