"""A draft: what each language's file of an entry says, as values; read from files, and written as files again.

A place in a page is named by one word, for forms, digests and conflicts alike: `title` is a field, `#results` the text of
a section, `##results` its heading, and `#` what stands before the first section.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from hub.content.markdown.comments import without_comments
from hub.content.markdown.sections import digest
from hub.content.model.body import PREAMBLE
from hub.content.model.kinds import Kind
from hub.content.source.folder import tidy
from hub.content.write.body_sections import AGAIN, LEAD, Asked, Piece, body_of, holds_together, pieces_of, trimmed
from hub.content.write.front_fields import changed_front, new_front, newline_of, parts_of, values_of
from hub.i18n.languages import LANGS, Lang
from hub.messages import N_

Gettext = Callable[[str], str]
NOT_CLOSED = N_("the section %(id)s has a comment or code that does not end in it; close it")


@dataclass(frozen=True)
class Page:
    """What the file of one language says.

    `fields` are the values of the front matter as YAML gives them: text, true, false, None, lists and maps. `sections`
    holds the Markdown below each heading by the section's id, in order, and `headings` the words of these headings; a
    heading that is not given is that of the kind. `lead` is what stands before the first section.
    """

    fields: Mapping[str, Any]
    sections: Mapping[str, str]
    lead: str = ""
    headings: Mapping[str, str] = field(default_factory=dict)


Pages = Mapping[Lang, Page]
EMPTY = Page({}, {})


class Unwritable(Exception):
    """A page that cannot be written so that it would be read as the same.

    `place` is where; `message` (N_) with its `values` says what to do.
    """

    def __init__(self, lang: Lang, place: str) -> None:
        super().__init__(lang, place)
        self.lang, self.place, self.message = lang, place, NOT_CLOSED
        self.values: Mapping[str, object] = {"id": place.lstrip("#") or PREAMBLE}


def read_pages(kind: Kind[Any], files: Mapping[Lang, str]) -> Pages:
    """Return the pages that the texts of files hold. Raises Unreadable if the fields of one cannot be read."""
    return {lang: read_page(files[lang]) for lang in LANGS if lang in files}


def read_page(text: str) -> Page:
    """Return the page that the text of a file holds. Raises Unreadable."""
    parts = parts_of(text)
    return _page(values_of(parts.front), pieces_of(parts.body))


def _page(fields: Mapping[str, Any], pieces: list[Piece]) -> Page:
    rest = [piece for piece in pieces if piece.key != LEAD]
    lead = next((piece.text for piece in pieces if piece.key == LEAD), "")
    return Page(
        dict(fields), {piece.key: piece.text for piece in rest}, lead, {piece.key: piece.words for piece in rest}
    )


def write_pages(
    kind: Kind[Any], pages: Pages, before: Mapping[Lang, str], gettexts: Mapping[Lang, Gettext] | None = None
) -> dict[Lang, str]:
    """Return the text of each page's file. What says the same as in `before` keeps its bytes.

    `gettexts` holds the `gettext` of each language, for headings of the kind that a new page does not give. Raises
    Unwritable, and Unreadable if a file of `before` cannot be read.
    """
    return {
        lang: write_page(kind, lang, pages[lang], before.get(lang), (gettexts or {}).get(lang, str))
        for lang in LANGS
        if lang in pages
    }


def write_page(kind: Kind[Any], lang: Lang, page: Page, before: str | None, gettext: Gettext = str) -> str:
    """Return the text of one page's file, as in `write_pages`."""
    page = settled(kind, page, gettext)
    for key, text in {LEAD: page.lead, **page.sections}.items():
        if not holds_together(text):
            raise Unwritable(lang, f"#{key}")
    asked = [
        Asked(LEAD, "", page.lead), *(Asked(key, page.headings[key], text) for key, text in page.sections.items())
    ]  # fmt: skip
    for exact in (True, False):
        if before is None:
            text = "---\n" + new_front(kind, page.fields) + "---\n" + body_of(asked, (), "\n")
        else:
            text = _changed(kind, page, asked, before, exact)
        if _is_same(read_page(text), page):
            return text
    raise Unwritable(lang, _first_difference(read_page(text), page))


def _changed(kind: Kind[Any], page: Page, asked: list[Asked], before: str, exact: bool) -> str:
    parts, newline = parts_of(before), newline_of(before)
    front = changed_front(kind, page.fields, parts.front, newline)
    body = body_of(asked, pieces_of(parts.body), newline, exact)
    closing = parts.closing if parts.closing.endswith(("\r", "\n")) or not body else parts.closing + newline
    return f"{parts.opening}{front}{closing}{body}"


def _is_same(one: Page, other: Page) -> bool:
    return one == other and list(one.sections) == list(other.sections)


def _first_difference(one: Page, other: Page) -> str:
    mine, theirs = places_of(one), places_of(other)
    return next((place for place in {**theirs, **mine} if mine.get(place) != theirs.get(place)), "#")


def settled(kind: Kind[Any], page: Page, gettext: Gettext = str) -> Page:
    """Return a page as it will be read once it is written.

    Texts are composed (NFC) and lose control characters; a heading that was typed into a section begins one of its own.
    """
    sections: dict[str, str] = {}
    headings: dict[str, str] = {}
    lead = ""
    taken, numbers = {*page.sections}, dict[str, int]()
    for key, text in [(LEAD, page.lead), *page.sections.items()]:
        first, *rest = pieces_of(trimmed(text)) if trimmed(text) else (Piece(LEAD, None, "", ""),)
        if key == LEAD:
            lead = first.text
        else:
            sections[key] = first.text
            given = page.headings.get(key) or (gettext(kind.sections[key]) if key in kind.sections else "")
            headings[key] = _words(given) or key.partition(AGAIN)[0]
        for piece in rest:
            name = _free(piece.key, taken, numbers)
            sections[name], headings[name] = piece.text, piece.words or name
    return Page(_tidied(dict(page.fields)), sections, lead, headings)


def _words(heading: str) -> str:
    return " ".join(tidy(heading).strip("# \t").split())


def _free(name: str, taken: set[str], numbers: dict[str, int]) -> str:
    """Return a name that is not taken, and take it; `numbers` says up to which each stem is: texts may have thousands."""
    stem = key = name.partition(AGAIN)[0]
    while key in taken:
        numbers[stem] = numbers.get(stem, 1) + 1
        key = f"{stem}-{numbers[stem]}"
    taken.add(key)
    return key


def _tidied(value: Any) -> Any:
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, Mapping):
        return {tidy(name): _tidied(inner) for name, inner in value.items()}
    return [_tidied(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def places_of(page: Page) -> dict[str, Any]:
    """Return what stands in each place of a page, by the names of places that the module's docstring explains."""
    found = dict(page.fields)
    if page.lead:
        found["#"] = page.lead
    for key, text in page.sections.items():
        found |= {f"##{key}": page.headings.get(key, ""), f"#{key}": text}
    return found


def page_of(places: Mapping[str, Any], order: Iterator[str] | list[str] | None = None) -> Page:
    """Return the page that has this in its places, its sections in this order."""
    keys = [place[1:] for place in places if place.startswith("#") and not place.startswith("##") and place != "#"]
    ranked = {key: number for number, key in enumerate(order or ())}
    keys.sort(key=lambda key: ranked.get(key, len(ranked)))
    return Page(
        {place: value for place, value in places.items() if not place.startswith("#")},
        {key: places[f"#{key}"] for key in keys},
        places.get("#", ""),
        {key: places.get(f"##{key}", "") for key in keys},
    )


def as_json(pages: Pages) -> dict[str, Any]:
    """Return pages as JSON can keep them; sections are a list, so that their order is kept whatever keeps it."""
    return {lang: _page_as_json(pages[lang]) for lang in LANGS if lang in pages}


def _page_as_json(page: Page) -> dict[str, Any]:
    sections = [{"id": key, "heading": page.headings.get(key, ""), "text": text} for key, text in page.sections.items()]
    return {"fields": dict(page.fields), "lead": page.lead, "sections": sections}


def from_json(kept: Mapping[str, Any]) -> Pages:
    """Return the pages that `as_json` gave."""
    return {lang: _page_from_json(kept[lang]) for lang in LANGS if lang in kept}


def _page_from_json(kept: Mapping[str, Any]) -> Page:
    return Page(
        dict(kept["fields"]),
        {section["id"]: section["text"] for section in kept["sections"]},
        kept["lead"],
        {section["id"]: section["heading"] for section in kept["sections"]},
    )


def digest_of(pages: Pages) -> str:
    """Return a digest (64 hex digits) that is the same for pages that say the same, in the same order of sections."""
    plain = json.dumps(as_json(pages), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def section_digests(page: Page) -> Mapping[str, str]:
    """Return the first 12 hex digits of the sha256 of what stands in each place.

    As in translation marks, comments do not count, nor space at the ends of lines.
    """
    return {place: digest(_counted(place, value)) for place, value in places_of(page).items()}


def _counted(place: str, value: Any) -> str:
    if not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return "\n".join(line.text for line in without_comments(value).lines) if place.startswith("#") else value
