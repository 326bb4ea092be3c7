"""Building of an entry from its files: paired, validated, rendered.

While they have errors, the last good version is kept.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Generic

from pydantic import ValidationError

from hub.content.model.body import Body
from hub.content.model.entries import Entry, State, Translation
from hub.content.model.fields import Validation
from hub.content.model.kinds import Kind, M
from hub.content.model.registry import Registry
from hub.content.model.slugs import SLUG
from hub.content.model.versions import DIGITS
from hub.content.source import last_good
from hub.content.source.documents import Document, read_document, section_problems, translation_digests
from hub.content.source.folder import File
from hub.content.source.front_matter import MANY, path_of
from hub.content.source.quality.text_remarks import text_remarks
from hub.content.source.references import CITES, Inspect, ReferenceCollector
from hub.content.source.validation_messages import unknown_field, validation_problems
from hub.content.source.withheld.names import Names, titles_of
from hub.content.source.withheld.taking_back import Asked, Wishes
from hub.i18n.languages import Lang
from hub.i18n.vietnamese import sort_key
from hub.messages import N_
from hub.problems import Problem, Unreadable, brief

Render = Callable[[str, str, int], tuple[Body, list[str], list[Problem]]]


class EntryBuilder(Generic[M]):
    """Builds one entry from its files; afterwards `problems` holds what is wrong with them."""

    def __init__(
        self,
        registry: Registry,
        kind: Kind[M],
        slug: str,
        parent: str,
        files: Mapping[Lang, File],
        beside: Mapping[str, File],
        names: Names | None = None,
    ) -> None:
        self.registry, self.kind, self.slug, self.parent = registry, kind, slug, parent
        self.files, self.beside, self.names = files, beside, names or Names()
        self.secrets: set[str] = set()  # the names of this entry that may stand in no text
        self.wishes = Wishes(registry.withheld, kind.fields)
        self.problems: list[Problem] = []
        self.remarks: list[Problem] = []  # what editors should look at in texts that may be shown
        self.documents: dict[Lang, Document] = {}
        self.shared: dict[str, Any] = {}
        self.version = ""
        self.owners: dict[str, Lang] = {}  # the file from which each shared value is taken

    def build(self, render: Render, inspect: Inspect, previous: Entry[M] | None) -> Entry[M] | None:
        """Return the entry; its last good version if a file has errors; None if there is nothing good to show."""
        usable = self._check_slug()
        for lang, file in self.files.items():
            try:
                self.documents[lang] = read_document(lang, file)
                self.problems += self.wishes.swallowed(self.documents[lang])
            except Unreadable as error:
                self.problems += error.problems
        self.version = version_of(self.documents.values(), self.names)
        original = self._original()
        self._merge_shared(original)
        collector = ReferenceCollector(self.kind, self.beside, inspect)
        if self.parent and self.documents:
            collector.refer(
                "", f"{self.kind.parent}/{self.parent}", self.kind.parent, next(iter(self.documents.values())), 1
            )
        readings: dict[Lang, M] = {}
        for lang in sorted(self.documents, key=lambda lang: lang != original):
            if (reading := self._reading(lang, original, render, collector)) is not None:
                readings[lang] = reading
        if not usable:
            return None
        is_wrong = any(problem.severity == "error" for problem in self.problems)
        if previous is not None and is_wrong:
            shown = last_good.with_added(previous, readings, self.files, collector, self.remarks)
        elif readings:
            original = original if original in readings else next(iter(readings))
            shown = Entry(
                self.kind.name, self.slug, self.parent, original, readings, self._translations(original, readings),
                tuple(collector.references), self.files[original].name, tuple(self.remarks),
            )  # fmt: skip
        else:
            shown = None
        shown = self._without_taken_back(shown) if is_wrong else shown
        if shown is not None and shown.secret:
            self.secrets |= {reading.title for reading in shown.readings.values()}
            self.secrets |= titles_of(self.files.values(), self.documents.values())
        return shown

    def _without_taken_back(self, shown: Entry[M] | None) -> Entry[M] | None:
        """Return what is shown of files with errors, without what either of them asks to have taken back."""
        asked: list[Asked] = []
        for lang, file in self.files.items():
            document = self.documents.get(lang)
            asked += self.wishes.in_unreadable(file) if document is None else self.wishes.in_document(document)
        self.problems += [each.problem() for each in asked if not each.exact][:MANY]
        if any(each.rule.names and each.rule.field in self.kind.shared for each in asked):
            self.secrets = titles_of(self.files.values(), self.documents.values())
        return shown and last_good.withheld(shown, asked, self.kind)

    def _check_slug(self) -> bool:
        if self.slug not in self.registry.reserved and SLUG.fullmatch(self.slug):
            return True
        name = next(iter(self.files.values())).name
        self.problems.append(
            Problem(name, 1, N_("the slug %(slug)s cannot be used in an address; choose another"), {"slug": self.slug})
        )
        return False

    def _original(self) -> Lang:
        claimed = [lang for lang, document in self.documents.items() if document.data.values.get("original") is True]
        if len(claimed) > 1:
            message = N_("both files say original: true; keep it in the authentic one")
            self.problems.append(self.documents[claimed[1]].problem(("original",), message))
        if claimed:
            return claimed[0]
        return "vi" if "vi" in self.documents or not self.documents else next(iter(self.documents))

    def _merge_shared(self, original: Lang) -> None:
        """Collect the shared values of all files; a contradiction is reported in the file that is read second.

        A field that is left blank contradicts nothing.
        """
        for lang in sorted(self.documents, key=lambda lang: lang != original):
            given = self.documents[lang].data.values
            for name in self.kind.shared:
                if name not in given:
                    continue
                if self.shared.get(name) is None:
                    self.shared[name], self.owners[name] = given[name], lang
                elif given[name] is not None and given[name] != self.shared[name]:
                    self._contradiction(name, self.documents[lang], self.documents[self.owners[name]])

    def _contradiction(self, name: str, here: Document, there: Document) -> None:
        message = N_("%(field)s is %(here)s here and %(there)s in %(file)s:%(line)d; keep one")
        values = {"here": _shown(here.data.values[name]), "there": _shown(there.data.values[name])}
        self.problems.append(
            here.problem((name,), message, field=name, **values, file=there.file.name, line=there.data.line((name,)))
        )

    def _reading(self, lang: Lang, original: Lang, render: Render, collector: ReferenceCollector) -> M | None:
        """Return the model of one language; None if its file has errors."""
        document = self.documents[lang]
        before = len(self.problems)
        self._report_unknown_fields(document)
        body, links = self._rendered(document, render)
        self.problems += section_problems(document, self.kind, body)
        validation = Validation(self.registry.reserved, nested=bool(self.kind.parent))
        own = {
            name: value
            for name, value in document.data.values.items()
            if name in self.kind.fields and name not in self.shared
        }
        common = self.shared
        if self.names:
            own, common = self.names.without_any(own, lang), self.names.without_any(common, lang)
        given = {
            "kind": self.kind.name, "slug": self.slug, "parent": self.parent, "lang": lang, "original_lang": original,
            "body": body or Body(), "files": {}, "cited": _cited(links), "collation": sort_key(str(own.get("title", ""))),
            "version": self.version,
        }  # fmt: skip
        try:
            reading = self.kind.model.model_validate(self._without_blanks(common | own) | given, context=validation)
            tuple(self.kind.moments(reading))
        except ValidationError as error:
            self._report_errors(error, document)
            return None
        except OverflowError:
            huge = next((name for name, value in reading if isinstance(value, int) and abs(value) > 1_000_000), "")
            self.problems.append(
                document.problem((huge,), N_("a date or a length of time here is out of all bounds; correct it"))
            )
            return None
        for wrong in reading.objections():
            path = path_of(wrong.field)
            holder = self.documents.get(self.owners.get(str(path[0]), lang), document)
            problem = holder.problem(path, wrong.message, **wrong.values)
            self.problems.append(replace(problem, severity=wrong.severity, sort=wrong.sort))
        collector.note_fields(validation.named, document, self.documents.values())
        collector.note_links(links, document, reading)
        self.problems += collector.problems
        collector.problems = []
        if any(problem.severity == "error" for problem in self.problems[before:]):
            return None
        self.remarks += text_remarks(document, self.kind, self.shared)
        return reading.model_copy(update={"files": dict(collector.media)})

    def _report_unknown_fields(self, document: Document) -> None:
        unknown = [name for name in document.data.values if name not in self.kind.fields]
        for name in unknown[:MANY]:
            message, values = unknown_field(name, list(self.kind.fields), {"field": brief(name)})
            self.problems.append(document.problem((name,), message, **values))

    def _rendered(self, document: Document, render: Render) -> tuple[Body | None, list[str]]:
        try:
            text = self.names.without(document.body, document.lang)
            body, links, remarks = render(text, document.file.name, document.first_line)
        except Unreadable as error:
            self.problems += error.problems
            return None, []
        self.problems += remarks
        return body, links

    def _without_blanks(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return the values without the optional fields that were left blank."""
        return {
            name: value for name, value in values.items() if value is not None or self.kind.fields[name].is_required()
        }

    def _report_errors(self, error: ValidationError, document: Document) -> None:
        """Report the errors of a validation, each in the file that holds the value.

        A missing shared field is reported once; and not at all if one file could not be read, since that file may have
        it.
        """
        unread = len(self.documents) < len(self.files)
        for problem in validation_problems(error, document.data, document.file.name, self.kind.model):
            top = str(problem.values.get("field", "")).split(".")[0]
            if self.owners.get(top, document.lang) != document.lang:
                continue  # reported for the file that holds it
            if top in self.kind.shared and top not in self.owners:
                is_reported = any(p.values.get("field") == top and p.message == problem.message for p in self.problems)
                if is_reported or unread:
                    continue
            self.problems.append(problem)

    def _translations(self, original: Lang, readings: Mapping[Lang, M]) -> dict[Lang, Translation]:
        """Compare every other language with the original, by field and section."""
        source = self.documents[original]
        now = translation_digests(self.kind, source.data, source.sections)
        found: dict[Lang, Translation] = {}
        for lang in readings:
            if lang == original:
                continue
            noted = readings[lang].translates
            moved = tuple(name for name, value in now.items() if (noted or {}).get(name) != value)
            state: State = "missing" if noted is None else "stale" if moved else "fresh"
            found[lang] = Translation(state, moved, readings[original].updated)
        return found


def version_of(documents: Iterable[Document], names: Names) -> str:
    """Return the id of what files say, from whatever commit they come. Withheld names do not count."""
    summed = hashlib.sha256()
    for document in sorted(documents, key=lambda document: document.lang):
        front, body = (names.without(text, document.lang) for text in (document.front, document.body))
        summed.update(f"{document.lang}\n{front}\n---\n{body}\0".encode())
    return summed.hexdigest()[:DIGITS]


def _shown(value: object) -> str:
    return brief(re.sub(r"[{}'\[\]]", "", str(value)) if isinstance(value, (dict, list)) else value)


def _cited(links: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(link.removeprefix(CITES) for link in links if link.startswith(CITES)))
