"""The address of a draft that mails name: it leads everyone to where they go on with it."""

from flask import redirect
from werkzeug.wrappers import Response

from hub.desk.permissions import allowed
from hub.features.contribute.views.asking import draft_for
from hub.features.contribute.views.blueprint import bp
from hub.features.contribute.workflow import WRITABLE
from hub.web.links import url


@bp.get("/drafts/<int:number>/")
def draft(number: int) -> Response:
    """Lead to the form of a draft, for who can write in it now, and to the page of its review otherwise."""
    account, found = draft_for("draft.read", number)
    writes = found.state in WRITABLE and allowed("draft.write", account, found)
    return redirect(url("contribute.edit" if writes else "contribute.review", number=str(number)), 303)
