"""Editorial checks of texts that can be shown: avoided words, addresses, “in short”, the checks of features.

None of them keeps a page from being shown. `check` reports them as errors if readers can see the text, and as warnings
in a draft.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from hub.content.checks import declared, field_comments, in_short, own_addresses, share_titles, to_come
from hub.content.checks.field_lines import FieldLines
from hub.content.checks.words import withheld_names
from hub.content.checks.words.terminology import LISTS, Terminology
from hub.content.edition import Edition
from hub.content.model.dates import HANOI
from hub.content.model.vocabulary import named_numbers
from hub.content.source.archive import Archive
from hub.content.source.folder import File, read_text
from hub.content.source.front_matter import parse
from hub.content.source.quality import unsourced
from hub.content.source.survey import FileGroup, GroupKey
from hub.i18n.catalogues import catalogue_problems, read_catalogues
from hub.i18n.languages import Lang
from hub.i18n.po_files import ReadCatalog, forms_of, messages_of, po_path, shown_path
from hub.problems import Problem, Severity, Unreadable, in_order


class Proofreader:
    """Checks what an archive has read, again after each refresh. `host` is the site's own host name."""

    def __init__(self, host: str = "") -> None:
        self.host = host
        self.wording = Terminology({})
        self.lists: object = None
        self.seen: dict[GroupKey, object] = {}
        self.named: frozenset[str] = frozenset()

    def read(self, archive: Archive, today: date, most: int | None = None) -> list[Problem]:
        """Return the problems, as of a day, in everything that has changed since the last call.

        Returns nothing if more than `most` entries and lists have changed.
        """
        groups = archive.groups
        lists: list[object] = [groups["", name].fingerprint for name in LISTS if ("", name) in groups]
        lists.append(archive.names.digest)
        if lists != self.lists:
            vocabularies = {vocabulary.name: vocabulary for vocabulary, _ in archive.vocabularies()}
            self.lists, self.wording, self.seen = lists, Terminology(vocabularies), {}
        self.named = named_numbers(vocabulary for vocabulary, _ in archive.vocabularies())
        changed = [key for key, group in groups.items() if self.seen.get(key) != group.fingerprint]
        self.seen = {key: group.fingerprint for key, group in groups.items()}
        if most is not None and len(changed) > most:
            return []
        return [problem for key in changed for problem in self._of_group(groups[key], archive, today)]

    def in_code(self, root: Path, translations: Path, catalogues: Mapping[Lang, ReadCatalog]) -> Iterator[Problem]:
        """Yield the avoided words in the templates under a folder and in the catalogues."""
        for path in sorted(root.glob("hub/**/templates/**/*.html")):
            yield from self.wording.in_template(path.read_text(encoding="utf-8"), path.relative_to(root).as_posix())
        for lang, catalog in catalogues.items():
            file = shown_path(po_path(translations, lang), translations)
            for message in messages_of(catalog):
                for text in forms_of(message):
                    yield from self.wording.in_words(text, file, message.lineno or 1, lang)

    def unused_exemptions(self, archive: Archive) -> list[Problem]:
        """Return the exemptions in lists that no text needed; call it after everything has been read."""
        files = {name: next(iter(group.beside.values())) for name in LISTS if (group := archive.groups.get(("", name)))}
        if not self.wording.exempt:
            return []
        data = {name: parse(read_text(file), file.name) for name, file in files.items()}
        return list(self.wording.unused_exemptions(data, {name: file.name for name, file in files.items()}))

    def _of_group(self, group: FileGroup, archive: Archive, today: date) -> Iterator[Problem]:
        if group.kind is None:
            for file in group.beside.values():
                if (text := _text(file)) is not None:
                    yield from self.wording.in_list(text, file.name)
                    yield from withheld_names.problems(text, file.name, archive.names)
                    yield from self._addresses(text, file, archive)
            return
        card = archive.state.groups[group.key].card
        severity: Severity = "error" if card is not None and not (card.draft or card.withdrawn) else "warning"
        for lang, file in group.documents.items():
            if (text := _text(file)) is not None:
                yield from self.wording.in_document(text, file.name, lang, severity)
                yield from field_comments.problems(text, file.name)
                if group.key not in archive.secrets:
                    yield from withheld_names.problems(text, file.name, archive.names)
                yield from self._addresses(text, file, archive)
        if card is not None and not card.withdrawn and (entry := archive.get(group.key)) is not None:
            lines = FieldLines(group, severity)
            if not archive.state.groups[group.key].stale:  # of an older version, the lines would be wrong
                yield from unsourced.apart_from(entry.remarks, self.named)
            yield from in_short.problems(group.kind, entry, lines)
            yield from share_titles.problems(entry, lines)
            yield from to_come.problems(group.kind, entry, today, lines)
            yield from declared.problems(archive.registry, entry, today, lines)

    def _addresses(self, text: str, file: File, archive: Archive) -> Iterator[Problem]:
        def nearest(path: str) -> str:
            slug = path.rstrip("/").rpartition("/")[2].partition(".")[0]
            named = [f"{kind}/{slug}" for kind in archive.registry.kinds if (kind, slug) in archive.groups]
            named += [slug] if slug in archive.registry.places else []
            return named[-1] if named else ""

        return own_addresses.problems(text, file.name, self.host, nearest)


def every_problem(edition: Edition, archive: Archive, root: Path, translations: Path, host: str = "") -> list[Problem]:
    """Return every problem in content, exhibits, translations and the templates under `root`, sorted.

    `host` is the site's own host name.
    """
    proofreader, today = Proofreader(host), edition.as_of.astimezone(HANOI).date()
    catalogues = read_catalogues(translations)
    found = [
        *proofreader.read(archive, today),
        *proofreader.in_code(root, translations, catalogues[0]),
        *proofreader.unused_exemptions(archive),
    ]
    return in_order([*edition.problems, *catalogue_problems(translations, catalogues), *found])


def _text(file: File) -> str | None:
    try:
        return read_text(file)
    except Unreadable:  # reported where the file is read for its content
        return None
