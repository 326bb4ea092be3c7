"""The hub's renditions of every picture in a folder: `python -m tools.bench.programs.studio_alone FOLDER INTO`."""

import hashlib
import sys
from pathlib import Path

from hub.build.rendition_queue import Original, RenditionQueue
from hub.content.media.renditions import Pictures


def main(folder: Path, into: Path) -> None:
    """Queue every picture, and wait for its renditions."""
    renditions = RenditionQueue(Pictures(into))
    renditions.want(
        Original(hashlib.sha256(path.read_bytes()).hexdigest()[:16], path, path.name)
        for path in sorted(folder.iterdir())
    )
    renditions.wait()
    renditions.take()
    sys.exit(bool(renditions.failed))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
