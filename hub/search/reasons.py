"""Choose what to say about why something was found."""

from collections.abc import Sequence

_MOST = 3


def reasons(found: Sequence[tuple[bool, str]]) -> tuple[str, ...]:
    """Choose among the phrases found in a text, each with whether all of it was: those found whole, without those within
    others; else the first one.
    """
    whole = list(dict.fromkeys(why for is_whole, why in found if is_whole))
    longest = [why for why in whole if not any(why != other and why in other for other in whole)]
    return tuple(longest[:_MOST] or [why for _, why in found[:1]])
