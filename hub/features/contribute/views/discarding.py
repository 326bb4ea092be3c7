"""Addresses of giving a draft up: what is lost by that and what is kept, and the press."""

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from hub.desk.database import db
from hub.features.contribute import operations
from hub.features.contribute.tables import Draft
from hub.features.contribute.views import asking
from hub.features.contribute.views.blueprint import bp
from hub.features.contribute.views.reviewing import LONGEST, REFUSALS, may, refuse, seen
from hub.web.context import current_context
from hub.web.links import url
from hub.web.page import page
from hub.web.translations import gettext


@bp.get("/drafts/<int:number>/discard/")
def discard(number: int) -> AnyResponse:
    """Ask once more before a draft is discarded."""
    account, draft = asking.draft_for("draft.discard", number)
    if not may(account, draft, "discard"):
        return redirect(url("contribute.review", number=str(number)), 303)
    return _page(draft)


@bp.post("/drafts/<int:number>/discard/")
def do_discard(number: int) -> AnyResponse:
    """Discard a draft, and go on to the list, which says so."""
    account, draft = asking.draft_for("draft.discard", number)
    reason = request.form.get("reason", "").strip()[:LONGEST]
    try:
        operations.act(db.session(), asking.now(), account, draft, "discard", seen(), reason)
    except REFUSALS as refusal:
        return refuse(number, refusal)
    db.session.commit()
    return redirect(url("contribute.index", discarded=str(number)), 303)


def _page(draft: Draft) -> Response:
    name = asking.title_of(asking.pages_in(draft), current_context().lang)
    return page(
        "contribute/discard.html",
        title=gettext("Discard: %(title)s", title=name[0]),
        section="desk",
        robots="noindex",
        draft=draft,
        name=name,
        back=url("contribute.edit", number=str(draft.id)),
    )
