"""The declaration of the programme."""

from hub.content.model.kinds import TOLD, Kind
from hub.feature import Feature, Format, MenuEntry, SearchFields
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
            recorded=("starts", "minutes", "room", "status", "title"),
            sourced=TOLD,
        ),
    ),
    site=("hub.features.agenda.views:bp",),
    menu=(MenuEntry(N_("Programme"), "agenda.index", "agenda", order=10),),
    formats=(
        Format(
            "ics",
            "text/calendar; charset=utf-8",
            "session",
            of_list="hub.features.agenda.exchange.calendar:feed",
            of_entry="hub.features.agenda.exchange.calendar:one",
            query=("s",),
            chosen_by="hub.features.agenda.exchange.calendar:chosen",
            download=True,
        ),
        Format(
            "xml", "application/xml; charset=utf-8", "session", of_list="hub.features.agenda.exchange.frab_xml:whole"
        ),
        Format("json", "application/json", "session", of_list="hub.features.agenda.exchange.frab_json:whole"),
        Format(
            "atom", "application/atom+xml; charset=utf-8", "session", of_list="hub.features.agenda.exchange.atom:feed"
        ),
    ),
    search={"session": SearchFields(words=session_words)},
    changed={"session": "hub.features.agenda.announcements:mark"},
    pocket=("agenda.index", "agenda.detail"),
    reserved=("now", "rooms", "mine", "changes", "print"),
)
