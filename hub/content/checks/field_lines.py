"""Lines of an entry's fields. Its files are read again to find them, and only if there is something to report."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cached_property

from hub.content.source.documents import Document, read_document
from hub.content.source.front_matter import path_of
from hub.content.source.survey import FileGroup
from hub.i18n.languages import Lang
from hub.problems import Problem, Severity, Sort, Unreadable


class FieldLines:
    """Makes problems that point at the line of a field.

    `severity` is the highest that the problems of the entry may have.
    """

    def __init__(self, group: FileGroup, severity: Severity) -> None:
        self.group, self.severity = group, severity

    def problem(
        self,
        langs: Sequence[Lang],
        field: str,
        message: str,
        values: Mapping[str, object],
        severity: Severity = "error",
        sort: Sort = "form",
    ) -> Problem:
        """Return a problem at the line of a field (`consent.until`, `sources.0.accessed`).

        It is reported in the first file, in the order of `langs`, that has the field.
        """
        path, values = path_of(field), {"field": field, **values}
        severity = severity if self.severity == "error" else "warning"
        documents = [self._documents[lang] for lang in langs if lang in self._documents]
        holders = [document for document in documents if path[0] in document.data.values] or documents
        if not holders:
            return Problem(next(iter(self.group.documents.values())).name, 1, message, values, severity, sort=sort)
        return Problem(holders[0].file.name, holders[0].data.line(path), message, values, severity, sort=sort)

    @cached_property
    def _documents(self) -> dict[Lang, Document]:
        found = {}
        for lang, file in self.group.documents.items():
            with suppress(Unreadable):
                found[lang] = read_document(lang, file)
        return found
