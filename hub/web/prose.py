"""The one place where HTML from a text becomes markup of a page: after the sanitiser, with the hub's own links resolved."""

import re
from functools import partial
from urllib.parse import quote

from markupsafe import Markup, escape

from hub.content.kinds import Model
from hub.web.here import here
from hub.web.pages import address_of, edition, url
from hub.web.speech import gettext

CITE = re.compile(r'<a class="cite" href="hub:cite/([a-z0-9-]+)"[^>]*>[^<]*</a>')
LINK = re.compile(r'(<a\b[^>]*?)href="hub:([a-z-]+)(?:/([a-z0-9-]+))?(#[a-z0-9-]+)?"(?: rel="[^"]*")?')
PICTURE = re.compile(r'<img alt="([^"]*)" src="hub:media/([a-z0-9._-]+)">')
INSIDE = re.compile(r'<a (class="[^"]*" )?href="(#[^"]*)"([^>]*) rel="[^"]*">')


def prose(reading: Model, section: str = "") -> Markup:
    """The text of an entry as HTML: one section by its id, or without one the whole, with its headings.

    The HTML was sanitised when it was rendered; what is put into it here is escaped.
    """
    rendered = edition().rendered(reading.body)
    if section:
        return Markup(resolved(rendered.part(section), reading))  # sanitised by hub.content.markdown
    pieces = []
    for part, html in zip(rendered.sections, rendered.html, strict=True):
        if part.heading:
            pieces.append(f'<h2 id="{part.id}">{escape(part.heading)}</h2>')
        pieces.append(html)
    return Markup(resolved("\n".join([*pieces, _notes(rendered.notes)]), reading))  # sanitised by hub.content.markdown


def notes(reading: Model) -> Markup:
    """The footnotes of an entry's text; empty where it has none."""
    return Markup(resolved(_notes(edition().rendered(reading.body).notes), reading))  # sanitised by hub.content.markdown


def resolved(html: str, reading: Model) -> str:
    """HTML whose `hub:` links lead to addresses of this Edition; a link to what is not there leaves its words."""
    if "hub:" in html:
        html = CITE.sub(partial(_citation, source_ids(reading), escape(gettext("Source %(number)d"))), html)
        html = LINK.sub(_link, html)
        html = PICTURE.sub(partial(_picture, reading), html)
    return INSIDE.sub(r'<a \1href="\2"\3>', html)


def source_ids(reading: Model) -> list[str]:
    """The ids of an entry's sources in the order in which they are numbered: its own, then others that its text cites."""
    named = [str(getattr(source, "id", source)) for source in getattr(reading, "sources", ())]
    return [*named, *(cited for cited in reading.cited if cited not in named)]


def _notes(html: str) -> str:
    label = escape(gettext("Notes"))
    return html.replace('<div class="footnote"><hr>', f'<div class="footnote" role="note" aria-label="{label}">')


def _citation(ids: list[str], label: str, match: re.Match[str]) -> str:
    if match[1] not in ids:
        return ""
    number = ids.index(match[1]) + 1
    return f'<a class="cite" href="#source-{match[1]}" aria-label="{label % {"number": number}}">[{number}]</a>'


def _link(match: re.Match[str]) -> str:
    before, kind, slug, anchor = match[1], match[2], match[3] or "", match[4] or ""
    if kind == "help":
        return f'{before}href="{url("help.index")}{anchor}"'
    target = edition().card(f"{kind}/{slug}")
    if target is None:
        return before.rstrip()
    lang = target.shown_in(here().lang)
    elsewhere = f' hreflang="{lang}"' if lang != here().lang else ""
    return f'{before}href="{address_of(target)}{anchor}"{elsewhere}'


def _picture(reading: Model, match: re.Match[str]) -> str:
    media = reading.files.get(match[2])
    if media is None:
        return match[1]
    return f'<img alt="{match[1]}" src="{media_url(reading, match[2])}" width="{media.width}" height="{media.height}" loading="lazy" decoding="async">'


def media_url(reading: Model, name: str) -> str:
    """The address of a file beside an entry: its digest makes it immutable."""
    media = reading.files.get(name)
    return f"/media/{media.digest}/{quote(media.name)}" if media else ""
