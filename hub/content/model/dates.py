"""Dates and moments as authors write them."""

import re
from datetime import date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def _moment(value: object) -> object:
    """Parse a moment such as `2025-10-22 08:30`, and return it in the time zone of Hanoi.

    Pages say that their hours are Hanoi's, so one that is written with another offset (`10:30+09:00`) is turned into
    theirs; without an offset it is theirs already. Raises ValueError for a date without a time, a bare number, and a year outside 1900 to 2200.
    """
    if not isinstance(value, str):
        return value
    moment = datetime.fromisoformat(value)  # pydantic reports its ValueError as a value that the field cannot have
    if len(value.strip()) <= len("2025-10-22") or not 1900 <= moment.year <= 2200:
        raise ValueError(value)
    return moment.astimezone(HANOI) if moment.tzinfo else moment.replace(tzinfo=HANOI)


def _day(value: object) -> object:
    """Refuse any date but one like `2026-11-24`; pydantic alone would take a number for seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"(?:19|20|21)\d\d-\d\d-\d\d", value.strip()):
        raise ValueError(value)
    return value


Moment = Annotated[datetime, BeforeValidator(_moment)]
Day = Annotated[date, BeforeValidator(_day)]


class Past:
    """The annotation of a field whose day cannot be in the future; `check` remarks on one that is."""


PastDay = Annotated[Day, Past()]
A_YEAR = timedelta(days=365)


def is_year_old(day: date, today: date) -> bool:
    """Tell whether more than a year has gone by since a day."""
    return today - day > A_YEAR


def end_of(day: date) -> datetime:
    """Return the last moment of a day in Hanoi."""
    return datetime.combine(day, time.max, HANOI)
