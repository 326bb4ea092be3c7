"""The changes of the programme in words, in the reader's language."""

from datetime import UTC, datetime
from typing import NamedTuple

from hub.content.edition import Reader
from hub.content.model.dates import HANOI
from hub.features.agenda.history import Announced, Change, News, last_move, news
from hub.features.agenda.model import Session
from hub.i18n.dates import date_text, time_range_text, time_text
from hub.web.translations import gettext, ngettext

TIME = ("starts", "minutes")


class Told(NamedTuple):
    """One piece of news in words: of the `session` that has changed, or of the publication of sessions on a day.

    `added` are those of a day after the first.
    """

    at: datetime
    name: str
    headline: str
    sentences: list[str]
    session: Session | None
    is_publication: bool
    added: tuple[Session, ...]


def told(reader: Reader) -> list[Told]:
    """Return all news of the programme in words, newest first. Each has a name of its own that never changes."""
    return [
        Told(
            each.at,
            name_of(each),
            headline(each),
            sentences(reader, each),
            each.session,
            each.change is None,
            () if each.is_first else each.published,
        )
        for each in news(reader)
    ]


def name_of(news: News) -> str:
    """Return a name for a piece of news: the slug and the moment, or the day of a publication."""
    if news.change is None:
        return f"published/{news.at.astimezone(HANOI).date().isoformat()}"
    return f"{news.change.slug}/{news.change.first.astimezone(UTC).isoformat()}"


def headline(news: News) -> str:
    """Return what has happened, in a few words, without the title of the session."""
    change = news.change
    if change is None:
        return gettext("Programme published") if news.is_first else gettext("Added to the programme")
    if news.session is None:
        return gettext("Withdrawn from the programme")
    if "status" in change.changed and change.now.status == "cancelled":
        return gettext("Cancelled")
    if change.is_move:
        return _moved(change)
    return gettext("Status changed") if "status" in change.changed else gettext("Title changed")


def sentences(reader: Reader, news: News) -> list[str]:
    """Return what has happened, in whole sentences, without the title of the session."""
    if news.change is None:
        return [_published(reader, news)]
    if news.session is None:
        return [gettext("A session was withdrawn from the programme.")]
    return _changed(reader, news.change, news.session)


def mark(reader: Reader, session: Session) -> str:
    """Return what a list says beside a session that has moved; "" if it has not, or if it is cancelled."""
    change = last_move(reader, session)
    if change is None or session.status == "cancelled":
        return ""
    before = _before(reader, change)
    if "room" not in change.changed:
        return gettext("Time changed; before: %(before)s", before=before)
    if change.changed.isdisjoint(TIME):
        return gettext("Room changed; before: %(before)s", before=before)
    return gettext("Time and room changed; before: %(before)s", before=before)


def earlier(reader: Reader, session: Session) -> str:
    """Return time and room as they were before the last change of either; "" if neither has changed."""
    change = last_move(reader, session)
    return "" if change is None else _before(reader, change)


def _moved(change: Change) -> str:
    """Return whether time, room or both have changed."""
    if "room" not in change.changed:
        return gettext("Time changed")
    return gettext("Room changed") if change.changed.isdisjoint(TIME) else gettext("Time and room changed")


def _before(reader: Reader, change: Change) -> str:
    """Return those of time and room that have changed, as they were."""
    was, parts = change.was, []
    if not change.changed.isdisjoint(TIME):
        parts.append(_time(reader, was, change.now))
    if "room" in change.changed and was.room:
        parts.append(reader.label("venue-rooms", was.room))
    return ", ".join(filter(None, parts))


def _time(reader: Reader, announced: Announced, other: Announced) -> str:
    """Return the time of a session; with its day if the `other` time is on another day."""
    starts, ends = announced.starts, announced.ends
    if starts is None:
        return ""
    text = time_range_text(starts, ends, reader.lang) if ends else time_text(starts, reader.lang)
    is_elsewhen = other.starts is not None and other.starts.date() != starts.date()
    is_one_day = ends is None or ends.date() == starts.date()
    return f"{text}, {date_text(starts.date(), reader.lang)}" if is_elsewhen and is_one_day else text


def _changed(reader: Reader, change: Change, session: Session) -> list[str]:
    was, now, changed = change.was, change.now, change.changed
    found = []
    is_cancelled = "status" in changed and now.status == "cancelled"
    if is_cancelled:
        found.append(gettext("This session is cancelled."))
    if not changed.isdisjoint(TIME):
        times = {"now": _time(reader, now, was), "before": _time(reader, was, now)}
        found.append(gettext("New time: %(now)s. Before: %(before)s.", **times))
    if "room" in changed and now.room and was.room:
        rooms = {"now": reader.label("venue-rooms", now.room), "before": reader.label("venue-rooms", was.room)}
        found.append(gettext("New room: %(now)s. Before: %(before)s.", **rooms))
    # That a session has moved is said by its time and room.
    is_said = is_cancelled or (now.status == "moved" and change.is_move)
    if "status" in changed and now.status and was.status and not is_said:
        states = {"now": reader.label("statuses", now.status), "before": reader.label("statuses", was.status)}
        found.append(gettext("New status: %(now)s. Before: %(before)s.", **states))
    if "title" in changed and session.lang != reader.lang:
        found.append(gettext("The title has changed."))
    elif "title" in changed:
        titles = {"now": now.title(session.lang), "before": was.title(session.lang)}
        found.append(gettext("New title: “%(now)s”. Before: “%(before)s”.", **titles))
    return found


def _published(reader: Reader, news: News) -> str:
    number, day = len(news.published), date_text(news.at.astimezone(HANOI).date(), reader.lang)
    if news.is_first:
        return ngettext(
            "The programme was first published on this site on %(day)s, with %(num)d session.",
            "The programme was first published on this site on %(day)s, with %(num)d sessions.",
            number,
            day=day,
        )
    return ngettext(
        "On %(day)s, %(num)d session was added to the programme.",
        "On %(day)s, %(num)d sessions were added to the programme.",
        number,
        day=day,
    )
