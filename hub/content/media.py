"""Facts about a picture beside an entry: what it is by its content, how large, and its digest."""

import hashlib
import re
import warnings
from pathlib import Path

from PIL import Image

from hub.content.files import File
from hub.content.kinds import Media
from hub.content.messages import N_
from hub.content.problems import Problem, Unreadable

LARGEST_MEDIA = 20 * 1024 * 1024  # bytes
LARGEST_PIXELS = 40_000_000
FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
TYPES = {".svg": "image/svg+xml", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}
SVG_ROOT = re.compile(r"<svg\b[^>]*>", re.S)
SVG_DANGER = re.compile(
    r"<(?:script|foreignObject|iframe|style|animate|set)\b|\son[a-z]+\s*=|(?:href|src)\s*=\s*[\"'](?!#)|<!DOCTYPE|<!ENTITY|url\((?!#)|\sstyle\s*=", re.I
)


def facts(file: File) -> Media:
    """Read a picture's type, size and digest.

    Raises Unreadable when it is too large, is not what its name says, cannot be decoded, or is an SVG with more in it
    than shapes.
    """
    suffix = file.path.suffix.lower()
    if suffix not in TYPES:
        raise Unreadable(Problem(file.name, 1, N_("this kind of file is not shown; use SVG, JPEG, PNG or WebP")))
    if file.stamp[1] > LARGEST_MEDIA:
        raise Unreadable(Problem(file.name, 1, N_("the picture is larger than 20 MB; save a smaller one")))
    data = file.path.read_bytes()
    width, height, kind = _svg_size(data, file.name) if suffix == ".svg" else _raster_size(file.path, file.name)
    if kind != TYPES[suffix]:
        raise Unreadable(Problem(file.name, 1, N_("the file's content is %(type)s, not what its name says; rename it"), {"type": kind}))
    return Media(file.path.name, kind, len(data), hashlib.sha256(data).hexdigest()[:16], width, height)


def _raster_size(path: Path, name: str) -> tuple[int, int, str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit, below, is lower
            with Image.open(path, formats=tuple(FORMATS)) as image:
                size, kind = image.size, FORMATS[image.format or ""]
    except (OSError, ValueError, SyntaxError, KeyError, Image.DecompressionBombError) as error:
        raise Unreadable(Problem(name, 1, N_("this is not a JPEG, PNG or WebP that can be read; save the picture again"))) from error
    if size[0] * size[1] > LARGEST_PIXELS:
        raise Unreadable(Problem(name, 1, N_("the picture has more than 40 million pixels; save a smaller one")))
    return *size, kind


def _svg_size(data: bytes, name: str) -> tuple[int, int, str]:
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise Unreadable(Problem(name, 1, N_("the file is not UTF-8 here; save it again as UTF-8"))) from error
    if found := SVG_DANGER.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise Unreadable(Problem(name, line, N_("an SVG here holds shapes alone: no script, style, event or outside link; take it out")))
    root = SVG_ROOT.search(text)
    box = re.search(r'viewBox="\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)', root[0]) if root else None
    if not box:
        raise Unreadable(Problem(name, 1, N_("this is not an SVG with a viewBox; write viewBox=\"0 0 width height\"")))
    return round(float(box[1])), round(float(box[2])), "image/svg+xml"
