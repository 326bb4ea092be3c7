"""Pages as a form, and the form as pages: pure, and nothing that a form does not show is lost.

A name in a form begins with the language whose page it is in, or with `both` for what the pages share: `vi.title`,
`both.sources.0.url`. `vi.#results` is the text of a section, `vi.##results` its heading, `vi.#` what stands before the
first section. `original` names the language of the authentic text.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from hub.content.model.kinds import Kind
from hub.content.write.draft import Page, Pages
from hub.features.contribute.writing.slots import Slots
from hub.features.contribute.writing.values import DROP, Form, clean, heard, told
from hub.i18n.languages import LANGS, Lang

BOTH = "both"
ORIGINAL = "original"
KEY = re.compile(r"[a-z0-9][a-z0-9-]*(?:~\d+)?")  # of a section, as hub.content.write.body_sections makes them
MOST_SECTIONS = 400  # new ones of a form: putting each in its place takes longer the more there are
EMPTY = Page({}, {})


def form_of(kind: Kind[Any], slots: Slots, pages: Pages) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of a form that shows pages."""
    yield ORIGINAL, original_of(pages)
    for lang in LANGS:
        page = pages.get(lang, EMPTY)
        for slot in slots.translated:
            yield from told(slot, page.fields.get(slot.name), f"{lang}.{slot.name}")
        yield f"{lang}.#", page.lead
        for key in section_keys(kind, pages):
            if key not in kind.sections:
                yield f"{lang}.##{key}", page.headings.get(key, "")
            yield f"{lang}.#{key}", page.sections.get(key, "")
    for slot in slots.shared:
        yield from told(slot, shared_value(pages, slot.name), f"{BOTH}.{slot.name}")


def pages_of(kind: Kind[Any], slots: Slots, form: Form, old: Pages, keep: Iterable[Lang] = ()) -> Pages:
    """Return the pages that a form says; `old` are those that it showed.

    A language in which nothing is written has no page, unless it is one to `keep`.
    """
    drafted = {lang: _page(kind, slots, lang, form, old.get(lang, EMPTY)) for lang in LANGS}
    written = [lang for lang in LANGS if _is_written(kind, drafted[lang]) or (lang in keep and lang in old)]
    original = _original(form, old, written)
    written = written or [original]
    fields = {lang: dict(drafted[lang].fields) for lang in written}
    if original != original_of({lang: drafted[lang] for lang in written}):
        _mark_original(fields, original)
    for slot in slots.shared:
        before = shared_value(old, slot.name)
        value = heard(slot, form, f"{BOTH}.{slot.name}", before)
        if value is not before and value != before:
            _share(fields, original, slot.name, value)
    for name in kind.shared:  # those of a page that is gone
        before = shared_value(old, name)
        holders = [lang for lang in old if old[lang].fields.get(name) is not None]
        if before is not None and not any(lang in written for lang in holders):
            fields[original].setdefault(name, before)
    return {
        lang: Page(fields[lang], drafted[lang].sections, drafted[lang].lead, drafted[lang].headings) for lang in written
    }


def original_of(pages: Mapping[Lang, Page]) -> Lang:
    """Return the language of the authentic text, as files that say no more would have it."""
    claimed = [lang for lang in LANGS if lang in pages and pages[lang].fields.get("original") is True]
    return claimed[0] if claimed else "vi" if "vi" in pages or not pages else "en"


def shared_value(pages: Pages, name: str) -> Any:
    """Return the value of a field that the pages share: that of the original, else that of the other one."""
    first = original_of(pages)
    for lang in sorted(pages, key=lambda lang: lang != first):
        if (value := pages[lang].fields.get(name)) is not None:
            return value
    return None


def section_keys(kind: Kind[Any], pages: Pages) -> list[str]:
    """Return the sections that a form has, in order: those of the kind, and whatever else the pages have."""
    found = list(kind.sections)
    for lang in LANGS:
        before = ""
        for key in pages[lang].sections if lang in pages else ():
            if key not in found:
                found.insert(found.index(before) + 1 if before in found else 0, key)
            before = key
    return found


def _page(kind: Kind[Any], slots: Slots, lang: Lang, form: Form, old: Page) -> Page:
    fields = dict(old.fields)
    for slot in slots.translated:
        before = fields.get(slot.name)
        value = heard(slot, form, f"{lang}.{slot.name}", before)
        if value is not None:
            fields[slot.name] = value
        elif before is not None:
            del fields[slot.name]
    texts, headings = _sections(kind, lang, form, old)
    return Page(fields, texts, _text(form, f"{lang}.#", old.lead), headings)


def _sections(kind: Kind[Any], lang: Lang, form: Form, old: Page) -> tuple[dict[str, str], dict[str, str]]:
    """Return the texts and headings of sections, in their order; an empty one that is not the kind's is left out."""
    texts: dict[str, str] = {}
    headings: dict[str, str] = {}
    for key in _in_order(kind, old, _asked(kind, lang, form)):
        text = _text(form, f"{lang}.#{key}", old.sections.get(key, ""))
        heading = _text(form, f"{lang}.##{key}", old.headings.get(key, ""))
        stays = key in kind.sections and key in old.sections
        if f"##{key}" in form.get(DROP, ()) or not (stays or text or heading):
            continue
        texts[key] = text
        if heading or key in old.headings:
            headings[key] = heading
    return texts, headings


def _asked(kind: Kind[Any], lang: Lang, form: Form) -> list[str]:
    """Return the sections of a language that a form names."""
    names = (name.removeprefix(f"{lang}.#").removeprefix("#") for name in form if name.startswith(f"{lang}.#"))
    found = [key for key in dict.fromkeys(names) if key and (key in kind.sections or KEY.fullmatch(key))]
    return found[:MOST_SECTIONS]


def _in_order(kind: Kind[Any], old: Page, asked: Iterable[str]) -> list[str]:
    """Return the sections in order: those that are there keep theirs, new ones of the kind come where it has them."""
    order = list(old.sections)
    wanted = list(kind.sections)
    for key in asked:
        if key in order:
            continue
        ahead = wanted[: wanted.index(key)] if key in wanted else order
        earlier = [each for each in order if each in ahead]
        order.insert(order.index(earlier[-1]) + 1 if earlier else 0, key)
    return order


def _text(form: Form, name: str, old: str) -> str:
    given = form.get(name)
    if given is None:
        return old
    text = clean(given[0])
    return old if text == clean(old) else text.strip("\n").rstrip()


def _is_written(kind: Kind[Any], page: Page) -> bool:
    """Tell whether somebody has written in a page."""
    words = [page.fields.get(name) for name in kind.translated]
    return any([page.lead.strip(), *(text.strip() for text in page.sections.values()), *words])


def _original(form: Form, old: Pages, written: list[Lang]) -> Lang:
    asked = form.get(ORIGINAL, [original_of(old)])[0]
    if asked in LANGS and (asked in written or not written):
        return "en" if asked == "en" else "vi"
    return written[0] if written else original_of(old)


def _mark_original(fields: Mapping[Lang, dict[str, Any]], original: Lang) -> None:
    for lang, values in fields.items():
        if lang == original and original != "vi" and len(fields) > 1:
            values["original"] = True
        else:
            values.pop("original", None)


def _share(fields: Mapping[Lang, dict[str, Any]], original: Lang, name: str, value: Any) -> None:
    """Write a shared value into every page that has the field, or else into the original."""
    holders = [lang for lang in fields if name in fields[lang]] or [original]
    for lang in holders:
        if value is None:
            fields[lang].pop(name, None)
        else:
            fields[lang][name] = value
