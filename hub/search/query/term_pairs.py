"""Pairs of terms that say the same in Vietnamese and in English, as they were learned: their look-up and their file."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Other(NamedTuple):
    """A term of the other language, as the index has it and as it is shown; `strength` is from 0 to 1."""

    term: str
    shown: str
    strength: float


@dataclass(frozen=True, slots=True)
class TermPairs:
    """What terms are called in the other language, the strongest first.

    `to_vietnamese` is asked by the stem of an English word, and has exact syllables and pairs of them; `to_english` the
    other way round.
    """

    to_vietnamese: Mapping[str, Sequence[Other]] = field(default_factory=dict)
    to_english: Mapping[str, Sequence[Other]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Tell whether anything was learned."""
        return bool(self.to_vietnamese or self.to_english)

    def as_json(self) -> str:
        """Return them as a text of which `pairs_from_json` makes the same."""
        return json.dumps([self.to_vietnamese, self.to_english], ensure_ascii=False, separators=(",", ":"))


NO_PAIRS = TermPairs()


def pairs_from_json(text: str) -> TermPairs:
    """Return the pairs of a text that `as_json` gave. Raises ValueError if it is another one."""
    try:
        one, two = json.loads(text)
        return TermPairs(
            *({term: tuple(Other(*each) for each in others) for term, others in side.items()} for side in (one, two))
        )
    except (TypeError, AttributeError) as error:
        raise ValueError(f"these are no pairs of terms: {error}") from error
