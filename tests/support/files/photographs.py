"""Photographs as tests need them, and the small content with one of them in a work."""

import hashlib
import io
from pathlib import Path

from built import resting_root
from PIL import Image
from small import put

WORK = "exhibits/phong-1/tp-01"


def photograph(width: int = 2000, height: int = 1500, form: str = "JPEG", **how: object) -> bytes:
    """A picture with something in it, half red, half blue."""
    image = Image.new("RGB", (width, height), "#c02020")
    image.paste("#2020c0", (width // 2, 0, width, height))
    written = io.BytesIO()
    image.save(written, form, **how)
    return written.getvalue()


PHOTOGRAPH = photograph(1000, 750)


def decoded(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def with_photograph(root: Path, data: bytes, name: str = "tp-01.jpg") -> Path:
    """The small content, the first work a photograph."""
    resting_root(root)
    for path in (root / WORK).glob("index.*.md"):
        put(path, path.read_text(encoding="utf-8").replace("tp-01.svg", name))
    (root / WORK / name).write_bytes(data)
    return root


def facts_digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
