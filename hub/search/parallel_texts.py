"""Learn pairs of terms from the site's own parallel texts, and keep them with the index of a generation.

Every entry that an index has in both languages is a pair of texts, and so are the labels of every term. What is not in
the index, such as a masked text or a withheld name, is never learned from.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from hub.content.edition import Edition
from hub.content.model.vocabulary import Term
from hub.search.engine import Engine, IndexUnusable
from hub.search.query.aligning import Segment, segments
from hub.search.query.learning import MOST_SEGMENTS, learn
from hub.search.query.term_pairs import TermPairs, pairs_from_json
from hub.search.query.text import CHAIN
from hub.storage import sealed

FILE = "pairs.sealed"
"""The file beside those of the engine: the pairs, and the stamps of the texts that they were learned from."""
VERSION = f"1 {CHAIN}"
"""Raise the first number with every change of what is learned from the same texts."""

_MANY = 0.05  # the share of texts after whose change all is learned again; it takes seconds of a large site


def keep_pairs(
    folder: Path, engine: Engine, edition: Edition, stamps: Mapping[str, str], previous: Path | None
) -> None:
    """Write the pairs of a filled index into its folder: those of the last generation while few texts have changed.

    A text that is gone or masked has all of them learned again at once, so that nothing of it is left.
    """
    if previous is not None and (known := _stamps(previous)) and not _is_outdated(known, stamps, engine):
        (folder / FILE).write_bytes((previous / FILE).read_bytes())
        return
    pairs = learn(islice(_segments(engine, edition), MOST_SEGMENTS))
    text = json.dumps([VERSION, dict(stamps), pairs.as_json()], ensure_ascii=False)
    (folder / FILE).write_bytes(sealed.seal(text.encode()))


def kept_pairs(folder: Path) -> TermPairs:
    """Return the pairs of a generation. Raises IndexUnusable if they are missing, damaged or of another version."""
    try:
        version, _, text = json.loads(sealed.read(folder / FILE))
        if version != VERSION:
            raise IndexUnusable(f"{folder / FILE}: of version {version}, not {VERSION}; build the index again")
        return pairs_from_json(text)
    except (OSError, ValueError) as error:
        raise IndexUnusable(f"{folder / FILE}: cannot be read ({error}); build the index again") from error


def _stamps(folder: Path) -> dict[str, str]:
    """Return the stamps of the texts from which a generation's pairs were learned; empty if that cannot be told."""
    try:
        version, stamps, _ = json.loads(sealed.read(folder / FILE))
    except (OSError, ValueError):
        return {}
    return dict(stamps) if version == VERSION else {}


def _is_outdated(known: Mapping[str, str], stamps: Mapping[str, str], engine: Engine) -> bool:
    changed = [id for id, stamp in stamps.items() if known.get(id) != stamp]
    return len(changed) > _MANY * len(stamps) or any(id not in stamps for id in known) or _has_masked(changed, engine)


def _has_masked(ids: Iterable[str], engine: Engine) -> bool:
    """Tell whether one of these texts is masked, as it may not have been before: then it has no title."""
    return any((text := engine.document(id)) is not None and not text.title for id in ids)


def _segments(engine: Engine, edition: Edition) -> Iterator[Segment]:
    """Yield the labels, then the parallel texts, of which a large site has more than are read: its entries are mixed.

    The order depends on the names of the entries alone.
    """
    for name in sorted(edition.vocabularies):
        for term in edition.vocabularies[name].terms.values():
            if isinstance(term, Term):
                yield term.label.vi, term.label.en
    known = engine.digests
    entries = {id.removesuffix("/vi") for id in known if id.endswith("/vi") and f"{id.removesuffix('/vi')}/en" in known}
    for entry in sorted(entries, key=lambda each: hashlib.sha256(each.encode()).digest()):
        ours, theirs = engine.document(f"{entry}/vi"), engine.document(f"{entry}/en")
        if ours and theirs:
            yield from segments(ours.title, theirs.title)
            yield from segments(ours.summary, theirs.summary)
            yield from segments(ours.text, theirs.text)
