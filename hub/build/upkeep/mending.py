"""Making derived files again that somebody found damaged: only what is damaged, where that can be told."""

import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from hub.build.live_blobs import drop_damaged
from hub.storage.sealed import Damaged

if TYPE_CHECKING:
    from hub.build.builder import Builder

Result = TypeVar("Result")
ATTEMPTS = 3


def mended(builder: "Builder", work: Callable[[], Result]) -> Result:
    """Do work; where it finds damage, throw away what is damaged and begin again.

    Raises Damaged if that is of no use.
    """
    for _ in range(ATTEMPTS - 1):
        mend(builder)
        try:
            return work()
        except Damaged as error:
            builder.requests.report(error)
    mend(builder)
    return work()


def mend(builder: "Builder") -> None:
    """Throw away what others found damaged; the next build makes it again."""
    for what, name in builder.requests.open():
        if what == "removals":
            continue
        if what == "pack" and builder.pages is not None:
            drop_damaged(builder.packs, builder.pages, builder.archive.state)
        elif what == "catalogues":
            shutil.rmtree(builder.settings.instance / "catalogues" / name, ignore_errors=True)
        elif what == "media":
            builder.pictures.known.clear()
            shutil.rmtree(builder.media.folder / name, ignore_errors=True)
        elif what == "index":
            shutil.rmtree(builder.settings.search_index / name, ignore_errors=True)
        builder.stored = False  # so that the next build puts another generation in force, whatever has changed
        builder.requests.close(what, name)
