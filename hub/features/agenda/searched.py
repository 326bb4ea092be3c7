"""The words by which a session is found that its texts need not have: its day, its hour, its part of the day."""

from bisect import bisect
from collections.abc import Iterator
from datetime import datetime

from hub.content.edition import Reader
from hub.features.agenda.model import Session
from hub.i18n import dates
from hub.i18n.languages import Lang

PARTS = {"vi": ("sáng", "trưa", "chiều", "tối"), "en": ("morning", "noon, midday", "afternoon", "evening")}
BEGIN = (12, 13, 18)  # the hours at which the parts after the first begin
PROGRAMME = {
    "vi": "chương trình, lịch, lịch trình, phiên; bắt đầu lúc mấy giờ; ngày nào, buổi",
    "en": "programme, program, schedule, agenda, timetable, session; starts, begins, what time",
}


def session_words(reader: Reader, session: Session) -> Iterator[str]:
    """Yield day, hour and part of the day in the ways in which readers write them, and words for a programme."""
    starts = session.starts
    yield PROGRAMME[reader.lang]
    yield f"{dates.weekday_text(starts.date(), reader.lang)}, {dates.date_text(starts.date(), reader.lang)}"
    yield f"{starts.day}/{starts.month}, {starts.day}/{starts.month}/{starts.year}"
    yield from _hours(starts, reader.lang)
    yield PARTS[reader.lang][bisect(BEGIN, starts.hour)]


def _hours(moment: datetime, lang: Lang) -> Iterator[str]:
    hour, minute = moment.hour, f"{moment:%M}"
    yield f"{hour}:{minute}, {moment:%H:%M}, {hour}h{minute}, {moment:%H}h{minute}"
    if moment.minute == 0:
        yield f"{hour}h"
    if lang == "vi":
        yield f"{hour} giờ {minute}" if moment.minute else f"{hour} giờ"
    else:
        yield f"{moment.hour % 12 or 12}{moment:%p}, {moment.hour % 12 or 12}:{minute} {moment:%p}".lower()
