"""The one place where HTML from a text becomes markup of a page, after the sanitiser and with `hub:` links resolved."""

import re

from markupsafe import Markup, escape

from hub.content.model.kinds import Model
from hub.web.contact import CONTACT, contact
from hub.web.context import current_context, edition
from hub.web.links import address_of, place
from hub.web.templating.pictures import inline_picture
from hub.web.translations import gettext

# A tag that needs resolving: a citation with its text, a link within the hub or the page, a picture.
TAG = re.compile(r'(<a class="cite"[^>]*>[^<]*</a>|<a\b[^>]* href="(?:hub:|#)[^>]*>|<img\b[^>]* src="hub:[^>]*>)')
CITE = re.compile(r'<a class="cite" href="hub:cite/([a-z0-9-]+)"')
LINK = re.compile(r'(<a\b[^>]*?)href="hub:([a-z-]+)(?:/([a-z0-9-]+))?(#[a-z0-9-]+)?"(?: rel="[^"]*")?(.*)')
PICTURE = re.compile(r'<img alt="([^"]*)" src="hub:media/([a-z0-9._-]+)">')
INSIDE = re.compile(r'<a (class="[^"]*" )?href="(#[^"]*)"([^>]*) rel="[^"]*">')


def prose(reading: Model, section: str = "") -> Markup:
    """Return the text of an entry as HTML: one section by its id, or the whole with its headings and notes.

    In the whole, the section that asks readers to write ends with the address; without one, it is left out.

    The HTML was sanitised when it was rendered; what is inserted here is escaped.
    """
    rendered = edition().rendered(reading.body)
    if section:
        return Markup(resolved(rendered.part(section), reading))  # sanitised by hub.content.markdown.sanitiser
    pieces = []
    address = contact()
    for part, html in zip(rendered.sections, rendered.html, strict=True):
        if part.id == CONTACT and not address:
            continue
        if part.heading:
            pieces.append(f'<h2 id="{part.id}">{escape(part.heading)}</h2>')
        pieces.append(html)
        if part.id == CONTACT and address:
            pieces.append(f'<p><a href="{escape(address.href)}">{escape(address.text)}</a></p>')
    return Markup(
        resolved("\n".join([*pieces, _notes(rendered.notes)]), reading)
    )  # sanitised by hub.content.markdown.sanitiser


def notes(reading: Model) -> Markup:
    """Return the footnotes of an entry's text; empty if it has none."""
    return Markup(
        resolved(_notes(edition().rendered(reading.body).notes), reading)
    )  # sanitised by hub.content.markdown.sanitiser


def resolved(html: str, reading: Model) -> str:
    """Return HTML with its `hub:` links resolved to addresses of this Edition.

    A link whose target does not exist is reduced to its text.
    """
    pieces = TAG.split(html)
    tags = _Tags(reading)
    pieces[1::2] = [tags[tag] for tag in pieces[1::2]]
    return "".join(pieces)


class _Tags(dict[str, str]):
    """The tags of an entry's text, each resolved once: a text often cites the same source or entry repeatedly."""

    def __init__(self, reading: Model) -> None:
        self.reading = reading
        self.numbers = {source: number for number, source in reversed(list(enumerate(source_ids(reading), 1)))}
        self.label = str(escape(gettext("Source %(number)d")))

    def __missing__(self, tag: str) -> str:
        if cited := CITE.match(tag):
            found = self.citation(cited[1])
        elif link := LINK.fullmatch(tag):
            found = _link(*link.groups(""))
        elif picture := PICTURE.fullmatch(tag):
            found = inline_picture(self.reading, picture[2], picture[1])
        else:
            found = INSIDE.sub(r'<a \1href="\2"\3>', tag)
        self[tag] = found
        return found

    def citation(self, source: str) -> str:
        """Return the link from the text to a numbered source; "" if the entry does not list that source."""
        number = self.numbers.get(source)
        if number is None:
            return ""
        return f'<a class="cite" href="#source-{source}" aria-label="{self.label % {"number": number}}">[{number}]</a>'


def source_ids(reading: Model) -> list[str]:
    """Return the ids of an entry's sources in numbering order: its own, then others that its text cites."""
    named = [str(getattr(source, "id", source)) for source in getattr(reading, "sources", ())]
    return [*named, *(cited for cited in reading.cited if cited not in named)]


def _notes(html: str) -> str:
    label = escape(gettext("Notes"))
    return html.replace('<div class="footnote"><hr>', f'<div class="footnote" role="note" aria-label="{label}">')


def _link(before: str, kind: str, slug: str, anchor: str, after: str) -> str:
    if not slug:
        return f'{before}href="{place(kind)}{anchor}"{after}'
    context = current_context()
    target = context.reader.card(f"{kind}/{slug}")
    if target is None:
        return before.rstrip() + after
    lang = target.shown_in(context.lang)
    elsewhere = f' hreflang="{lang}"' if lang != context.lang else ""
    return f'{before}href="{address_of(target)}{anchor}"{elsewhere}{after}'
