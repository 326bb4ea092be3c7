"""The folder of one generation of an index: filled once, checked on opening, never written again.

Unchanged files of the previous generation are hard links. `manifest.json` is written last: a folder without it was
never finished.
"""

import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hub.search.engine import IndexUnusable
from hub.storage import durable

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The contents of a finished folder: its version, a digest for each document id, size and checksum of each file."""

    version: str
    documents: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def read_manifest(folder: Path, version: str) -> Manifest:
    """Return the manifest of a finished folder of this version, after checking that its files are complete.

    Raises IndexUnusable if a file is missing or has another size.
    """
    try:
        data = json.loads((folder / MANIFEST).read_bytes())
        files = {str(name): (int(size), int(crc)) for name, (size, crc) in data["files"].items()}
        manifest = Manifest(str(data["version"]), dict(data["documents"]), files)
    except FileNotFoundError as error:
        raise IndexUnusable(f"{folder}: there is no finished index here; build it") from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexUnusable(f"{folder / MANIFEST}: cannot be read ({error!r}); build the index again") from error
    if manifest.version != version:
        raise IndexUnusable(f"{folder}: of version {manifest.version}, not {version}; build the index again")
    for name, (size, _) in files.items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != size:
            raise IndexUnusable(f"{path}: is missing or not {size} bytes long; build the index again")
    return manifest


def check_contents(folder: Path, manifest: Manifest, only: Callable[[str], bool] = lambda name: True) -> None:
    """Compare the files that `only` selects with their checksums (0.5 ms a MB). Raises IndexUnusable."""
    for name, (_, crc) in manifest.files.items():
        if only(name) and _checksum(folder / name) != crc:
            raise IndexUnusable(f"{folder / name}: is damaged; build the index again")


def begin(folder: Path, previous: Path | None, version: str) -> Manifest | None:
    """Make a folder for a generation, with the files of the last one if there is one; return that one's manifest.

    The files are linked, or copied where links cannot be made. Raises IndexUnusable if `previous` cannot be used, and
    FileExistsError if the folder is not empty.
    """
    manifest = read_manifest(previous, version) if previous else None
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"{folder}: is not empty; a generation is started in a folder of its own")
    if previous and manifest:
        for name in manifest.files:
            durable.link(previous / name, folder / name)
    return manifest


def finish(folder: Path, version: str, documents: Mapping[str, str], previous: Manifest | None) -> Manifest:
    """Write the manifest of a filled folder; files of the previous generation keep their checksums."""
    known = previous.files if previous else {}
    files = {}
    for path in sorted(folder.iterdir()):
        size = path.stat().st_size
        if path.name in known and known[path.name][0] == size and path.stat().st_nlink > 1:
            files[path.name] = known[path.name]
        else:
            files[path.name] = (size, _checksum(path))
    manifest = Manifest(version, dict(documents), files)
    text = json.dumps({"version": version, "documents": manifest.documents, "files": files}, ensure_ascii=False)
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    return manifest


def _checksum(path: Path) -> int:
    summed = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            summed = zlib.crc32(block, summed)
    return summed
