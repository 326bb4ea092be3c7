"""What `check` reports on a statement beyond its model."""

from collections.abc import Iterator
from datetime import date

from hub.content.model.registry import Remark
from hub.features.statements.model import Statement
from hub.messages import N_


def remarks(statement: Statement, today: date) -> Iterator[Remark]:
    """Yield what is wrong with the corrections of a statement, and what its recording lacks."""
    for number, corrigendum in enumerate(statement.corrigenda):
        if (corrigendum.was is None) != (corrigendum.now is None):
            message = N_("a correction that shows words shows both: was, the old ones, and now, those in their place")
            yield Remark("error", f"corrigenda.{number}", message, {})
    if statement.recording is None:
        return
    media = statement.files.get(statement.recording.file)
    if media is not None and media.type.startswith("video/") and not statement.recording.captions:
        yield Remark("error", "recording", N_("a video needs captions; put them beside it in WebVTT"), {})
    if "transcript" not in statement.body:
        message = N_("a recording needs its words in writing; add a section ## … {#transcript}")
        yield Remark("error", "recording", message, {})
