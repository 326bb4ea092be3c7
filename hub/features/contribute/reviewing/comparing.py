"""What a draft changes: each part of an entry as it is proposed, against what is published."""

from typing import Any, Literal, NamedTuple

from hub.content.history.differences import Paragraph, differences, longest_for
from hub.content.model.kinds import Kind
from hub.content.write.draft import Pages
from hub.features.contribute.reviewing.parts import PLAIN, Naming, Part, parts_of

State = Literal["new", "changed", "removed", "same"]


class Compared(NamedTuple):
    """A part as it is proposed (as it is published, if it is removed), its state, and the paragraphs that differ."""

    part: Part
    state: State
    paragraphs: list[Paragraph]


def compared(kind: Kind[Any], published: Pages, proposed: Pages, naming: Naming = PLAIN) -> list[Compared]:
    """Return every part of what is proposed, and in their places the parts that it removes."""
    before = {part.id: part for part in parts_of(kind, published, naming)}
    after = {part.id: part for part in parts_of(kind, proposed, naming)}
    order = list(after)
    for place, id in enumerate(before):
        if id not in after:
            earlier = next((one for one in reversed(list(before)[:place]) if one in order), "")
            order.insert(order.index(earlier) + 1 if earlier else 0, id)
    pairs = [(before.get(id), after.get(id)) for id in order]
    longest = longest_for(one.text for two in pairs if _says(two[0]) != _says(two[1]) for one in two if one is not None)
    return [_one(*two, longest) for two in pairs]


def _says(part: Part | None) -> tuple[str, str] | None:
    return part and (part.text, part.heading)


def _one(before: Part | None, after: Part | None, longest: int) -> Compared:
    if after is None:
        assert before is not None
        return Compared(before, "removed", differences(before.paragraphs, []))
    if before is None:
        return Compared(after, "new", [])
    if _says(before) == _says(after):
        return Compared(after, "same", [])
    old, new = (
        [one.heading, *one.paragraphs] if before.heading != after.heading else one.paragraphs for one in (before, after)
    )
    return Compared(after, "changed", differences(old, new, longest))
