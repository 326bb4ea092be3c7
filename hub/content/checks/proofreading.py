"""What an editor would say of a text that can be shown: its words, the line that it lacks, a ground that has run out.

Nothing of it keeps a page from being shown. `check` counts it as an error where a reader can see it, and as a remark in a
draft.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from hub.content.checks import declared, in_short
from hub.content.checks.field_lines import FieldLines
from hub.content.checks.terminology import LISTS, Terminology
from hub.content.edition import Edition
from hub.content.model.dates import HANOI
from hub.content.source.archive import Archive
from hub.content.source.folder import File, read_text
from hub.content.source.front_matter import parse
from hub.content.source.survey import FileGroup, GroupKey
from hub.i18n.catalogues import catalogue_problems
from hub.i18n.languages import LANGS
from hub.i18n.po_files import forms_of, messages_of, po_path, read_po, shown_path
from hub.problems import Problem, Severity, Unreadable, in_order


class Proofreader:
    """Reads what an archive has read; again and again, after each refresh."""

    def __init__(self) -> None:
        self.wording = Terminology({})
        self.lists: object = None
        self.seen: dict[GroupKey, object] = {}

    def read(self, archive: Archive, today: date, most: int | None = None) -> list[Problem]:
        """What there is to say, on a day, of everything that has changed since the last time.

        Where that is more than `most` entries and lists, nothing is said of any.
        """
        groups = archive.groups
        lists = [groups["", name].fingerprint for name in LISTS if ("", name) in groups]
        if lists != self.lists:
            vocabularies = {vocabulary.name: vocabulary for vocabulary, _ in archive.vocabularies()}
            self.lists, self.wording, self.seen = lists, Terminology(vocabularies), {}
        changed = [key for key, group in groups.items() if self.seen.get(key) != group.fingerprint]
        self.seen = {key: group.fingerprint for key, group in groups.items()}
        if most is not None and len(changed) > most:
            return []
        return [problem for key in changed for problem in self._of_group(groups[key], archive, today)]

    def in_code(self, root: Path, translations: Path) -> Iterator[Problem]:
        """Avoided words of the templates below a folder, and of the catalogues."""
        for path in sorted(root.glob("hub/**/templates/**/*.html")):
            yield from self.wording.in_template(path.read_text(encoding="utf-8"), path.relative_to(root).as_posix())
        for lang in LANGS:
            path = po_path(translations, lang)
            try:
                catalog = read_po(path, translations, lang)
            except Unreadable:
                continue  # told with the catalogues
            for message in messages_of(catalog):
                for text in forms_of(message):
                    yield from self.wording.in_words(text, shown_path(path, translations), message.lineno or 1, lang)

    def unmet(self, archive: Archive) -> list[Problem]:
        """The exemptions of the lists that nothing needs; to be asked when everything has been read."""
        files = {name: next(iter(group.beside.values())) for name in LISTS if (group := archive.groups.get(("", name)))}
        if not self.wording.exempt:
            return []
        data = {name: parse(read_text(file), file.name) for name, file in files.items()}
        return list(self.wording.unmet(data, {name: file.name for name, file in files.items()}))

    def _of_group(self, group: FileGroup, archive: Archive, today: date) -> Iterator[Problem]:
        if group.kind is None:
            for file in group.beside.values():
                if (text := _text(file)) is not None:
                    yield from self.wording.in_list(text, file.name)
            return
        card = archive.state.groups[group.key].card
        severity: Severity = "error" if card is not None and not (card.draft or card.withdrawn) else "warning"
        for lang, file in group.documents.items():
            if (text := _text(file)) is not None:
                yield from self.wording.in_document(text, file.name, lang, severity)
        if card is not None and not card.withdrawn and (entry := archive.get(group.key)) is not None:
            lines = FieldLines(group, severity)
            yield from in_short.problems(group.kind, entry, lines)
            yield from declared.problems(archive.registry, entry, today, lines)


def every_problem(edition: Edition, archive: Archive, root: Path, translations: Path) -> list[Problem]:
    """Every problem of content, exhibits, translations and of the templates below `root`, in order."""
    proofreader, today = Proofreader(), edition.as_of.astimezone(HANOI).date()
    said = [*proofreader.read(archive, today), *proofreader.in_code(root, translations), *proofreader.unmet(archive)]
    return in_order([*edition.problems, *catalogue_problems(translations), *said])


def _text(file: File) -> str | None:
    try:
        return read_text(file)
    except Unreadable:  # told by whoever reads it for its content
        return None
