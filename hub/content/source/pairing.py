"""From the files of one entry to its readings: paired, checked, rendered; what cannot be read keeps its last good form."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Generic

from pydantic import ValidationError

from hub.content.model.body import Body
from hub.content.model.entries import Entry, State, Translation, digests
from hub.content.model.kinds import RESERVED, Kind, M
from hub.content.source.documents import Document, read_document, section_problems
from hub.content.source.folder import SLUG, File
from hub.content.source.front_matter import MANY
from hub.content.source.references import CITES, Facts, Noted, ReferenceCollector
from hub.content.source.validation_messages import brief, unknown_field, validation_problems
from hub.i18n.languages import Lang
from hub.i18n.vietnamese import sort_key
from hub.messages import N_
from hub.problems import Problem, Unreadable

# What an author writes to have less shown. It holds at once, whatever else is wrong with the files; what is to be covered
# is not shown at all until they are mended, for its note may be what is missing.
WITHHOLDS: dict[tuple[str, object], dict[str, object]] = {
    ("masked", True): {"masked": True, "draft": True},
    ("draft", True): {"draft": True},
    ("status", "withdrawn"): {"status": "withdrawn"},
    ("identity", "withheld"): {"identity": "withheld"},
}

Render = Callable[[str, str, int], tuple[Body, list[str], list[Problem]]]


class EntryBuilder(Generic[M]):
    """Builds one entry; `problems` afterwards holds what was found."""

    def __init__(
        self, kind: Kind[M], slug: str, parent: str, files: Mapping[Lang, File], beside: Mapping[str, File]
    ) -> None:
        self.kind, self.slug, self.parent = kind, slug, parent
        self.files, self.beside = files, beside
        self.problems: list[Problem] = []
        self.documents: dict[Lang, Document] = {}
        self.shared: dict[str, Any] = {}
        self.owners: dict[str, Lang] = {}  # the file from which each shared value is taken

    def build(self, render: Render, facts: Facts, previous: Entry[M] | None) -> Entry[M] | None:
        """The entry, with last good readings where a file has errors; None where there is nothing good to show."""
        usable = self._check_slug()
        for lang, file in self.files.items():
            try:
                self.documents[lang] = read_document(lang, file)
            except Unreadable as error:
                self.problems += error.problems
        original = self._original()
        self._merge_shared(original)
        references_found = ReferenceCollector(self.kind, self.beside, facts)
        if self.parent and self.documents:
            references_found.refer(
                "", f"{self.kind.parent}/{self.parent}", self.kind.parent, next(iter(self.documents.values())), 1
            )
        readings: dict[Lang, M] = {}
        for lang in sorted(self.documents, key=lambda lang: lang != original):
            if (reading := self._reading(lang, original, render, references_found)) is not None:
                readings[lang] = reading
        if not usable:
            return None
        if previous is not None and any(problem.severity == "error" for problem in self.problems):
            return self._keep_last_good(self._withheld(previous), readings, references_found)
        if not readings:
            return None
        if original not in readings:
            original = next(iter(readings))
        return Entry(
            self.kind.name, self.slug, self.parent, original, readings, self._translations(original, readings),
            tuple(references_found.references), self._paths(references_found), self.files[original].name,
        )  # fmt: skip

    def _paths(self, references_found: ReferenceCollector) -> dict[str, str]:
        return {name: str(self.beside[name].path) for name in references_found.media}

    def _withheld(self, previous: Entry[M]) -> Entry[M]:
        """The last good form without what the files by now ask to have shown no more."""
        shown, said = (
            previous.readings[previous.original],
            [document.data.values for document in self.documents.values()],
        )
        less = [
            update
            for (name, value), update in WITHHOLDS.items()
            if name in self.kind.shared
            and getattr(shown, name) != value
            and any(values.get(name) == value for values in said)
        ]
        if not less:
            return previous
        update = {name: value for each in less for name, value in each.items()}
        return replace(
            previous, readings={lang: reading.model_copy(update=update) for lang, reading in previous.readings.items()}
        )

    def _keep_last_good(
        self, previous: Entry[M], readings: dict[Lang, M], references_found: ReferenceCollector
    ) -> Entry[M]:
        """A broken pair stays as it was, but for a language that was added whole."""
        added = {lang: reading for lang, reading in readings.items() if lang not in previous.readings}
        kept = {lang: reading for lang, reading in previous.readings.items() if lang in self.files}
        if not added and len(kept) == len(previous.readings):
            return previous
        joined = kept | added or dict(previous.readings)
        original = previous.original if previous.original in joined else next(iter(joined))
        unmarked = {lang: Translation("missing", (), joined[original].updated) for lang in added if lang != original}
        return replace(
            previous,
            original=original,
            readings=joined,
            translations={
                lang: found for lang, found in previous.translations.items() if lang in kept and lang != original
            }
            | unmarked,
            references=tuple(references_found.references),
            files={**previous.files, **self._paths(references_found)},
            source=self.files[original].name if original in self.files else previous.source,
        )

    def _check_slug(self) -> bool:
        if self.slug not in RESERVED and SLUG.fullmatch(self.slug):
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
        """Collect the shared values of all files; a contradiction is a problem of the later file. Nothing says nothing."""
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

    def _reading(self, lang: Lang, original: Lang, render: Render, references_found: ReferenceCollector) -> M | None:
        """The model of one language, or None where its file has errors."""
        document = self.documents[lang]
        before = len(self.problems)
        self._refuse_strangers(document)
        body, links = self._rendered(document, render)
        self.problems += section_problems(document, self.kind, body)
        noted: list[Noted] = []
        own = {
            name: value
            for name, value in document.data.values.items()
            if name in self.kind.fields and name not in self.shared
        }
        given = {
            "kind": self.kind.name, "slug": self.slug, "parent": self.parent, "lang": lang, "original_lang": original,
            "body": body or Body(), "files": {}, "cited": _cited(links), "collation": sort_key(str(own.get("title", ""))),
        }  # fmt: skip
        try:
            reading = self.kind.model.model_validate(self._said(self.shared | own) | given, context=noted)
            tuple(self.kind.moments(reading))
        except ValidationError as error:
            self._refuse(error, document)
            return None
        except OverflowError:
            huge = next((name for name, value in reading if isinstance(value, int) and abs(value) > 1_000_000), "")
            self.problems.append(
                document.problem((huge,), N_("a date or a length of time here is out of all bounds; correct it"))
            )
            return None
        for name, message, values in reading.objections():
            holder = document if name in document.data.values else next(iter(self.documents.values()))
            self.problems.append(holder.problem((name,), message, **values))
        references_found.note_fields(noted, document, self.documents.values())
        references_found.note_links(links, document, reading)
        self.problems += references_found.problems
        references_found.problems = []
        if any(problem.severity == "error" for problem in self.problems[before:]):
            return None
        return reading.model_copy(update={"files": dict(references_found.media)})

    def _refuse_strangers(self, document: Document) -> None:
        strangers = [name for name in document.data.values if name not in self.kind.fields]
        for name in strangers[:MANY]:
            message, values = unknown_field(name, list(self.kind.fields), {"field": brief(name)})
            self.problems.append(document.problem((name,), message, **values))

    def _rendered(self, document: Document, render: Render) -> tuple[Body | None, list[str]]:
        try:
            body, links, remarks = render(document.body, document.file.name, document.first_line)
        except Unreadable as error:
            self.problems += error.problems
            return None, []
        self.problems += remarks
        return body, links

    def _said(self, values: dict[str, Any]) -> dict[str, Any]:
        """The values without the optional fields that were left blank."""
        return {
            name: value for name, value in values.items() if value is not None or self.kind.fields[name].is_required()
        }

    def _refuse(self, error: ValidationError, document: Document) -> None:
        """Problems of a validation, each in the file that holds the value; a shared field that is missing is missing once.

        Where a file could not be read at all, nobody knows whether it is missing.
        """
        unread = len(self.documents) < len(self.files)
        for problem in validation_problems(error, document.data, document.file.name, self.kind.model):
            top = str(problem.values.get("field", "")).split(".")[0]
            if self.owners.get(top, document.lang) != document.lang:
                continue  # reported with the file that holds it
            if top in self.kind.shared and top not in self.owners:
                told = any(p.values.get("field") == top and p.message == problem.message for p in self.problems)
                if told or unread:
                    continue
            self.problems.append(problem)

    def _translations(self, original: Lang, readings: Mapping[Lang, M]) -> dict[Lang, Translation]:
        """Compare every other language with the original, field by field and section by section."""
        source = self.documents[original]
        now = digests(self.kind, source.data, source.parts)
        found: dict[Lang, Translation] = {}
        for lang in readings:
            if lang == original:
                continue
            noted = readings[lang].translates
            moved = tuple(name for name, value in now.items() if (noted or {}).get(name) != value)
            state: State = "missing" if noted is None else "stale" if moved else "fresh"
            found[lang] = Translation(state, moved, readings[original].updated)
        return found


def _shown(value: object) -> str:
    return brief(re.sub(r"[{}'\[\]]", "", str(value)) if isinstance(value, (dict, list)) else value)


def _cited(links: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(link.removeprefix(CITES) for link in links if link.startswith(CITES)))
