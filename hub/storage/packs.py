"""Blobs on disk, appended and never changed: rendered texts, entries and finished pages, addressed by slots.

A blob stands behind its digest, and is compared with it whenever it is read. A slot that has been returned and sealed
stays readable whatever happens to the process that wrote it. A blob is in use only once an index of slots, written
elsewhere after `seal`, names it.
"""

import os
import secrets
import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from hub.storage import durable, sealed
from hub.storage.requests import Requests
from hub.storage.sealed import Damaged

Slot = tuple[str, int, int]  # pack, offset, length in bytes with the digest

MANY = 24  # packs; beyond this number the small ones are merged
SMALL = 4 * 1024 * 1024  # bytes


class Packs:
    """The packs in one folder. One process writes and any number read; threads may share a reader.

    Damage is reported to `requests`, if given.
    """

    def __init__(self, folder: Path, requests: Requests | None = None) -> None:
        self.folder, self.requests = folder, requests
        self._files: dict[str, int] = {}
        self._writing: str | None = None
        self._end = 0
        self._lock = threading.Lock()

    def put(self, data: bytes) -> Slot:
        """Append a blob and return its slot; it is durable after the next `seal`."""
        if self._writing is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._writing, self._end = secrets.token_hex(6), 0
            flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_APPEND | os.O_CLOEXEC
            self._files[self._writing] = os.open(self.folder / f"{self._writing}.pack", flags, 0o600)
        data = sealed.seal(data)
        view = memoryview(data)
        try:
            while view:
                view = view[os.write(self._files[self._writing], view) :]
        except OSError:
            self._writing = None  # part of the blob may have been written, so the end of the pack is not known
            raise
        slot = (self._writing, self._end, len(data))
        self._end += len(data)
        return slot

    def get(self, slot: Slot) -> bytes:
        """Return the blob in a slot. Raises Damaged if it is damaged, or its pack missing or truncated."""
        try:
            return self._get(*slot)
        except Damaged as error:
            if self.requests is not None:
                self.requests.report(error)
            raise

    def hold(self, packs: Iterable[str]) -> None:
        """Open packs that are there, so that their blobs can be read whatever becomes of the folder."""
        for pack in packs:
            with suppress(OSError):
                self._opened(pack)

    def _get(self, pack: str, offset: int, length: int) -> bytes:
        path = self.folder / f"{pack}.pack"
        file = self._files.get(pack)
        data = os.pread(self._opened(pack) if file is None else file, length, offset)
        if len(data) != length:
            raise Damaged(f"{path} is cut short", "pack", pack)
        try:
            return sealed.unseal(data, path)
        except Damaged as error:
            raise Damaged(str(error), "pack", pack) from error

    def _opened(self, pack: str) -> int:
        path = self.folder / f"{pack}.pack"
        with self._lock:
            file = self._files.get(pack)
            if file is None:
                try:
                    file = self._files[pack] = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
                except FileNotFoundError as error:
                    raise Damaged(f"{path} is missing", "pack", pack) from error
            return file

    def seal(self) -> None:
        """Wait until everything written is on the disk; the next blob begins another pack."""
        if self._writing is not None:
            durable.sync(self._files[self._writing])
            self._writing = None
            durable.sync(self.folder)

    def compact(self, live: Iterable[Slot]) -> dict[Slot, Slot]:
        """Copy live blobs out of large packs that are mostly dead, and out of small packs if there are many packs.

        Return the new slot of each blob that moved, by its old slot.
        """
        held: dict[str, set[Slot]] = {}
        for slot in live:
            held.setdefault(slot[0], set()).add(slot)
        sizes = {pack: (self.folder / f"{pack}.pack").stat().st_size for pack in held}
        crowded = len(held) > MANY
        moving = [
            p
            for p, slots in held.items()
            if (crowded if sizes[p] < SMALL else sum(slot[2] for slot in slots) * 2 < sizes[p])
        ]
        return {slot: self.put(self.get(slot)) for pack in moving for slot in sorted(held[pack])}

    def drop_all_but(self, packs: Iterable[str]) -> None:
        """Close and delete all packs but those given and the one being written."""
        kept = {*packs, self._writing}
        for path in self.folder.glob("*.pack"):
            if path.stem not in kept:
                path.unlink(missing_ok=True)
        with self._lock:
            for pack in [pack for pack in self._files if pack not in kept]:
                os.close(self._files.pop(pack))

    def __del__(self) -> None:
        for file in self._files.values():
            os.close(file)
