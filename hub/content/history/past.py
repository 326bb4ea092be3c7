"""The earlier versions of entries, read from git as the texts of today are read, and kept between runs.

What was ever taken back stays so. Of an entry that is a draft, under embargo or withdrawn nothing older is shown; nor is
anything from before a version that was, or from before the files were removed and put back. A version that can no
longer be read is left out, and withheld names are taken out of old texts as of new ones.
"""

import pickle
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from hub.content.history.git import Repository
from hub.content.history.state import Pair, Past
from hub.content.media.inspecting import inspect_media
from hub.content.model.entries import Card, Entry
from hub.content.model.versions import History, Version
from hub.content.source.archive import Archive
from hub.content.source.folder import File
from hub.content.source.pairing import EntryBuilder
from hub.content.source.survey import FileGroup, GroupKey, place_of_document

MOST = 50  # versions of one entry that are looked at, the newest first
AT_ONCE = 400  # contents asked of git in one go


def remember(archive: Archive, content: Path) -> None:
    """Bring the history that an archive keeps up to date with the repository in which the folder lies, if any.

    Git is asked for the commit of now; only if it is another one is more read, and of each entry only what is new.
    """
    kinds = [kind for kind in archive.registry.kinds.values() if kind.versions and kind.root == "content"]
    state = archive.state.history
    if not kinds or archive.names.digest != archive.state.names:  # a withheld name that is not known stays in no text
        return
    repository = Repository(content)
    head = repository.head()
    if head != state.head:
        state.head, state.seen = head, {}
        state.pairs = _pairs(repository, archive, [kind.folder for kind in kinds]) if head else {}
    names = {kind.name for kind in kinds}
    cards = {(card.kind, card.slug): (card, digest) for card, digest in archive.cards() if card.kind in names}
    changed = {key: card for key, (card, digest) in cards.items() if state.seen.get(key) != digest}
    _read(archive, repository, [key for key, card in changed.items() if _is_open(card)])
    state.found = {key: found for key, found in state.found.items() if key in cards}
    state.found |= {key: _history(archive, key, card) for key, card in changed.items()}
    state.seen = {key: digest for key, (_, digest) in cards.items()}
    used = {(key, pair) for key, pairs in state.pairs.items() for pair in pairs[:MOST]}
    state.read = {asked: past for asked, past in state.read.items() if asked in used}


def _pairs(repository: Repository, archive: Archive, folders: Iterable[str]) -> dict[GroupKey, tuple[Pair, ...]]:
    """Return the contents that the files of each entry had together, the newest first."""
    now: dict[GroupKey, dict[str, str]] = {}
    found: dict[GroupKey, list[Pair]] = {}
    kinds = list(archive.registry.kinds.values())
    for commit in reversed(list(repository.changes(folders))):
        touched: dict[GroupKey, None] = {}
        for name, blob in commit:
            place = place_of_document(f"content/{name}", kinds)
            if place is not None:
                kind, slug, _, lang = place
                now.setdefault((kind.name, slug), {})[lang] = blob
                touched[kind.name, slug] = None
        for key in touched:
            pair = tuple(sorted((lang, blob) for lang, blob in now[key].items() if blob))
            found.setdefault(key, []).append(pair)
    return {key: tuple(dict.fromkeys(reversed(pairs))) for key, pairs in found.items()}


def _is_open(card: Card) -> bool:
    """Tell whether anything but the present text of an entry may be shown."""
    return not (card.draft or card.withdrawn or card.hidden or card.embargo)


def _read(archive: Archive, repository: Repository, keys: Iterable[GroupKey]) -> None:
    """Read what is new of the versions of some entries."""
    state = archive.state.history
    new = [
        (key, pair)
        for key in keys
        for pair in state.pairs.get(key, ())[:MOST]
        if pair and (key, pair) not in state.read
    ]
    for start in range(0, len(new), AT_ONCE):
        some = new[start : start + AT_ONCE]
        contents = repository.contents(list(dict.fromkeys(blob for _, pair in some for _, blob in pair)))
        with tempfile.TemporaryDirectory(prefix="hub-history-") as folder:
            for key, pair in some:
                group = archive.groups.get(key)
                if group is not None:
                    state.read[key, pair] = _past(archive, group, pair, contents, Path(folder))


def _past(archive: Archive, group: FileGroup, pair: Pair, contents: dict[str, bytes], folder: Path) -> Past:
    """Return what a version says, read by the rules for the texts of today."""
    if group.kind is None or not all(blob in contents for _, blob in pair):
        return Past(None, True)  # what it asks for cannot be told
    files = {}
    for lang, blob in pair:
        path = folder / f"{group.key[1]}.{lang}.md"
        path.write_bytes(contents[blob])
        files["en" if lang == "en" else "vi"] = File(str(path), path.name, (0, 0, 0, 0))
    builder = EntryBuilder(archive.registry, group.kind, group.key[1], group.parent, files, group.beside, archive.names)  # type: ignore[arg-type]  # the keys are those of LANGS
    archive.fresh = {}
    entry = builder.build(archive.render, inspect_media, None)
    if entry is None or any(problem.severity == "error" for problem in builder.problems):
        return Past(None, _asks(builder, entry))
    if _asks(builder, entry):
        return Past(None, True)
    archive.state.rendered |= {key: archive.packs.put(blob) for key, blob in archive.fresh.items()}
    slot = archive.packs.put(pickle.dumps(entry, protocol=5))
    readings = entry.readings.values()
    bodies = tuple(reading.body.key for reading in readings if reading.body)
    return Past(Version(builder.version, max(each.updated for each in readings), slot, bodies), False)


def _asks(builder: EntryBuilder[Any], entry: Entry[Any] | None) -> bool:
    """Tell whether a version asked for less to be shown than everything."""
    if builder.secrets or (entry is not None and not _is_open(entry.card(builder.kind))):
        return True
    for lang, file in builder.files.items():
        document = builder.documents.get(lang)
        wishes = builder.wishes.in_unreadable(file) if document is None else builder.wishes.in_document(document)
        if next(iter(wishes), None) is not None:
            return True
    return False


def _history(archive: Archive, key: GroupKey, card: Card) -> History:
    """Return the versions of an entry that may be shown."""
    state = archive.state.history
    if not state.head or not _is_open(card):
        return History()
    entry = archive.get(key)
    since: date | None = getattr(entry.reading(card.original), "versions_from", None)
    return History(True, tuple(_shown(state.pairs.get(key, ())[:MOST], key, state.read, card.version, since)))


def _shown(
    pairs: Iterable[Pair], key: GroupKey, read: dict[tuple[GroupKey, Pair], Past], current: str, since: date | None
) -> Iterator[Version]:
    """Yield the versions from the newest on, down to the first that was taken back or is from before `since`."""
    seen = {current}
    for pair in pairs:
        past = read.get((key, pair)) if pair else None
        if past is None or past.taken_back:
            return
        version = past.version
        if version is None or version.id in seen:
            continue
        if since is not None and version.updated < since:
            return
        seen.add(version.id)
        yield version
