"""The hub's own content, indexed once for every test of a process that asks it something."""

from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, NamedTuple

from running import REPOSITORY

from hub.content.assemble import assemble
from hub.content.edition import Edition
from hub.content.model.dates import HANOI
from hub.content.source.archive import Archive
from hub.feature import Features, discover
from hub.i18n.languages import Lang
from hub.search.engine import Engine
from hub.search.finding import Finding, SearchResults, glossary_of
from hub.search.indexing import fresh_index
from hub.search.query.glossary import Glossary
from hub.storage.packs import Packs

LOOKED_AT = 200


class Own(NamedTuple):
    """The hub's own content, its index and its features."""

    edition: Edition
    index: Engine
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
    index = fresh_index(edition, folder / "index", "whoosh", features)
    assert index is not None
    return Own(edition, index, features, glossary_of(edition, features.no_concepts))
