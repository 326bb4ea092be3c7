"""Write a syllable of the index as a reader writes it: its exact form has the tone at the end."""

import re
import unicodedata

_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_RHYME = re.compile("^(qu|gi(?=[aăâeêioôơuưy])|[^aăâeêioôơuưy]*)([aăâeêioôơuưy]+)(.*)$")
_SHAPED = "ăâêôơư"
# Of two open vowels the first has the tone, in the older place: hòa, họe, thủy, mùa.
_LONGEST_OPEN = 2
# The exact form has i for the y of these: "kỹ", "lý", "tỷ", "Mỹ" (but "tí", "mì").
_WITH_Y = re.compile("[kl]i[\u0300\u0301\u0303\u0309\u0323]|ti\u0309|mi\u0303")


def spelling(exact: str) -> str:
    """Return the exact form of a word as it is written: the tone in the older place, and y in "kỹ" or "lý"."""
    decomposed = unicodedata.normalize("NFD", exact)
    tone = "".join(_TONE.findall(decomposed)[:1])
    base = unicodedata.normalize("NFC", _TONE.sub("", decomposed))
    parts = _RHYME.match(base)
    if not tone or not parts:
        return exact
    if _WITH_Y.fullmatch(base + tone):
        return unicodedata.normalize("NFC", f"{base[0]}y{tone}")
    onset, vowels, coda = parts.groups()
    at = _place(vowels, coda)
    toned = f"{onset}{vowels[: at + 1]}{tone}{vowels[at + 1 :]}{coda}"
    return unicodedata.normalize("NFC", toned)


def _place(vowels: str, coda: str) -> int:
    shaped = [at for at, vowel in enumerate(vowels) if vowel in _SHAPED]
    if shaped:
        return shaped[-1]
    if coda:
        return len(vowels) - 1
    return 0 if len(vowels) <= _LONGEST_OPEN else 1
