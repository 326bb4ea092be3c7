"""JSON-LD of the programme: Events of schema.org, for search engines.

Of an illustrative session it says that it is one, and names neither an organiser, nor who performs, nor what it is part of.
"""

from collections.abc import Sequence
from typing import Any

from hub.content.edition import Reader
from hub.content.model.dates import HANOI
from hub.features.agenda import history
from hub.features.agenda.exchange import in_words
from hub.features.agenda.model import Session
from hub.features.agenda.queries import BREAK
from hub.web.links import absolute, address_of, list_path
from hub.web.templating import seminar

SCHEMA = "https://schema.org/"
ON_ITS_OWN_PAGE = ("description", "organizer")  # the list of sessions has to stay small


def of_programme(reader: Reader, sessions: Sequence[Session]) -> dict[str, Any]:
    """Return the seminar as an Event, its sessions below it; only those that are more than illustrative."""
    page = absolute(list_path("session"))
    parts = [
        {name: value for name, value in _event(reader, session).items() if name not in ON_ITS_OWN_PAGE}
        for session in sessions
        if _is_vouched_for(session) and session.format != BREAK
    ]
    return {**seminar.event(page), "url": page, **({"subEvent": parts} if parts else {})}


def of_session(reader: Reader, session: Session) -> dict[str, Any]:
    """Return a session as an Event."""
    event = _event(reader, session)
    if _is_vouched_for(session):
        whole = seminar.event(absolute(list_path("session")))
        event["superEvent"] = {name: whole[name] for name in ("@type", "@id", "name", "startDate", "location")}
    return event


def _is_vouched_for(session: Session) -> bool:
    return session.status != "indicative"


def _event(reader: Reader, session: Session) -> dict[str, Any]:
    """Return what is said of a session wherever it stands."""
    address = absolute(address_of(session))
    event: dict[str, Any] = {
        "@type": "Event",
        "@id": f"{address}#session",
        "url": address,
        "name": in_words.title_of(session),
        "description": in_words.summary_of(session),
        "startDate": session.starts.astimezone(HANOI).isoformat(),
        "endDate": session.ends.astimezone(HANOI).isoformat(),
        "location": seminar.place(in_words.in_one_line(reader.label("venue-rooms", session.room))),
        "inLanguage": session.languages or [session.lang],
    }
    event |= status_of(session, history.before(reader, session))
    if _is_vouched_for(session):
        event["organizer"] = seminar.co_hosts()
    if people := in_words.people_of(reader, session):
        event["performer"] = [
            {"@type": "Person", "name": in_words.in_one_line(person.title), "url": absolute(address_of(person))}
            for person in people
        ]
    return event


def status_of(session: Session, was: history.Before | None) -> dict[str, str]:
    """Return whether a session is cancelled, or at another time than it was announced for, and then for which.

    `was` is what was announced before. Of an illustrative session nothing was announced.
    """
    if session.status == "cancelled":
        return {"eventStatus": f"{SCHEMA}EventCancelled"}
    if was is None or was.starts is None or not _is_vouched_for(session):
        return {"eventStatus": f"{SCHEMA}EventScheduled"}
    before = was.starts.astimezone(HANOI).isoformat()
    return {"eventStatus": f"{SCHEMA}EventRescheduled", "previousStartDate": before}
