"""Addresses of pages, and of help."""

from typing import Any

from flask import Blueprint, Response
from flask.blueprints import BlueprintSetupState

from hub.features.pages import queries
from hub.features.pages.model import Page
from hub.messages import N_
from hub.web.addresses import every, once, stands_for
from hub.web.context import current_context
from hub.web.menus import Item, Menus
from hub.web.page import derived, edition, found, page, url
from hub.web.site import site_of
from hub.web.translations import gettext

bp = Blueprint("pages", __name__, url_prefix="/<any(vi, en):lang>/pages")
help_bp = Blueprint("help", __name__, url_prefix="/<any(vi, en):lang>/help")
MAIN = (
    (N_("Programme"), "agenda"),
    (N_("Statements"), "statements"),
    (N_("Exhibition"), "gallery"),
    (N_("Library"), "library"),
)


@bp.record
def _derive(state: BlueprintSetupState) -> None:
    site_of(state.app).derived["pages.menu"] = queries.menu
    if "help" not in state.app.blueprints:
        state.app.register_blueprint(help_bp)


@bp.app_context_processor
def _menus() -> dict[str, Any]:
    """The menus of every page."""
    context, pages = current_context(), derived("pages.menu")
    return {
        "menus": context.site.once_an_edition(f"pages.menus {context.lang}", context.edition, lambda _: _made_of(pages))
    }


def _made_of(pages: dict[str, list[tuple[str, str]]]) -> Menus:
    main = [Item(url(f"{key}.index"), gettext(label), key) for label, key in MAIN]
    main += [Item(url("pages.detail", slug=slug), title, slug) for slug, title in [*pages["about"][:1], *pages["main"]]]
    footer = [Item(url("pages.detail", slug=slug), title, slug) for slug, title in [*pages["about"], *pages["legal"]]]
    return Menus(main, footer)


@bp.get("/<slug>/")
@every(Page)
def detail(slug: str) -> Response:
    """One page."""
    shown = found(Page, slug)
    return page("pages/detail.html", title=shown.title, of=shown, section=slug, shown=shown)


@help_bp.get("/")
@once
@stands_for(Page, "help")
def index() -> Response:
    """Where to get help, in the order in which it is needed."""
    text = edition().find(Page, "help")
    return page(
        "pages/help.html",
        title=gettext("Get help"),
        section="help",
        sensitive=True,
        text=text,
        groups=queries.helplines(edition()),
    )
