"""How the search finds the figures of the seminar: by what they say, where, and by asking how many."""

from hub.content.edition import Reader
from hub.feature import Findable
from hub.features.home.model import Figure
from hub.messages import N_

ASKED = {
    "vi": "bao nhiêu, tỷ lệ, tỉ lệ, phần trăm, số liệu, thống kê, con số",
    "en": "how many, how much, percentage, per cent, share, rate, statistics, data, figure, number",
}


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _name(reader: Reader, figure: Figure) -> str:
    return _sentence(figure.label.read_in(reader.lang))


def _text(reader: Reader, figure: Figure) -> str:
    said = [f"{_sentence(figure.place.read_in(reader.lang))}."] if figure.place else []
    return "\n".join([*said, figure.note.read_in(reader.lang)] if figure.note else said)


FIGURES = Findable(
    N_("Figures of the seminar"),
    N_("Figure of the seminar"),
    "sources.index",
    name=_name,
    text=_text,
    anchor="figure-{}",
    words=lambda reader, figure: (ASKED[reader.lang],),
)
