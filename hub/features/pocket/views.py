"""The views of the pocket edition: its page, the list of what it keeps, the texts that it searches, and its worker."""

from pathlib import Path

from flask import Blueprint, Response, current_app

from hub.features.pocket.kept import is_offered, listed
from hub.features.pocket.manifest import manifest
from hub.features.pocket.texts import texts
from hub.web.addresses import made_last, once, unlisted
from hub.web.page import page
from hub.web.site import site
from hub.web.translations import gettext

bp = Blueprint("pocket", __name__)
WORKER = Path(__file__).with_name("worker.js")
SWITCH, OFF = "const OFF = false;", "const OFF = true;"


@bp.get("/<any(vi, en):lang>/offline/")
@once
def index() -> Response:
    """Offer to keep pages on the device, and list them; it stands in for a page that is not kept."""
    single, groups = listed(current_app)
    return page(
        "pocket/index.html",
        title=gettext("Reading without a network"),
        section="pocket",
        offered=is_offered(),
        single=single,
        groups=groups,
    )


@bp.get("/<any(vi, en):lang>/offline.json")
@unlisted
@made_last
def files() -> Response:
    """Return the addresses, sizes and digests of everything that is kept."""
    return _checked(manifest(current_app), "application/json")


@bp.get("/<any(vi, en):lang>/offline-search.json")
@unlisted
def search() -> Response:
    """Return the texts that are searched without a network."""
    return _checked(texts(current_app), "application/json")


@bp.get("/sw.js")
@unlisted
def worker() -> Response:
    """Return the service worker; where the pocket edition is switched off, one that removes itself."""
    text = WORKER.read_text(encoding="utf-8")
    return _checked(text if site().settings.pocket else text.replace(SWITCH, OFF), "text/javascript; charset=utf-8")


def _checked(text: str, kind: str) -> Response:
    return Response(text, content_type=kind, headers={"Cache-Control": "no-cache"})
