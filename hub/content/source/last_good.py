"""What is shown of an entry while its files have errors: its last good version, without what an author has withheld."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from hub.content.model.entries import Entry, Translation
from hub.content.model.kinds import Kind, M
from hub.content.source.folder import File
from hub.content.source.references import ReferenceCollector
from hub.content.source.withheld.names import moment_in
from hub.content.source.withheld.taking_back import Asked
from hub.i18n.languages import Lang
from hub.problems import Problem


def withheld(entry: Entry[M], asked: Iterable[Asked], kind: Kind[M]) -> Entry[M]:
    """Return an entry without what its files ask to withhold; a draft where its kind has no such field."""
    shown = entry.readings[entry.original]
    update: dict[str, object] = {}
    moments = []
    for rule, _, _, written, _ in asked:
        if rule.field not in kind.shared:
            update["draft"] = True
        elif rule.value is datetime:
            moments.append(moment_in(written))
            update[rule.field] = max(moments)
        elif getattr(shown, rule.field) != rule.value:
            update |= rule.update
    if all(getattr(shown, name) == value for name, value in update.items()):
        return entry
    readings = {lang: reading.model_copy(update=update) for lang, reading in entry.readings.items()}
    return replace(entry, readings=readings)


def with_added(
    previous: Entry[M],
    readings: Mapping[Lang, M],
    files: Mapping[Lang, File],
    collector: ReferenceCollector,
    remarks: Iterable[Problem],
) -> Entry[M]:
    """Return the last good version, with valid readings of new languages and without those whose file is gone."""
    added = {lang: reading for lang, reading in readings.items() if lang not in previous.readings}
    kept = {lang: reading for lang, reading in previous.readings.items() if lang in files}
    if not added and len(kept) == len(previous.readings):
        return previous
    joined = kept | added or dict(previous.readings)
    original = previous.original if previous.original in joined else next(iter(joined))
    unmarked = {lang: Translation("missing", (), joined[original].updated) for lang in added if lang != original}
    known = {lang: found for lang, found in previous.translations.items() if lang in kept and lang != original}
    told = {files[lang].name: remarks if lang in added else previous.remarks for lang in joined if lang in files}
    return replace(
        previous,
        original=original,
        readings=joined,
        translations=known | unmarked,
        references=tuple(collector.references),
        source=files[original].name if original in files else previous.source,
        remarks=tuple(remark for name, known in told.items() for remark in known if remark.file == name),
    )
