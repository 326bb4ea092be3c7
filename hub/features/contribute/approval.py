"""What publication adds to the pages of a draft: for whom it was approved, and that a starter entry is one no longer."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hub.content.model.dates import HANOI
from hub.content.model.kinds import Kind
from hub.content.write.draft import Pages
from hub.content.write.merging import is_same
from hub.features.contribute.forms import original_of, shared_value
from hub.features.contribute.tables import Draft
from hub.i18n.languages import LANGS

APPROVED_FOR = "approved_for"
MOST = 20  # approvals that an entry names; the oldest go


def as_signed(draft: Draft, pages: Pages, base: Pages) -> Pages:
    """Return the pages of a draft as whoever signs has them published: what an institution takes over is confirmed."""
    whole = {**base, **pages}
    return _with(_confirmed(draft, whole), pages, whole)


def as_approved(kind: Kind[Any], draft: Draft, pages: Pages, base: Pages) -> Pages:
    """Return the pages of an approved draft as they are published; `base` has those of languages that it leaves alone.

    The day is that of the approval: doing it again on another day gives the same. No person is named. What changes
    nothing is approved for nobody.
    """
    if not draft.takes_over and all(lang in base and is_same(page, base[lang]) for lang, page in pages.items()):
        return pages
    whole = {**base, **pages}
    changes = _confirmed(draft, whole)
    if APPROVED_FOR in kind.fields and draft.organisation is not None:
        day = draft.entered.astimezone(HANOI).date().isoformat()
        names = {"vi": draft.organisation.name_vi, "en": draft.organisation.name_en}
        earlier = [one for one in shared_value(whole, APPROVED_FOR) or [] if isinstance(one, Mapping)]
        changes[APPROVED_FOR] = [*earlier, {"on": day, "organisation": names}][-MOST:]
    return _with(changes, pages, whole)


def _confirmed(draft: Draft, whole: Pages) -> dict[str, Any]:
    """Return the fields that change because an institution takes a starter entry over."""
    return {"status": "confirmed"} if draft.takes_over and shared_value(whole, "status") == "starter" else {}


def _with(changes: Mapping[str, Any], pages: Pages, whole: Pages) -> Pages:
    """Return pages with other values in fields that both languages share, in each page that has the field."""
    changed = dict(pages)
    for name, value in changes.items():
        holders = [lang for lang in LANGS if lang in whole and name in whole[lang].fields] or [original_of(whole)]
        for lang in holders:
            page = changed.get(lang, whole[lang])
            changed[lang] = replace(page, fields={**page.fields, name: value})
    return changed
