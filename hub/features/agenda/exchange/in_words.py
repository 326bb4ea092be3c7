"""A session in plain words, as the machine formats tell it that people read: calendars, apps of conferences."""

import re
from collections.abc import Iterator

from hub.content.edition import Reader
from hub.content.model.dates import HANOI
from hub.content.model.kinds import Model
from hub.features.agenda import history
from hub.features.agenda.model import Session
from hub.i18n import dates
from hub.i18n.vietnamese import nfc
from hub.web.translations import gettext

# Neither XML 1.0 nor iCalendar allows these: controls, halves of pairs, and what is no character at all.
FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
BREAK = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")


def plain(text: str) -> str:
    """Return a text in NFC, its lines ended by \\n, without characters that no format can carry."""
    return FORBIDDEN.sub("", BREAK.sub("\n", nfc(text)))


def in_one_line(text: str) -> str:
    """Return a plain text in one line."""
    return re.sub(r"[ \t]*\n\s*", " ", plain(text)).strip()


def title_of(session: Session) -> str:
    """Return the title, after a word on what a reader must know at once; of a withdrawn session nothing but that."""
    if session.withdrawn:
        return gettext("Session withdrawn from the programme")
    title = in_one_line(session.title)
    if session.status == "cancelled":
        return gettext("[Cancelled] %(title)s", title=title)
    return gettext("[Illustrative] %(title)s", title=title) if session.status == "indicative" else title


def place_of(reader: Reader, session: Session) -> str:
    """Return room and city; of a withdrawn session the city alone."""
    if session.withdrawn:
        return gettext("Hanoi")
    room = in_one_line(reader.label("venue-rooms", session.room))
    if session.status == "indicative":
        return gettext("%(room)s (illustrative), Hanoi", room=room)
    return gettext("%(room)s, Hanoi", room=room)


def warning_of(session: Session) -> str:
    """Return the sentence that must come before any other: that the session is illustrative, or cancelled; "" if neither."""
    if session.status == "indicative":
        return gettext(
            "Illustrative programme, written by this site from the themes reported in the press. It is not the official programme of the seminar of 22 October 2025; times, rooms and sessions have not been confirmed by the co-hosts."
        )
    return gettext("This session is cancelled.") if session.status == "cancelled" else ""


def summary_of(session: Session) -> str:
    """Return what the session is about, after the warning and the note on its content."""
    parts = (warning_of(session), plain(session.content_note), plain(session.summary))
    return "\n\n".join(filter(None, parts))


def details_of(reader: Reader, session: Session) -> str:
    """Return what else a delegate must know, a line each: what has changed, who speaks, the languages."""
    return "\n".join(map(plain, _details(reader, session)))


def _details(reader: Reader, session: Session) -> Iterator[str]:
    if change := change_of(reader, session, history.before(reader, session)):
        yield change
    if speakers := speakers_of(reader, session):
        yield gettext("Speakers: %(names)s", names="; ".join(speakers))
    if session.languages:
        spoken = ", ".join(reader.label("languages", code) for code in session.languages)
        yield gettext("Languages: %(languages)s", languages=spoken)
    if session.interpretation:
        heard = [
            gettext("channel %(number)d: %(language)s", number=each.channel, language=reader.label("languages", each.language))
            for each in session.interpretation
        ]  # fmt: skip
        yield gettext("Interpretation: %(channels)s", channels=", ".join(heard))


def change_of(reader: Reader, session: Session, was: history.Before | None) -> str:
    """Return that time or room have changed, and what was announced before; "" if nothing that was vouched for has."""
    if session.status in ("indicative", "cancelled"):
        return ""
    if was is None:
        return gettext("The time or the room of this session has changed.") if session.status == "moved" else ""
    starts = (was.starts or session.starts).astimezone(HANOI)
    return gettext(
        "The time or the room of this session has changed. It was announced for %(when)s, %(room)s.",
        when=dates.moment_text(starts, reader.lang),
        room=reader.label("venue-rooms", was.room or session.room),
    )


def speakers_of(reader: Reader, session: Session) -> list[str]:
    """Return the speakers by name and role; whoever is not to be named by the role alone."""
    said = []
    for speaker in session.speakers:
        names = [person.title for person in reader.named([f"person/{speaker.person}"])] if speaker.person else []
        words = ", ".join(filter(None, (*names, reader.words(speaker.role)))) or gettext("Not known")
        said.append(in_one_line(words))
    return said


def people_of(reader: Reader, session: Session) -> list[Model]:
    """Return the speakers who are named; none of an illustrative session, which nobody has confirmed."""
    if session.status == "indicative":
        return []
    return list(reader.named(f"person/{speaker.person}" for speaker in session.speakers if speaker.person))
