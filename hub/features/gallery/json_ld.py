"""JSON-LD of the exhibition: an ExhibitionEvent of schema.org, which says that the works here are not those of Hanoi."""

from typing import Any

from hub.web.links import absolute, list_path, url
from hub.web.templating import seminar
from hub.web.translations import gettext


def of_exhibition() -> dict[str, Any]:
    """Return the exhibition that was part of the seminar."""
    page = absolute(url("gallery.index"))
    whole = seminar.event(absolute(list_path("session")))
    return {
        **{name: whole[name] for name in ("startDate", "endDate", "eventStatus", "location", "organizer")},
        "@type": "ExhibitionEvent",
        "@id": f"{page}#exhibition",
        "url": page,
        "name": gettext("Gallery exhibition on the safety of women and children online"),
        "description": gettext(
            "The exhibition was held together with the seminar. The works on this site are its own, made in 2026 from figures printed in a news report; they were not shown in Hanoi."
        ),
        "superEvent": {name: whole[name] for name in ("@type", "@id", "name", "startDate", "location")},
    }
