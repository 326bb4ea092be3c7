"""Works of the exhibition in the API. A masked one sends neither picture nor title nor text, nor what it is about."""

from typing import Any

from hub.content.edition import Reader
from hub.content.model.entries import Entry
from hub.features.api.documents.common import common, texts, titled
from hub.features.api.model import Picture, Work
from hub.features.gallery import model
from hub.web.links import absolute
from hub.web.templating.pictures import picture_of


def of_work(reader: Reader, entry: Entry[Any], href: str, whole: bool) -> Work:
    """Return a work of the exhibition."""
    work: model.Work = entry.reading("vi")
    place = {"room": work.parent, "order": work.order, "masked": work.masked}
    if work.hidden:
        return Work(**common(reader, entry, href, whole=False) | {"related": []}, **place)
    return Work(
        **{name: value for name, value in titled(reader, entry, href, whole).items() if name != "in_short"},
        **place,
        **{name: texts(entry, lambda reading, name=name: getattr(reading, name)) for name in ("medium", "alt", "description")},
        credit=work.credit,
        rights=work.rights,
        theme=work.theme or None,
        figure=work.figure or None,
        sources=work.sources,
        picture=_picture(work),
    )  # fmt: skip


def _picture(work: model.Work) -> Picture | None:
    shown = picture_of(work, work.media)
    return Picture(url=absolute(shown.src), width=shown.width, height=shown.height) if shown and shown.src else None
