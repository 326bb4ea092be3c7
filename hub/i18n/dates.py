"""Dates, times and durations as each language writes them.

Vietnamese dates follow Decree 30/2020/NĐ-CP: "ngày" before the day, and a leading zero for days under 10 and for months
1 and 2. English is British. Every function takes the value first and the language ("vi" or "en") second, and raises
ValueError for any other language. Moments are written with the offset that they carry: nothing here converts time
zones.
"""

import re
from datetime import date, datetime, time, timedelta

from hub.i18n.languages import known_language
from hub.i18n.numbers import number_text

_WEEKDAYS = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_HOURS_AND_MINUTES = {"vi": ("giờ", "giờ", "phút", "phút"), "en": ("hour", "hours", "minute", "minutes")}


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _month(year: int, month: int, language: str) -> str:
    if language == "en":
        return f"{_ENGLISH_MONTHS[month - 1]} {year}"
    return f"tháng {month:02} năm {year}" if month < 3 else f"tháng {month} năm {year}"


def weekday_text(day: date, language: str, *, capital: bool = True) -> str:
    """Write the day of the week: "Thứ Tư", or within a sentence (`capital=False`) "thứ Tư"; always "Chủ nhật"."""
    name = _WEEKDAYS[known_language(language)][day.weekday()]
    return _upper_first(name) if capital else name


def date_text(day: date | str, language: str, *, capital: bool = False) -> str:
    """Write a date without its weekday, as precisely as it is known: "ngày 01 tháng 6 năm 2021", "1 June 2021".

    A string is an ISO 8601 date that may stop at the month or the year: "2025-06" gives "tháng 6 năm 2025" and "June
    2025", "2025" gives "năm 2025" and "2025". Use `capital` for a date that stands alone or begins a sentence. Raises
    ValueError for a string of another form, and for a day that does not exist.
    """
    known_language(language)
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
    # date() refuses a month or a day that does not exist; the parts left out are filled with 1.
    known = date(*parts, *(1,) * (3 - len(parts)))
    if len(parts) == 3:
        return _whole_date(known, language)
    if len(parts) == 2:
        return _month(known.year, known.month, language)
    return f"năm {known.year}" if language == "vi" else str(known.year)


def long_date_text(day: date, language: str, *, capital: bool = True) -> str:
    """Write a date with its weekday: "Thứ Tư, ngày 22 tháng 10 năm 2025", "Wednesday 22 October 2025".

    Within a Vietnamese sentence (`capital=False`) it begins in lower case, except for "Chủ nhật".
    """
    between = ", " if language == "vi" else " "
    return weekday_text(day, language, capital=capital) + between + date_text(day, language)


def offset_text(moment: datetime) -> str:
    """Write a moment's offset from Greenwich: "GMT+7", "GMT+5:30", "GMT". Raises ValueError if it has none."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError(f"{moment.isoformat()} has no offset")
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    if not hours and not minutes:
        return "GMT"
    sign = "-" if offset < timedelta(0) else "+"
    return f"GMT{sign}{hours}:{minutes:02}" if minutes else f"GMT{sign}{hours}"


def time_text(moment: datetime | time, language: str, *, zone: bool = False) -> str:
    """Write the time of day, "08:30" in both languages; with `zone`, "08:30 (GMT+7)".

    Raises ValueError for `zone` with a time that is not part of a moment.
    """
    known_language(language)
    text = f"{moment.hour:02}:{moment.minute:02}"
    if not zone:
        return text
    if not isinstance(moment, datetime):
        raise ValueError(f"{text} is a time of day and has no offset")
    return f"{text} ({offset_text(moment)})"


def time_range_text(starts: datetime, ends: datetime, language: str, *, zone: bool = False) -> str:
    """Write a range of time within one day: "08:30–10:00", or with `zone` "08:30–10:00 (GMT+7)".

    An end on another day is written with its date: "22:00 – 01:00, 23 October 2025".
    """
    between = "–" if starts.date() == ends.date() else " – "
    return time_text(starts, language) + between + end_text(starts, ends, language, zone=zone)


def end_text(starts: datetime, ends: datetime, language: str, *, zone: bool = False) -> str:
    """Write the end of a range of time: "10:00", or on another day "01:00, 23 October 2025"."""
    write = time_text if starts.date() == ends.date() else moment_text
    return write(ends, language, zone=zone)


def moment_text(moment: datetime, language: str, *, zone: bool = False) -> str:
    """Write time and date for use in a sentence: "08:30, ngày 22 tháng 10 năm 2025", "08:30, 22 October 2025"."""
    return f"{time_text(moment, language, zone=zone)}, {date_text(moment.date(), language)}"


def duration_text(minutes: int, language: str) -> str:
    """Write a duration: "45 phút", "1 giờ 15 phút"; "45 minutes", "1 hour 15 minutes".

    Raises ValueError for a negative number of minutes.
    """
    if minutes < 0:
        raise ValueError(f"{minutes} minutes is no length of time")
    hours, rest = divmod(minutes, 60)
    words = _HOURS_AND_MINUTES[known_language(language)]
    parts = []
    if hours:
        parts.append(f"{number_text(hours, language)} {words[hours != 1]}")
    if rest or not hours:
        parts.append(f"{rest} {words[2 + (rest != 1)]}")
    return " ".join(parts)
