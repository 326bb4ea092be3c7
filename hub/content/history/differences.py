"""Differences of two texts for readers: by paragraph, then by word, which in Vietnamese is by syllable."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

How = Literal["same", "added", "removed"]
WORD = re.compile(r"\s+|\w+|[^\w\s]")
MOST_WORDS = 3000  # of two passages together; longer ones are compared as a whole, for time grows with the square
# The words of all passages, by those of the longest two that are compared by words: some seconds at worst.
MOST_WORK = 100_000_000
MOST_PARAGRAPHS = 500  # of a text, of which every one is a landmark
LEAST_ALIKE = 0.3  # below which two passages are shown one after the other, not woven into each other


class Run(NamedTuple):
    """A run of words: the same in both texts, added or removed."""

    how: How
    text: str


Paragraph = tuple[Run, ...]


def longest_for(texts: Iterable[str]) -> int:
    """Return how many words two passages may have that are compared by words, where all of these texts are."""
    words = sum(len(WORD.findall(text)) for text in texts)
    return min(MOST_WORDS, MOST_WORK // max(words, 1))


def differences(before: Sequence[str], after: Sequence[str], longest: int = MOST_WORDS) -> list[Paragraph]:
    """Return the paragraphs in which two texts differ, in order; what is the same in both is left out.

    Passages of more words than `longest`, in both texts together, are told as removed and added.
    """
    found: list[Paragraph] = []
    # Time grows with how often each paragraph recurs: in a very long text those that recur most are no landmarks.
    matcher = SequenceMatcher(None, before, after, autojunk=len(after) > MOST_PARAGRAPHS)
    for tag, start, stop, begin, end in matcher.get_opcodes():
        if tag == "equal":
            continue
        old, new = before[start:stop], after[begin:end]
        for place in range(max(len(old), len(new))):
            pair = (old[place] if place < len(old) else "", new[place] if place < len(new) else "")
            found += _of_two(*pair, longest)
    return found


def _of_two(old: str, new: str, longest: int) -> Iterator[Paragraph]:
    if not old or not new:
        yield (Run("added", new) if new else Run("removed", old),)
        return
    words, others = WORD.findall(old), WORD.findall(new)
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    if len(words) + len(others) > longest or matcher.ratio() < LEAST_ALIKE:
        yield (Run("removed", old),)
        yield (Run("added", new),)
        return
    yield tuple(_woven(matcher, words, others))


def _woven(matcher: "SequenceMatcher[str]", words: Sequence[str], others: Sequence[str]) -> Iterator[Run]:
    """Yield runs; a single word or a space that two changes have between them counts as changed, too."""
    removed, added = "", ""
    for tag, start, stop, begin, end in matcher.get_opcodes():
        old, new = "".join(words[start:stop]), "".join(others[begin:end])
        if tag == "equal" and (
            not (removed or added) or stop == len(words) or len(old.split()) > 1 or stop - start > 2
        ):
            yield from _changed(removed, added)
            removed, added = "", ""
            yield Run("same", old)
        else:
            removed, added = removed + old, added + new
    yield from _changed(removed, added)


def _changed(removed: str, added: str) -> Iterator[Run]:
    if removed:
        yield Run("removed", removed)
    if added:
        yield Run("added", added)
