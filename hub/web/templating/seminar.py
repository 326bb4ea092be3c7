"""The seminar as formats for machines name it: what the press reports say, and nothing beyond."""

from datetime import date
from typing import Any

from hub.web.context import edition
from hub.web.translations import gettext

DAY = date(2025, 10, 22)
CO_HOSTS = ("mps", "dfat", "unicef", "un-women", "unfpa")  # codes of vocabulary/organisations, in the report's order
COUNTRY = "VN"


def name() -> str:
    """Return what the seminar is called, in the reader's language."""
    return gettext("International seminar and gallery exhibition on the safety of women and children online")


def place(room: str = "") -> dict[str, Any]:
    """Return a schema.org Place in Hanoi: a room by its name, otherwise the city."""
    city = gettext("Hanoi")
    address = {"@type": "PostalAddress", "addressLocality": city, "addressCountry": COUNTRY}
    return {"@type": "Place", "name": room or city, "address": address}


def co_hosts() -> list[dict[str, str]]:
    """Return the co-hosts as schema.org Organizations; those that the vocabulary lacks are left out."""
    terms = edition().terms("organisations")
    lang = edition().lang
    return [{"@type": "Organization", "name": terms[code].label.read_in(lang)} for code in CO_HOSTS if code in terms]


def event(url: str) -> dict[str, Any]:
    """Return the seminar as a schema.org Event; `url` is the page that tells of it, which is its name for machines."""
    return {
        "@type": "Event",
        "@id": f"{url}#seminar",
        "name": name(),
        "startDate": DAY.isoformat(),
        "endDate": DAY.isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "location": place(),
        "organizer": co_hosts(),
    }
