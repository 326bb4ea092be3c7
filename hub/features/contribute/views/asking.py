"""What every address of the contributors' desk begins with: the draft, if whoever asks may do this to it."""

import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import abort, current_app

from hub.content.model.kinds import Kind
from hub.content.write.draft import Pages, from_json
from hub.desk.access import require
from hub.desk.database import db
from hub.desk.permissions import allowed
from hub.desk.tables import Account
from hub.features.contribute.forms import original_of
from hub.features.contribute.tables import Draft
from hub.features.contribute.writing.checker import Checker
from hub.features.contribute.writing.found import Found
from hub.features.contribute.writing.slots import Slots, slots_of
from hub.i18n.languages import LANGS, Lang
from hub.storage.temporary import removed_with
from hub.web.links import url
from hub.web.site import site
from hub.web.translations import gettext, gettext_of

CHECKER = "hub.contribute.checker"


def draft_for(action: str, number: int) -> tuple[Account, Draft]:
    """Return who asks, and the draft that they want to do an action to.

    Ends the request with 404 if there is no such draft or it is not theirs: nobody learns which of the two.
    """
    account = require(action)
    draft = db.session.get(Draft, number)
    if draft is None or not allowed("draft.read", account, draft):
        abort(404)
    if not allowed(action, account, draft):
        abort(403)
    return account, draft


def now() -> datetime:
    """Return the moment of the request."""
    return site().clock.now()


def kind_of(draft: Draft) -> Kind[Any]:
    """Return the kind of a draft. Ends the request with 404 if no feature has it any more."""
    return site().registry.kinds.get(draft.kind) or abort(404)


def is_editor(account: Account) -> bool:
    """Tell whether somebody fills in what only editors do."""
    return "editor" in account.role_names


def slots_for(account: Account, draft: Draft) -> Slots:
    """Return the slots of a draft's form for somebody."""
    return slots_of(kind_of(draft), is_editor(account))


def writes(account: Account, draft: Draft) -> bool:
    """Tell whether somebody can write in a draft now."""
    return draft.is_writable and allowed("draft.write", account, draft)


def onward(account: Account, draft: Draft) -> str:
    """Return the address at which somebody goes on with a draft: its form if they can write in it now, else its review."""
    return url("contribute.edit" if writes(account, draft) else "contribute.review", number=str(draft.id))


def title_of(pages: Pages, lang: Lang) -> tuple[str, Lang]:
    """Return what a draft is called, in a language if it has that one, and the language of the words."""
    first = original_of(pages)
    for each in dict.fromkeys((lang, first, *LANGS)):
        title = pages[each].fields.get("title") if each in pages else None
        if isinstance(title, str) and title:
            return title, each
    return gettext("Without a title"), lang


def pages_in(draft: Draft) -> Pages:
    """Return what a draft says."""
    return from_json(draft.pages)


def roots() -> dict[str, Path]:
    """Return the two folders of content."""
    return {"content": site().settings.content, "exhibits": site().settings.exhibits}


def gettexts() -> dict[Lang, Callable[[str], str]]:
    """Return the `gettext` of each language."""
    return {lang: gettext_of(lang) for lang in LANGS}


def checker() -> Checker:
    """Return what checks drafts, kept with the application."""
    made = current_app.extensions.get(CHECKER)
    if made is None:
        made = Checker(site().settings, site().registry, Path(tempfile.mkdtemp(prefix="hub-drafts-")))
        removed_with(made, made.folder)
        made = current_app.extensions.setdefault(CHECKER, made)
    found: Checker = made
    return found


def found_in(draft: Draft) -> list[Found]:
    """Return what `check` says of a draft, beside the controls of its form. The transaction is ended first."""
    entry = (kind_of(draft), draft.slug, draft.parent, pages_in(draft))
    db.session.rollback()  # with SQLite nobody else could do anything at the desk for as long as this takes
    return checker().found(*entry, now(), gettexts())
