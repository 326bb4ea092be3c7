"""Numbers, lists and sizes as each language writes them.

Every function takes the value first and the language ("vi" or "en") second, and raises ValueError for any other
language.
"""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from hub.i18n.languages import known_language

# Thousands separator, decimal separator.
_SEPARATORS = {"vi": (".", ","), "en": (",", ".")}
_AND = {"vi": " và ", "en": " and "}
# Powers of a thousand bytes.
_SIZES = ("kB", "MB", "GB", "TB")


def number_text(value: int | float | Decimal, language: str, *, decimals: int | None = None) -> str:
    """Write a number: "1.234,5" in Vietnamese, "1,234.5" in English.

    With `decimals`, round to that many decimal places, halves away from zero; otherwise write every digit. Raises
    ValueError for NaN and infinity.
    """
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if not exact.is_finite():
        raise ValueError(f"{value} cannot be written as a number")
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    thousands, point = _SEPARATORS[known_language(language)]
    whole, dot, part = f"{exact:,f}".partition(".")
    if whole == "-0" and not part.strip("0"):
        whole = "0"
    return whole.replace(",", thousands) + (point + part if dot else "")


def list_text(items: Iterable[str], language: str) -> str:
    """Write a list for use in a sentence: "a, b và c", "a, b and c"."""
    words: Sequence[str] = list(items)
    joint = _AND[known_language(language)]
    return joint.join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


def size_text(size: int, language: str) -> str:
    """Write a size given in bytes, in powers of a thousand: "812 byte", "1,4 MB"; "812 bytes", "1.4 MB"."""
    if size < 1000:
        word = "byte" if language == "vi" or size == 1 else "bytes"
        return f"{number_text(size, language)} {word}"
    power, shown = 0, Decimal(size)
    # Compared after rounding, so that 999,999 bytes are 1 MB and not 1,000 kB.
    while shown >= 1000 and power < len(_SIZES):
        power += 1
        amount = Decimal(size).scaleb(-3 * power)
        shown = amount.quantize(Decimal("0.1") if amount < Decimal("9.95") else Decimal(1), rounding=ROUND_HALF_UP)
    whole = shown == shown.to_integral_value()
    return f"{number_text(shown, language, decimals=0 if whole else 1)} {_SIZES[power - 1]}"
