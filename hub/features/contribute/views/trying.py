"""Choosing whom to be, in an instance to try things in; anywhere else these addresses do not exist."""

from flask import Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from hub.desk import sessions
from hub.desk.database import db
from hub.desk.frame import first_page
from hub.features.contribute.trying.people import PEOPLE, known
from hub.features.contribute.views.asking import now
from hub.features.contribute.views.blueprint import bp
from hub.web.links import url
from hub.web.page import page
from hub.web.site import site
from hub.web.translations import gettext


@bp.get("/demo/")
def demo() -> Response:
    """Show who there is."""
    _only_to_try()
    title = gettext("Choose whom to be")
    return page("contribute/demo.html", title=title, robots="noindex", section="desk", people=PEOPLE)


@bp.post("/demo/")
def become() -> AnyResponse:
    """Sign somebody in without any proof."""
    _only_to_try()
    account = known(db.session()).get(request.form.get("who", "")) or abort(404)
    sessions.start(account, now(), request.headers.get("User-Agent", ""))
    return redirect(first_page() or url("account.index"), 303)


def _only_to_try() -> None:
    """End the request with 404 unless this instance was made to try things in, and is reached on this machine alone."""
    if not site().settings.demo or site().settings.hostname != "localhost":
        abort(404)
