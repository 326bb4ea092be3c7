"""The check of the consent on which a work may be shown."""

from collections.abc import Iterator
from datetime import date, timedelta

from hub.content.model.registry import Remark
from hub.features.gallery.model import Work
from hub.messages import N_

SOON = timedelta(days=30)  # before a consent ends: enough time to ask for it again


def check_consent(work: Work, today: date) -> Iterator[Remark]:
    """Yield a remark if a work's consent has ended or ends soon. It lasts until the end of its last day in Hanoi."""
    until = work.consent.until
    if until is None or until > today + SOON:
        return
    if until < today:
        message = N_("the consent ended on %(day)s; ask for it again, or write status: withdrawn")
        yield Remark("error", "consent.until", message, {"day": until}, "review")
    else:
        message = N_("the consent ends on %(day)s; ask for it again in time")
        yield Remark("warning", "consent.until", message, {"day": until}, "review")
