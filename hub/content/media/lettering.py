"""Which font draws which letter of a share image: the site's own, else one that fontconfig knows, Noto first; or none."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from subprocess import SubprocessError
from typing import NamedTuple

from PIL import ImageFont, features

from hub.child import output_of
from hub.config import ROOT

FONTS = ROOT / "hub" / "static" / "fonts"
VIETNAMESE = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ₫]")  # these are in another file than Latin letters
TESTED = 40  # pixels at which a letter is compared with the mark for a missing one
NO_LETTER = "\U0010ffff"
SECONDS = 5.0  # for one question to fontconfig
QUESTIONS = 8  # to fontconfig about one text
# Writing systems whose letters change or move beside each other; without Raqm they would be drawn wrongly.
SHAPED = re.compile(
    "ARABIC|SYRIAC|THAANA|NKO|DEVANAGARI|BENGALI|GURMUKHI|GUJARATI|ORIYA|TAMIL|TELUGU|KANNADA|MALAYALAM|SINHALA|TIBETAN"
    "|MYANMAR|KHMER|MONGOLIAN|BALINESE|JAVANESE"
)


class Font(NamedTuple):
    """A font file, and the number of the font in it; `part` is that of the site's own font, which has two weights."""

    file: str
    number: int = 0
    part: str = ""


def own(part: str, weight: int) -> Font:
    """Return a file of the site's own font."""
    return Font(str(FONTS / f"be-vietnam-pro-{part}-{weight}.woff2"), 0, part)


def opened(font: Font, size: int) -> ImageFont.FreeTypeFont:
    """Open a font at a size in pixels. Raises OSError if it cannot be scaled to it."""
    engine = ImageFont.Layout.BASIC if font.part or not features.check("raqm") else ImageFont.Layout.RAQM
    return ImageFont.truetype(font.file, size, index=font.number, layout_engine=engine)


class Lettering:
    """Finds a font for each letter; keeps what it has found."""

    def __init__(self) -> None:
        self.latin = own("latin", 400)
        self.others: list[Font] = []
        self.known: dict[str, Font | None] = {}

    def font_of(self, letter: str) -> Font | None:
        """Return the font that draws a letter; None if none of those seen so far does (see `drawn`)."""
        if VIETNAMESE.match(letter):
            return own("vietnamese", 400)
        if letter.isspace() or letter not in self.known:
            return self.latin
        return self.known[letter]

    def drawn(self, text: str) -> str:
        """Return a text without what no font draws, and without what nobody sees, such as soft hyphens."""
        visible = "".join(letter for letter in text if not _is_unseen(letter))
        self._look_for(visible)
        kept = "".join(letter if self.font_of(letter) is not None else " " for letter in visible)
        return " ".join(kept.split()) if kept != visible else visible

    def missing(self, text: str) -> list[str]:
        """Return the letters of a text that no font draws, each once."""
        self.drawn(text)
        return [letter for letter in dict.fromkeys(text) if not _is_unseen(letter) and self.font_of(letter) is None]

    def _look_for(self, text: str) -> None:
        """Find a font for every letter of a text."""
        questions = QUESTIONS
        for letter in dict.fromkeys(text):
            if letter.isspace() or letter in self.known or VIETNAMESE.match(letter):
                continue
            found = next((font for font in (self.latin, *self.others) if _draws(font, letter)), None)
            if found is None and questions and _can_be_drawn(letter):
                questions -= 1
                found = _by_fontconfig(letter)
                if found is not None:
                    self.others.append(found)
            self.known[letter] = found


@lru_cache(1)
def lettering() -> Lettering:
    """Return the fonts of this machine."""
    return Lettering()


def runs(text: str) -> Iterator[tuple[Font, str]]:
    """Yield a text, as `drawn` gave it, in runs of one font each. A space stays with letters of a foreign font."""
    run, font = "", None
    for letter in text:
        found = lettering().font_of(letter) or lettering().latin
        if letter == " " and font is not None and not font.part:
            found = font
        if font is not None and found != font:
            yield font, run
            run = ""
        run, font = run + letter, found
    if font is not None:
        yield font, run


def _is_unseen(letter: str) -> bool:
    """Tell whether a letter is only a hint for breaking, joining or ordering others, or chooses a form of one."""
    return (unicodedata.category(letter) in ("Cf", "Cc") and not letter.isspace()) or "\ufe00" <= letter <= "\ufe0f"


def _can_be_drawn(letter: str) -> bool:
    """Tell whether Pillow would place a letter rightly, if there were a font."""
    if unicodedata.category(letter) in ("Cn", "Co", "Cs"):
        return False
    shaped = unicodedata.bidirectional(letter) in ("R", "AL") or SHAPED.match(unicodedata.name(letter, ""))
    return bool(features.check("raqm")) or not shaped


@lru_cache(32)
def _tested(font: Font) -> tuple[ImageFont.FreeTypeFont, bytes]:
    face = opened(font, TESTED)
    return face, bytes(face.getmask(NO_LETTER))


def _draws(font: Font, letter: str) -> bool:
    try:
        face, nothing = _tested(font)
        return bytes(face.getmask(letter)) not in (nothing, b"")
    except (OSError, ValueError):
        return False


def _by_fontconfig(letter: str) -> Font | None:
    """Ask fontconfig for a font that has a letter, Noto if it is there; None without fontconfig or such a font."""
    pattern = f"Noto Sans:charset={ord(letter):x}:scalable=true:color=false"
    try:
        said = output_of(["fc-match", "--format", "%{file}\n%{index}", pattern], SECONDS)
        file, _, number = said.partition("\n")
        font = Font(file, int(number))
    except (OSError, ValueError, SubprocessError):
        return None
    return font if _draws(font, letter) else None
