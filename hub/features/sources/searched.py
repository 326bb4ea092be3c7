"""How the search finds the figures of the seminar: by what they say, where, and by asking how many."""

from hub.content.edition import Reader
from hub.feature import Findable
from hub.features.home.model import Figure
from hub.messages import N_

ASKED = {
    "vi": "bao nhiêu, tỷ lệ, tỉ lệ, phần trăm, số liệu, thống kê, con số",
    "en": "how many, how much, percentage, per cent, share, rate, statistics, data, figure, number",
}


def _name(reader: Reader, figure: Figure) -> str:
    label = figure.label.read_in(reader.lang)
    return label[:1].upper() + label[1:]


def _text(reader: Reader, figure: Figure) -> str:
    return "\n".join(words.read_in(reader.lang) for words in (figure.place, figure.note) if words)


FIGURES = Findable(
    N_("Figures of the seminar"),
    N_("Figure of the seminar"),
    "sources.index",
    name=_name,
    text=_text,
    anchor="figure-{}",
    words=lambda reader, figure: (ASKED[reader.lang],),
)
