"""How entries are cited, as their features declare it (`cited`)."""

from collections.abc import Sequence
from typing import Any

from hub.content.model.kinds import Model
from hub.web.citing.citation import Citation, Twin
from hub.web.context import current_context, edition, in_language
from hub.web.links import permanent


def citations(entries: Sequence[Model]) -> list[Citation]:
    """Return the citations of entries of kinds that are cited. Raises KeyError for one of another kind."""
    return [_cited(entry) for entry in entries]


def citation_of(entry: Model | None) -> Citation | None:
    """Return the citation of an entry; None for one of a kind that is not cited."""
    return _cited(entry) if entry is not None and entry.kind in current_context().site.features.cited else None


def twin_of(entry: Model) -> Twin | None:
    """Return the same entry in the other language; None if it is not translated."""
    whole = edition().entry(entry.kind, entry.slug)
    if whole is None:
        return None
    others = [reading for lang, reading in whole.readings.items() if lang != entry.lang]
    return next(
        (Twin(other.title, other.lang, permanent(other), other.lang == whole.original) for other in others),
        None,
    )


def _cited(entry: Model) -> Citation:
    """Return a citation in the language of the entry's text, at the address that stays its own in that language."""
    cite: Any = current_context().site.features.cited[entry.kind]
    with in_language(entry.lang):
        made: Citation = cite(edition(), entry, permanent(entry))
    return made
