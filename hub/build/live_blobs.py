"""The blobs that a generation refers to: listing them, checking that they are on disk, and repacking them."""

from collections.abc import Iterator

from hub.build.records import Pages
from hub.content.source.archive import ArchiveState
from hub.storage.packs import Packs, Slot


def live_slots(pages: Pages | None, archive: ArchiveState) -> Iterator[Slot]:
    """Yield the slot of every page, entry, vocabulary and rendered text."""
    for page in pages.made.values() if pages is not None else ():
        yield from page.bodies.values()
    for kept in archive.groups.values():
        if kept.slot is not None:
            yield kept.slot
    yield from archive.rendered.values()


def whole_packs(packs: Packs, pages: Pages | None, archive: ArchiveState) -> set[str]:
    """Return the names of the packs in use. Raises OSError if one is missing or truncated."""
    ends: dict[str, int] = {}
    for pack, offset, length in live_slots(pages, archive):
        ends[pack] = max(ends.get(pack, 0), offset + length)
    for pack, end in ends.items():
        path = packs.folder / f"{pack}.pack"
        if path.stat().st_size < end:
            raise OSError(f"{path} is cut short")
    return set(ends)


def pour(packs: Packs, pages: Pages, archive: ArchiveState) -> None:
    """Move blobs out of packs that are nearly dead or too many, and correct every slot in place."""
    moved = packs.compact(set(live_slots(pages, archive)))
    if not moved:
        return
    for path, page in pages.made.items():
        if not moved.keys().isdisjoint(page.bodies.values()):
            bodies = {encoding: moved.get(slot, slot) for encoding, slot in page.bodies.items()}
            pages.made[path] = page._replace(bodies=bodies)
    for key, kept in archive.groups.items():
        if kept.slot in moved:
            archive.groups[key] = kept._replace(slot=moved[kept.slot])
    archive.rendered = {key: moved.get(slot, slot) for key, slot in archive.rendered.items()}
