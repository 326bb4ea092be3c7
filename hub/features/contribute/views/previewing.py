"""Addresses of what a draft will look like, and of sending it in."""

from dataclasses import replace
from typing import Any

from flask import Response, current_app, redirect, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from hub.content.write.draft import Pages
from hub.desk.database import db
from hub.desk.readers_pages import PAGES, ReadersPages
from hub.features.contribute.drafting import save
from hub.features.contribute.holding import hold
from hub.features.contribute.operations import act
from hub.features.contribute.tables import Draft
from hub.features.contribute.views import asking
from hub.features.contribute.views.blueprint import bp
from hub.features.contribute.workflow import TRANSITIONS
from hub.features.contribute.writing.checker import DraftFiles
from hub.features.contribute.writing.found import Found
from hub.features.contribute.writing.labels import label_of
from hub.features.contribute.writing.preview import Rendering, laid_over
from hub.features.contribute.writing.shown import id_of
from hub.features.contribute.writing.spoken import sentence_of
from hub.i18n.languages import LANGS, Lang
from hub.messages import N_
from hub.web.context import current_context, edition
from hub.web.links import url, url_in
from hub.web.page import page
from hub.web.site import site
from hub.web.templating.globals import upper_first
from hub.web.translations import gettext

RENDERING = "hub.contribute.rendering"
MAIN = '<main id="content" tabindex="-1">'
NAMES: dict[Lang, str] = {"vi": "Tiếng Việt", "en": "English"}


@bp.get("/drafts/<int:number>/preview/")
def preview(number: int) -> Response:
    """Show a draft as the page that it would become, made by the views of readers' pages; only to who may read it."""
    account, draft = asking.draft_for("draft.read", number)
    kind, lang, back = asking.kind_of(draft), current_context().lang, asking.onward(account, draft)
    files = DraftFiles(kind, draft.slug, draft.parent, _padded(draft), asking.roots(), asking.now(), asking.gettexts())
    if files.refused is not None:
        return _unready(back, [gettext(files.refused.message)])
    laid = laid_over(
        edition().whole(), kind, draft.slug, draft.parent, files.texts, files.names, files.beside, rendering()
    )
    if isinstance(laid, list):
        return _unready(back, [sentence_of(kind, problem, gettext) for problem in laid])
    card = laid.cards[kind.name][draft.slug]
    path = current_context().routes.of_entry(lang, kind, card)
    pages: ReadersPages = current_app.extensions[PAGES]
    shown = pages.page(laid, path)
    answer = Response(
        _with_bar(shown.get_data(as_text=True), draft, path, back), shown.status_code, content_type=shown.content_type
    )
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _padded(draft: Draft) -> Pages:
    """Return the pages with words in the sections that are still empty, as a new file has them."""
    kind, said = asking.kind_of(draft), asking.gettexts()
    pages: dict[Lang, Any] = {}
    for lang, shown in asking.pages_in(draft).items():
        unknown = said[lang](N_("Not yet known."))
        texts = {key: shown.sections.get(key, "").strip() or unknown for key in kind.sections}
        pages[lang] = replace(shown, sections={**texts, **{k: v for k, v in shown.sections.items() if k not in texts}})
    return pages


def _with_bar(html: str, draft: Draft, path: str, back: str) -> str:
    """Return a page with a line that says that it is not public; its language switch leads to the other preview."""
    other: Lang = "en" if current_context().lang == "vi" else "vi"
    there = url_in(other, "contribute.preview", number=str(draft.id))
    bar = render_template(
        "contribute/preview_bar.html", back=back, other=there, other_lang=other, other_name=NAMES[other]
    )
    html = html.replace(
        f'<a href="/{other}{path[3:]}" hreflang="{other}"', f'<a href="{Markup.escape(there)}" hreflang="{other}"', 1
    )
    return html.replace(MAIN, bar + MAIN, 1)


def _unready(back: str, sentences: list[str]) -> Response:
    return page(
        "contribute/unready.html",
        title=gettext("No preview yet"),
        section="desk",
        robots="noindex",
        sentences=[upper_first(sentence) for sentence in dict.fromkeys(sentences)],
        back=back,
    )


def rendering() -> Rendering:
    """Return what renders contributors' texts, kept with the application; ends the transaction.

    A text may take seconds, and with SQLite nobody else could do anything at the desk for as long.
    """
    db.session.rollback()
    made = current_app.extensions.get(RENDERING)
    if made is None:
        made = current_app.extensions.setdefault(RENDERING, Rendering(site().registry.places))
    found: Rendering = made
    return found


@bp.route("/drafts/<int:number>/submit/", methods=["GET", "POST"])
def submit(number: int) -> AnyResponse:
    """Say what is missing before a draft can be sent in; and send it in, if nothing is."""
    account, draft = asking.draft_for("draft.submit", number)
    if (draft.state, "submit") not in TRANSITIONS:
        return redirect(url("contribute.index"), 303)
    checked = draft.number
    found = asking.found_in(draft)
    wrong = [each for each in found if each.problem.severity == "error"]
    if request.method == "POST" and not wrong and request.form.get("number") == str(checked):
        hold(db.session(), draft)
        if draft.number == checked and (draft.state, "submit") in TRANSITIONS:
            minor = bool(draft.base) and "minor" in request.form
            save(db.session(), asking.now(), account, draft, checked, asking.pages_in(draft), minor)
            act(db.session(), asking.now(), account, draft, "submit", draft.number)
            db.session.commit()
            return redirect(url("contribute.index"), 303)
    return page(
        "contribute/submit.html",
        title=gettext("Send in: %(title)s", title=asking.title_of(asking.pages_in(draft), current_context().lang)[0]),
        section="desk",
        robots="noindex",
        status=409 if request.method == "POST" else 200,
        draft=draft,
        errors=_lines(draft, wrong),
        warnings=_lines(draft, [each for each in found if each not in wrong]),
        back=asking.onward(account, draft),
    )


def _lines(draft: Draft, found: list[Found]) -> list[tuple[str, str]]:
    """Return problems in words, each with the address of the control that it concerns."""
    form, kind = url("contribute.edit", number=str(draft.id), check="1"), asking.kind_of(draft)
    both = len(asking.pages_in(draft)) > 1
    lines: list[tuple[str, str]] = []
    for name, problem in found:
        sentence, lang = sentence_of(kind, problem, gettext), name.partition(".")[0]
        if both and lang in LANGS:
            sentence = gettext("%(language)s: %(sentence)s", language=gettext(label_of(lang)), sentence=sentence)
        lines.append((f"{form}#{id_of(name)}" if name else "", sentence))
    return list(dict.fromkeys(lines))
