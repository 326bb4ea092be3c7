"""One value of a draft: read and put by its place; a field that both languages share has one value, whichever file holds it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hub.content.model.kinds import Kind
from hub.content.write.draft import EMPTY, Page, Pages, page_of, places_of
from hub.i18n.languages import LANGS, Lang


def original_of(pages: Pages) -> Lang:
    """Return the language that is the original: the one that says so, else the one that is alone, else Vietnamese."""
    alone: Lang = next((lang for lang in LANGS if lang in pages), LANGS[0])
    claimed = [lang for lang in LANGS if lang in pages and pages[lang].fields.get("original") is True]
    return claimed[0] if claimed else alone


def value_at(kind: Kind[Any], pages: Pages, lang: Lang, place: str) -> Any:
    """Return what stands in a place (see hub.content.write.draft) for readers of a language; None if nothing does."""
    if place not in kind.shared:
        return places_of(pages[lang]).get(place) if lang in pages else None
    ordered = sorted(pages, key=lambda each: each != original_of(pages))
    return next((value for each in ordered if (value := pages[each].fields.get(place)) is not None), None)


def with_value(kind: Kind[Any], pages: Pages, lang: Lang, place: str, value: Any) -> Pages:
    """Return the pages with another value in a place, None to take it away.

    A shared field is put into every file that has it, and into the original if none has.
    """
    holders: Sequence[Lang] = [lang]
    if place in kind.shared:
        holders = [each for each in pages if place in pages[each].fields] or [original_of(pages) if pages else lang]
    return {**pages, **{each: _with(pages.get(each, EMPTY), place, value) for each in holders}}


def _with(page: Page, place: str, value: Any) -> Page:
    if not place.startswith("#"):
        others = {name: each for name, each in page.fields.items() if name != place or value is not None}
        return replace(page, fields=others | ({place: value} if value is not None else {}))
    places = {each: kept for each, kept in places_of(page).items() if each != place}
    if value is not None:
        places[place] = value
    return page_of(places, list(page.sections))
