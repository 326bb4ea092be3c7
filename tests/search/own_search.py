"""The hub's own content: read once for every test of a process that asks it something, and indexed once a run."""

from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, NamedTuple

from running import REPOSITORY
from shared import shared

from hub.content.assemble import assemble
from hub.content.edition import Edition
from hub.content.model.dates import HANOI
from hub.content.source.archive import Archive
from hub.feature import Features, discover
from hub.i18n.languages import Lang
from hub.search.engine import Engine
from hub.search.finding import Finding, SearchResults, glossary_of
from hub.search.indexing import Indexes
from hub.search.query.glossary import Glossary
from hub.storage.packs import Packs

LOOKED_AT = 200


class Own(NamedTuple):
    """The hub's own content, its index, the folder that this lies in, and its features."""

    edition: Edition
    index: Engine
    folder: Path
    features: Features
    glossary: Glossary

    def search(self, query: str, lang: Lang, **more: Any) -> SearchResults:
        return Finding(self.edition, lang, self.index, self.glossary).search(query, LOOKED_AT, **more)


@cache
def own_search(base: str) -> Own:
    folder, features = Path(mkdtemp(dir=base)), discover()
    folders = (REPOSITORY / "content", REPOSITORY / "exhibits")
    archive = Archive(*folders, features.registry, Packs(folder / "packs"))
    archive.refresh()
    edition = assemble(archive, datetime(2026, 11, 24, 12, tzinfo=HANOI), False)
    kept = shared("own-index", lambda place: indexes_in(place, features).update("", edition))
    (generation,) = kept.iterdir()
    index = indexes_in(kept, features).open(generation.name)
    assert index is not None
    return Own(edition, index, generation, features, glossary_of(edition, features.no_concepts))


def indexes_in(place: Path, features: Features) -> Indexes:
    return Indexes(place, "whoosh", features.search, features.findable)
