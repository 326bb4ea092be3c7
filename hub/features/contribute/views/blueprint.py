"""The blueprint of the contributors' desk, to which each module of views adds its addresses."""

import logging

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from hub.content.write.publishing import recover
from hub.web.site import site_of

LOG = logging.getLogger("hub")
bp = Blueprint("contribute", __name__)


def finish_publications(state: BlueprintSetupState) -> None:
    """Finish, or take back, a publication that was killed half-way: whenever a desk begins, in each of its processes.

    One after the other, by the lock of all who publish. What cannot be finished now is so by the next who reads or writes.
    """
    settings = site_of(state.app).settings
    try:
        recover(settings.instance, {"content": settings.content, "exhibits": settings.exhibits})
    except OSError as error:
        LOG.error("a publication was killed half-way and cannot be finished: %s", error)


bp.record(finish_publications)
