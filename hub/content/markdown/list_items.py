"""Items of lists as authors write them: with the signs of a word processor, numbered `1)`, without a space."""

import re
from typing import NamedTuple

SPACE = r"[ \t\u00a0]+"
BULLETS = "•●▪■◦○‣·➢➤✓✔\uf0a7\uf0b7\uf0d8\uf0fc"
DASHES = "–—−"
RULE = re.compile(r"([*_-])(?:[ \t]*\1){2,}[ \t]*")
BULLET = re.compile(rf"(?:[-*+]{SPACE}|[{BULLETS}][ \t\u00a0]*(?=\S))")
NUMBER = re.compile(rf"(\d{{1,9}})[.)]{SPACE}")
# What counts as an item only beside another one.
DASH = re.compile(rf"[{DASHES}]{SPACE}")
CLOSE_BULLET = re.compile(r"[-+](?=[^\W\d_])")
CLOSE_NUMBER = re.compile(r"(\d{1,3})[.)](?=[^\W\d_])")
# Letters, and numbers that Markdown does not count with: a), b., c/, (1), ii), 1.1.
LETTERED = re.compile(
    rf"(?:\((?:[a-zđ]|[ivx]{{1,4}}|\d{{1,2}})\)|(?:[a-zđ]|[ivx]{{1,4}})[.)/]|\d{{1,2}}/|\d{{1,2}}(?:\.\d{{1,2}})+[.)]?){SPACE}(?=\S)",
    re.I,
)


class Item(NamedTuple):
    """An item: the sign with which Markdown writes it, the width of the sign as typed, its number (0: none), its words."""

    sign: str
    width: int
    number: int
    words: str


def item_of(text: str, before: str, after: str) -> Item | None:
    """Return the item that a line holds, given the lines around it (all without indentation); None if it is none."""
    if RULE.fullmatch(text):
        return None
    if found := BULLET.match(text):
        return Item("-" if text[0] in BULLETS else text[0], found.end(), 0, text[found.end() :])
    if found := NUMBER.match(text):
        return Item(f"{found[1]}.", found.end(), int(found[1]), text[found.end() :])
    for beside in (before, after):
        if (found := DASH.match(text)) and beside[:1] == text[0]:
            return Item("-", found.end(), 0, text[found.end() :])
        if (found := CLOSE_BULLET.match(text)) and _is_item(beside, text[0], CLOSE_BULLET):
            return Item(text[0], 2, 0, text[found.end() :])
        if (found := CLOSE_NUMBER.match(text)) and _neighbours(found, beside):
            return Item(f"{found[1]}.", found.end(), int(found[1]), text[found.end() :])
    return None


def looks_like_item(text: str) -> bool:
    """Tell whether a line may be an item, whatever stands around it."""
    patterns = (BULLET, NUMBER, DASH, CLOSE_BULLET, CLOSE_NUMBER)
    return RULE.fullmatch(text) is None and any(pattern.match(text) for pattern in patterns)


def begins_list(item: Item, after: str) -> bool:
    """Tell whether an item right under a line of text begins a list, and is not the line's end: “in the year / 2025. …”."""
    follows = NUMBER.match(after) or CLOSE_NUMBER.match(after)
    return item.number in (0, 1) or (follows is not None and int(follows[1]) == item.number + 1)


def is_lettered(text: str, before: str, after: str) -> bool:
    """Tell whether a line is one of several that begin with a letter or such a number."""
    return LETTERED.match(text) is not None and any(LETTERED.match(beside) for beside in (before, after))


def _is_item(text: str, sign: str, pattern: re.Pattern[str]) -> bool:
    return text[:1] == sign and (pattern.match(text) is not None or BULLET.match(text) is not None)


def _neighbours(found: re.Match[str], beside: str) -> bool:
    other = CLOSE_NUMBER.match(beside) or NUMBER.match(beside)
    return other is not None and abs(int(other[1]) - int(found[1])) == 1
