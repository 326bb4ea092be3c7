"""Words that this site does not use, found in a text: whole words, in either spelling of a tone, across the ends of lines."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any, NamedTuple

from hub.content.model.fields import Exempt, Words
from hub.i18n.vietnamese import nfc

TONES = "\u0300\u0301\u0303\u0309\u0323"
OPEN = re.compile(".*(?:o[ae]|uy)")  # a syllable whose tone stands on either of its last two letters: hòa, hoà
BETWEEN = r"[\s>*_\-]+"  # words of one phrase, over a line's end in a quotation or a list too, one of them in bold
APART = re.compile(BETWEEN)
PLURAL = re.compile("['’]?s$")
END = ""  # in the tree of letters: a phrase may end here
Tree = dict[str, Any]


class Avoided(NamedTuple):
    """A word or phrase as it is listed, what to say instead, and why where the list gives a reason."""

    word: str
    say: Words
    why: Words | None


class Occurrence(NamedTuple):
    """An avoided word in a text, from `start` to before `end`."""

    start: int
    end: int
    avoided: Avoided


class AvoidedWords:
    """Every avoided word in one expression, made once and tried once over each text. The first to list a word has it."""

    def __init__(self, avoided: Iterable[Avoided] = ()) -> None:
        self.known: dict[str, Avoided] = {}
        tree: Tree = {}
        for one in avoided:
            for words in filter(None, _spellings(one.word)):
                self.known.setdefault(" ".join(words), one)
                node = tree
                for letter in [*"\n".join(words), END]:
                    node = node.setdefault(letter, {})
        self.pattern = re.compile(rf"(?<!\w){_expression(tree)}(?:['’]?s)?(?!\w)") if self.known else None

    def find(self, text: str) -> Iterator[Occurrence]:
        """Each avoided word of a text in NFC, in order. Places are those of the text in small letters (`low`)."""
        if self.pattern is not None:
            for match in self.pattern.finditer(low(text)):
                words = APART.sub(" ", match[0])
                avoided = self.known.get(words) or self.known[PLURAL.sub("", words)]
                yield Occurrence(match.start(), match.end(), avoided)


class Exemption:
    """A phrase, such as the title of a law, in which avoided words may stand."""

    def __init__(self, exempt: Exempt) -> None:
        self.text, self.reason = exempt.text, exempt.reason
        words = [f"(?:{'|'.join(map(re.escape, _placings(word)))})" for word in _words(exempt.text)]
        self.pattern = re.compile(rf"(?<!\w){BETWEEN.join(words)}(?!\w)")

    def holds(self, occurrence: Occurrence, text: str) -> bool:
        """Whether a word of a text stands within this phrase."""
        return any(
            match.start() <= occurrence.start and occurrence.end <= match.end()
            for match in self.pattern.finditer(low(text))
        )


def low(text: str) -> str:
    """A text in small letters, letter by letter the same length: places found in it hold in the text as well."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(letter.lower()[:1] for letter in text)


def _spellings(phrase: str) -> Iterator[tuple[str, ...]]:
    """The words of a phrase in small letters, in every way to place their tones; no more than there can be."""
    words = _words(phrase)
    return product(*(_placings(word) for word in words[:16]), *([word] for word in words[16:]))


def _words(phrase: str) -> list[str]:
    """The words of a phrase in small letters."""
    return [word for word in APART.split(low(nfc(phrase))) if word]


def _placings(word: str) -> list[str]:
    """A syllable with its tone on one letter or the other: hòa, hoà; any other word as it is."""
    decomposed = unicodedata.normalize("NFD", word)
    tones = [letter for letter in decomposed if letter in TONES]
    bare = nfc("".join(letter for letter in decomposed if letter not in TONES))
    if len(tones) != 1 or not OPEN.fullmatch(bare):
        return [word]
    before, last, tone = bare[:-1], bare[-1], tones[0]
    return [nfc(f"{before}{tone}{last}"), nfc(f"{before}{last}{tone}")]


def _expression(tree: Tree) -> str:
    """A tree of letters as an expression in which each letter of a text is looked at once, the longest phrase first."""
    branches = [
        (BETWEEN if letter == "\n" else re.escape(letter)) + _expression(below)
        for letter, below in tree.items()
        if letter != END
    ]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and END not in tree else f"(?:{'|'.join(branches)})"
    return f"{joined}?" if END in tree else joined
