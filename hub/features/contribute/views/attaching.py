"""Addresses of the papers beside a draft."""

from flask import Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from hub.desk.database import db
from hub.desk.permissions import allowed
from hub.desk.tables import Account
from hub.features.contribute.tables import Attachment, Draft
from hub.features.contribute.views import asking
from hub.features.contribute.views.blueprint import bp
from hub.features.contribute.workflow import WRITABLE
from hub.features.contribute.writing.attachments import LARGEST, MOST, SUFFIXES, Refused, attach, detach, place_of
from hub.web.context import current_context
from hub.web.links import url
from hub.web.page import page
from hub.web.site import site
from hub.web.translations import gettext


@bp.get("/drafts/<int:number>/attachments/")
def attachments(number: int) -> Response:
    """List the papers beside a draft, with a form to add one for who may."""
    account, draft = asking.draft_for("draft.read", number)
    return _page(account, draft)


@bp.post("/drafts/<int:number>/attachments/")
def add_attachment(number: int) -> AnyResponse:
    """Keep a file beside a draft."""
    account, draft = asking.draft_for("draft.attach", number)
    if draft.state not in WRITABLE:
        abort(409)
    sent = request.files.get("file")
    try:
        name, data = (sent.filename or "", sent.read(LARGEST + 1)) if sent is not None else ("", b"")
        attach(db.session(), asking.now(), account, draft, name, data, site().settings.instance)
    except Refused as refused:
        db.session.rollback()
        return _page(account, draft, gettext(refused.message), 422)
    db.session.commit()
    return redirect(url("contribute.attachments", number=str(number)), 303)


@bp.get("/drafts/<int:number>/attachments/<int:paper>/")
def attachment(number: int, paper: int) -> Response:
    """Give a paper to who may read the draft: to be saved, never to be shown as a page of ours."""
    _, draft = asking.draft_for("draft.read", number)
    found = _paper(draft, paper)
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
    """Take a paper away from a draft."""
    account, draft = asking.draft_for("draft.attach", number)
    if draft.state not in WRITABLE:
        abort(409)
    remove = detach(db.session(), asking.now(), account, draft, _paper(draft, paper), site().settings.instance)
    db.session.commit()
    remove()
    return redirect(url("contribute.attachments", number=str(number)), 303)


def _paper(draft: Draft, number: int) -> Attachment:
    return next((one for one in draft.attachments if one.id == number), None) or abort(404)


def _page(account: Account, draft: Draft, refused: str = "", status: int = 200) -> Response:
    title, _ = asking.title_of(asking.pages_in(draft), current_context().lang)
    return page(
        "contribute/attachments.html",
        title=gettext("Attachments: %(title)s", title=title),
        section="desk",
        robots="noindex",
        status=status,
        draft=draft,
        refused=refused,
        may_attach=draft.state in WRITABLE and allowed("draft.attach", account, draft),
        most=MOST,
        largest=LARGEST,
        back=url("contribute.edit", number=str(draft.id)),
    )
