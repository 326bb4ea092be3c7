"""A generic list and a generic page for every kind without views of its own."""

from collections.abc import Callable
from typing import Any

from flask import Flask, Response

from hub.content.model.kinds import Kind
from hub.web.addresses import every, once
from hub.web.context import edition
from hub.web.page import found, page
from hub.web.site import site_of
from hub.web.translations import gettext


def register(app: Flask) -> None:
    """Add a list and a page for every kind that no view publishes, under the name of its folder."""
    published = [view.published for view in app.view_functions.values() if hasattr(view, "published")]
    shown = {each.model for each in published if each.listed}
    for feature in site_of(app).features:
        for kind in feature.kinds:
            if kind.model not in shown:
                root = f"/<any(vi, en):lang>/{kind.path}/"
                app.add_url_rule(root, f"{kind.name}.index", _index(kind, feature.name))
                app.add_url_rule(f"{root}<slug>/", f"{kind.name}.detail", _detail(kind, feature.name))


def _index(kind: Kind[Any], section: str) -> Callable[[], Response]:
    @once
    def index() -> Response:
        return page("generic/index.html", title=gettext(kind.title), section=section, entries=edition().all(kind.model))

    return index


def _detail(kind: Kind[Any], section: str) -> Callable[[str], Response]:
    @every(kind.model)
    def detail(slug: str) -> Response:
        entry = found(kind.model, slug)
        return page(
            "generic/detail.html",
            title=entry.title,
            of=entry,
            section=section,
            entry=entry,
            parent=gettext(kind.title),
        )

    return detail
