"""Addresses of signatures: asking for one, and the page behind a signed link, which needs no account and no session."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal, NamedTuple

from flask import Response, abort, redirect, request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from hub.content.edition import Edition
from hub.content.model.body import PREAMBLE
from hub.content.model.kinds import Kind, Model
from hub.content.write.draft import from_json
from hub.desk.database import db
from hub.desk.limits import is_address
from hub.desk.tables import Account
from hub.features.contribute import signing
from hub.features.contribute.approval import as_signed
from hub.features.contribute.refusals import Gone, NotAllowed, NotNow, ReasonMissing
from hub.features.contribute.reviewing.headings import heading_of, is_own
from hub.features.contribute.reviewing.parts import Part, parts_of
from hub.features.contribute.tables import Draft, SignOff
from hub.features.contribute.views.asking import draft_for, gettexts, kind_of, now, pages_in, roots, title_of
from hub.features.contribute.views.blueprint import bp
from hub.features.contribute.views.previewing import rendering
from hub.features.contribute.views.reviewing import naming, refuse, review_page, seen
from hub.features.contribute.writing.checker import DraftFiles
from hub.features.contribute.writing.preview import laid_over
from hub.i18n.languages import LANGS, Lang
from hub.messages import N_
from hub.web.context import current_context, in_language, of_edition
from hub.web.links import absolute, url, url_in
from hub.web.page import page
from hub.web.templating.prose import notes, prose
from hub.web.translations import gettext

WHY_GONE = {
    "unknown": N_("This is no link of ours, or a part of it is missing. Open it from the mail again, or copy the whole of it."),
    "expired": N_("This link has expired, and nothing was approved by it. Ask the person who sent it for another one."),
    "used": N_("This link has been used: it works once. Everyone who took part has been told what was decided."),
    "overtaken": N_("Something has been decided since, or another link was sent to you. This one shows nothing any more: look for a later mail, or ask the person who sent it."),
}  # fmt: skip


class Passage(NamedTuple):
    """A part as a signer reads it: its heading, with its language if it is the entry's own, and its text as HTML or lines."""

    part: Part
    heading: str
    own: str
    html: Markup


class Signed(NamedTuple):
    """The text of one language, with the notes below it."""

    lang: Lang
    passages: list[Passage]
    notes: Markup


@bp.post("/drafts/<int:number>/signature/")
def ask_signature(number: int) -> AnyResponse:
    """Send the link by which somebody signs."""
    account, draft = draft_for("signoff.ask", number)
    form = request.form
    lang: Lang = "en" if form.get("lang") == "en" else "vi"
    name, email = form.get("name", "").strip()[:200], form.get("email", "").strip()
    if not name or not is_address(email):
        wrong = {"email": gettext("Write a mail address, such as name@example.org.")} if name else {}
        return review_page(
            account, draft, gettext("Nothing was sent: name and mail address are needed."), 422, wrong=wrong
        )
    if seen() != draft.number:
        return review_page(
            account,
            draft,
            gettext("The draft has changed since you opened this page. Read what it says now, then decide."),
            409,
        )
    link = lambda token: absolute(url_in(lang, "contribute.sign", token=token))  # noqa: E731
    try:
        signing.ask_signature(
            db.session(), now(), account, draft, name, form.get("office", "").strip()[:200], email, lang, link
        )
    except NotAllowed:
        db.session.rollback()
        account, draft = draft_for("signoff.ask", number)
        sentence = gettext(
            "No one signs what they wrote, reviewed or asked to be signed: choose someone else’s address."
        )
        return review_page(account, draft, sentence, 422, wrong={"email": sentence})
    except NotNow as refusal:
        return refuse(number, refusal)
    db.session.commit()
    return redirect(f"{url('contribute.review', number=str(number))}#decisions", 303)


@bp.get("/sign/<token>/")
def sign(token: str) -> Response:
    """Show what will be published, to whoever has the link. Nothing is signed by looking: mail scanners look, too."""
    found = signing.open_link(db.session(), now(), token)
    return _gone(found) if isinstance(found, Gone) else _shown(found)


@bp.post("/sign/<token>/")
def give(token: str) -> AnyResponse:
    """Approve what the link shows, or send it back."""
    given = request.form.get("decision")
    if given not in ("sign", "refuse"):
        abort(400)
    action: Literal["sign", "refuse"] = "sign" if given == "sign" else "refuse"
    try:
        signing.sign(db.session(), now(), token, action, request.form.get("reason", "").strip()[:5000])
    except Gone as gone:
        db.session.rollback()
        return _gone(gone)
    except ReasonMissing:
        db.session.rollback()
        found = signing.open_link(db.session(), now(), token)
        if isinstance(found, Gone):
            return _gone(found)
        return _shown(
            found,
            gettext("Say what has to be changed; without that no one can change it. Nothing has been sent yet."),
            422,
        )
    db.session.commit()
    return redirect(url("contribute.signed", token=token), 303)


@bp.get("/sign/<token>/done/")
def signed(token: str) -> Response:
    """Thank whoever has signed or sent back."""
    found = signing.open_link(db.session(), now(), token)
    if isinstance(found, SignOff) or found.reason != "used":
        return _shown(found) if isinstance(found, SignOff) else _gone(found)
    return page("contribute/signed.html", title=gettext("Thank you"), section="desk", robots="noindex")


def _shown(found: SignOff, refused: str = "", status: int = 200) -> Response:
    draft, lang = found.draft, current_context().lang
    title, title_lang = title_of(pages_in(draft), lang)
    return page(
        "contribute/sign.html",
        title=gettext("To be signed: %(title)s", title=title),
        section="desk",
        robots="noindex, nofollow",
        status=status,
        name=(title, title_lang),
        sign_off=found,
        draft=draft,
        asked_by=db.session.get(Account, found.asked_by),
        texts=_texts(draft),
        refused=refused,
        given=request.form,
    )


def _gone(gone: Gone) -> Response:
    status = 404 if gone.reason == "unknown" else 410
    return page(
        "contribute/sign_gone.html", title=gettext("Nothing can be signed by this link"), section="desk", robots="noindex, nofollow",
        status=status, text=gettext(WHY_GONE[gone.reason]),
    )  # fmt: skip


def _texts(draft: Draft) -> list[Signed]:
    """Return everything that will be published, in both languages and then the facts of both, as readers will read it."""
    kind, pages = kind_of(draft), as_signed(draft, pages_in(draft), from_json(draft.base))
    files = DraftFiles(kind, draft.slug, draft.parent, pages, roots(), now(), gettexts())
    laid = laid_over(
        current_context().edition, kind, draft.slug, draft.parent, files.texts, files.names, files.beside, rendering()
    )
    entry = laid.entries[kind.name][draft.slug] if isinstance(laid, Edition) else None
    found = []
    parts = parts_of(kind, pages, naming())
    for owner in (*LANGS, "both"):
        lang: Lang = "en" if owner == "en" else "vi"
        own = [part for part in parts if part.owner == owner]
        reading = entry.readings.get(lang) if entry is not None and owner != "both" else None
        with _reading(laid if isinstance(laid, Edition) else current_context().edition, lang):
            passages = [_passage(kind, part, reading) for part in own]
            below = notes(reading) if reading is not None else Markup("")
        if passages:
            found.append(Signed(owner, passages, below))  # type: ignore[arg-type]
    return found


@contextmanager
def _reading(laid: Edition, lang: Lang) -> Iterator[None]:
    with of_edition(laid), in_language(lang):
        yield


def _passage(kind: Kind[Any], part: Part, reading: Model | None) -> Passage:
    html = prose(reading, part.section or PREAMBLE) if reading is not None and not part.field else Markup("")
    return Passage(part, heading_of(kind, part, gettext), part.owner if is_own(kind, part) else "", html)
