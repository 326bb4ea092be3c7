"""What is done to a generation in force while nothing else is to do: pages compressed to the end, pictures of shared links drawn."""

import hashlib
import logging
from collections.abc import Iterable, Mapping, MutableMapping

from hub.build.compression import compress_fully
from hub.build.records import FinishedPage
from hub.content.keys import Key
from hub.storage.packs import Packs
from hub.web.headers import secured
from hub.web.keys import ShareKey
from hub.web.templating.share import Share, shown_by

LOG = logging.getLogger("hub.builder")
PAGES, PICTURES = 12, 4  # finished between two looks at the folders
HEADERS = (
    ("Cache-Control", "public, max-age=31536000, immutable"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),  # the picture of a link is made to be shown elsewhere
)


class Finisher:
    """Finishes pages, a few at a time. `tls`: the public URL is https."""

    def __init__(self, packs: Packs, tls: bool) -> None:
        self.packs, self.tls = packs, tls
        self.undrawn: list[Share] = []

    def take_over(
        self,
        made: MutableMapping[str, FinishedPage],
        before: Mapping[str, FinishedPage],
        reads: Iterable[Iterable[Key]],
    ) -> None:
        """Take the pictures that pages name over from the last generation, and note those that are still to be drawn."""
        named = {
            share.path: share
            for keys in reads
            for key in keys
            if isinstance(key, ShareKey)
            for share in (shown_by(key),)
        }
        made.update({path: before[path] for path in named if path in before})
        self.undrawn = [share for path, share in named.items() if path not in made]

    def some(self, made: MutableMapping[str, FinishedPage], polished: set[str]) -> tuple[bool, bool]:
        """Finisher some more; whether these were the last pages, or the last pictures, and whether anything is left."""
        rough = [path for path, page in made.items() if len(page.bodies) > 1 and path not in polished]
        for path in rough[:PAGES]:
            identity = made[path].bodies["identity"]
            small = {
                encoding: self.packs.put(data) for encoding, data in compress_fully(self.packs.get(identity)).items()
            }
            made[path] = made[path]._replace(bodies={"identity": identity, **small})
            polished.add(path)
        shares = [] if rough else self.undrawn[:PICTURES]
        self.undrawn = self.undrawn[len(shares) :]
        made.update({share.path: picture for share in shares if (picture := self._drawn(share)) is not None})
        last = 0 < len(rough) <= PAGES or (bool(shares) and not self.undrawn)
        return last, len(rough) > PAGES or bool(self.undrawn)

    def _drawn(self, share: Share) -> FinishedPage | None:
        """A picture in the packs; None where the work on it has been replaced since, or cannot be read."""
        from hub.build.share_images import image_of  # Pillow's fonts: nobody needs them who builds nothing

        try:
            data = image_of(share)
        except (OSError, ValueError) as error:
            LOG.warning("the picture %s cannot be drawn (%s)", share.path, error)
            return None
        headers = tuple(secured([("Content-Type", "image/jpeg" if share.picture else "image/png"), *HEADERS], self.tls))
        return FinishedPage(200, headers, hashlib.sha256(data).hexdigest()[:16], {"identity": self.packs.put(data)})
