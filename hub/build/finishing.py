"""Work on the current generation while the builder is idle: full compression of pages, drawing of share images."""

import logging
from collections.abc import Iterable, MutableMapping

from hub.build.compression import compress_fully
from hub.build.media_folders import MediaFolders
from hub.build.records import FinishedPage
from hub.content.keys import Key
from hub.content.media.folders import share_folder
from hub.storage.packs import Packs
from hub.web.keys import ShareKey
from hub.web.templating.share import Share, shown_by

LOG = logging.getLogger("hub.builder")
PAGES, PICTURES = 12, 4  # finished between two checks of the folders


def shares_of(reads: Iterable[Iterable[Key]]) -> list[Share]:
    """Return the share images that pages name, each once, from the keys that the pages depend on."""
    shares = (shown_by(key) for keys in reads for key in keys if isinstance(key, ShareKey))
    return list({share.path: share for share in shares}.values())


class Finisher:
    """Finish pages and share images, a few at a time."""

    def __init__(self, packs: Packs, media: MediaFolders) -> None:
        self.packs, self.media = packs, media
        self.undrawn: list[Share] = []

    def take_over(self, shares: Iterable[Share]) -> None:
        """Record which share images are still to be drawn."""
        present = self.media.present()
        self.undrawn = [share for share in shares if share_folder(share.digest) not in present]

    def some(self, made: MutableMapping[str, FinishedPage], polished: set[str]) -> tuple[bool, bool]:
        """Finish a few more; return whether these were the last pages, and whether anything is left.

        Pages become current with the next generation; a share image is served as soon as it is drawn.
        """
        rough = [path for path, page in made.items() if len(page.bodies) > 1 and path not in polished]
        for path in rough[:PAGES]:
            identity = made[path].bodies["identity"]
            small = {
                encoding: self.packs.put(data) for encoding, data in compress_fully(self.packs.get(identity)).items()
            }
            made[path] = made[path]._replace(bodies={"identity": identity, **small})
            polished.add(path)
        if not rough:
            for share in self.undrawn[:PICTURES]:
                self._draw(share)
                self.undrawn.remove(share)
        return 0 < len(rough) <= PAGES, len(rough) > PAGES or bool(self.undrawn)

    def _draw(self, share: Share) -> None:
        """Draw a share image, unless the work's picture on it is gone or unreadable. Raises OSError on a full disk."""
        from hub.build.share_images import image_of  # slow to import: it loads Pillow

        try:
            image = image_of(share)
        except (OSError, ValueError) as error:
            LOG.warning("the picture %s cannot be drawn (%s)", share.path, error)
            return
        self.media.put_share(share, image)
