"""Addresses for machines (sitemap, robots.txt, security.txt, health checks) and the static files."""

import json
from datetime import timedelta
from xml.sax.saxutils import escape

from flask import Blueprint, Response, abort, current_app, redirect, request

from hub.i18n.languages import LANGS
from hub.web.addresses import addresses, unlisted
from hub.web.contact import contact
from hub.web.context import edition
from hub.web.endpoints import pdf
from hub.web.headers import FOR_EVER
from hub.web.links import absolute, place, url_in
from hub.web.request.negotiation import language_for
from hub.web.site import site

bp = Blueprint("meta", __name__)


@bp.get("/")
def root() -> Response:
    """Redirect to the home page in the reader's language."""
    lang = language_for(request.accept_languages, site().settings.default_lang)
    response = redirect(place("home", lang), 302)
    response.headers["Vary"] = "Accept-Language"
    response.headers["Cache-Control"] = "no-cache"
    return current_app.make_response(response)


@bp.get("/sitemap.xml")
@unlisted
def sitemap() -> Response:
    """Return every listed page with its languages (sitemaps.org 0.9, with xhtml:link)."""
    whole = edition().whole()
    origin, default = escape(site().settings.origin), site().settings.default_lang
    rows = []
    for address in addresses(current_app, whole):
        if not address.listed or not address.lang:
            continue
        langs = address.entry.languages if address.entry else LANGS
        if address.lang not in langs:
            continue
        first = address.entry.original if address.entry else default
        path = escape(address.path[3:])
        links = [*zip(langs, langs, strict=True), ("x-default", first if first in langs else langs[0])]
        alternates = "".join(
            [f'<xhtml:link rel="alternate" hreflang="{name}" href="{origin}/{lang}{path}"/>' for name, lang in links]
        )
        changed = f"<lastmod>{address.entry.updated[address.lang].isoformat()}</lastmod>" if address.entry else ""
        rows.append(f"<url><loc>{origin}/{address.lang}{path}</loc>{changed}{alternates}</url>")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">'
    return _text("\n".join([head, *rows, "</urlset>\n"]), "application/xml; charset=utf-8")


@bp.get("/robots.txt")
@unlisted
def robots() -> Response:
    """Allow crawling of everything but search results and pages that a reader must choose to see."""
    lines = [
        "User-agent: *",
        *(f"Disallow: /{lang}/search/" for lang in LANGS),
        "Disallow: /*/open/",
        "Disallow: /leave",
        f"Sitemap: {absolute('/sitemap.xml')}",
        "",
    ]
    return _text("\n".join(lines), "text/plain; charset=utf-8")


@bp.get("/.well-known/security.txt")
@unlisted
def security() -> Response:
    """Return the security contact (RFC 9116).

    It expires a year after the latest change of the content, so each release renews it.
    """
    days = (day for card in edition().whole().every_card() for day in card.updated.values())
    latest = max(days, default=None)
    expires = (latest + timedelta(days=365)).isoformat() if latest else "2027-11-24"
    address = contact()
    lines = [
        f"Contact: {address.href if address else absolute(url_in('en', 'pages.detail', slug='imprint'))}",
        f"Expires: {expires}T00:00:00Z",
        "Preferred-Languages: vi, en",
        f"Canonical: {absolute('/.well-known/security.txt')}",
        "",
    ]
    return _text("\n".join(lines), "text/plain; charset=utf-8")


@bp.get("/static/<digest>/<path:name>")
def static(digest: str, name: str) -> Response:
    """Return a static file under the digest of all static files."""
    data = site().static.contents.get(name)
    if data is None or digest != site().static.digest:
        abort(404)
    response = Response(data, content_type=content_type(name))
    response.headers["Cache-Control"] = FOR_EVER
    return response


@bp.get("/media/<digest>/<name>")
def media(digest: str, name: str) -> Response:
    """Return 404: the front serves media from their folders, so a request that reaches Flask names no file."""
    abort(404)


@bp.get("/healthz")
def healthz() -> Response:
    """Report that this process answers."""
    return _text("ok\n", "text/plain; charset=utf-8", "no-store")


@bp.get("/readyz")
def readyz() -> Response:
    """Report whether readers get the complete site; if not, return 503 and what is wrong.

    `without` tells what the site does without on this machine, which keeps nothing else from readers.
    """
    wrong = site().source.wrong()
    found = {"ready": not wrong, "wrong": wrong, "without": [] if pdf.possible() else [pdf.MISSING]}
    response = _text(json.dumps(found, ensure_ascii=False) + "\n", "application/json", "no-store")
    response.status_code = 503 if wrong else 200
    return response


TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",
    "txt": "text/plain; charset=utf-8",
}


def content_type(name: str) -> str:
    """Return the media type of a static file, by its suffix."""
    return TYPES.get(name.rpartition(".")[2], "application/octet-stream")


def _text(text: str, kind: str, cache: str = "no-cache") -> Response:
    response = Response(text, content_type=kind)
    response.headers["Cache-Control"] = cache
    return response
