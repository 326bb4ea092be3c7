"""Vietnamese as text: one composed form, one folded form, one slug, one alphabetical order.

The rest of the hub builds on these four functions, so that slugs, searches and sorted lists never disagree about what a
letter is.
"""

import re
import struct
import unicodedata

# Letters that Unicode does not decompose. "ð" and "ɖ" are the lower case of Ð and Ɖ, which older Vietnamese
# keyboards and fonts produced instead of Đ, and which look the same.
_UNDECOMPOSED = str.maketrans({"đ": "d", "ð": "d", "ɖ": "d"})
_SLUG_LETTERS = str.maketrans({"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "'": None, "’": None, "ʼ": None})
_MARKS = re.compile("[\u0300-\u036f]+")
_NOT_SLUG = re.compile("[^a-z0-9]+")

# Letters without width or look: soft hyphen, zero-width space, joiners, marks of direction, variation selectors. They stay
# in texts, because they say where a long word may break and how another script or an emoji is written; but nobody sees
# them, so words are looked for as if they were not there.
INVISIBLE = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2064\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")

_BREVE, _CIRCUMFLEX, _HORN = "\u0306", "\u0302", "\u031b"
_SHAPED = {
    "a" + _BREVE: "ă",
    "a" + _CIRCUMFLEX: "â",
    "e" + _CIRCUMFLEX: "ê",
    "o" + _CIRCUMFLEX: "ô",
    "o" + _HORN: "ơ",
    "u" + _HORN: "ư",
}
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Spaces, punctuation, symbols, currencies and digits in the order of CLDR's root collation; letters follow them.
_BEFORE_LETTERS = "\t\n\r _-‐‒–—―,;:!¡?¿.·'‹›\"«»()[]{}§¶@*/\\&#%‰†‡•′″`´^¯¨¸°©®←→↔+±÷×<=>¬|¦~−√∞≤≥¢$£¥₫€0123456789"
_PRIMARY = {character: rank << 21 for rank, character in enumerate(_BEFORE_LETTERS + _ALPHABET, 1)}
# Characters that the collation treats as equal to others; "" for those it ignores.
_ALIKE = str.maketrans(
    dict.fromkeys("\u00a0\u202f", " ")
    | dict.fromkeys("‘’‚", "'")
    | dict.fromkeys("“”„", '"')
    | dict.fromkeys("\u00ad\u200b\u200e\u200f\u2060\ufeff", "")
    | {"\u2011": "‐", "…": "..."}
)
# ngang 0, then huyền, hỏi, ngã, sắc, nặng
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_OTHER_LETTERS = 1 << 30

SortKey = tuple[bytes, bytes, bytes, str]


def nfc(text: str) -> str:
    """Return the text in Unicode's composed form (NFC), the only form that the hub stores."""
    return unicodedata.normalize("NFC", text)


def without_invisible(text: str) -> str:
    """Return the text without the letters that nobody sees, such as a soft hyphen within a word."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def fold(text: str) -> str:
    """Return the text in lower case and without marks: "Đặng Thuỳ" becomes "dang thuy".

    Only the marks of the Latin, Greek and Cyrillic alphabets are removed (U+0300–U+036F); the vowel signs of other
    scripts are letters and stay.
    """
    bare = _MARKS.sub("", unicodedata.normalize("NFD", unicodedata.normalize("NFD", text).casefold()))
    return unicodedata.normalize("NFC", bare.translate(_UNDECOMPOSED))


def slug_of(text: str) -> str:
    """Return an ASCII slug of lower-case letters, digits and single hyphens: "Điều 1" becomes "dieu-1".

    It is empty for a text without a Latin letter or digit. Different words may have the same slug (ma, má): the caller
    checks that it is free.
    """
    plain = fold(unicodedata.normalize("NFKD", text)).translate(_SLUG_LETTERS)
    return _NOT_SLUG.sub("-", plain).strip("-")


def sort_key(text: str) -> SortKey:
    """Return a key for `sorted(…, key=sort_key)` that gives Vietnamese alphabetical order; English sorts well too.

    Letters decide first (a ă â b c d đ e ê …), then tones (ngang, huyền, hỏi, ngã, sắc, nặng), then case, lower case
    first. This is the collation of CLDR for Vietnamese (common/collation/vi.xml). The numbers are packed as big-endian
    bytes: each card holds one or two keys, and as tuples they took more memory than the rest of the card.
    """
    primary: list[int] = []
    tones: list[int] = []
    cases: list[int] = []
    for base, marks in _letters(text.translate(_ALIKE)):
        lower = base.lower()
        letter = lower
        rest = 0
        for mark in marks:
            if shaped := _SHAPED.get(lower + mark):
                letter = shaped
            else:
                rest = rest * 8 + _TONES.get(mark, ord(mark))
        primary.append(_PRIMARY.get(letter) or _unlisted(letter))
        tones.append(min(rest, 0xFFFF))
        cases.append(int(base != lower))
    letters = len(primary)  # keys of equal letters have equally many numbers, so trailing zeros decide nothing
    return (
        struct.pack(f">{letters}I", *primary),
        struct.pack(f">{letters}H", *tones).rstrip(b"\0"),
        bytes(cases).rstrip(b"\0"),
        text,
    )


def _letters(text: str) -> list[tuple[str, str]]:
    """Split a text into pairs of a base character and its combining marks."""
    pairs: list[tuple[str, str]] = []
    for character in unicodedata.normalize("NFD", text):
        if pairs and unicodedata.combining(character):
            pairs[-1] = (pairs[-1][0], pairs[-1][1] + character)
        else:
            pairs.append((character, ""))
    return pairs


def _unlisted(letter: str) -> int:
    """Rank a character that the lists above lack: symbols before currencies and digits, all others after z."""
    return (_PRIMARY["≥"] if unicodedata.category(letter[0])[0] in "CPSZ" else _OTHER_LETTERS) + ord(letter[0])
