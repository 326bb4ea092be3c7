"""The texts of an entry's files as they will be published: with the day, the marks of translation and the original."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from hub.content.markdown.sections import written_sections
from hub.content.model.kinds import Kind
from hub.content.source import front_matter
from hub.content.source.documents import translation_digests
from hub.content.source.folder import tidy
from hub.content.write.draft import Gettext, Page, Pages, read_page, settled, write_page
from hub.content.write.merging import is_same
from hub.content.write.translation_marks import with_translates
from hub.errors import UserError
from hub.i18n.languages import LANGS, Lang
from hub.messages import N_
from hub.problems import Unreadable

OURS = ("updated", "translates", "draft")  # fields that publishing writes, whatever a draft says


def compose(
    kind: Kind[Any],
    pages: Pages,
    before: Mapping[Lang, str],
    today: date,
    *,
    done: Collection[Lang] = (),
    minor: bool = False,
    original: Lang | None = None,
    hide: bool = False,
    gettexts: Mapping[Lang, Gettext] | None = None,
) -> dict[Lang, str]:
    """Return the text of each file of the entry once `pages` are published; `before` has the texts of those there are.

    A language whose page says something new gets the day `today` as `updated`. Each language in `done` is marked as a
    translation of what the original says now; with `minor`, what was fresh stays fresh although the original has
    changed. `original` is the authentic language, if it is to be said. What is published is no draft, unless it is to
    `hide` again.
    Raises UserError for a mark on the original, Unwritable, and Unreadable if a file of another language is not.
    """
    texts, was = dict(before), _original(before)
    for lang in LANGS:
        if lang in pages:
            gettext = (gettexts or {}).get(lang, str)
            texts[lang] = _composed(kind, lang, pages[lang], before.get(lang), today, hide, gettext)
    if original is None and len(before) == 1 and len(texts) > 1 and _original(texts) != was:
        original = was  # who was alone was the original, and stays it when a translation joins
    if original is not None:
        texts = {lang: _claimed(kind, lang, text, original, len(texts)) for lang, text in texts.items()}
    return _marked(kind, texts, before, done, minor)


def _composed(
    kind: Kind[Any], lang: Lang, page: Page, before: str | None, today: date, hide: bool, gettext: Gettext
) -> str:
    page = settled(kind, page, gettext)
    old = _old(before)
    kept = {name: old.fields[name] for name in OURS[:2] if name in old.fields} if old is not None else {}
    fields = {name: value for name, value in page.fields.items() if name not in OURS} | kept
    fields |= {"draft": True} if hide else {}
    if before is not None and old is not None and is_same(replace(page, fields=fields), old):
        return before
    fields["updated"] = today.isoformat()
    return write_page(kind, lang, replace(page, fields=fields), before if old is not None else None, gettext)


def _old(before: str | None) -> Page | None:
    """Return what a file says; None if it cannot be read, for then it is written anew."""
    try:
        return read_page(before) if before is not None else None
    except Unreadable:
        return None


def _original(texts: Mapping[Lang, str]) -> Lang | None:
    pages = {lang: page for lang, text in texts.items() if (page := _old(text)) is not None}
    claimed = [lang for lang, page in pages.items() if page.fields.get("original") is True]
    return claimed[0] if claimed else "vi" if "vi" in texts else next(iter(texts), None)


def _claimed(kind: Kind[Any], lang: Lang, text: str, original: Lang, languages: int) -> str:
    """Return the text with `original: true` if it is the authentic one, and that has to be said; without it if not."""
    page = read_page(text)
    fields = {name: value for name, value in page.fields.items() if name != "original"}
    if lang == original and ((lang != "vi" and languages > 1) or page.fields.get("original") is True):
        fields["original"] = True
    return text if fields == page.fields else write_page(kind, lang, replace(page, fields=fields), text)


def _marked(
    kind: Kind[Any], texts: dict[Lang, str], before: Mapping[Lang, str], done: Collection[Lang], minor: bool
) -> dict[Lang, str]:
    """Return the texts with the marks of translation that are due."""
    original = _original(texts)
    if original is None or not (done or minor):
        return texts
    if original in done:
        raise UserError(N_("this file is the original; mark the translation"))
    now = _digests(kind, texts[original])
    marked = dict(texts)
    for lang, text in texts.items():
        noted: dict[str, str] | None = read_page(text).fields.get("translates") if lang != original else None
        if lang in done:
            marked[lang] = text if noted == now else with_translates(text, now)
        elif minor and isinstance(noted, dict) and original in before:
            then = _digests(kind, before[original])
            still = {name: now.get(name, value) if then.get(name) == value else value for name, value in noted.items()}
            marked[lang] = text if still == noted else with_translates(text, still)
    return marked


def _digests(kind: Kind[Any], text: str) -> dict[str, str]:
    front, body, line = front_matter.split(tidy(text), "")
    return translation_digests(kind, front_matter.parse(front, "", 2), written_sections(body, line))
