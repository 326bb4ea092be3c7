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
    """Yield the hour with and without a leading zero, and as it is said in the afternoon."""
    minute, twelve = f"{moment:%M}", moment.hour % 12 or 12
    yield f"{moment:%H:%M}, {moment:%H}h{minute}"
    if lang == "en":
        yield f"{twelve}:{minute} {moment:%p}, {twelve}:{minute}{moment:%p}, {twelve}{moment:%p}".lower()
    for hour in dict.fromkeys((moment.hour, twelve)):
        yield f"{hour}:{minute}, {hour}h{minute}" + ("" if moment.minute else f", {hour}h")
        if lang == "vi":
            yield f"{hour} giờ {minute}" if moment.minute else f"{hour} giờ"
