"""The folders below `instance/media` that an Edition shows.

The builder itself fills those of drawings and share images; child processes fill those of renditions.
"""

import hashlib
import logging
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from hub.build.compression import ENCODINGS, compress_quickly
from hub.build.records import PictureFolder
from hub.content.assemble import large_of
from hub.content.edition import Edition
from hub.content.media.folders import (
    DRAWING,
    drawing_folder,
    drop_all_but,
    recording_folder,
    recording_name,
    share_folder,
)
from hub.content.media.recordings import is_recording
from hub.content.media.renditions import Pictures, is_large
from hub.content.model.entries import Card
from hub.content.source.archive import Archive
from hub.storage import durable, sealed
from hub.web.templating.share import Share

LOG = logging.getLogger("hub.builder")
KEPT = 2  # Editions whose folders are kept


class MediaFolders:
    """The folders of media that exist and those that must stay. Not thread-safe."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pictures = Pictures(folder)
        self.wanted: list[set[str]] = []  # the folders of the last Editions that differ, newest last
        self.missing: set[str] = set()
        self.tried: set[str] = set()  # folders that were missing when drawings were last copied
        self.dropped: list[set[str]] | None = None  # `wanted` as it was at the last removal

    def rows(self, edition: Edition, shares: Iterable[Share]) -> dict[str, PictureFolder]:
        """Return the folder of every picture that an Edition shows, by the digest in its address."""
        rows = {
            picture.digest: PictureFolder(self.pictures.place(original).name)
            for original, picture in edition.pictures.items()
        }
        for digest, uses in _drawings(edition).items():
            rows[digest] = PictureFolder(drawing_folder(digest), tuple(sorted({name for _, name in uses})))
        rows.update((digest, PictureFolder(recording_folder(digest))) for digest in _recordings(edition))
        rows.update((share.digest, PictureFolder(share_folder(share.digest), (), True)) for share in shares)
        return rows

    def copy_drawings(self, edition: Edition, archive: Archive) -> None:
        """Copy the drawings and recordings of an Edition that are missing into their folders. Raises OSError on a full disk.

        A drawing whose file has changed since it was read is skipped: the next Edition shows it under another digest.
        """
        self._copy_recordings(edition, archive)
        present = self.present()
        self.tried = self.missing
        for digest, uses in _drawings(edition).items():
            if drawing_folder(digest) in present:
                continue
            card, name = uses[0]
            data = _unchanged(archive.path_of(card, name), digest)
            if data is not None:
                with durable.new_folder(self.folder / drawing_folder(digest)) as making:
                    (making / DRAWING).write_bytes(data)
                    for encoding in ENCODINGS:
                        (making / f"{DRAWING}.{encoding}").write_bytes(compress_quickly(data, encoding))
                    sealed.seal_folder(making)

    def _copy_recordings(self, edition: Edition, archive: Archive) -> None:
        """Copy the recordings and captions of an Edition that are missing into their folders, as for drawings."""
        present = self.present()
        for digest, (card, name) in _recordings(edition).items():
            if recording_folder(digest) in present:
                continue
            data = _unchanged(archive.path_of(card, name), digest)
            if data is not None:
                with durable.new_folder(self.folder / recording_folder(digest)) as making:
                    (making / recording_name(name)).write_bytes(data)
                    sealed.seal_folder(making)

    def put_share(self, share: Share, image: bytes) -> None:
        """Write a share image into its folder. Raises OSError on a full disk."""
        if (place := self.folder / share_folder(share.digest)).exists():
            return
        with durable.new_folder(place) as making:
            (making / share.name).write_bytes(image)
            sealed.seal_folder(making)

    def present(self) -> set[str]:
        """Return the names of all existing folders, each of which is complete."""
        try:
            return set(os.listdir(self.folder))
        except FileNotFoundError:
            return set()

    def gone(self, rows: Mapping[str, PictureFolder], undrawn: Iterable[Share]) -> bool:
        """Tell whether folders of an Edition have been removed since it was made, which one attempt may bring back."""
        drawn_later = {share_folder(share.digest) for share in undrawn}
        self.missing = {row.folder for row in rows.values()} - self.present() - drawn_later
        self.tried &= self.missing
        return bool(self.missing - self.tried)

    def keep(self, edition: Edition, rows: dict[str, PictureFolder]) -> None:
        """Record which folders an Edition shows, or will show once its renditions are made."""
        places = large_of(card for cards in edition.cards.values() for card in cards.values())
        wanted = {row.folder for row in rows.values()} | {self.pictures.place(digest).name for digest in places}
        if not self.wanted or wanted != self.wanted[-1]:
            self.wanted = [*self.wanted, wanted][-KEPT:]

    def drop_old(self) -> None:
        """Remove the folders that none of the last Editions shows."""
        if self.wanted != self.dropped:
            drop_all_but(self.folder, set().union(*self.wanted))
            self.dropped = self.wanted


def _drawings(edition: Edition) -> dict[str, list[tuple[Card, str]]]:
    """Return the drawings that entries show unscaled, by digest: the entries, and the file's name at each."""
    found: dict[str, list[tuple[Card, str]]] = {}
    for card in _shown(edition):
        for media in card.media:
            if not (is_large(media) or is_recording(media)):
                found.setdefault(media.digest, []).append((card, media.name))
    return found


def _recordings(edition: Edition) -> dict[str, tuple[Card, str]]:
    """Return the recordings and captions that entries show, by digest: an entry, and the file's name at it."""
    return {media.digest: (card, media.name) for card in _shown(edition) for media in card.media if is_recording(media)}


def _shown(edition: Edition) -> Iterator[Card]:
    return (card for cards in edition.cards.values() for card in cards.values() if not card.withdrawn)


def _unchanged(source: Path | None, digest: str) -> bytes | None:
    """Return the bytes of a file if it is there and they still have the digest, else None."""
    if source is None:
        return None
    try:
        data = source.read_bytes()
    except OSError as error:
        LOG.warning("the drawing %s cannot be read (%s)", source, error)
        return None
    if hashlib.sha256(data).hexdigest()[: len(digest)] != digest:
        LOG.warning("the drawing %s has changed; the next edition shows it", source)
        return None
    return data
