"""Addresses of publication: what stands in its way, publishing, bringing together with changed files, withdrawing."""

from typing import Any

from flask import Response, abort, current_app, redirect, request
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response as AnyResponse

from hub.content.model.entries import Card
from hub.content.model.kinds import Kind
from hub.content.write.draft import Pages, from_json
from hub.content.write.merging import Merged, merge
from hub.content.write.publishing import Current, Published, Stale, current, leaves_tombstone
from hub.desk.access import require
from hub.desk.database import db
from hub.desk.tables import Account
from hub.errors import UserError
from hub.features.contribute import operations, publishing
from hub.features.contribute.drafting import Overtaken, rebase
from hub.features.contribute.reviewing.comparing import Compared, compared
from hub.features.contribute.reviewing.headings import heading_of
from hub.features.contribute.tables import Draft
from hub.features.contribute.views.asking import draft_for, found_in, kind_of, now, pages_in, roots, title_of
from hub.features.contribute.views.blueprint import bp
from hub.features.contribute.views.reviewing import LONGEST, REFUSALS, may, naming, refuse, seen
from hub.features.contribute.views.taking_over import is_starter
from hub.features.contribute.writing.clashes import clashes, packed, solved, unpacked
from hub.problems import Problem, Unreadable
from hub.web.context import current_context, edition
from hub.web.links import url
from hub.web.page import page
from hub.web.site import site
from hub.web.templating.globals import upper_first
from hub.web.translations import gettext


@bp.get("/drafts/<int:number>/publish/")
def publish(number: int) -> AnyResponse:
    """Show what stands in the way of publishing a draft; if nothing does, the button."""
    account, draft = draft_for("draft.publish", number)
    if draft.state == "published":
        return _done(draft)
    if not may(account, draft, "publish"):
        return redirect(url("contribute.review", number=str(number)), 303)
    wrong = [each.problem for each in found_in(draft) if each.problem.severity == "error"]
    return _before(draft, wrong)


@bp.post("/drafts/<int:number>/publish/")
def do_publish(number: int) -> AnyResponse:
    """Publish a draft that was approved: its files are written, both or none."""
    account, draft = draft_for("draft.publish", number)
    if seen() != draft.number:
        return refuse(number, Overtaken(draft.number, {}, {}, {}))
    try:
        result = publishing.publish(
            db.session(), now(), account, draft, site().registry, roots(), site().settings.instance
        )
    except REFUSALS as refusal:
        return refuse(number, refusal)
    if isinstance(result, Published):
        db.session.commit()
        return redirect(url("contribute.publish", number=str(number)), 303)
    db.session.rollback()
    _, draft = draft_for("draft.publish", number)
    return _before(draft, [] if isinstance(result, Stale) else result, 409)


@bp.post("/drafts/<int:number>/reopen/")
def reopen(number: int) -> AnyResponse:
    """Give an approved draft back to be written, on what the files say by now: nothing is published that nobody approved."""
    account, draft = draft_for("draft.publish", number)
    reason = request.form.get("reason", "").strip()[:LONGEST]
    kind = kind_of(draft)
    there = current(kind, draft.slug, draft.parent, roots(), site().settings.instance)
    chosen = _chosen(account, draft, there) if "solved" in request.form else None
    try:
        operations.act(db.session(), now(), account, draft, "reopen", seen(), reason)
        result = rebase(db.session(), now(), account, draft, draft.number, there, chosen)
    except REFUSALS as refusal:
        return refuse(number, refusal)
    if isinstance(result, Overtaken):
        db.session.rollback()
        _, draft = draft_for("draft.publish", number)
        return _before(draft, [], 409)
    db.session.commit()
    return redirect(f"{url('contribute.review', number=str(number))}#decisions", 303)


def _before(draft: Draft, wrong: list[Problem], status: int = 200) -> Response:
    kind, pages = kind_of(draft), pages_in(draft)
    there = current(kind, draft.slug, draft.parent, roots(), site().settings.instance)
    is_stale = dict(draft.base_files) != dict(there.digests)
    merged = merge(from_json(draft.base), pages, there.pages)
    title, title_lang = title_of(pages, current_context().lang)
    account = require("draft.publish")
    return page(
        "contribute/publish.html",
        title=gettext("Publish: %(title)s", title=title),
        section="desk",
        robots="noindex",
        status=status,
        draft=draft,
        name=(title, title_lang),
        sentences=list(dict.fromkeys(f"{one.file}:{one.line}: {upper_first(one.sentence(gettext))}" for one in wrong)),
        stale=is_stale,
        meanwhile=_meanwhile(kind, draft, there.pages) if is_stale else [],
        conflicts=clashes(kind, merged.conflicts, gettext) if is_stale else [],
        solved=_signer(account, draft).dumps({**packed(merged), "of": _of(draft, there)}),
        given=request.form,
    )


def _meanwhile(kind: Kind[Any], draft: Draft, there: Pages) -> list[tuple[str, Compared]]:
    """Return what somebody has changed in the files since the draft was begun, with the heading of each part."""
    return [
        (heading_of(kind, one.part, gettext), one)
        for one in compared(kind, from_json(draft.base), there, naming())
        if one.state != "same"
    ]


def _signer(account: Account, draft: Draft) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=f"publication {draft.id} {account.id}")


def _of(draft: Draft, there: Current) -> list[Any]:
    """Return what a choice was made between: a version of the draft, and files by their digests."""
    return [draft.number, dict(there.digests)]


def _chosen(account: Account, draft: Draft, there: Current) -> Pages | None:
    """Return the pages with what was chosen where both the draft and the files had changed.

    None if either says something else since: a choice from an older page would undo that in silence.
    """
    try:
        kept = _signer(account, draft).loads(request.form["solved"])
    except BadSignature:
        abort(400)
    if kept["of"] != _of(draft, there):
        return None
    merged: Merged = unpacked(kept)
    return solved(kind_of(draft), merged, request.form)


def _done(draft: Draft) -> Response:
    card = edition().card(f"{draft.kind}/{draft.slug}")
    kind = kind_of(draft)
    links = [(lang, _address(kind, draft, card, lang)) for lang in ("vi", "en")]
    return page(
        "contribute/published.html", title=gettext("Published"), section="desk", robots="noindex", draft=draft, links=links,
        name=title_of(pages_in(draft), current_context().lang), is_there=card is not None,
    )  # fmt: skip


def _address(kind: Kind[Any], draft: Draft, card: Card | None, lang: str) -> str:
    """Return the address of an entry, also of one that the next Edition is the first to have."""
    if card is not None:
        return current_context().routes.of_entry(lang, kind, card)
    return f"/{lang}/{kind.path}/{draft.parent + '/' if draft.parent else ''}{draft.slug}/"


@bp.get("/entries/")
def entries() -> Response:
    """List what is published, for who may withdraw it or have it taken over."""
    require("entry.withdraw")
    lang = current_context().lang
    lists = [
        (gettext(kind.title), kind.name, [(card, card.titles[card.shown_in(lang)], card.shown_in(lang)) for card in edition().cards_of(kind.name) if not card.hidden])
        for kind in site().registry.kinds.values()
        if kind.desk
    ]  # fmt: skip
    return page(
        "contribute/entries.html",
        title=gettext("Published entries"),
        section="desk",
        robots="noindex",
        lists=lists,
        starter=is_starter,
    )


@bp.route("/entries/<kind>/<slug>/withdraw/", methods=["GET", "POST"])
def withdraw(kind: str, slug: str) -> AnyResponse:
    """Withdraw a published entry, for a reason: its address stays and says so."""
    account = require("entry.withdraw")
    card = edition().card(f"{kind}/{slug}")
    if card is None or not site().registry.kinds[kind].desk:
        abort(404)
    reason, refused = request.form.get("reason", "").strip()[:LONGEST], ""
    if request.method == "POST" and reason and request.form.get("sure") == "yes":
        refused = _withdrawn(account, kind, slug, reason, card.parent)
        if not refused:
            return redirect(url("contribute.entries"), 303)
    elif request.method == "POST":
        refused = gettext("Write a reason, and say that you are sure.")
    title = card.titles[card.shown_in(current_context().lang)]
    return page(
        "contribute/withdraw.html", title=gettext("Withdraw: %(title)s", title=title), section="desk", robots="noindex",
        status=422 if refused else 200, card=card, name=(title, card.shown_in(current_context().lang)), refused=refused,
        given=request.form, address=url("contribute.entries"), stays=leaves_tombstone(site().registry.kinds[kind]),
    )  # fmt: skip


def _withdrawn(account: Account, kind: str, slug: str, reason: str, parent: str) -> str:
    """Withdraw an entry; return why it cannot be done now, "" if it was."""
    try:
        result = publishing.withdraw(
            db.session(), now(), account, kind, slug, reason, parent, registry=site().registry, roots=roots(),
            instance=site().settings.instance,
        )  # fmt: skip
    except (Unreadable, UserError):
        db.session.rollback()
        return upper_first(gettext("the files of this entry cannot be read at the moment; please tell the editors"))
    if isinstance(result, Published):
        db.session.commit()
        return ""
    db.session.rollback()
    return gettext("The files of this entry have changed this very moment. Please look again.")
