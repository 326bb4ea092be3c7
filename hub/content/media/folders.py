"""Names in the folder of pictures, `instance/media/`: one folder for each picture, named by a digest.

`<digest of the original>-<recipe>/` holds renditions (hub.content.media.renditions), `<digest>-drawing/` a copy of an
SVG and its compressed forms, `<digest>-recording/` a copy of a recording or of captions, and `<digest>-share/` the preview picture of a shared link. A folder gets its name only
once everything in it is on the disk. All of it is derived and may be deleted at any time.
"""

import re
import shutil
from collections.abc import Container
from pathlib import Path

from hub.content.media import recordings
from hub.content.media.renditions import TYPES
from hub.storage import durable

PICTURE_TYPES = {**TYPES, "jpeg": "image/jpeg", "png": "image/png", "svg": "image/svg+xml"}  # by file extension
MEDIA_TYPES = PICTURE_TYPES | {ending[1:]: type for ending, type in recordings.TYPES.items()}
DRAWING = "drawing.svg"  # the name in its folder, whatever its public names are
FOLDER = re.compile(r"[0-9a-f]{16}-[0-9a-z]+")


def drawing_folder(digest: str) -> str:
    """Return the name of a drawing's folder, given the digest of its bytes."""
    return f"{digest}-drawing"


def recording_folder(digest: str) -> str:
    """Return the name of the folder of a recording or of captions, given the digest of the file."""
    return f"{digest}-recording"


def recording_name(name: str) -> str:
    """Return the name under which a file called `name` lies in that folder, and is served."""
    return f"recording.{name.rpartition('.')[2]}"


def share_folder(digest: str) -> str:
    """Return the name of the folder of a shared link's preview picture, given the digest of what it shows."""
    return f"{digest}-share"


def drop_all_but(folder: Path, names: Container[str]) -> None:
    """Remove the folders of pictures with other names, and what a killed process left unfinished."""
    for path in folder.glob("*-*"):
        if FOLDER.fullmatch(path.name) and path.name not in names:
            shutil.rmtree(path, ignore_errors=True)
    durable.clear_unfinished(folder)
