"""The address of a draft that mails name: it leads everyone to where they go on with it."""

from flask import redirect
from werkzeug.wrappers import Response

from hub.features.contribute.views.asking import draft_for, onward
from hub.features.contribute.views.blueprint import bp


@bp.get("/drafts/<int:number>/")
def draft(number: int) -> Response:
    """Lead to the form of a draft, for who can write in it now, and to the page of its review otherwise."""
    account, found = draft_for("draft.read", number)
    return redirect(onward(account, found), 303)
