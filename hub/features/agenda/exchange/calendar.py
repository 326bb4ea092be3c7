"""iCalendar (RFC 5545, with the properties of RFC 7986): the programme as a feed, and one session to save.

There is no METHOD, as nobody is invited, and no alarm. The stamp of an event is the moment of its last change, so that
the same programme is the same bytes.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneStandard
from icalendar.prop import vCategory, vText

from hub.content.edition import Reader
from hub.content.model.dates import HANOI
from hub.features.agenda import history
from hub.features.agenda.exchange import in_words
from hub.features.agenda.exchange.identity import guid_of
from hub.features.agenda.model import Session
from hub.features.agenda.queries import track_label
from hub.web.links import absolute, is_public, list_path
from hub.web.translations import gettext

PRODUCT = "-//HN 22.10//Seminar programme//EN"
FRESH = timedelta(minutes=15)  # after which a subscribed calendar asks again
OFFSET = timedelta(hours=7)  # Viet Nam's since 1975, without summer time
STATUS = {"indicative": "TENTATIVE", "cancelled": "CANCELLED", "withdrawn": "CANCELLED"}  # otherwise CONFIRMED
Address = Callable[[Session], str]


class Text(vText):
    """A TEXT as RFC 5545, 3.3.11 writes it. The library's own would make a line end of a backslash before an N."""

    def to_ical(self) -> bytes:
        """Return the text with what has a meaning in it escaped."""
        escaped = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        return escaped.encode()


def chosen(reader: Reader, query: Mapping[str, Sequence[str]]) -> list[Session]:
    """Return the sessions of `s=slug.slug` in the order of the programme, each once, withdrawn ones too.

    Earlier slugs lead to the session of today; what is no session is left out. Without `s` they are all public ones.
    """
    if "s" not in query:
        return [session for session in reader.all(Session) if is_public(session)]
    found = {}
    for slug in dict.fromkeys(".".join(query["s"]).split(".")):
        session = reader.find(Session, slug) or reader.find(Session, reader.alias("session", slug) or "")
        if session is not None:
            found[session.slug] = session
    order = reader.kind_of(Session).order
    return sorted(found.values(), key=lambda session: (order(session), session.slug))


def feed(reader: Reader, sessions: Sequence[Session], address: Address) -> str:
    """Return a calendar to subscribe to."""
    calendar = _calendar(reader, sessions, address)
    name = _name(reader, sessions)
    calendar.add("NAME", Text(name), parameters={"LANGUAGE": reader.lang})
    calendar.add("X-WR-CALNAME", Text(name))
    calendar.add("URL", absolute(list_path("session")))
    calendar.add("REFRESH-INTERVAL", FRESH, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", "PT15M")
    return _written(calendar)


def one(reader: Reader, sessions: Sequence[Session], address: Address) -> str:
    """Return a session to save.

    It has no name of a calendar: some programs would make a calendar of its own for it.
    """
    return _written(_calendar(reader, sessions, address))


def _written(calendar: Calendar) -> str:
    text: str = calendar.to_ical().decode()
    return text


def _name(reader: Reader, sessions: Sequence[Session]) -> str:
    """Return the name under which a calendar program lists the feed."""
    if {session.slug for session in sessions} != {card.slug for card in reader.cards(Session)}:
        return gettext("HN 22.10: selected sessions")
    if any(session.status == "indicative" for session in sessions):
        return gettext("HN 22.10: illustrative programme")
    return gettext("HN 22.10: seminar programme")


def _calendar(reader: Reader, sessions: Sequence[Session], address: Address) -> Calendar:
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODUCT)
    calendar.add_component(_hanoi())
    for session in sessions:
        calendar.add_component(_event(reader, session, address(session)))
    return calendar


def _hanoi() -> Timezone:
    """Return the time zone as it has been since 1975; not taken from the system, whose data change by its version."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("TZID", HANOI.key)
    standard.add("DTSTART", datetime(1970, 1, 1))
    standard.add("TZOFFSETFROM", OFFSET)
    standard.add("TZOFFSETTO", OFFSET)
    standard.add("TZNAME", "+07")
    zone.add_component(standard)
    return zone


def _event(reader: Reader, session: Session, address: str) -> Event:
    event, changed = Event(), history.last_changed(reader, session).astimezone(UTC).replace(microsecond=0)
    written: dict[str, str] = {"LANGUAGE": reader.lang}
    own: dict[str, str] = written if session.withdrawn else {"LANGUAGE": session.lang}
    event.add("UID", str(guid_of(session.slug)))
    event.add("SEQUENCE", history.sequence(reader, session))
    event.add("DTSTAMP", changed)
    event.add("LAST-MODIFIED", changed)
    event.add("DTSTART", session.starts.astimezone(HANOI))
    event.add("DTEND", session.ends.astimezone(HANOI))
    event.add("STATUS", STATUS.get(session.status, "CONFIRMED"))
    event.add("SUMMARY", Text(in_words.title_of(session)), parameters=own)
    event.add("LOCATION", Text(in_words.place_of(reader, session)), parameters=written)
    if session.status in ("cancelled", "withdrawn"):
        event.add("TRANSP", "TRANSPARENT")  # nobody is busy with it
    if session.withdrawn:
        return event
    event.add("URL", address)
    event.add("DESCRIPTION", Text(_description(reader, session, address)), parameters=own)
    labels = (reader.label("session-formats", session.format), track_label(reader, session))
    categories = vCategory([])
    categories.cats = [Text(in_words.in_one_line(label)) for label in labels if label]
    event.add("CATEGORIES", categories, parameters=written)
    return event


def _description(reader: Reader, session: Session, address: str) -> str:
    """Return the text of an event. It ends with the address, as many programs do not show the property for it."""
    return "\n\n".join(filter(None, (in_words.summary_of(session), in_words.details_of(reader, session), address)))
