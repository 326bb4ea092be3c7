"""The views of statements."""

from flask import Blueprint, Response

from hub.features.statements.model import Statement
from hub.web.addresses import every, once
from hub.web.context import edition
from hub.web.page import found, page
from hub.web.translations import gettext

bp = Blueprint("statements", __name__, url_prefix="/<any(vi, en):lang>/statements")


@bp.get("/")
@once
def index() -> Response:
    """Show every statement, by day and reference."""
    return page(
        "statements/index.html", title=gettext("Statements"), section="statements", statements=edition().all(Statement)
    )


@bp.get("/<slug>/")
@every(Statement)
def detail(slug: str) -> Response:
    """Show one statement, and its authentic text if that is in another language."""
    statement = found(Statement, slug)
    entry = edition().entry("statement", slug)
    authentic = entry.readings.get(entry.original) if entry else None
    return page(
        "statements/detail.html",
        title=statement.title,
        of=statement,
        section="statements",
        statement=statement,
        authentic=authentic,
    )
