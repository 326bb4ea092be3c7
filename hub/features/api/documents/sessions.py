"""Sessions of the programme in the API. An illustrative one says so, and names nobody: nobody has confirmed it."""

from typing import Any

from hub.content.edition import Reader
from hub.content.model.dates import HANOI
from hub.content.model.entries import Entry
from hub.features.agenda import model
from hub.features.api.documents.fields import both, person, shared, titled
from hub.features.api.model import Interpretation, Material, Session, Speaker
from hub.messages import N_

NOTICES = {
    "indicative": N_(
        "Illustrative programme, written by this site from the themes reported in the press. It is not the official programme of the seminar of 22 October 2025; times, rooms and sessions have not been confirmed by the co-hosts."
    ),
    "cancelled": N_("This session is cancelled."),
}


def of_session(reader: Reader, entry: Entry[Any], href: str, whole: bool) -> Session:
    """Return a session, its moments in Hanoi's time."""
    session: model.Session = entry.reading("vi")
    notice = NOTICES.get(session.status)
    return Session(
        **titled(reader, entry, href, whole),
        **shared(session, "minutes", "room", "format", "status"),
        starts=session.starts.astimezone(HANOI),
        ends=session.ends.astimezone(HANOI),
        track=session.track or None,
        speakers=[_speaker(reader, session, speaker) for speaker in session.speakers],
        languages_spoken=session.languages,
        interpretation=[
            Interpretation(channel=each.channel, language=each.language) for each in session.interpretation
        ],
        materials=[Material(title=each.title, url=str(each.url)) for each in session.materials],
        notice=both(notice) if notice else None,
    )


def _speaker(reader: Reader, session: model.Session, speaker: model.Speaker) -> Speaker:
    if session.status == "indicative" or not speaker.person:
        return Speaker(role=speaker.role)
    return person(reader, speaker.person, speaker.role)
