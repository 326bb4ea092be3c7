"""Correct a word that the index does not know."""

from collections.abc import Iterator, Mapping

from hub.search.query.text import stem

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
LONGEST_WORD = 24
"""How many letters a word has, at most, that is taken for a mistake."""
_SHORTEST = 2
_STEM, _ENDING = 4, 5


def near(folded: str, plain: str, vocabulary: Mapping[str, int]) -> list[str]:
    """Return the known folded terms at edit distance one (insertion, deletion, substitution or swap), commonest first.

    `plain` is the word before stemming. If its stem has no neighbour, the mistake may be in the ending, so that nothing
    was stemmed: then the longest known beginning of it is returned ("sharign": "share").
    """
    if not _SHORTEST <= len(plain) <= LONGEST_WORD or plain.isdigit():
        return []
    found = {each for each in edits(folded) if each in vocabulary}
    if found:
        return sorted(found, key=lambda each: (-vocabulary[each], each))
    return [each for each in _beginnings(plain) if each in vocabulary][:1]


def splits(plain: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to split one word in two ("baoluc" as "bao luc")."""
    if len(plain) <= LONGEST_WORD:
        for at in range(2, len(plain) - 1):
            yield plain[:at], plain[at:]


def edits(word: str) -> Iterator[str]:
    """Yield what is at edit distance one of a word, some of it twice."""
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        for letter in _LETTERS:
            yield before + letter + after
            yield before + letter + after[1:]
        yield before + after[1:]
        yield before + after[1:2] + after[:1] + after[2:]


def _beginnings(plain: str) -> Iterator[str]:
    for length in range(len(plain) - 1, max(_STEM, len(plain) - _ENDING) - 1, -1):
        yield stem(plain[:length])
