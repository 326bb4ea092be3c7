"""What else a page may be made from: values derived from the whole Edition, and the picture of its link."""

from dataclasses import dataclass

from hub.content.keys import Key
from hub.i18n.languages import Lang


@dataclass(frozen=True, slots=True)
class DerivedKey(Key):
    """A value that a feature derives from the whole Edition, in a language."""

    name: str
    lang: Lang


@dataclass(frozen=True, slots=True)
class ShareKey(Key):
    """The picture of a page's link, by everything that it shows (see hub.web.templating.share.Share)."""

    title: str
    line: str
    motif: str
    tone: str
    picture: str
    file: str
