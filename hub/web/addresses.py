"""The decorators that publish views, and the list of addresses that pages and the sitemap are built from."""

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
    """What a view publishes: one page (`model` is None) or one page for each entry of `model`.

    `listed` puts it in the sitemap, `only` selects entries by their card, and `query` names the parameters that the
    view reads, in the order of the canonical address.
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
    """Publish a view as one page, in every language if its rule has a `lang` argument.

    `@once(query=("page",))` names the query parameters that the view reads; all others are dropped before it runs.
    """
    return _mark(view, Published(None, True, query=query))


@overload
def unlisted(view: View) -> View: ...
@overload
def unlisted(*, query: tuple[str, ...]) -> Callable[[View], View]: ...
def unlisted(view: Any = None, *, query: tuple[str, ...] = ()) -> Any:
    """Publish a view as one page that is left out of the sitemap; `query` as for `once`."""
    return _mark(view, Published(None, False, query=query))


def _mark(view: Any, published: Published) -> Any:
    """Attach `published` to a view, or return a decorator that does so when `view` is None."""

    def mark(view: View) -> View:
        view.published = published  # type: ignore[attr-defined]
        return view

    return mark if view is None else mark(view)


def query_of(view: object) -> tuple[str, ...]:
    """Return the names of the query parameters that a view reads."""
    published: Published | None = getattr(view, "published", None)
    return published.query if published else ()


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
) -> Callable[[View], View]:
    """Publish a view as one page for each entry of a kind, under its slug and its aliases; `query` as for `once`."""
    mark: Callable[[View], View] = _mark(None, Published(model, listed, only, query))
    return mark


class Placed(Protocol):
    """Anything that has an address of its own: an entry, or its text in one language."""

    @property
    def slug(self) -> str:
        """Return its slug."""

    @property
    def parent(self) -> str:
        """Return the slug of the entry that it belongs to; empty if it has none."""


def arguments_of(kind: Kind[Any], entry: Placed, names: Iterable[str], slug: str = "") -> dict[str, str]:
    """Return the values of a rule's arguments for an entry.

    `names` may be `slug`, the name of the entry's kind, and the name of its parent's kind.
    """
    values = {"slug": slug or entry.slug, kind.name: slug or entry.slug}
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


def addresses(app: Flask, edition: Edition) -> Iterator[Address]:
    """Yield every address that the site publishes, aliases included."""
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
