"""The views of people."""

from flask import Blueprint, Response

from hub.features.people import queries
from hub.features.people.model import Person
from hub.web.addresses import every, once
from hub.web.context import derived, edition
from hub.web.page import found, page
from hub.web.translations import gettext

bp = Blueprint("people", __name__, url_prefix="/<any(vi, en):lang>/people")


@bp.get("/")
@once
def index() -> Response:
    """Show the named people by delegation, in protocol order, and otherwise by name."""
    return page(
        "people/index.html", title=gettext("People"), section="people", delegations=queries.delegations(edition())
    )


@bp.get("/<slug>/")
@every(Person)
def detail(slug: str) -> Response:
    """Show one person."""
    person = found(Person, slug)
    spoke = list(edition().named(derived("people.appearances").get(slug, ())))
    return page("people/detail.html", title=person.title, of=person, section="people", person=person, spoke=spoke)
