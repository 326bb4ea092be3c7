"""The blobs that a generation refers to: listing them, checking that they are on disk, and repacking them."""

from collections.abc import Iterator

from hub.build.records import Pages
from hub.content.source.archive_state import ArchiveState
from hub.storage.packs import Packs, Slot


def live_slots(pages: Pages | None, archive: ArchiveState) -> Iterator[Slot]:
    """Yield the slot of every page, entry, vocabulary, rendered text and earlier version."""
    for page in pages.made.values() if pages is not None else ():
        yield from page.bodies.values()
    for kept in archive.groups.values():
        if kept.slot is not None:
            yield kept.slot
    yield from archive.rendered.values()
    yield from archive.history.slots()


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


def damaged_blobs(packs: Packs, pages: Pages | None, archive: ArchiveState) -> set[Slot]:
    """Return the slots whose blobs cannot be read as they were written."""
    damaged = set()
    for slot in set(live_slots(pages, archive)):
        try:
            packs.get(slot)
        except OSError:
            damaged.add(slot)
    return damaged


def drop_damaged(packs: Packs, pages: Pages, archive: ArchiveState) -> None:
    """Forget the pages, entries, vocabularies and texts whose blobs are damaged, so that they are made again."""
    damaged = damaged_blobs(packs, pages, archive)
    for path, page in list(pages.made.items()):
        # A page with an error was made from what is damaged.
        if not damaged.isdisjoint(page.bodies.values()) or (page.status >= 500 and path.startswith("/")):
            del pages.made[path]
    texts = {key for key, slot in archive.rendered.items() if slot in damaged}
    archive.rendered = {key: slot for key, slot in archive.rendered.items() if key not in texts}
    if not damaged.isdisjoint(archive.history.slots()) or not texts.isdisjoint(archive.history.bodies()):
        archive.history.forget()
    for key, kept in list(archive.groups.items()):
        if kept.slot in damaged or (kept.card is not None and not texts.isdisjoint(kept.card.bodies)):
            del archive.groups[key]


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
    archive.history.move(moved)
