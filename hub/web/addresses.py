"""Which addresses a view publishes: the list from which pages are made, and the sitemap is written."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from flask import Flask

from hub.content.edition import Edition
from hub.content.model.entries import Card
from hub.content.model.kinds import Kind, Model
from hub.i18n.languages import LANGS

View = TypeVar("View", bound=Callable[..., Any])
Arguments = Mapping[str, str]


@dataclass(frozen=True)
class Published:
    """What a view shows: one page (no model), or one an entry; listed in the sitemap or not."""

    model: type[Model] | None
    listed: bool
    only: Callable[[Card], bool]


def once(view: View) -> View:
    """The view is one page, in each language if its rule has one."""
    view.published = Published(None, True, lambda entry: True)  # type: ignore[attr-defined]
    return view


def unlisted(view: View) -> View:
    """The view is one page that no sitemap names."""
    view.published = Published(None, False, lambda entry: True)  # type: ignore[attr-defined]
    return view


def stands_for(model: type[Model], slug: str) -> Callable[[View], View]:
    """The view shows this one entry: links to the entry lead to it, and the entry has no page of its own."""

    def mark(view: View) -> View:
        view.stands_for = (model, slug)  # type: ignore[attr-defined]
        return view

    return mark


def every(
    model: type[Model], listed: bool = True, only: Callable[[Card], bool] = lambda entry: True
) -> Callable[[View], View]:
    """The view is a page for each entry of a kind, under its slug and its aliases."""

    def mark(view: View) -> View:
        view.published = Published(model, listed, only)  # type: ignore[attr-defined]
        return view

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
