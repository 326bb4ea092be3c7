"""Search for avoided words in a text: whole words, in either placement of a tone mark, also across line breaks."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Any, NamedTuple

from hub.content.model.fields import Exempt, Words
from hub.i18n.vietnamese import INVISIBLE, nfc

TONES = "\u0300\u0301\u0303\u0309\u0323"
OPEN = re.compile(".*(?:o[ae]|uy)")  # a syllable whose tone mark may be on either of its last two letters: hòa, hoà
BETWEEN = r"[\s>*_\-]+"  # between the words of a phrase: also a line break in a quotation or a list, and bold marks
APART = re.compile(BETWEEN)
# What a reader does not see: letters without width, typed or written as entities.
UNSEEN = re.compile(
    rf"[{INVISIBLE}]+|&(?:shy|ZeroWidthSpace|NoBreak|zwn?j|[lr]lm|#0*(?:173|820[3-7]|8288|65279)|#x0*(?:ad|200[b-f]|2060|feff));",
    re.I,
)
PLURAL = re.compile("['’]?s$")
END = ""  # the key in the tree of letters that says that a phrase may end here
Tree = dict[str, Any]


class Avoided(NamedTuple):
    """A word or phrase as listed, what to write instead, and the reason if the list gives one."""

    word: str
    say: Words
    why: Words | None


class Occurrence(NamedTuple):
    """An avoided word in a text, from `start` to before `end`."""

    start: int
    end: int
    avoided: Avoided


class AvoidedWords:
    """Every avoided word in one regular expression, compiled once and matched once against each text.

    If several entries list the same word, the first one counts.
    """

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
        """Yield each avoided word in a text (NFC), in order. Positions refer to the text in lower case (`lowered`).

        Letters that nobody sees do not count.
        """
        if self.pattern is None:
            return
        seen, places = seen_of(lowered(text))
        for match in self.pattern.finditer(seen):
            words = APART.sub(" ", match[0])
            avoided = self.known.get(words) or self.known[PLURAL.sub("", words)]
            start, end = match.span()
            yield Occurrence(places[start], places[end - 1] + 1, avoided)


class Exemption:
    """A phrase, such as the title of a law, in which avoided words may stand."""

    def __init__(self, exempt: Exempt) -> None:
        self.text, self.reason = exempt.text, exempt.reason
        words = [f"(?:{'|'.join(map(re.escape, _tone_placements(word)))})" for word in _words(exempt.text)]
        self.pattern = re.compile(rf"(?<!\w){BETWEEN.join(words)}(?!\w)")

    def holds(self, occurrence: Occurrence, text: str) -> bool:
        """Tell whether an occurrence lies within this phrase."""
        return any(
            match.start() <= occurrence.start and occurrence.end <= match.end()
            for match in self.pattern.finditer(lowered(text))
        )


def lowered(text: str) -> str:
    """Return a text in lower case and of the same length, so that positions in it hold in the text as well."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(letter.lower()[:1] for letter in text)


def seen_of(text: str) -> tuple[str, Sequence[int]]:
    """Return what a reader sees of a text, and the place in the text of each of its letters."""
    if UNSEEN.search(text) is None:
        return text, range(len(text))
    places: list[int] = []
    place = 0
    for unseen in UNSEEN.finditer(text):
        places += range(place, unseen.start())
        place = unseen.end()
    places += range(place, len(text))
    return "".join([text[at] for at in places]), places


def _spellings(phrase: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of a phrase in lower case, in every combination of tone placements.

    Only the first 16 words vary, which bounds the number of combinations.
    """
    words = _words(phrase)
    return product(*(_tone_placements(word) for word in words[:16]), *([word] for word in words[16:]))


def _words(phrase: str) -> list[str]:
    """Return the words of a phrase in lower case."""
    return [word for word in APART.split(lowered(nfc(phrase))) if word]


def _tone_placements(word: str) -> list[str]:
    """Return a syllable with its tone mark on either vowel (hòa, hoà); any other word unchanged."""
    decomposed = unicodedata.normalize("NFD", word)
    tones = [letter for letter in decomposed if letter in TONES]
    bare = nfc("".join(letter for letter in decomposed if letter not in TONES))
    if len(tones) != 1 or not OPEN.fullmatch(bare):
        return [word]
    before, last, tone = bare[:-1], bare[-1], tones[0]
    return [nfc(f"{before}{tone}{last}"), nfc(f"{before}{last}{tone}")]


def _expression(tree: Tree) -> str:
    """Return a regular expression for a tree of letters, which prefers the longest phrase.

    It examines each letter of a text once.
    """
    branches = [
        (BETWEEN if letter == "\n" else re.escape(letter)) + _expression(below)
        for letter, below in tree.items()
        if letter != END
    ]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and END not in tree else f"(?:{'|'.join(branches)})"
    return f"{joined}?" if END in tree else joined
