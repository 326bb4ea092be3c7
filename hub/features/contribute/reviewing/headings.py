"""What a part of an entry is called."""

from collections.abc import Callable
from typing import Any

from hub.content.model.kinds import Kind
from hub.features.contribute.reviewing.parts import Part
from hub.features.contribute.writing.labels import label_of
from hub.messages import N_

BEGINNING = N_("Beginning of the text")


def is_own(kind: Kind[Any], part: Part) -> bool:
    """Tell whether the heading of a part is the author's, in the language of the text."""
    return bool(part.heading) and part.section not in kind.sections


def heading_of(kind: Kind[Any], part: Part, gettext: Callable[[str], str]) -> str:
    """Return what a part is called; `gettext` says messages in the reader's language."""
    if is_own(kind, part):
        return part.heading
    if part.field:
        return gettext(label_of(part.field))
    return gettext(kind.sections.get(part.section, "") or BEGINNING)
