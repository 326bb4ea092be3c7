"""Which addresses a view publishes: the list from which pages are made, and the sitemap is written."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar, overload

from flask import Flask

from hub.content.edition import Edition
from hub.content.model.entries import Card
from hub.content.model.kinds import Kind, Model
from hub.i18n.languages import LANGS

View = TypeVar("View", bound=Callable[..., Any])
Arguments = Mapping[str, str]


@dataclass(frozen=True)
class Published:
    """What a view shows: one page (no model), or one an entry; listed in the sitemap or not.

    `query` names the parameters that the view reads, in the order of the canonical address.
    """

    model: type[Model] | None
    listed: bool
    only: Callable[[Card], bool] = lambda entry: True
    query: tuple[str, ...] = ()


@overload
def once(view: View) -> View: ...
@overload
def once(*, query: tuple[str, ...]) -> Callable[[View], View]: ...
def once(view: Any = None, *, query: tuple[str, ...] = ()) -> Any:
    """Publish the view as one page, in each language if its rule has one.

    `@once(query=("page",))` names the parameters that it reads; all others are dropped before it is asked.
    """
    return _mark(view, Published(None, True, query=query))


@overload
def unlisted(view: View) -> View: ...
@overload
def unlisted(*, query: tuple[str, ...]) -> Callable[[View], View]: ...
def unlisted(view: Any = None, *, query: tuple[str, ...] = ()) -> Any:
    """Publish the view as one page that no sitemap names; `query` as for `once`."""
    return _mark(view, Published(None, False, query=query))


def _mark(view: Any, published: Published) -> Any:
    """Mark a view, or return what marks one."""

    def mark(view: View) -> View:
        view.published = published  # type: ignore[attr-defined]
        return view

    return mark if view is None else mark(view)


def query_of(view: object) -> tuple[str, ...]:
    """Return the names of the query parameters that a view reads."""
    published: Published | None = getattr(view, "published", None)
    return published.query if published else ()


def stands_for(model: type[Model], slug: str) -> Callable[[View], View]:
    """The view shows this one entry: links to the entry lead to it, and the entry has no page of its own."""

    def mark(view: View) -> View:
        view.stands_for = (model, slug)  # type: ignore[attr-defined]
        return view

    return mark


def every(
    model: type[Model],
    listed: bool = True,
    only: Callable[[Card], bool] = lambda entry: True,
    query: tuple[str, ...] = (),
) -> Callable[[View], View]:
    """Publish the view as a page for each entry of a kind, under its slug and its aliases; `query` as for `once`."""
    mark: Callable[[View], View] = _mark(None, Published(model, listed, only, query))
    return mark


class Placed(Protocol):
    """What has an address of its own: an entry, or one reading of it."""

    @property
    def slug(self) -> str: ...

    @property
    def parent(self) -> str: ...


def arguments_of(kind: Kind[Any], entry: Placed, names: Iterable[str], slug: str = "") -> dict[str, str]:
    """The values of a rule's arguments for an entry: `slug`, or the names of its kind and of its parent's."""
    values = {"slug": slug or entry.slug, kind.name: slug or entry.slug}
    if kind.parent:
        values[kind.parent] = entry.parent
    return {name: values[name] for name in names}


@dataclass(frozen=True, slots=True)
class Address:
    """A page's path; `entry` is the card of what it shows, `endpoint` the view, `arguments` without the language."""

    path: str
    lang: str
    endpoint: str
    entry: Card | None
    listed: bool


def addresses(app: Flask, edition: Edition) -> Iterator[Address]:
    """Every address that the site publishes, aliases included; once each."""
    url = app.extensions["hub.routes"].url
    elsewhere = app.extensions["hub.routes"].elsewhere
    for rule in app.url_map.iter_rules():
        published: Published | None = getattr(app.view_functions[rule.endpoint], "published", None)
        if published is None:
            continue
        names = rule.arguments - {"lang"} - set(rule.defaults or ())
        langs: tuple[str, ...] = LANGS if "lang" in rule.arguments else ("",)
        if published.model is None:
            for lang in langs:
                yield Address(url(lang, rule.endpoint, {}), lang, rule.endpoint, None, published.listed)
            continue
        kind = edition.registry.of(published.model)
        for entry in edition.cards[kind.name].values():
            if not published.only(entry) or (kind.name, entry.slug) in elsewhere:
                continue
            shown = published.listed and not entry.withdrawn
            for slug in (entry.slug, *entry.aliases):
                arguments = arguments_of(kind, entry, names, slug)
                for lang in langs:
                    path = url(lang, rule.endpoint, arguments)
                    yield Address(path, lang, rule.endpoint, entry, shown and slug == entry.slug)
