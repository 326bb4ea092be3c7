"""Check for changes that cannot be recorded, because the record of changes cannot be written here."""

import os
from collections.abc import Iterator

from hub.content.checks.whole import Whole
from hub.content.source.revisions import name_of_record
from hub.content.write.revisions import place_of_record, unrecorded
from hub.messages import N_
from hub.problems import Problem


def problems(whole: Whole) -> Iterator[Problem]:
    """Yield one warning for each record that lacks changes and cannot be written."""
    message = N_(
        "the record lacks changes of %(slugs)s and cannot be written, so readers are not told of them; "
        "let the hub write to it, or commit it with the lines"
    )
    archive = whole.archive
    roots = {folder.label: folder.root for folder in archive.on_disk.folders}
    for kind in archive.registry.kinds.values():
        record = archive.record(kind)
        if record is None or record.lost:
            continue
        path = place_of_record(kind, roots)
        if os.access(path if path.exists() else path.parent, os.W_OK, effective_ids=True):
            continue
        if slugs := [revision.slug for revision in unrecorded(kind, record, archive, whole.now)]:
            yield Problem(name_of_record(kind), 1, message, {"slugs": ", ".join(slugs)}, "warning")
