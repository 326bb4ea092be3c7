"""The two languages: which one a reader gets, and how dates, times, numbers and lists are written in each.

Vietnamese dates follow Decree 30/2020/NĐ-CP: "ngày" before the day, and days under 10 and months 1 and 2 with a leading
zero. English is British. Every function takes the value first and the language ("vi" or "en") second, and raises
ValueError for any other language. Moments are written by the offset that they carry: nothing here converts a zone.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from hub.i18n.languages import LANGS

LANGUAGES: tuple[str, ...] = LANGS

_WEEKDAYS = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# The separators of thousands and of decimals.
_SEPARATORS = {"vi": (".", ","), "en": (",", ".")}
_AND = {"vi": " và ", "en": " and "}
# Steps of a thousand bytes.
_SIZES = ("kB", "MB", "GB", "TB")

# One member of Accept-Language: RFC 9110, sections 12.4.2 (weight) and 12.5.4.
_RANGE = re.compile(
    r"\s*(?P<tag>\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)\s*(?:;\s*[qQ]=(?P<q>0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?\s*"
)


def _known(language: str) -> str:
    if language not in LANGUAGES:
        raise ValueError(f"{language!r} is not a language of the hub; use one of {', '.join(LANGUAGES)}")
    return language


def negotiate(accept_language: str, default: str) -> str:
    """Give the language that a reader's Accept-Language header asks for, else `default`.

    Only the first part of a tag counts ("en-AU" is English); the higher weight wins, then the one named first. `*`
    stands for every language that the header does not name, the default first. A weight of 0 refuses; where all are
    refused, and where nothing can be read as RFC 9110 says, it is the default all the same.
    """
    weights: dict[str, float] = {}
    for member in accept_language.split(","):
        match = _RANGE.fullmatch(member)
        if match is None:
            continue
        language = match["tag"].partition("-")[0].lower()
        if language in LANGUAGES or language == "*":
            weights[language] = max(weights.get(language, 0.0), float(match["q"] or 1))
    if "*" in weights:
        anything = weights.pop("*")
        for language in (default, *LANGUAGES):
            weights.setdefault(language, anything)
    # max() gives the first of equals, and a dict keeps the order of the header.
    best = max(weights, key=lambda language: weights[language], default=default)
    return best if weights.get(best) else default


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _month(year: int, month: int, language: str) -> str:
    if language == "en":
        return f"{_ENGLISH_MONTHS[month - 1]} {year}"
    return f"tháng {month:02} năm {year}" if month < 3 else f"tháng {month} năm {year}"


def weekday_text(day: date, language: str, *, capital: bool = True) -> str:
    """Write the day of the week: "Thứ Tư", within a sentence (`capital=False`) "thứ Tư"; always "Chủ nhật"."""
    name = _WEEKDAYS[_known(language)][day.weekday()]
    return _upper_first(name) if capital else name


def date_text(day: date | str, language: str, *, capital: bool = False) -> str:
    """Write a date without its weekday, as exactly as it is known: "ngày 01 tháng 6 năm 2021", "1 June 2021".

    A text is a date by ISO 8601 that may stop at the month or the year: "2025-06" gives "tháng 6 năm 2025" and
    "June 2025", "2025" gives "năm 2025" and "2025". `capital` is for a date that stands alone or begins a sentence.
    Raises ValueError for a text of another form, and for a day that does not exist.
    """
    _known(language)
    text = _partial_date(day, language) if isinstance(day, str) else _whole_date(day, language)
    return _upper_first(text) if capital else text


def _whole_date(day: date, language: str) -> str:
    if language == "en":
        return f"{day.day} {_month(day.year, day.month, 'en')}"
    return f"ngày {day.day:02} {_month(day.year, day.month, 'vi')}"


def _partial_date(text: str, language: str) -> str:
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        raise ValueError(f"{text!r} is not a date; write 2025-06-30, 2025-06 or 2025")
    parts = [int(part) for part in text.split("-")]
    # date() refuses a month or a day that does not exist, whatever is left out.
    known = date(*parts, *(1,) * (3 - len(parts)))
    if len(parts) == 3:
        return _whole_date(known, language)
    if len(parts) == 2:
        return _month(known.year, known.month, language)
    return f"năm {known.year}" if language == "vi" else str(known.year)


def long_date_text(day: date, language: str, *, capital: bool = True) -> str:
    """Write a date with its weekday: "Thứ Tư, ngày 22 tháng 10 năm 2025", "Wednesday 22 October 2025".

    Within a Vietnamese sentence (`capital=False`) it begins in lower case, but for "Chủ nhật".
    """
    between = ", " if language == "vi" else " "
    return weekday_text(day, language, capital=capital) + between + date_text(day, language)


def offset_text(moment: datetime) -> str:
    """Write a moment's offset from Greenwich: "GMT+7", "GMT+5:30", "GMT". Raises ValueError where it has none."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError(f"{moment.isoformat()} has no offset")
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    if not hours and not minutes:
        return "GMT"
    sign = "-" if offset < timedelta(0) else "+"
    return f"GMT{sign}{hours}:{minutes:02}" if minutes else f"GMT{sign}{hours}"


def time_text(moment: datetime | time, language: str, *, zone: bool = False) -> str:
    """Write the time of day, "08:30" in both languages; with `zone`, which wants a moment, "08:30 (GMT+7)"."""
    _known(language)
    text = f"{moment.hour:02}:{moment.minute:02}"
    if not zone:
        return text
    if not isinstance(moment, datetime):
        raise ValueError(f"{text} is a time of day and has no offset")
    return f"{text} ({offset_text(moment)})"


def time_range_text(starts: datetime, ends: datetime, language: str, *, zone: bool = False) -> str:
    """Write from when to when on one day: "08:30–10:00", with `zone` "08:30–10:00 (GMT+7)".

    An end on another day is written with its date: "22:00 – 01:00, 23 October 2025".
    """
    if starts.date() == ends.date():
        return f"{time_text(starts, language)}–{time_text(ends, language, zone=zone)}"
    return f"{time_text(starts, language)} – {moment_text(ends, language, zone=zone)}"


def moment_text(moment: datetime, language: str, *, zone: bool = False) -> str:
    """Write time and date, for a sentence: "08:30, ngày 22 tháng 10 năm 2025", "08:30, 22 October 2025"."""
    return f"{time_text(moment, language, zone=zone)}, {date_text(moment.date(), language)}"


def number_text(value: int | float | Decimal, language: str, *, decimals: int | None = None) -> str:
    """Write a number: "1.234,5" in Vietnamese, "1,234.5" in English.

    With `decimals` it is rounded to so many, halves away from zero; else every digit that it has is written.
    Raises ValueError for what is no number (NaN) or infinite.
    """
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if not exact.is_finite():
        raise ValueError(f"{value} cannot be written as a number")
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    thousands, point = _SEPARATORS[_known(language)]
    whole, dot, part = f"{exact:,f}".partition(".")
    if whole == "-0" and not part.strip("0"):
        whole = "0"
    return whole.replace(",", thousands) + (point + part if dot else "")


def list_text(items: Iterable[str], language: str) -> str:
    """Write a list in a sentence: "a, b và c", "a, b and c"."""
    words: Sequence[str] = list(items)
    joint = _AND[_known(language)]
    return joint.join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


def size_text(size: int, language: str) -> str:
    """Write a file's size in bytes by powers of a thousand: "812 byte", "1,4 MB"; "812 bytes", "1.4 MB"."""
    if size < 1000:
        word = "byte" if language == "vi" or size == 1 else "bytes"
        return f"{number_text(size, language)} {word}"
    power, shown = 0, Decimal(size)
    # Compared as it will be written, so that 999,999 bytes are 1 MB and not 1,000 kB.
    while shown >= 1000 and power < len(_SIZES):
        power += 1
        amount = Decimal(size).scaleb(-3 * power)
        shown = amount.quantize(Decimal("0.1") if amount < Decimal("9.95") else Decimal(1), rounding=ROUND_HALF_UP)
    whole = shown == shown.to_integral_value()
    return f"{number_text(shown, language, decimals=0 if whole else 1)} {_SIZES[power - 1]}"


def duration_text(minutes: int, language: str) -> str:
    """Write a length of time: "45 phút", "1 giờ 15 phút"; "45 minutes", "1 hour 15 minutes"."""
    if minutes < 0:
        raise ValueError(f"{minutes} minutes is no length of time")
    hours, rest = divmod(minutes, 60)
    words = {"vi": ("giờ", "giờ", "phút", "phút"), "en": ("hour", "hours", "minute", "minutes")}[_known(language)]
    parts = []
    if hours:
        parts.append(f"{number_text(hours, language)} {words[hours != 1]}")
    if rest or not hours:
        parts.append(f"{rest} {words[2 + (rest != 1)]}")
    return " ".join(parts)
