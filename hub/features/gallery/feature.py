"""The declaration of the exhibition."""

from hub.content.model.kinds import TOLD, Kind
from hub.content.model.registry import Withheld
from hub.feature import Feature, MenuEntry, SearchFields
from hub.features.gallery import queries
from hub.features.gallery.consent import check_consent
from hub.features.gallery.model import Room, Tour, Work
from hub.messages import N_

FEATURE = Feature(
    "gallery",
    kinds=(
        Kind(
            "room",
            Room,
            root="exhibits",
            folder="",
            title=N_("Exhibition"),
            singular=N_("Room of the exhibition"),
            order=lambda room: room.order,
            sourced=TOLD,
            desk="editors",
        ),
        Kind(
            "work",
            Work,
            root="exhibits",
            folder="",
            depth=1,
            parent="room",
            title=N_("Works"),
            singular=N_("Work"),
            order=lambda work: work.order,
            sourced=TOLD,
            desk="editors",
        ),
        Kind(
            "tour",
            Tour,
            folder="tours",
            title=N_("Tours"),
            singular=N_("Route through the exhibition"),
            order=lambda tour: (tour.minutes, tour.slug),
            sourced=TOLD,
            desk="editors",
        ),
    ),
    site=("hub.features.gallery.views:bp",),
    checks={"work": check_consent},
    menu=(MenuEntry(N_("Exhibition"), "gallery.index", "gallery", order=30),),
    reserved=("text", "tours", "open"),
    derived={"route": queries.route},
    search={
        "work": SearchFields(unread=("media",)),
        "tour": SearchFields(words=queries.tour_words),
    },
    tone="dark",
    # A work to be masked is not shown at all while its files have errors: its content note may be missing.
    withheld=(Withheld("masked", True, {"masked": True, "draft": True}),),
)
