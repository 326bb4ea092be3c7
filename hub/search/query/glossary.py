"""The bilingual glossary for search: other words, in both languages, for what a query names."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from hub.search.query.text import Word, word, words

_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_ALTERNATIVES = re.compile(r"\s*;\s*|\s+/\s+")
# In brackets, an abbreviation or a lower-case word is another name; "(Australia)" or a remark is not.
_NAME = re.compile(r"[A-Z][\w-]*[A-Z][\w-]*|[^\W\d_A-Z]+|[“\"].+[”\"]")


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """One concept: its labels by language, its aliases, and words to avoid.

    Words to avoid match when a reader types them, and are never shown.
    """

    id: str
    labels: Mapping[str, str]
    aliases: Mapping[str, Sequence[str]] = field(default_factory=dict)
    avoid: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to name a concept; `lang` is the language of its words."""

    text: str
    lang: str
    words: tuple[Word, ...]

    @property
    def folded(self) -> tuple[str, ...]:
        """Return the folded forms of its words."""
        return tuple(each.folded for each in self.words)

    @property
    def is_ambiguous(self) -> bool:
        """Tell whether it is one Vietnamese syllable: "Pháp" is France, and the law in "pháp luật"."""
        return self.lang == "vi" and len(self.words) == 1 and self.words[0].is_syllable


class Match(NamedTuple):
    """The query's words from `start` to before `end` name a concept; `others` are its other phrases, labels first.

    `avoided` tells that they are words to avoid.
    """

    start: int
    end: int
    others: tuple[Phrase, ...]
    avoided: bool = False


class Glossary:
    """Find the concepts that a query names. Immutable."""

    def __init__(self, terms: Iterable[GlossaryTerm] = ()) -> None:
        self._by_first: dict[str, list[tuple[Phrase, tuple[Phrase, ...], bool]]] = defaultdict(list)
        avoided: set[tuple[str, ...]] = set()
        right: set[tuple[str, ...]] = set()
        for term in terms:
            shown = tuple(_unique(_phrases(term.labels) + _phrases(term.aliases)))
            others = tuple(phrase for phrase in shown if not phrase.is_ambiguous)
            for phrase in _unique([*shown, *_phrases(term.avoid)]):
                self._by_first[phrase.words[0].folded].append((phrase, others, phrase not in shown))
                (right if phrase in shown else avoided).add(tuple(each.exact for each in phrase.words))
        self._avoided = frozenset(avoided - right)

    def is_avoided(self, phrase: Sequence[Word]) -> bool:
        """Tell whether these are words to avoid, of one concept or of several, and right for none."""
        return tuple(each.exact for each in phrase) in self._avoided

    def begins(self, first: Word) -> bool:
        """Tell whether a phrase begins with this word."""
        return first.folded in self._by_first

    def begins_exactly(self, first: Word) -> bool:
        """Tell whether a phrase begins with this word, marks and all."""
        return any(phrase.words[0].exact == first.exact for phrase, _, _ in self._by_first.get(first.folded, ()))

    def matches(self, query: Sequence[Word], *, marked: bool) -> list[Match]:
        """Return the concepts that the query names, without names inside longer names.

        If the query has marks, a syllable must have them as in the phrase; otherwise marks are ignored.
        """
        found = [
            Match(at, at + len(phrase.words), tuple(each for each in others if each.folded != phrase.folded), avoided)
            for at, first in enumerate(query)
            for phrase, others, avoided in self._by_first.get(first.folded, ())
            if _same(query[at : at + len(phrase.words)], phrase.words, marked)
        ]
        return [
            each
            for each in found
            if each.others
            and not any(
                other.start <= each.start and each.end <= other.end and other.end - other.start > each.end - each.start
                for other in found
            )
        ]


def _same(query: Sequence[Word], phrase: Sequence[Word], marked: bool) -> bool:
    return len(query) == len(phrase) and all(
        a.folded == b.folded and (a.exact == b.exact or not (marked and b.is_syllable))
        for a, b in zip(query, phrase, strict=True)
    )


def _phrases(by_lang: Mapping[str, str | Sequence[str]]) -> list[Phrase]:
    """Return the phrases of labels or lists of words.

    "A (B); C" gives A, C, and B if that is a name (see _NAME).
    """
    found = []
    for lang, given in by_lang.items():
        for text in [given] if isinstance(given, str) else given:
            brackets = [each for each in _BRACKETS.findall(text) if _NAME.fullmatch(each)]
            for part in [*_ALTERNATIVES.split(_BRACKETS.sub("", text)), *brackets]:
                if forms := tuple(word(each) for each in words(part)):
                    found.append(Phrase(part.strip(), lang, forms))
    return found


def _unique(phrases: Iterable[Phrase]) -> list[Phrase]:
    """Return the phrases without those that have the same exact words as an earlier one."""
    found: dict[tuple[str, ...], Phrase] = {}
    for phrase in phrases:
        found.setdefault(tuple(each.exact for each in phrase.words), phrase)
    return list(found.values())
