"""Keys of what a page depends on besides content: values derived from the whole Edition, and its share image."""

from dataclasses import dataclass

from hub.content.keys import Key
from hub.i18n.languages import Lang


@dataclass(frozen=True, slots=True)
class DerivedKey(Key):
    """A value that a feature derives from the whole Edition, in one language."""

    name: str
    lang: Lang


@dataclass(frozen=True, slots=True)
class ShareKey(Key):
    """A share image, by everything that it shows (see hub.web.templating.share.Share)."""

    title: str
    line: str
    motif: str
    tone: str
    picture: str
    file: str
