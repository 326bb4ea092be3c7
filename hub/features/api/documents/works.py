"""Works of the exhibition in the API. A masked one sends neither picture nor title nor text, nor what it is about."""

from operator import attrgetter
from typing import Any

from hub.content.edition import Reader
from hub.content.model.entries import Entry
from hub.features.api.documents.fields import both, common, shared, texts, titled
from hub.features.api.model import Picture, Work
from hub.features.gallery import model
from hub.messages import N_
from hub.web.links import absolute
from hub.web.templating.pictures import picture_of

OURS = N_("Original works of this site, 2026; not shown in Hanoi")


def of_work(reader: Reader, entry: Entry[Any], href: str, whole: bool) -> Work:
    """Return a work of the exhibition."""
    work: model.Work = entry.reading("vi")
    values: dict[str, Any] = {"room": work.parent, "order": work.order, "masked": work.masked, "notice": both(OURS)}
    if work.hidden:
        return Work(**common(reader, entry, href, whole=False) | values | {"related": []})
    values |= {name: value for name, value in titled(reader, entry, href, whole).items() if name in Work.model_fields}
    for name in ("medium", "alt", "description"):
        values[name] = texts(entry, attrgetter(name))
    for name in ("theme", "figure"):
        values[name] = getattr(work, name) or None
    return Work(**values, **shared(work, "credit", "rights", "sources"), picture=_picture(work))


def _picture(work: model.Work) -> Picture | None:
    shown = picture_of(work, work.media)
    return Picture(url=absolute(shown.src), width=shown.width, height=shown.height) if shown and shown.src else None
