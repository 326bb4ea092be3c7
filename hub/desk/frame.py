"""What stands around every page of the desk: its menu, and the addresses of both applications."""

from typing import NamedTuple

from flask import Flask, current_app, request

from hub.content.model.dates import HANOI
from hub.desk.access import current_account
from hub.desk.permissions import allowed
from hub.desk.tables import Account
from hub.feature import DeskEntry, Features
from hub.i18n.dates import moment_text
from hub.web.context import Routes, current_context
from hub.web.links import url
from hub.web.site import site
from hub.web.translations import gettext

MENU = "hub.desk.menu"


class DeskRoutes(Routes):
    """The addresses of the site, and those of the desk: `url("account.index")` works in its views and templates."""

    def __init__(self, site: Flask, desk: Flask) -> None:
        super().__init__(site)
        self.desk, self.own = desk.url_map.bind("localhost"), frozenset(desk.view_functions)

    def url(self, lang: str, endpoint: str, arguments: dict[str, str]) -> str:
        """Return the path of a view in a language; what the view's address does not name becomes its query."""
        if endpoint not in self.own:
            return super().url(lang, endpoint, arguments)
        return self.desk.build(endpoint, {"lang": lang, **arguments})


class Line(NamedTuple):
    """An entry of the desk's menu; `current` tells that the page is the one that it leads to, `does` that it is a button."""

    href: str
    label: str
    current: bool
    does: bool


class Frame(NamedTuple):
    """The menu for who is signed in, and who that is."""

    account: Account | None
    lines: list[Line]


def register(app: Flask, features: Features) -> None:
    """Give templates `desk_frame()`, and moments in words."""
    declared = sorted((entry for feature in features for entry in feature.desk_menu), key=lambda entry: entry.order)
    app.extensions[MENU] = declared
    app.jinja_env.globals["desk_frame"] = lambda: frame_of(declared)
    app.jinja_env.filters["moment"] = lambda moment: moment_text(moment.astimezone(HANOI), current_context().lang)


def frame_of(declared: list[DeskEntry]) -> Frame:
    """Return the menu of the desk for this request: the entries that lead whoever is signed in somewhere."""
    account = current_account()
    endpoints = current_context().routes
    lines = [
        Line(path := url(entry.endpoint), gettext(entry.label), request.path == path, entry.does)
        for entry in declared
        if isinstance(endpoints, DeskRoutes) and entry.endpoint in endpoints.own
        if account is not None and (not entry.action or allowed(entry.action, account))
        if not entry.demo or site().settings.demo
    ]
    return Frame(account, lines)


def first_page() -> str:
    """Return the page with which whoever is signed in begins: the first entry of their menu; "" if it has none."""
    lines = frame_of(current_app.extensions[MENU]).lines
    return next((line.href for line in lines if not line.does), "")
