"""Pillow alone on every picture in a folder: `python -m tools.bench.programs.pillow_alone FOLDER INTO`.

Two processes take half of the pictures each: open, resize to each width, save in each type with the hub's qualities.
"""

import sys
from multiprocessing import get_context
from pathlib import Path

from PIL import Image

from hub.build.rendition_queue import MOST
from hub.content.media.rendition_maker import SAVED
from hub.content.media.renditions import WIDTHS


def make(paths: list[Path], into: Path) -> None:
    """Write the renditions of some pictures in the most obvious way."""
    for path in paths:
        with Image.open(path) as image:
            for width in WIDTHS:
                smaller = image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)
                for ending, how in SAVED.items():
                    smaller.save(into / f"{path.stem}-{width}.{ending}", **how)


def main(folder: Path, into: Path) -> None:
    """Divide the pictures among processes, and wait for these."""
    into.mkdir()
    paths = sorted(folder.iterdir())
    processes = [get_context("spawn").Process(target=make, args=(paths[place::MOST], into)) for place in range(MOST)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    sys.exit(any(process.exitcode for process in processes))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
