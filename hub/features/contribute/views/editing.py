"""Addresses of writing: the form of a draft, saving it, and two people on one draft."""

from typing import Any, Literal

from flask import Response, abort, current_app, jsonify, redirect, request
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response as AnyResponse

from hub.content.model.dates import HANOI
from hub.content.write.draft import Pages, from_json
from hub.content.write.merging import Merged, merge
from hub.desk.database import db
from hub.desk.permissions import allowed
from hub.desk.tables import Account
from hub.features.contribute.drafting import NotNow, Overtaken, Saved, save, see
from hub.features.contribute.forms import form_of, pages_of
from hub.features.contribute.holding import pages_of as pages_under
from hub.features.contribute.tables import Comment, Draft
from hub.features.contribute.views import asking
from hub.features.contribute.views.blueprint import bp
from hub.features.contribute.workflow import WRITABLE
from hub.features.contribute.writing.checker import errors_of
from hub.features.contribute.writing.clashes import called, clashes, packed, solved, unpacked
from hub.features.contribute.writing.found import control_of
from hub.features.contribute.writing.moving import STEPS, place_after
from hub.features.contribute.writing.shown import Shown, id_of
from hub.web.context import current_context, edition
from hub.web.links import url
from hub.web.page import page
from hub.web.translations import gettext

LARGEST_FORM = 4 * 1024 * 1024  # bytes of a draft's form; two texts of 200 KB in Vietnamese take two thirds of it
AFTER = {"preview": "contribute.preview", "submit": "contribute.submit"}


@bp.get("/drafts/<int:number>/edit/")
def edit(number: int) -> AnyResponse:
    """Show the form of a draft, with what is wrong with it if that was asked for."""
    account, draft = asking.draft_for("draft.write", number)
    if not draft.is_writable:
        return redirect(url("contribute.preview", number=str(number)), 303)
    checked = "check" in request.args
    found = asking.found_in(draft) if checked else []
    pages, kind = asking.pages_in(draft), asking.kind_of(draft)
    shown = draft.number  # of these pages: after the commit below somebody may have saved the next one
    form = Shown(kind, asking.slots_for(account, draft), pages, edition(), gettext, found, request.args.get("more", ""))
    others = see(db.session(), asking.now(), account, draft)
    db.session.commit()
    title, _ = asking.title_of(pages, current_context().lang)
    return page(
        "contribute/edit.html",
        title=title,
        section="desk",
        robots="noindex",
        draft=draft,
        number=shown,
        form=form,
        first=asking.title_of(pages, current_context().lang)[1],
        saved=_time(draft),
        others=[other.name for other in others],
        checked=checked,
        errors=errors_of(found),
        remarks=[_remark(comment, draft) for comment in draft.comments if not comment.settled],
        may_discard=allowed("draft.discard", account, draft),
        told=[(id_of(name) if name else "", said) for name in form.told for said in form.said(name)],
    )


def _remark(comment: Comment, draft: Draft) -> tuple[str, str, Comment]:
    """Return a comment with the id of the control that it is about, and what that is called."""
    kind = asking.kind_of(draft)
    name = control_of(kind, comment.lang, comment.place)
    label = called(kind, comment.place, gettext) if comment.place else gettext("The whole")
    return id_of(name) if name else "", label, comment


@bp.post("/drafts/<int:number>/edit/")
def keep(number: int) -> AnyResponse:
    """Save what is in the form; with somebody else's change in the same places, show both and save nothing."""
    account, draft = asking.draft_for("draft.write", number)
    if (request.content_length or 0) > LARGEST_FORM:
        abort(413)
    if draft.state not in WRITABLE:
        return _closed()
    began = request.form.get("number", type=int)
    if began is None or not 0 < began <= draft.number:
        abort(400)
    pages = _chosen(account, draft) if "solved" in request.form else _written(account, draft, began)
    try:
        result = save(db.session(), asking.now(), account, draft, began, pages)
    except NotNow:
        db.session.rollback()
        return _closed()
    if isinstance(result, Overtaken):
        db.session.rollback()
        return _clash(account, draft, merge(result.base, result.ours, result.theirs), result.number)
    others = see(db.session(), asking.now(), account, draft)
    db.session.commit()
    if is_for_script():
        return jsonify(_told(account, draft, result, others))
    return redirect(_onward(number), 303)


@bp.get("/drafts/<int:number>/state/")
def state(number: int) -> Response:
    """Tell a script who else has the draft open, and which number it has."""
    account, draft = asking.draft_for("draft.write", number)
    others = see(db.session(), asking.now(), account, draft)
    db.session.commit()
    return jsonify({"number": draft.number, "others": [other.name for other in others]})


def _written(account: Account, draft: Draft, began: int) -> Pages:
    """Return the pages that the form says, compared with those that it showed."""
    form = request.form.to_dict(flat=False)
    old = pages_under(db.session(), draft, began)
    return pages_of(
        asking.kind_of(draft), asking.slots_for(account, draft), form, asking.pages_in(draft) if old is None else old,
        tuple(from_json(draft.base)),
    )  # fmt: skip


def _signer(account: Account, draft: Draft) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=f"clash {draft.id} {account.id}")


def _chosen(account: Account, draft: Draft) -> Pages:
    """Return the pages with what was chosen where two people had changed the same places."""
    try:
        merged = unpacked(_signer(account, draft).loads(request.form["solved"]))
    except BadSignature:
        abort(400)
    return solved(asking.kind_of(draft), merged, request.form)


def _clash(account: Account, draft: Draft, merged: Merged, seen: int) -> AnyResponse:
    if is_for_script():
        return told_to_script("conflict")
    return page(
        "contribute/conflict.html",
        title=gettext("Someone else has changed the same place"),
        section="desk",
        robots="noindex",
        status=409,
        number=seen,
        solved=_signer(account, draft).dumps(packed(merged)),
        conflicts=clashes(asking.kind_of(draft), merged.conflicts, gettext),
    )


def _closed() -> AnyResponse:
    """Say that the draft was sent in meanwhile. What was typed is shown again by the browser under Back."""
    if is_for_script():
        return told_to_script("closed")
    return page(
        "contribute/closed.html",
        title=gettext("This draft cannot be changed at the moment"),
        section="desk",
        robots="noindex",
        status=409,
        typed=typed(),
    )


def typed() -> list[str]:
    """Return what was typed into the form that was sent."""
    names = ("csrf_token", "number", "go", "add", "drop", *STEPS, "shown", "original", "narrow", "solved")
    return [text for name, text in request.form.items(multi=True) if name not in names and text.strip()]


def _told(account: Account, draft: Draft, result: Saved, others: list[Account]) -> dict[str, Any]:
    """Return what a script is told; with the changes of others that came in, the whole form as it is now."""
    told: dict[str, Any] = {
        "number": result.number,  # the draft may have the next one by now, which the form does not hold
        "time": _time(draft),
        "others": [other.name for other in others],
    }
    if result.merged:
        slots = asking.slots_for(account, draft)
        told["form"] = list(form_of(asking.kind_of(draft), slots, result.pages))
    return told


def _time(draft: Draft) -> str:
    return draft.changed.astimezone(HANOI).strftime("%H:%M")


def told_to_script(why: Literal["conflict", "closed"]) -> AnyResponse:
    """Return the answer by which a script learns that nothing was saved."""
    answer = jsonify({why: True})
    answer.status_code = 409
    return answer


def is_for_script() -> bool:
    """Tell whether a script asks, and wants JSON."""
    return request.headers.get("Accept", "").startswith("application/json")


def _onward(number: int) -> str:
    """Return where the button leads that was pressed."""
    go, add, drop = (request.form.get(name, "") for name in ("go", "add", "drop"))
    here = url("contribute.edit", number=str(number))
    if go in AFTER:
        return url(AFTER[go], number=str(number))
    if go == "check":
        return f"{here}?check=1#missing"
    if add:
        rows = [name for name in request.form if name.startswith(f"{add}.")]
        last = len({name[len(add) + 1 :].partition(".")[0] for name in rows})
        place = "sections" if add == "sections" else f"{id_of(add)}-{last}" if rows else id_of(add)
        return url("contribute.edit", number=str(number), more=add) + f"#{place}"
    row, button = place_after(request.form.to_dict(flat=False))
    if row:
        return f"{here}#{'-'.join(filter(None, (id_of(row), button)))}"  # a button of that name gets the focus
    if drop:
        return f"{here}#{'sections' if drop.startswith('##') else id_of(drop.rpartition('.')[0])}"
    return here
