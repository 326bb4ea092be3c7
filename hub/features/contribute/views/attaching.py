"""Addresses of the files beside a draft."""

from typing import Any

from flask import Response, abort, current_app, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from hub.desk.database import db
from hub.desk.permissions import allowed
from hub.desk.tables import Account
from hub.features.contribute.notices import on_duty
from hub.features.contribute.refusals import NotNow
from hub.features.contribute.tables import Attachment, Draft
from hub.features.contribute.views import asking
from hub.features.contribute.views.blueprint import bp
from hub.features.contribute.writing import pictures
from hub.features.contribute.writing.attachments import (
    LARGEST,
    MOST,
    SUFFIXES,
    Refused,
    attach,
    attach_picture,
    detach,
    place_of,
)
from hub.i18n.languages import Lang
from hub.messages import N_
from hub.web.context import current_context
from hub.web.links import url
from hub.web.page import page
from hub.web.site import site
from hub.web.translations import gettext

REMAKING = "hub.contribute.remaking"
LONGEST_ALT = 500  # characters
NOT_DECLARED = N_("A picture is taken only with both declarations, and with words that say what it shows.")


@bp.get("/drafts/<int:number>/attachments/")
def attachments(number: int) -> Response:
    """List the files beside a draft, with forms to add one for who may."""
    account, draft = asking.draft_for("draft.read", number)
    return _page(account, draft)


@bp.post("/drafts/<int:number>/attachments/")
def add_attachment(number: int) -> AnyResponse:
    """Keep a paper beside a draft."""
    account, draft = asking.draft_for("draft.attach", number)
    name, data = _sent()
    try:
        attach(db.session(), asking.now(), account, draft, name, data, site().settings.instance)
    except (Refused, NotNow) as refused:
        return _refused(account, draft, refused)
    db.session.commit()
    return redirect(url("contribute.attachments", number=str(number)), 303)


@bp.post("/drafts/<int:number>/attachments/pictures/")
def add_picture(number: int) -> AnyResponse:
    """Keep a picture beside a draft, made anew, if the written procedure is in force."""
    account, draft = asking.draft_for("draft.attach", number)
    if not pictures.are_taken(site().settings, asking.now()):
        abort(404)
    if not draft.is_writable:
        abort(409)
    name, data = _sent()
    alt, lang = request.form.get("alt", "").strip()[:LONGEST_ALT], _alt_lang()
    db.session.rollback()  # what follows takes a while, in which nobody shall wait for the database
    try:
        if not alt or any(request.form.get(each) != "yes" for each in ("rights", "nobody")):
            raise Refused(NOT_DECLARED)
        made = _remaking().remade(data)
        attach_picture(
            db.session(), asking.now(), account, draft, name, made, site().settings.instance, alt, lang, data
        )
    except (Refused, NotNow) as refused:
        return _refused(account, draft, refused)
    db.session.commit()
    return redirect(url("contribute.attachments", number=str(number)), 303)


@bp.get("/drafts/<int:number>/attachments/<int:paper>/")
def attachment(number: int, paper: int) -> Response:
    """Give a file to who may read the draft: to be saved, never to be shown as a page of ours."""
    _, draft = asking.draft_for("draft.read", number)
    found = paper_of(draft, paper)
    if found.quarantined is not None:
        return page(
            "contribute/held.html", title=gettext("This file cannot be opened"), section="desk", robots="noindex", status=410,
            back=url("contribute.attachments", number=str(number)),
        )  # fmt: skip
    try:
        data = place_of(site().settings.instance, draft.id, found.digest).read_bytes()
    except FileNotFoundError:
        abort(404)
    name = f"{draft.slug}-{found.id}.{SUFFIXES[found.type]}"
    return Response(
        data,
        content_type=found.type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


@bp.post("/drafts/<int:number>/attachments/<int:paper>/remove/")
def remove_attachment(number: int, paper: int) -> AnyResponse:
    """Take a file away from a draft."""
    account, draft = asking.draft_for("draft.attach", number)
    try:
        remove = detach(db.session(), asking.now(), account, draft, paper_of(draft, paper), site().settings.instance)
    except NotNow:
        db.session.rollback()
        abort(409)
    db.session.commit()
    remove()
    return redirect(url("contribute.attachments", number=str(number)), 303)


def paper_of(draft: Draft, number: int) -> Attachment:
    """Return a file of a draft. Ends the request with 404 if it has none of this number."""
    return next((one for one in draft.attachments if one.id == number), None) or abort(404)


def _sent() -> tuple[str, bytes]:
    """Return the name and the bytes of the file that was sent, of which no more is read than is kept."""
    sent = request.files.get("file")
    return (sent.filename or "", sent.read(LARGEST + 1)) if sent is not None else ("", b"")


def _alt_lang() -> Lang:
    return "en" if request.form.get("alt_lang") == "en" else "vi"


def _remaking() -> pictures.Remaking:
    """Return what makes pictures anew, kept with the application."""
    made: pictures.Remaking = current_app.extensions.setdefault(REMAKING, pictures.Remaking())
    return made


def _refused(account: Account, draft: Draft, refused: Refused | NotNow) -> Response:
    db.session.rollback()
    if isinstance(refused, NotNow):
        abort(409)
    return _page(account, draft, gettext(refused.message), 422)


def _page(account: Account, draft: Draft, refused: str = "", status: int = 200) -> Response:
    title, _ = asking.title_of(asking.pages_in(draft), current_context().lang)
    may_attach = draft.is_writable and allowed("draft.attach", account, draft)
    suspects: dict[str, Any] = {"may_quarantine": allowed("attachment.quarantine", account, draft)}
    if suspects["may_quarantine"] and any(one.is_held for one in draft.attachments):
        suspects["told"] = [each.name for each in on_duty(db.session())]
    return page(
        "contribute/attachments.html",
        title=gettext("Attachments: %(title)s", title=title),
        section="desk",
        robots="noindex",
        status=status,
        draft=draft,
        refused=refused,
        given=request.form,
        may_attach=may_attach,
        pictures=pictures.are_taken(site().settings, asking.now()),
        most=MOST,
        largest=LARGEST,
        back=url("contribute.edit", number=str(draft.id)),
        **suspects,
    )
