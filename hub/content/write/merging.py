"""Three-way merging of pages by field and section: what one side alone has changed is taken, all else is a conflict.

No text is merged within a section: a sentence of one author between two of another may say what neither meant.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hub.content.write.draft import EMPTY, Page, Pages, page_of, places_of
from hub.i18n.languages import LANGS, Lang

WHOLE = ""  # the place of a conflict over the whole page of a language


class _Absent:
    """Nothing stands in a place; None is a value that an author can write."""


ABSENT = _Absent()


@dataclass(frozen=True)
class Conflict:
    """A place of a page (see hub.content.write.draft) that both sides have changed, each in its own way.

    The three values are what stood there, None for nothing. `place` is empty if one side has removed the page of a
    language that the other has changed; the values are pages then.
    """

    lang: Lang
    place: str
    base: Any
    ours: Any
    theirs: Any


@dataclass(frozen=True)
class Merged:
    """Merged pages. In the place of a conflict stands what is ours, or theirs if we have removed it."""

    pages: Pages
    conflicts: tuple[Conflict, ...] = ()


def merge(base: Pages, ours: Pages, theirs: Pages) -> Merged:
    """Return what comes of two changes of the same pages.

    The day `updated` is the later one of both. A mark of translation stays only where both sides have it alike.
    """
    pages: dict[Lang, Page] = {}
    conflicts: list[Conflict] = []
    for lang in LANGS:
        page = _language(lang, base.get(lang), ours.get(lang), theirs.get(lang), conflicts)
        if page is not None:
            pages[lang] = page
    return Merged(pages, tuple(conflicts))


def _language(
    lang: Lang, base: Page | None, ours: Page | None, theirs: Page | None, conflicts: list[Conflict]
) -> Page | None:
    if ours is None or theirs is None:
        kept = ours or theirs
        if base is None or kept is None:
            return kept
        if not is_same(kept, base):
            conflicts.append(Conflict(lang, WHOLE, base, ours, theirs))
            return kept
        return None
    base = base or EMPTY
    found: dict[str, Any] = {}
    for place, values in _units(base, ours, theirs):
        value = _one(place, *values)
        if value is None:
            conflicts.append(Conflict(lang, place, *(_shown(each) for each in values)))
            value = values[1] if values[1] is not ABSENT else values[2]
        else:
            value = value[0]
        if isinstance(value, _Section):
            found |= {f"##{place[1:]}": value.heading, place: value.text}
        elif value is not ABSENT:
            found[place] = value
    return page_of(found, _order(list(base.sections), list(ours.sections), list(theirs.sections)))


def is_same(one: Page, other: Page) -> bool:
    """Tell whether two pages say the same, their sections in the same order."""
    return places_of(one) == places_of(other) and list(one.sections) == list(other.sections)


@dataclass(frozen=True)
class _Section:
    """A section as a whole, which one side has added or removed."""

    heading: str
    text: str


def _units(*pages: Page) -> Iterator[tuple[str, tuple[Any, Any, Any]]]:
    """Yield each place with what the three pages have there.

    A section that is not in all three is compared as a whole, unless both sides have added it.
    """
    three = [places_of(page) for page in pages]
    for place in dict.fromkeys(place for places in three for place in places):
        key = place.lstrip("#")
        if not place.startswith("#") or place == "#":
            base, ours, theirs = (places.get(place, ABSENT if place != "#" else "") for places in three)
            yield place, (base, ours, theirs)
            continue
        there = [key in page.sections for page in pages]
        if there[1] and there[2]:
            base, ours, theirs = (places.get(place, ABSENT) for places in three)
            yield place, (base, ours, theirs)
        elif not place.startswith("##"):
            base, ours, theirs = (
                _Section(places[f"##{key}"], places[place]) if is_there else ABSENT
                for places, is_there in zip(three, there, strict=True)
            )
            yield place, (base, ours, theirs)


def _one(place: str, base: Any, ours: Any, theirs: Any) -> tuple[Any] | None:
    """Return what stands in a place after both changes, in a tuple; None if they contradict each other."""
    if ours == theirs or theirs == base:
        return (ours,)
    if ours == base:
        return (theirs,)
    if place == "updated" and isinstance(ours, str) and isinstance(theirs, str):
        return (max(ours, theirs),)
    if place == "translates" and isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        return ({name: value for name, value in ours.items() if theirs.get(name) == value},)
    return None


def _shown(value: Any) -> Any:
    return None if value is ABSENT else value.text if isinstance(value, _Section) else value


def _order(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Return all sections in the order of the side that has moved some, of ours if both have; new ones in their place."""
    common = [key for key in base if key in ours]
    moved = [key for key in ours if key in base] != common
    first, second = (ours, theirs) if moved else (theirs, ours)
    order = list(first)
    for place, key in enumerate(second):
        if key not in order:
            before = next((each for each in reversed(second[:place]) if each in order), None)
            order.insert(order.index(before) + 1 if before is not None else 0, key)
    return order
