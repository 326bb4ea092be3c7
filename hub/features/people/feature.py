"""The declaration of people."""

from hub.content.model.kinds import TOLD, Kind
from hub.content.model.registry import Withheld
from hub.feature import Feature
from hub.features.people.model import Person
from hub.features.people.queries import appearances
from hub.messages import N_

FEATURE = Feature(
    "people",
    kinds=(
        Kind(
            "person",
            Person,
            folder="people",
            title=N_("People"),
            singular=N_("Person"),
            order=lambda person: person.place_in_order,
            sourced=(*TOLD, "office"),
        ),
    ),
    site=("hub.features.people.views:bp",),
    pocket=("people.index", "people.detail"),
    derived={"appearances": appearances},
    withheld=(
        Withheld(
            "identity",
            "withheld",
            {"identity": "withheld"},
            ("hidden", "private", "giấu", "giấu tên", "ẩn danh"),
            names=True,
        ),
    ),
)
