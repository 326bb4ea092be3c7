"""Addresses of review: the queue, what a draft changes, comments on its parts, and decisions."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from hub.content.checks.words.terminology import Terminology
from hub.content.history.differences import Paragraph
from hub.content.write.draft import Pages, from_json
from hub.content.write.publishing import current
from hub.desk.access import require
from hub.desk.database import db
from hub.desk.permissions import allowed
from hub.desk.tables import Account
from hub.features.contribute import operations
from hub.features.contribute.queue import queue_of
from hub.features.contribute.refusals import NotAllowed, NotNow, OneLanguage, Overtaken, ReasonMissing
from hub.features.contribute.reviewing.comparing import State, compared
from hub.features.contribute.reviewing.headings import heading_of, is_own
from hub.features.contribute.reviewing.parts import Naming, Part, parts_of
from hub.features.contribute.reviewing.words import BUTTONS, WAITS
from hub.features.contribute.safeguarding import checklist
from hub.features.contribute.safeguarding.detectors import SORTS, Finding, Known, findings, unanswered
from hub.features.contribute.safeguarding.links import find as links_in
from hub.features.contribute.safeguarding.personal_data import numbers_of
from hub.features.contribute.tables import Comment, Draft
from hub.features.contribute.taking_over import open_to
from hub.features.contribute.views.asking import draft_for, kind_of, now, pages_in, roots, title_of, writes
from hub.features.contribute.views.blueprint import bp
from hub.features.contribute.views.taking_over import is_starter
from hub.features.contribute.workflow import ENDS, PERMISSIONS, TRANSITIONS, Action
from hub.features.contribute.writing.labels import label_of
from hub.features.contribute.writing.words import STATES, TONES, age_of
from hub.i18n.languages import Lang
from hub.web.context import current_context, edition
from hub.web.links import url
from hub.web.page import page
from hub.web.site import site
from hub.web.translations import gettext, ngettext

LONGEST = 5000  # characters of a comment or a reason
REFUSALS = (NotAllowed, NotNow, Overtaken, ReasonMissing)


class Row(NamedTuple):
    """A part as the page shows it: with its heading, the comments on it and the findings in it."""

    part: Part
    heading: str
    heading_lang: str
    state: State
    paragraphs: list[Paragraph]
    comments: list[Comment]
    findings: list[Finding]


@bp.get("/queue/")
def queue() -> Response:
    """Show what waits for whom, the oldest first."""
    account = require("draft.read")
    rows = [
        (
            each.draft,
            *title_of(pages_in(each.draft), current_context().lang),
            age_of(each.since, now(), gettext, ngettext),
        )
        for each in queue_of(db.session(), account, now())
    ]
    return page(
        "contribute/queue.html", title=gettext("Queue"), section="desk", robots="noindex", rows=rows, waits=WAITS,
        states=STATES, tones=TONES, offered=_offered(account),
    )  # fmt: skip


def _offered(account: Account) -> list[tuple[str, str, str, Lang]]:
    """Return the starter entries that an institution may take over: kind, slug, title, and the language of that."""
    lang, cards = (
        current_context().lang,
        [edition().card(f"{one.kind}/{one.slug}") for one in open_to(db.session(), account)],
    )
    return [
        (card.kind, card.slug, card.titles[card.shown_in(lang)], card.shown_in(lang))
        for card in cards
        if card and is_starter(card)
    ]


@bp.get("/drafts/<int:number>/review/")
def review(number: int) -> Response:
    """Show what a draft proposes against what is published, with everything that was said of it."""
    return review_page(*draft_for("draft.read", number))


@bp.get("/drafts/<int:number>/review/<int:against>/")
def review_against(number: int, against: int) -> Response:
    """Show what a draft says now against one of its earlier versions."""
    account, draft = draft_for("draft.read", number)
    version = next((one for one in draft.versions if one.number == against), None) or abort(404)
    return review_page(account, draft, against=version.number, base=from_json(version.pages))


def review_page(
    account: Account, draft: Draft, refused: str = "", status: int = 200, against: int = 0, base: Pages | None = None,
    wrong: Mapping[str, str] | None = None,
) -> Response:  # fmt: skip
    """Show the page of review; after a form was refused, with what was typed and what is `wrong` with it."""
    lang, pages = current_context().lang, pages_in(draft)
    kind = kind_of(draft)
    there = current(kind, draft.slug, draft.parent, roots(), site().settings.instance)
    published = there.pages if base is None else base
    found = passages_in(draft, pages)
    rows = _rows(draft, published, pages, found)
    actions = [action for action in BUTTONS if may(account, draft, action)]
    return page(
        "contribute/review.html",
        title=gettext("Review: %(title)s", title=title_of(pages, lang)[0]),
        section="desk",
        robots="noindex",
        status=status,
        draft=draft,
        name=title_of(pages, lang),
        rows=rows,
        whole=_elsewhere(draft, rows),
        is_new=not published,
        against=against,
        moved=dict(draft.base_files) != dict(there.digests) and base is None and draft.state != "published",
        age="" if draft.state in ENDS else age_of(draft.entered, now(), gettext, ngettext),
        states=STATES,
        tones=TONES,
        actions=actions,
        may_write=writes(account, draft),
        may_comment=draft.state not in ENDS and not draft.is_stopped and allowed("draft.comment", account, draft),
        may_ask=may(account, draft, "ask_signature"),
        may_publish=may(account, draft, "publish"),
        questions=checklist.QUESTIONS if "clear" in actions else (),
        sorts=SORTS,
        checklist_said=checklist.said,
        refused=refused,
        wrong=wrong or {},
        given=request.form,
    )


@bp.post("/drafts/<int:number>/comments/")
def comment(number: int) -> AnyResponse:
    """Say something of a part."""
    account, draft = draft_for("draft.comment", number)
    text = request.form.get("text", "").strip()[:LONGEST]
    lang: Lang = "en" if request.form.get("lang") == "en" else "vi"
    place = request.form.get("place", "")[:80]
    if not text:
        return review_page(account, draft, gettext("Write what you want to say before you send it."), 422)
    try:
        made = operations.comment(db.session(), now(), account, draft, seen(), lang, place, text)
    except REFUSALS as refusal:
        return refuse(number, refusal)
    db.session.commit()
    return redirect(f"{url('contribute.review', number=str(number))}#comment-{made.id}", 303)


@bp.post("/drafts/<int:number>/comments/<int:comment_id>/settle/")
def settle(number: int, comment_id: int) -> AnyResponse:
    """Mark a comment as settled."""
    account, draft = draft_for("draft.comment", number)
    found = next((one for one in draft.comments if one.id == comment_id), None) or abort(404)
    try:
        operations.settle(db.session(), now(), account, found)
    except REFUSALS as refusal:
        return refuse(number, refusal)
    db.session.commit()
    return redirect(f"{url('contribute.review', number=str(number))}#comment-{comment_id}", 303)


@bp.post("/drafts/<int:number>/decide/")
def decide(number: int) -> AnyResponse:
    """Decide over a draft: the table of permissions is asked again, whatever the page showed."""
    account, draft = draft_for("draft.read", number)
    action = next((one for one in BUTTONS if one == request.form.get("decision")), None) or abort(400)
    if not allowed(PERMISSIONS[action], account, draft):
        abort(403)
    reason, answers = request.form.get("reason", "").strip()[:LONGEST], None
    if action == "clear":
        answers, wrong = _checked(draft)
        if wrong:
            sentence = gettext(
                "Every question needs an answer, and every passage found a reason why it may stay. Nothing has been decided yet."
            )
            return review_page(account, draft, sentence, 422, wrong=wrong)
    try:
        operations.act(db.session(), now(), account, draft, action, seen(), reason, answers)
    except REFUSALS as refusal:
        return refuse(number, refusal)
    db.session.commit()
    return redirect(f"{url('contribute.review', number=str(number))}#decisions", 303)


def may(account: Account, draft: Draft, action: Action) -> bool:
    """Tell whether somebody may do an action to a draft now: by its state, and by the table of permissions."""
    transition = None if draft.is_stopped else TRANSITIONS.get((draft.state, action))
    return transition is not None and bool(transition.permission) and allowed(transition.permission, account, draft)


def naming() -> Naming:
    """Return how the values of an entry are said to the reader."""
    reader = edition()

    def label(vocabularies: str, code: str) -> str:
        names = (reader.label(one, code) for one in vocabularies.split())
        return next((name for name in names if name != code), code)

    return Naming(label, lambda field: gettext(label_of(field)))


def passages_in(draft: Draft, pages: Pages) -> list[Finding]:
    """Return what detectors find in a draft. Links to hosts that the published entry links to need no second look."""
    kind, before = kind_of(draft), from_json(draft.base)
    hosts = {link.host for part in parts_of(kind, before) for link in links_in(part.text)} | {site().settings.hostname}
    wording = site().once_an_edition(
        "contribute.wording", current_context().edition, lambda whole: Terminology(whole.vocabularies)
    )
    known = Known(numbers_of(edition().named_numbers), frozenset(hosts - {""}), wording)
    return findings(parts_of(kind, pages), known)


def refuse(number: int, refusal: Exception) -> Response:
    """Show the page of review again, and say why a decision was not taken. Nothing of it is kept."""
    db.session.rollback()
    account, draft = draft_for("draft.read", number)
    if isinstance(refusal, NotAllowed):
        abort(403)
    if isinstance(refusal, ReasonMissing):
        return review_page(account, draft, gettext("Say why: the reason reaches everyone who took part."), 422)
    if isinstance(refusal, OneLanguage):
        sentence = gettext("The other language is missing: an entry goes on in both languages or not at all.")
    elif isinstance(refusal, NotNow):
        state = gettext(STATES[refusal.state])
        sentence = gettext(
            "Someone has decided meanwhile; the draft is now in this state: %(state)s. Nothing was changed.",
            state=state,
        )
    else:
        sentence = gettext("The draft has changed since you opened this page. Read what it says now, then decide.")
    return review_page(account, draft, sentence, 409)


def seen() -> int:
    """Return the number of the version that whoever sent a form had before them."""
    text = request.form.get("number", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _checked(draft: Draft) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the answers to the checklist as they are kept, and by control what is missing."""
    found = passages_in(draft, pages_in(draft))
    answers = checklist.answers_of(request.form)
    reasons = checklist.reasons_of(request.form, found)
    wrong = {
        f"q-{id}": gettext("Answer with yes or no; with the answer that is not the good one, say why it may go on.")
        for id in checklist.missing(answers)
    }
    wrong |= {f"finding-{one.id}": gettext("Say why this may stay.") for one in unanswered(found, reasons)}
    return checklist.kept(answers, found, reasons), wrong


def _rows(draft: Draft, published: Pages, pages: Pages, found: list[Finding]) -> list[Row]:
    kind = kind_of(draft)
    rows = []
    for part, state, paragraphs in compared(kind, published, pages, naming()):
        rows.append(
            Row(
                part, heading_of(kind, part, gettext), part.owner if is_own(kind, part) else "", state, paragraphs,
                [one for one in draft.comments if (one.lang, one.place) == (part.lang, part.place)],
                [one for one in found if one.part.id == part.id],
            )
        )  # fmt: skip
    return rows


def _elsewhere(draft: Draft, rows: list[Row]) -> list[Comment]:
    """Return the comments on the whole, and on parts that are no longer there."""
    shown = {one.id for row in rows for one in row.comments}
    return [one for one in draft.comments if one.id not in shown]
