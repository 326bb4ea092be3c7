"""Check for entries that are still shown although the entry they belong to was withdrawn."""

from collections.abc import Iterator

from hub.content.checks.whole import Whole
from hub.messages import N_
from hub.problems import Problem


def problems(whole: Whole) -> Iterator[Problem]:
    """Yield a problem for each entry that is shown although its parent was withdrawn."""
    message = N_("%(parent)s was withdrawn and this was not; write status: withdrawn here too, or move it")
    for name, cards in whole.shown.items():
        around = whole.archive.registry.kinds[name].parent
        for card in cards.values() if around else ():
            parent = whole.shown[around].get(card.parent)
            if parent is not None and parent.withdrawn and not card.withdrawn:
                yield Problem(card.file, 1, message, {"parent": f"{around}/{card.parent}"})
