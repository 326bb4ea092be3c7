"""What `check` and the editors' page report on a practice beyond its model: what is due to be looked at again."""

from collections.abc import Iterator
from datetime import date

from hub.content.model.dates import is_year_old
from hub.content.model.registry import Remark
from hub.content.model.vocabulary import NOT_LOOKED_AT
from hub.features.library.model import Practice
from hub.messages import N_

DUE = N_(
    "this was to be checked again by %(day)s; look at its sources, correct what has changed, then write the day in verified_on and a later one in review_due"
)


def remarks(practice: Practice, today: date) -> Iterator[Remark]:
    """Yield a warning if the entry is past its review, and one for each source not looked at for a year."""
    if practice.withdrawn:
        return
    if today > practice.review_due:
        yield Remark("warning", "review_due", DUE, {"day": practice.review_due}, "review")
    for number, source in enumerate(practice.sources):
        if is_year_old(source.accessed, today):
            values = {"id": source.id, "day": source.accessed}
            yield Remark("warning", f"sources.{number}.accessed", NOT_LOOKED_AT, values, "source")
