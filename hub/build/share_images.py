"""Drawing of share images: paper, the woven motif, the title, and the line of the site.

The same words give the same bytes with the same version of Pillow. Serving pages needs nothing from this module.
"""

import io
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from hub.content.media.lettering import Font, lettering, opened, own, runs
from hub.web.templating.motif import motif
from hub.web.templating.share import HEIGHT, WIDTH, WORK, Share

MARGIN, BAND, FINE = 72, 190, 2  # pixels, and the factor by which the motif is drawn larger and then reduced
NAME = "HN 22.10"
SIZES = (84, 76, 68, 60, 54, 48, 42, 37, 33, 29, 25, 21, 18, 15, 12)
LEADING = 1.3
ROOM = (126, 404)  # pixels: top and bottom of the title's place
COLOURS = 32
TONES = {
    "paper": {"ground": "#fbf8f3", "ink": "#1c2430", "quiet": "#5a626d", "lotus": "#b0476c", "marigold": "#c97b12"},
    "dark": {"ground": "#1a111b", "ink": "#f4ecf1", "quiet": "#bcadb9", "lotus": "#ee9abb", "marigold": "#ecb25c"},
}
# A letter with the marks above and below it, so that no line begins with one: of Latin, of Thai and Lao, of Indic scripts.
LETTER = re.compile(
    "(?s).[\u0300-\u036f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u093a-\u094f\u17b6-\u17d3]*"
)
CURVE = re.compile(r"([Mc])([^Mc]+)")
MEASURED = 100  # pixels
NUMBER = re.compile(r"-?\d+")


def image_of(share: Share) -> bytes:
    """Return the image, 1200 × 630 pixels: a PNG, or a JPEG if it shows a work's own picture.

    Letters that no font on this machine draws are left out; `check` tells which. Raises OSError or ValueError if that picture cannot be read.
    """
    title, line = lettering().drawn(share.title), lettering().drawn(share.line)
    tone = TONES[share.tone]
    canvas = Image.new("RGB", (WIDTH, HEIGHT), tone["ground"])
    work = _work(share) if share.picture else None
    band = BAND if work is None else HEIGHT - WORK[1] - 20
    canvas.paste(_motif(share.motif, tone, band), (0, HEIGHT - band - (20 if work is None else 10)))
    pen = ImageDraw.Draw(canvas)
    _write(pen, NAME, MARGIN, 44, 30, 700, tone["ink"])
    room, top = WIDTH - 2 * MARGIN, ROOM[0]
    if work is None:
        left = MARGIN + 24 + 30 * _width(NAME, 700)
        _write(pen, line, left, 44, min(30, int((WIDTH - MARGIN - left) / (_width(line) or 1))), 400, tone["quiet"])
    else:
        canvas.paste(work, (WIDTH - work.width, 0))
        room, top = WIDTH - work.width - MARGIN - 40, 190
        for number, words in enumerate(_wrapped(_measured(line), room / 22)):
            _write(pen, words, MARGIN, 92 + number * 30, 22, 400, tone["quiet"])
    size, lines = fitting(title, room, ROOM[1] - top)
    for number, line in enumerate(lines):
        _write(pen, line, MARGIN, top + round(number * size * LEADING), size, 400, tone["ink"])
    buffer = io.BytesIO()
    if share.picture:
        canvas.save(buffer, "JPEG", quality=86, subsampling=0)
    else:
        canvas.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
            buffer, "PNG", compress_level=6
        )
    return buffer.getvalue()


def _work(share: Share) -> Image.Image:
    """Return a work's own picture, scaled to the size of its place."""
    with Image.open(share.file) as picture:
        picture.draft("RGB", WORK)
        picture.thumbnail(WORK)
        upright = picture.convert("RGBA")
    ground = Image.new("RGB", upright.size, TONES[share.tone]["ground"])
    ground.paste(upright, mask=upright)
    return ground


@lru_cache(16)
def _face(font: Font, weight: int, size: int) -> ImageFont.FreeTypeFont:
    return opened(own(font.part, weight) if font.part else font, size)


@lru_cache(4096)
def _width(text: str, weight: int = 400) -> float:
    """Return the width of a text as a multiple of the font size.

    It is measured at one size, because opening a font takes longer than measuring.
    """
    return sum(_face(font, weight, MEASURED).getlength(run) for font, run in runs(text)) / MEASURED


def _write(pen: ImageDraw.ImageDraw, text: str, x: float, y: int, size: int, weight: int, colour: str) -> None:
    """Write a line in letters `size` pixels high, with its top at `y`."""
    for font, run in runs(text):
        face = _face(font, weight, size)
        pen.text((x, y + size), run, fill=colour, font=face, anchor="ls")
        x += face.getlength(run)


def fitting(title: str, room: int, height: int) -> tuple[int, list[str]]:
    """Return the largest size at which a title fits into `room` × `height` pixels, and its lines.

    A title that is too long even at the smallest size keeps all of its lines.
    """
    words = _measured(title)
    size, lines = SIZES[0], [title]
    for size in SIZES:
        lines = _wrapped(words, room / size)
        if len(lines) * size * LEADING <= height:
            break
    return size, lines


def _measured(text: str) -> list[tuple[str, float]]:
    return [(word, _width(word)) for word in text.split()]


def _wrapped(words: Iterable[tuple[str, float]], room: float) -> list[str]:
    """Return words in lines no wider than the room; a word that is wider itself is broken between letters."""
    lines, taken, space = [""], 0.0, _width(" ")
    for word, width in words:
        if taken and taken + space + width > room:
            lines, taken = [*lines, ""], 0.0
        if width <= room:
            lines[-1] += f" {word}" if taken else word
            taken += space + width if taken else width
            continue
        for letter in LETTER.findall(word):
            if taken and taken + _width(letter) > room:
                lines, taken = [*lines, ""], 0.0
            lines[-1] += letter
            taken += _width(letter)
    return lines


def _motif(slug: str, tone: dict[str, str], height: int) -> Image.Image:
    drawing = motif(slug, WIDTH, height)
    large = Image.new("RGB", (WIDTH * FINE, height * FINE), tone["ground"])
    pen = ImageDraw.Draw(large)
    for name, threads in (("lotus", drawing.lotus), ("marigold", drawing.marigold)):
        for path in threads:
            for line in _lines(path):
                pen.line(line, fill=tone[name], width=5)
    return large.reduce(FINE)


def _lines(path: str) -> Iterator[list[tuple[float, float]]]:
    """Yield the strokes of a thread as enlarged points; each curve becomes short straight pieces."""
    line: list[tuple[float, float]] = []
    for command, data in CURVE.findall(path):
        numbers = [int(number) * FINE for number in NUMBER.findall(data)]
        if command == "M":
            if line:
                yield line
            line = [(numbers[0], numbers[1])]
            continue
        x, y = line[-1]
        x1, y1, x2, y2, x3, y3 = numbers
        pieces = max(2, abs(x3) // (12 * FINE))
        for n in range(1, pieces + 1):
            t = n / pieces
            a, b, c = 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            line.append((x + a * x1 + b * x2 + c * x3, y + a * y1 + b * y2 + c * y3))
    yield line
