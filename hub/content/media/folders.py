"""The names in the folder of pictures, `instance/media/`: what lies there for each picture, by a digest.

`<digest of the original>-<recipe>/` holds renditions (hub.content.media.renditions), `<digest>-drawing/` a copy of an SVG and
the same compressed, `<digest>-share/` the picture of a shared link. A folder has its name only once everything in it is
on the disk; all of it is derived, and may be removed at any time.
"""

import re
import shutil
from collections.abc import Container
from pathlib import Path

from hub.content.media.renditions import TYPES
from hub.storage import durable

PICTURE_TYPES = {**TYPES, "jpeg": "image/jpeg", "png": "image/png", "svg": "image/svg+xml"}  # by the end of a name
DRAWING = "drawing.svg"  # the file's name in its folder, whatever its public names are
FOLDER = re.compile(r"[0-9a-f]{16}-[0-9a-z]+")


def drawing_folder(digest: str) -> str:
    """Return the folder's name of a drawing, by the digest of its bytes."""
    return f"{digest}-drawing"


def share_folder(digest: str) -> str:
    """Return the folder's name of the picture of a shared link, by the digest of what it shows."""
    return f"{digest}-share"


def drop_all_but(folder: Path, names: Container[str]) -> None:
    """Remove the folders of pictures that have other names, and what a process that was killed left half made."""
    for path in folder.glob("*-*"):
        if FOLDER.fullmatch(path.name) and path.name not in names:
            shutil.rmtree(path, ignore_errors=True)
    durable.clear_unfinished(folder)
