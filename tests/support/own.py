"""The hub's own content in tests: its pictures are stood in for by tiny ones, for making all of them takes minutes."""

import hashlib
import io
import json
from dataclasses import asdict
from functools import cache
from pathlib import Path

from built import Built
from PIL import Image
from running import REPOSITORY

from hub.content.media.rendition_maker import SAVED
from hub.content.media.renditions import FACTS, TYPES, Picture, Pictures, Rendition

FOLDERS = {name: REPOSITORY / name for name in ("content", "exhibits")}
VARIABLES = {f"HUB_{name.upper()}": str(path) for name, path in FOLDERS.items()}


def own_site(root: Path) -> Built:
    """The hub's own content, built, everything derived below a folder."""
    put_pictures(root / "instance")
    return Built(root, **FOLDERS)


def put_pictures(instance: Path) -> None:
    """Renditions in two widths and all types for every picture of the exhibition, each of one colour: its own."""
    pictures = Pictures(instance / "media")
    for path in sorted((REPOSITORY / "exhibits").rglob("*.webp")):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        place = pictures.place(digest)
        place.mkdir(parents=True, exist_ok=True)
        renditions = [
            Rendition(f"{width}.{ending}", TYPES[ending], width, width * 3 // 4)
            for width in (480, 960)
            for ending in TYPES
        ]
        for each in renditions:
            (place / each.name).write_bytes(plain(f"#{digest[:6]}", each))
        (place / FACTS).write_text(
            json.dumps(asdict(Picture(digest[::-1], f"#{digest[:6]}", tuple(renditions)))), "utf-8"
        )


@cache
def plain(colour: str, rendition: Rendition) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (rendition.width, rendition.height), colour).save(
        written, **SAVED[rendition.name.partition(".")[2]]
    )
    return written.getvalue()
