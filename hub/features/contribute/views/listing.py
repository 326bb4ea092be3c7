"""Addresses of what somebody writes: their drafts, and beginning another one."""

from collections.abc import Callable
from typing import Any, NamedTuple

from flask import Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from hub.content.model.kinds import Kind
from hub.content.write.places import check_slug, files_there
from hub.content.write.publishing import current
from hub.desk.access import require, signed_in
from hub.desk.database import db
from hub.desk.limits import LARGEST_NUMBER, line_of
from hub.desk.permissions import allowed
from hub.desk.tables import Account
from hub.errors import UserError
from hub.features.contribute.drafting import Taken, begin
from hub.features.contribute.queue import mine
from hub.features.contribute.tables import Draft
from hub.features.contribute.views import asking
from hub.features.contribute.views.blueprint import bp
from hub.features.contribute.workflow import ENDS, State
from hub.features.contribute.writing.beginning import blank, may_be_begun, may_be_written
from hub.features.contribute.writing.words import DUTIES, NEXT, NO_DUTY, ON_HOLD, STATES, TONES, WAITS, age_of
from hub.i18n.languages import Lang
from hub.i18n.vietnamese import slug_of
from hub.messages import N_
from hub.web.context import current_context, edition
from hub.web.links import url
from hub.web.page import page
from hub.web.site import site
from hub.web.templating.globals import upper_first
from hub.web.translations import gettext, ngettext


class Row(NamedTuple):
    """A draft as the list shows it."""

    title: str
    lang: Lang
    kind: str
    href: str
    code: State
    state: str
    status: str
    age: str
    next: str


class Offered(NamedTuple):
    """A published entry of which a change can be proposed."""

    reference: str
    title: str
    lang: Lang


@bp.get("/")
def index() -> Response:
    """Show the drafts of who is signed in, and what is asked of them next; to who has none, what their part is."""
    account = signed_in()
    may_read = allowed("draft.read", account)
    rows = [_row(draft, account) for draft in mine(db.session(), account)] if may_read else []
    return page(
        "contribute/index.html",
        title=gettext("Contributions"),
        section="desk",
        robots="noindex",
        lists=[
            ("mine", gettext("My drafts"), [row for row in rows if row.code not in ENDS]),
            *(
                (code, gettext(STATES[code]), [row for row in rows if row.code == code])
                for code in sorted(ENDS, reverse=True)
            ),
        ],
        may_read=may_read,
        may_begin=allowed("draft.begin", account),
        discarded=_discarded(account),
        duties=[] if rows else [text for role, text in DUTIES.items() if role in account.role_names] or [NO_DUTY],
    )


def _discarded(account: Account) -> tuple[str, Lang] | None:
    """Return what the draft is called that was discarded just before this page was asked for."""
    number = request.args.get("discarded", 0, type=int)
    draft = db.session.get(Draft, number) if 0 < number <= LARGEST_NUMBER else None
    if draft is None or draft.state != "discarded" or not allowed("draft.read", account, draft):
        return None
    return asking.title_of(asking.pages_in(draft), current_context().lang)


def _row(draft: Draft, account: Account) -> Row:
    title, lang = asking.title_of(asking.pages_in(draft), current_context().lang)
    goes_on = draft.state == "discarded" or asking.writes(account, draft)  # half of a page has no preview
    href = asking.onward(account, draft) if goes_on else url("contribute.preview", number=str(draft.id))
    state, tone, following = STATES[draft.state], TONES.get(draft.state, "plain"), NEXT[draft.state]
    if draft.is_stopped:
        state, tone, following = ON_HOLD, "note", WAITS
    return Row(
        title, lang, draft.kind, href, draft.state, gettext(state), tone,
        age_of(draft.entered, asking.now(), gettext, ngettext), gettext(following),
    )  # fmt: skip


@bp.route("/new/", methods=["GET", "POST"])
def new() -> AnyResponse:
    """Begin an entry: ask for its kind, title and address, and open the form of its draft."""
    account = require("draft.begin")
    kinds = [kind for kind in site().registry.kinds.values() if may_be_begun(kind, account.role_names)]
    refused = ""
    if request.method == "POST":
        kind = next((kind for kind in kinds if kind.name == request.form.get("kind")), None) or abort(400)
        answer = _opened(account, lambda: _begin_new(account, kind))
        if not isinstance(answer, str):
            return answer
        refused = answer
    return page(
        "contribute/new.html",
        title=gettext("Begin a new entry"),
        section="desk",
        robots="noindex",
        status=400 if refused else 200,
        kinds=[(kind.name, gettext(kind.singular)) for kind in kinds],
        given=request.form,
        refused=refused,
    )


def _opened(account: Account, begin_draft: Callable[[], Draft]) -> AnyResponse | str:
    """Begin a draft and lead to its form, or to the draft that there is already; return why none can be begun."""
    try:
        return redirect(url("contribute.edit", number=str(begin_draft().id)), 303)
    except Taken as taken:
        return _taken(account, taken)
    except UserError as error:
        return upper_first(error.sentence(gettext))


def _begin_new(account: Account, kind: Kind[Any]) -> Draft:
    """Begin a draft of a new entry. Raises Taken, and UserError for an address that it cannot have."""
    title = line_of(request.form.get("title", ""))
    lang: Lang = "en" if request.form.get("lang") == "en" else "vi"
    slug = request.form.get("slug", "").strip() or slug_of(title)[:80].strip("-")
    check_slug(kind, slug, "", site().registry.reserved)
    if files_there(kind, slug, "", asking.roots()):
        raise UserError(
            N_("there is an entry at this address already; propose a change of it, or choose another address")
        )
    draft = begin(db.session(), asking.now(), account, kind.name, slug, "", blank(kind, lang, title), None, {})
    db.session.commit()
    return draft


@bp.route("/propose/", methods=["GET", "POST"])
def propose() -> AnyResponse:
    """Choose a published entry, and open the form of the next wording of it."""
    account = require("draft.begin")
    kinds = {kind.name: kind for kind in site().registry.kinds.values() if may_be_written(kind, account.role_names)}
    refused = ""
    if request.method == "POST":
        name, _, slug = request.form.get("entry", "").partition("/")
        card = edition().card(f"{name}/{slug}") if name in kinds else None
        if card is None:
            abort(404)
        answer = _opened(account, lambda: _begin_change(account, kinds[name], card.slug, card.parent))
        if not isinstance(answer, str):
            return answer
        refused = answer
    return page(
        "contribute/propose.html",
        title=gettext("Propose a change of a published entry"),
        section="desk",
        robots="noindex",
        status=400 if refused else 200,
        lists=[(gettext(kind.title), _offered(kind.name)) for kind in kinds.values()],
        refused=refused,
    )


def _offered(kind: str) -> list[Offered]:
    lang = current_context().lang
    return [
        Offered(f"{kind}/{card.slug}", card.titles[card.shown_in(lang)], card.shown_in(lang))
        for card in edition().cards_of(kind)
        if not card.hidden
    ]


def _begin_change(account: Account, kind: Kind[Any], slug: str, parent: str) -> Draft:
    there = current(kind, slug, parent, asking.roots(), site().settings.instance)
    if there.problems or not there.pages:
        raise UserError(N_("the files of this entry cannot be read at the moment; please tell the editors"))
    draft = begin(db.session(), asking.now(), account, kind.name, slug, parent, there.pages, there.pages, there.digests)
    db.session.commit()
    return draft


def _taken(account: Account, taken: Taken) -> Response:
    """Tell of the draft that there is already, with a link to it for those who may read it."""
    db.session.rollback()
    draft = taken.draft
    href = url("contribute.edit", number=str(draft.id)) if allowed("draft.write", account, draft) else ""
    return page(
        "contribute/taken.html",
        title=gettext("Someone is writing on this already"),
        section="desk",
        robots="noindex",
        status=409,
        draft=draft,
        href=href,
    )
