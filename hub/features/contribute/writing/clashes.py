"""What two people wrote in the same place, side by side, and what comes of the choice between them; pure."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from hub.content.model.kinds import Kind
from hub.content.write.draft import Page, Pages, as_json, from_json, page_of, places_of
from hub.content.write.merging import WHOLE, Conflict, Merged
from hub.features.contribute.writing.labels import label_of
from hub.features.contribute.writing.values import clean
from hub.i18n.languages import LANGS, Lang
from hub.messages import N_

Gettext = Callable[[str], str]


class Clash(NamedTuple):
    """A place that two people changed: what it is called, and its three texts; `lang` is empty for what both share."""

    label: str
    lang: str
    base: str
    theirs: str
    mine: str
    can_write: bool


def clashes(kind: Kind[Any], conflicts: Iterable[Conflict], gettext: Gettext) -> list[Clash]:
    """Return the conflicts as they are shown, in the order of `boxes`."""
    return [_clash(kind, group[0], gettext) for group in boxes(kind, conflicts)]


def boxes(kind: Kind[Any], conflicts: Iterable[Conflict]) -> list[list[Conflict]]:
    """Return the conflicts, those over one value that both languages share together."""
    found: dict[tuple[str, str], list[Conflict]] = {}
    for one in conflicts:
        found.setdefault(("" if one.place in kind.shared else one.lang, one.place), []).append(one)
    return list(found.values())


def _clash(kind: Kind[Any], one: Conflict, gettext: Gettext) -> Clash:
    base, theirs, mine = (in_words(value) for value in (one.base, one.theirs, one.ours))
    is_text = all(value is None or isinstance(value, str) for value in (one.base, one.theirs, one.ours))
    return Clash(
        called(kind, one.place, gettext), "" if one.place in kind.shared else one.lang, base, theirs, mine, is_text
    )


def called(kind: Kind[Any], place: str, gettext: Gettext) -> str:
    """Return what a place of a page is called."""
    key = place.lstrip("#")
    if place == WHOLE:
        return gettext(N_("The whole text in this language"))
    if not place.startswith("#"):
        return gettext(label_of(place))
    if key in kind.sections:
        return gettext(kind.sections[key])
    if not key:
        return gettext(N_("Text"))
    return f"{gettext(N_('Heading'))}: {key}" if place.startswith("##") else key


def in_words(value: Any) -> str:
    """Return a value as text that a person can compare: one thing a line."""
    if value is None:
        return ""
    if isinstance(value, Page):
        return "\n".join(in_words(part) for part in places_of(value).values())
    if isinstance(value, Mapping):
        return "\n".join(f"{name}: {in_words(part)}" for name, part in value.items())
    if isinstance(value, list | tuple):
        return "\n".join(in_words(part) for part in value)
    return str(value)


def packed(merged: Merged) -> dict[str, Any]:
    """Return as JSON what has to come back with the choices."""
    conflicts = [[one.lang, one.place, *map(_json, (one.base, one.ours, one.theirs))] for one in merged.conflicts]
    return {"pages": as_json(merged.pages), "conflicts": conflicts}


def unpacked(kept: Mapping[str, Any]) -> Merged:
    """Return what `packed` gave."""
    conflicts = tuple(Conflict(lang, place, *map(_value, values)) for lang, place, *values in kept["conflicts"])
    return Merged(from_json(kept["pages"]), conflicts)


def _json(value: Any) -> Any:
    return {"page": as_json({"vi": value})["vi"]} if isinstance(value, Page) else {"value": value}


def _value(kept: Mapping[str, Any]) -> Any:
    return from_json({"vi": kept["page"]})["vi"] if "page" in kept else kept["value"]


def solved(kind: Kind[Any], merged: Merged, form: Mapping[str, str]) -> Pages:
    """Return the pages with what was chosen in each box: `keep.1` is mine, theirs or anew; `anew.1` has new words."""
    pages = dict(merged.pages)
    for number, group in enumerate(boxes(kind, merged.conflicts), 1):
        choice = form.get(f"keep.{number}", "mine")
        for one in group:
            value = one.theirs if choice == "theirs" else one.ours
            if choice == "anew" and one.place != WHOLE:
                value = clean(form.get(f"anew.{number}", "")).strip() or None
            _put(pages, one, value)
    return {lang: pages[lang] for lang in LANGS if lang in pages}


def _put(pages: dict[Lang, Page], one: Conflict, value: Any) -> None:
    if one.place == WHOLE:
        if value is None:
            pages.pop(one.lang, None)
        else:
            pages[one.lang] = value
        return
    page = pages.get(one.lang, Page({}, {}))
    places = places_of(page)
    if value is not None:
        places[one.place] = value
    elif one.place.startswith("#") and one.place != "#":
        places = {name: part for name, part in places.items() if name.lstrip("#") != one.place.lstrip("#")}
    else:
        places.pop(one.place, None)
    pages[one.lang] = page_of(places, list(page.sections))
