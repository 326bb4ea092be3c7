"""The address by which a file is put into quarantine, and what is said of a draft that is stopped by one."""

from flask import redirect, request
from werkzeug.wrappers import Response as AnyResponse

from hub.desk.database import db
from hub.features.contribute.quarantine import keeping
from hub.features.contribute.refusals import Stopped
from hub.features.contribute.views import asking
from hub.features.contribute.views.attaching import paper_of
from hub.features.contribute.views.blueprint import bp
from hub.features.contribute.views.editing import is_for_script, told_to_script, typed
from hub.web.links import url
from hub.web.page import page
from hub.web.site import site
from hub.web.translations import gettext


@bp.post("/drafts/<int:number>/attachments/<int:paper>/quarantine/")
def put_into_quarantine(number: int, paper: int) -> AnyResponse:
    """Put a file out of everybody's reach: one press, without a question, and nobody has to look again."""
    account, draft = asking.draft_for("attachment.quarantine", number)
    copies = keeping.put(db.session(), asking.now(), account, draft, paper_of(draft, paper))
    db.session.commit()  # from here on nobody gets it, wherever it lies
    keeping.settle(site().settings.instance, copies)
    return redirect(url("contribute.attachments", number=str(number)), 303)


@bp.errorhandler(Stopped)
def stopped(refusal: Stopped) -> AnyResponse:
    """Say that nothing can be done to a draft at the moment, whatever was asked; what was typed is shown again."""
    db.session.rollback()
    if is_for_script():
        return told_to_script("closed")
    is_text = request.endpoint == "contribute.keep"
    return page(
        "contribute/stopped.html",
        title=gettext("This draft is on hold"),
        section="desk",
        robots="noindex",
        status=409,
        typed=typed() if is_text else [],
    )
