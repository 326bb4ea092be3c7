"""Derived data that carries its own digest, and is checked whenever it is opened.

A blob or file is sealed by its digest in front of its bytes; a folder that is filled once, by `digests.json` with the
digest of each file. Whoever finds one damaged says so with `hub.storage.requests`, and the builder makes it again.
"""

import hashlib
import json
from pathlib import Path
from typing import Literal

What = Literal["pack", "generation", "catalogues", "media", "index"]  # that is made again as one
LENGTH = 16  # bytes of a digest
DIGESTS = "digests.json"


class Damaged(OSError):
    """A derived file is missing or is not what was written. It is made again; nothing in it may be used.

    `what` and `name` are those of the request to make it again, where they are known.
    """

    def __init__(self, text: str, what: What | None = None, name: str = "") -> None:
        super().__init__(text)
        self.what, self.name = what, name


def seal(data: bytes) -> bytes:
    """Return data behind its digest."""
    return _digest(data) + data


def unseal(sealed: bytes, what: object) -> bytes:
    """Return the data of sealed bytes. Raises Damaged, naming `what` they are, if they are not as they were sealed."""
    data = sealed[LENGTH:]
    if len(sealed) < LENGTH or _digest(data) != sealed[:LENGTH]:
        raise Damaged(f"{what} is damaged")
    return data


def read(path: Path) -> bytes:
    """Return the data of a sealed file. Raises Damaged if it is damaged or missing, OSError if it cannot be read."""
    try:
        return unseal(path.read_bytes(), path)
    except FileNotFoundError as error:
        raise Damaged(f"{path} is missing") from error


def seal_folder(folder: Path) -> None:
    """Write the digest of each file of a filled folder beside them."""
    digests = {path.name: digest_of(path.read_bytes()) for path in sorted(folder.iterdir())}
    (folder / DIGESTS).write_bytes(seal(json.dumps(digests).encode()))


def digests_of(folder: Path) -> dict[str, str]:
    """Return the digest of each file of a sealed folder, by name. Raises Damaged."""
    found: dict[str, str] = json.loads(read(folder / DIGESTS))
    return found


def check_file(path: Path, digest: str) -> None:
    """Compare a file with its digest. Raises Damaged."""
    try:
        if digest_of(path.read_bytes()) == digest:
            return
    except FileNotFoundError as error:
        raise Damaged(f"{path} is missing") from error
    raise Damaged(f"{path} is damaged")


def digest_of(data: bytes) -> str:
    """Return the digest of data as it stands in `digests.json`."""
    return _digest(data).hex()


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=LENGTH).digest()
