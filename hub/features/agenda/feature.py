"""The declaration of the programme."""

from hub.content.model.kinds import Kind
from hub.feature import Feature, MenuEntry, SearchFields
from hub.features.agenda.model import Session, moments
from hub.features.agenda.searched import session_words
from hub.messages import N_

FEATURE = Feature(
    "agenda",
    kinds=(
        Kind(
            "session",
            Session,
            folder="agenda",
            title=N_("Programme"),
            singular=N_("Session"),
            order=lambda session: (session.starts, session.room),
            moments=moments,
            beside=lambda session: (session.starts, ("venue-rooms", session.room)),
        ),
    ),
    site=("hub.features.agenda.views:bp",),
    menu=(MenuEntry(N_("Programme"), "agenda.index", "agenda", order=10),),
    search={"session": SearchFields(words=session_words)},
    pocket=("agenda.index", "agenda.detail"),
    reserved=("now", "mine", "changes", "print"),
)
