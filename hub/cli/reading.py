"""Reading the content as it is in the folders, for commands that neither need a running server nor disturb one."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from hub.cli.console import Console

if TYPE_CHECKING:
    from hub.content.edition import Edition
    from hub.content.source.archive import Archive


@contextmanager
def read_content(console: Console, drafts: bool = True) -> "Iterator[tuple[Edition, Archive]]":
    """Read both folders from the start, without last good versions; yield the Edition and the archive.

    Rendered texts are available until the block ends.
    """
    from hub.content.assemble import assemble
    from hub.content.source.archive import Archive
    from hub.feature import discover
    from hub.storage.packs import Packs

    settings = console.settings
    with tempfile.TemporaryDirectory(prefix="hub-") as folder:
        archive = Archive(settings.content, settings.exhibits, discover().registry, Packs(Path(folder)))
        archive.refresh()
        yield assemble(archive, console.clock.now(), drafts), archive
