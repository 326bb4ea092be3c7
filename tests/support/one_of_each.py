"""A package with one of each thing that a feature may declare: stalls at a fair, and coupons for them."""

PACKAGE = "fair"
FILES = {
    "__init__.py": "",
    "model.py": """
from typing import Literal
from hub.content.model.fields import shared, translated
from hub.content.model.kinds import Model
from hub.content.model.vocabulary import Item

class Stall(Model):
    number: int = shared(says="its number", example="7")
    nickname: str = shared("", says="what its neighbours call it", example="x")
    recipe: str = translated("", says="a secret of the house", example="x")
    open: Literal["yes", "no"] = shared("yes", says="whether it is open", example="yes")

    @property
    def withdrawn(self) -> bool:
        return self.open == "no"

class Coupon(Item):
    percent: int
""",
    "feature.py": """
from hub.content.model.kinds import Kind
from hub.content.model.registry import Remark, Withheld
from hub.feature import DeskEntry, Feature, Findable, Format, MenuEntry, SearchFields
from hub.kept import Kept
from fair.model import Coupon, Stall

def numbers(stall, today):
    if stall.number > 100:
        yield Remark("warning", "number", "the number %(number)d is high", {"number": stall.number})

FEATURE = Feature(
    "fair",
    kinds=(Kind("stall", Stall, folder="stalls", title="Stalls", singular="Stall"),),
    terms={"coupons": Coupon},
    site=("fair.views:bp",),
    desk={"booking": "fair.booking:bp"},
    desk_menu=(DeskEntry("Bookings", "booking.form"),),
    kept=(Kept("bookings", "Bookings", "so that the stall is yours", "a year"),),
    commands=("fair.commands:open_fair",),
    demo="fair.commands:set_up",
    checks={"stall": numbers},
    menu=(MenuEntry("Stalls", "fair.index", "fair", order=99),),
    places={"fair": "fair.index"},
    reserved=("map",),
    formats=(Format("txt", "text/plain; charset=utf-8", "stall", "fair.plain:whole", "fair.plain:one"),),
    derived={"count": lambda reader: len(reader.cards(Stall))},
    late=("fair.index",),
    search={"stall": SearchFields(unread=("recipe",), words=lambda reader, stall: [f"gian {stall.nickname}"])},
    findable={
        "coupons": Findable(
            "Coupons", "Coupon", "fair.index", lambda reader, coupon: f"Phiếu {coupon.id}",
            lambda reader, coupon: f"{coupon.percent}%", "coupon-{}", lambda reader, coupon: ["giảm giá"],
        )
    },
    no_concepts=("coupons",),
    tone="dark",
    withheld=(Withheld("open", "no", {"open": "no"}),),
    changed={"stall": "fair.views:told"},
    cited={"stall": "fair.views:cited"},
    pocket=("fair.index",),
    refusals={"/fair/": "fair.views:refused"},
)
""",
    "views.py": """
from flask import Blueprint, Response
from fair.model import Stall
from hub.web.addresses import every, once
from hub.web.citing.citation import Author, Citation
from hub.web.context import derived, edition
from hub.web.page import found, page

bp = Blueprint("fair", __name__, url_prefix="/<any(vi, en):lang>/stalls")

@bp.get("/")
@once
def index():
    return page("fair/index.html", title="Stalls", section="fair", count=derived("fair.count"), stalls=edition().all(Stall))

@bp.get("/<slug>/")
@every(Stall)
def detail(slug):
    stall = found(Stall, slug)
    return page("generic/detail.html", title=stall.title, of=stall, section="fair", entry=stall, parent="Stalls")

def told(reader, stall):
    return ""

def cited(reader, stall, url):
    return Citation(stall.slug, "report", stall.title, stall.lang, (Author("The fair"),), stall.updated, url, "Site", "Stall")


def refused(status):
    return Response(f"no stall: {status}", status)
""",
    "booking.py": """
from flask import Blueprint, request
from hub.web.context import edition

bp = Blueprint("booking", __name__)

@bp.route("/form/", methods=["GET", "POST"])
def form():
    return f"{request.method} {edition().lang}"
""",
    "commands.py": '''
import click

@click.command("open-fair")
def open_fair():
    """Open the fair."""
    click.echo("open")
''',
    "plain.py": """
def whole(reader, stalls, url_of):
    return "".join(f"{stall.title} {url_of(stall)}\\n" for stall in stalls)

def one(reader, stalls, url_of):
    return stalls[0].title
""",
    "templates/fair/index.html": '{% extends "base.html" %}{% block content %}<p>{{ count }} stalls</p>{% endblock %}',
}
