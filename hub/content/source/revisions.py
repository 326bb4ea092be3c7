"""The records of changes on disk: `revisions.jsonl` in the folder of each kind that has one, one JSON object a line.

Lines are only ever added. One that is damaged is a problem, and the others are kept; so is the whole record while its
file is gone or empty.
"""

import json
from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from hub.content.model.dates import HANOI
from hub.content.model.entries import Card, Entry
from hub.content.model.kinds import Kind
from hub.content.model.revisions import Revision, Values
from hub.content.model.slugs import SLUG
from hub.content.source.folder import File, Stamp, read_bytes
from hub.i18n.languages import LANGS
from hub.i18n.vietnamese import nfc
from hub.messages import N_
from hub.problems import Problem, Unreadable, brief

RECORD = "revisions.jsonl"
LARGEST = 20 * 1024 * 1024  # bytes; sixty thousand changes
GONE = N_(
    "the record of changes has lost its lines; restore the file. "
    "If they were removed on purpose, run python3 run.py build --accept-removals"
)


@dataclass
class Record:
    """What the record of one kind says. `revisions` are by slug, in the order of their moments.

    `read_from` identifies the file and the fields that were read. `lost` tells that the file has lost its lines, and
    that these are those of before. `compared` has the digests of the entries whose values are known to be recorded.
    """

    read_from: tuple[Stamp, tuple[str, ...]] | None = None
    revisions: Mapping[str, tuple[Revision, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    lost: bool = False
    compared: dict[str, str] = field(default_factory=dict)

    def of(self, card: Card, taken: Container[str]) -> tuple[Revision, ...]:
        """Return the revisions of an entry in the order of their moments, those under its earlier slugs included.

        An earlier slug that is `taken` belongs to the entry that has it now.
        """
        slugs = dict.fromkeys((card.slug, *(alias for alias in card.aliases if alias not in taken)))
        found = [revision for slug in slugs for revision in self.revisions.get(slug, ())]
        return tuple(sorted(found, key=lambda revision: revision.at))


def name_of_record(kind: Kind[Any]) -> str:
    """Return the name of a kind's record as messages say it: `content/agenda/revisions.jsonl`."""
    return "/".join(filter(None, (kind.root, kind.folder, RECORD)))


def read_record(
    kind: Kind[Any], file: File | None, before: Record | None, accepted: bool, is_away: bool = False
) -> Record:
    """Return a kind's record, read again if its file has changed or the loss of its lines is `accepted`.

    Lines that were known before stay if the file has none, unless their removal is accepted. That is a problem, except
    where the whole folder `is_away`, which is reported as such.
    """
    if (
        file is not None
        and before is not None
        and before.read_from == (file.stamp, kind.recorded)
        and not (before.lost and accepted)
    ):
        return before
    record = Record() if file is None else _read(kind, file)
    if before is None or not before.revisions or record.revisions or accepted:
        return record
    problems = () if is_away else (*record.problems, Problem(name_of_record(kind), 1, GONE))
    return Record(record.read_from, before.revisions, problems, lost=True)


def unread(record: Record) -> Record:
    """Return a record whose file is read again next time, whether it has changed or not."""
    return replace(record, read_from=None, compared={})


class RecordedFields:
    """Reads and writes the values of the fields that a kind records."""

    def __init__(self, kind: Kind[Any]) -> None:
        self.kind = kind
        self.types: dict[str, TypeAdapter[Any]] = {}
        for name in kind.recorded:
            info = kind.fields[name]
            whole: Any = Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation
            self.types[name] = TypeAdapter(whole)

    def of_entry(self, entry: Entry[Any]) -> Values:
        """Return the present values of an entry."""
        original = entry.readings[entry.original]
        return {
            name: {lang: self._written(name, getattr(entry.readings[lang], name)) for lang in entry.languages}
            if name in self.kind.translated
            else self._written(name, getattr(original, name))
            for name in self.types
        }

    def read(self, values: Mapping[str, Any]) -> Values:
        """Return values of a line in the one form in which they can be compared. Raises ValueError for others."""
        return {name: self._value(name, value) for name, value in values.items()}

    def _value(self, name: str, value: Any) -> Any:
        if name not in self.types:
            raise ValueError(name)
        if name not in self.kind.translated:
            return self._written(name, self.types[name].validate_python(value))
        if not isinstance(value, dict) or not value or not set(value) <= set(LANGS):
            raise ValueError(name)
        return {lang: self._written(name, self.types[name].validate_python(value[lang])) for lang in sorted(value)}

    def _written(self, name: str, value: Any) -> Any:
        return self.types[name].dump_python(value, mode="json")


def _read(kind: Kind[Any], file: File) -> Record:
    fields, problems = RecordedFields(kind), list[Problem]()
    found: dict[str, list[Revision]] = {}
    try:
        data = read_bytes(file, LARGEST, N_("the record is larger than 20 MB; keep its older lines in another file"))
    except Unreadable as error:
        return Record((file.stamp, kind.recorded), {}, error.problems, lost=True)
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.strip():
            try:
                revision = _revision(line, fields, file.name, number)
            except Unreadable as error:
                problems += error.problems
            else:
                found.setdefault(revision.slug, []).append(revision)
    ordered = {slug: tuple(sorted(lines, key=lambda line: line.at)) for slug, lines in found.items()}
    return Record((file.stamp, kind.recorded), ordered, tuple(problems))


def _revision(line: bytes, fields: RecordedFields, file: str, number: int) -> Revision:
    """Return the revision of a line. Raises Unreadable with the problem of a damaged one."""

    def damaged(message: str, **values: object) -> Unreadable:
        return Unreadable(Problem(file, number, message, values))

    try:
        written = json.loads(nfc(line.decode("utf-8-sig")))
        at, slug, values = (written[name] for name in ("at", "slug", "values"))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise damaged(
            N_("this line is no record of a change; restore it as it was, or delete it: %(line)s"),
            line=brief(line.decode("utf-8", "replace")),
        ) from error
    try:
        moment = datetime.fromisoformat(at)
    except (ValueError, TypeError):
        moment = datetime.min
    if moment.tzinfo is None:
        example = "2025-10-22T08:30:00+07:00"
        message = N_("at is %(given)s; write the moment of the change with its offset, such as %(example)s")
        raise damaged(message, given=brief(at), example=example)
    if not isinstance(slug, str) or not SLUG.fullmatch(slug):
        raise damaged(N_("slug is %(given)s; write the slug of the entry that has changed"), given=brief(slug))
    if not isinstance(values, dict) or not values:
        raise damaged(N_("values is %(given)s; write the fields that have changed"), given=brief(values))
    for name, value in values.items():
        try:
            fields.read({name: value})
        except (ValidationError, ValueError) as error:
            message = N_("%(field)s is %(given)s, which cannot be recorded; restore the line, or delete it")
            raise damaged(message, field=brief(name), given=brief(value)) from error
    return Revision(moment.astimezone(HANOI), slug, fields.read(values))
