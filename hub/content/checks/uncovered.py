"""Check for masked entries whose picture another entry shows unmasked."""

from collections.abc import Iterator

from hub.content.checks.whole import Whole
from hub.messages import N_
from hub.problems import Problem

SHOWN_BY = N_(
    "the picture of this masked entry is shown by %(file)s as well; mask that too, or show another picture there"
)


def problems(whole: Whole) -> Iterator[Problem]:
    """Yield a problem for each masked entry and each entry that shows its picture."""
    cards = [card for shown in whole.shown.values() for card in shown.values()]
    covered = {media.digest: card.file for card in cards if card.hidden for media in card.media}
    for card in cards if covered else ():
        if not (card.hidden or card.withdrawn):
            for file in {covered[media.digest] for media in card.media if media.digest in covered}:
                yield Problem(file, 1, SHOWN_BY, {"file": card.file})
