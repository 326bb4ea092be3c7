"""The hub's own content in tests. Plain pictures stand in for its own: making those takes minutes."""

import hashlib
import io
import json
import shutil
from dataclasses import asdict
from functools import cache
from pathlib import Path

from built import Built, at_rest
from PIL import Image
from ready import ready
from running import REPOSITORY
from shared import shared

from hub.content.media.rendition_maker import SAVED
from hub.content.media.renditions import FACTS, TYPES, Picture, Pictures, Rendition
from hub.storage.sealed import seal_folder

FOLDERS = {name: REPOSITORY / name for name in ("content", "exhibits")}
VARIABLES = {f"HUB_{name.upper()}": str(path) for name, path in FOLDERS.items()}


def own_root(root: Path) -> Path:
    """Copy what is derived of the hub's own content, pictures included, into a folder; it is made once a run."""
    shutil.copytree(shared("own", _build), root, dirs_exist_ok=True)
    return root


def resting_own_root(root: Path) -> Path:
    """The same at rest: what servers of tests begin with."""
    shutil.copytree(shared("own-resting", lambda folder: at_rest(own_site(folder))), root, dirs_exist_ok=True)
    return root


def own_site(root: Path) -> Built:
    """The hub's own content, built, everything derived below a folder."""
    return Built(own_root(root), **FOLDERS)


def _build(root: Path) -> None:
    put_pictures(ready(root) / "instance")
    Built(root, **FOLDERS)


def put_pictures(instance: Path) -> None:
    """Copy stand-ins for every picture of the exhibition: two widths, all types, each of one colour of its own."""
    shutil.copytree(shared("pictures", _make_pictures), instance / "media", dirs_exist_ok=True)


def _make_pictures(folder: Path) -> None:
    pictures = Pictures(folder)
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
        seal_folder(place)


@cache
def plain(colour: str, rendition: Rendition) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (rendition.width, rendition.height), colour).save(
        written, **SAVED[rendition.name.partition(".")[2]]
    )
    return written.getvalue()
