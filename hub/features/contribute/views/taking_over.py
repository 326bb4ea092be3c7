"""Addresses of taking over: an editor asks the institution in charge of a starter entry, and it begins."""

from typing import Any

from flask import Response, abort, redirect, request
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from hub.content.model.entries import Card
from hub.content.model.fields import Words
from hub.content.model.kinds import Kind
from hub.content.write.publishing import current
from hub.desk.access import require
from hub.desk.database import db
from hub.desk.limits import line_of, number_of
from hub.desk.tables import Organisation
from hub.features.contribute import taking_over
from hub.features.contribute.refusals import NotAllowed, Taken
from hub.features.contribute.tables import TakeOver
from hub.features.contribute.views.asking import now, roots
from hub.features.contribute.views.blueprint import bp
from hub.web.context import current_context, edition
from hub.web.links import url
from hub.web.page import page
from hub.web.site import site
from hub.web.translations import gettext


@bp.get("/entries/<kind>/<slug>/take-over/")
def take_over(kind: str, slug: str) -> Response:
    """Show which institution a starter entry is offered to, and the form to offer it."""
    require("entry.take_over")
    return _page(*_starter(kind, slug))


@bp.post("/entries/<kind>/<slug>/take-over/")
def offer(kind: str, slug: str) -> AnyResponse:
    """Offer a starter entry to an institution; then invite somebody of it."""
    account = require("entry.take_over")
    found, card = _starter(kind, slug)
    form = request.form
    vi, en = (line_of(form.get(name, "")) for name in ("organisation_vi", "organisation_en"))
    organisation = db.session.get(Organisation, number_of(form.get("known", "")))
    if organisation is None and not (vi and en):
        return _page(found, card, gettext("Choose an institution, or write its name in both languages."))
    organisation = organisation or _named(vi, en)
    taking_over.ask(db.session(), now(), account, kind, slug, organisation)
    db.session.commit()
    return redirect(url("contribute.take_over", kind=kind, slug=slug), 303)


@bp.post("/entries/<kind>/<slug>/begin/")
def begin_taking_over(kind: str, slug: str) -> AnyResponse:
    """Begin the draft by which the institution of who is signed in takes an entry over."""
    account = require("draft.begin")
    found, card = _starter(kind, slug)
    asked = taking_over.asked_of(db.session(), kind, slug) or abort(404)
    there = current(found, slug, card.parent, roots(), site().settings.instance)
    if there.problems:
        abort(409)
    try:
        draft = taking_over.take(db.session(), now(), account, found, asked, card.parent, there)
    except NotAllowed:
        abort(403)
    except Taken as taken:
        number = taken.draft.id
        db.session.rollback()
        return redirect(url("contribute.review", number=str(number)), 303)
    db.session.commit()
    return redirect(url("contribute.edit", number=str(draft.id)), 303)


def _starter(kind: str, slug: str) -> tuple[Kind[Any], Card]:
    """Return the kind and the card of a starter entry. Ends the request with 404 if it is none."""
    card = edition().card(f"{kind}/{slug}")
    if card is None or not is_starter(card):
        abort(404)
    return site().registry.kinds[kind], card


def is_starter(card: Card) -> bool:
    """Tell whether an entry waits for the institution in charge."""
    reader = edition()
    entry = reader.entry(card.kind, card.slug) if "status" in reader.kinds[card.kind].fields else None
    return entry is not None and taking_over.is_starter(vars(entry.reading(entry.original)))


def _named(vi: str, en: str) -> Organisation:
    known = select(Organisation).where((Organisation.name_vi == vi) | (Organisation.name_en == en))
    return db.session.scalars(known).first() or Organisation(name_vi=vi, name_en=en)


def _page(kind: Kind[Any], card: Card, refused: str = "") -> Response:
    entry = edition().entry(card.kind, card.slug) or abort(404)
    lead = getattr(entry.reading(entry.original), "lead", None)
    lang = current_context().lang
    asked = taking_over.asked_of(db.session(), card.kind, card.slug)
    title = card.titles[card.shown_in(lang)]
    return page(
        "contribute/take_over.html",
        title=gettext("Have it taken over: %(title)s", title=title),
        section="desk",
        robots="noindex",
        status=422 if refused else 200,
        card=card,
        name=(title, card.shown_in(lang)),
        lead=lead if isinstance(lead, Words) else None,
        asked=asked,
        invite=_invitation(asked) if asked else "",
        organisations=list(db.session.scalars(select(Organisation).order_by(Organisation.name_vi))),
        refused=refused,
        given=request.form,
    )


def _invitation(asked: TakeOver) -> str:
    """Return the address of the form for invitations, filled in for an institution."""
    names = {"known": asked.organisation.name_vi, "role": "contributor"}
    return url("account.invitations", **names) if current_context().routes.own else ""  # type: ignore[attr-defined]
