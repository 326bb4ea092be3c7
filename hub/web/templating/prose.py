"""The one place where HTML from a text becomes markup of a page, after the sanitiser and with `hub:` links resolved."""

import re

from markupsafe import Markup, escape

from hub.content.markdown.sanitiser import plain_text
from hub.content.model.kinds import Model
from hub.web.context import current_context, edition
from hub.web.links import address_of, place
from hub.web.templating.contact import CONTACT, contact
from hub.web.templating.pictures import inline_picture
from hub.web.translations import gettext

# A tag that needs resolving: a citation with its text, a link within the hub or the page, a picture.
TAG = re.compile(r'(<a class="cite"[^>]*>[^<]*</a>|<a\b[^>]* href="(?:hub:|#)[^>]*>|<img\b[^>]* src="hub:[^>]*>)')
CITE = re.compile(r'<a class="cite" href="hub:cite/([a-z0-9-]+)"')
LINK = re.compile(r'(<a\b[^>]*?)href="hub:([a-z-]+)(?:/([a-z0-9-]+))?(#[a-z0-9-]+)?"(?: rel="[^"]*")?(.*)')
PICTURE = re.compile(r'<img alt="([^"]*)" src="hub:media/([a-z0-9._-]+)">')
INSIDE = re.compile(r'<a (class="[^"]*" )?href="#([^"]*)"([^>]*) rel="[^"]*">')
NAMED = re.compile(r'(<[a-z][a-z0-9]*\b[^<>]*? id=")')
UNRESOLVED = re.compile(r'(<[a-z][a-z0-9]*\b[^<>]*?) (?:href|src)="hub:[^"]*"')
WIDE = re.compile(r"<(table|pre)\b([^<>]*)>|</table>")
HEAD = re.compile(r"<th\b[^<>]*>(.*?)</th>", re.S)


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


def anchor(reading: Model, name: str) -> str:
    """Return the id on this page of a section or a note of a text.

    The first text of a page has the ids that its author gave; another one, such as the authentic text below a
    translation, has its own before them, so that no id stands twice.
    """
    texts = current_context().texts
    number = texts.setdefault((reading.kind, reading.slug, reading.lang), len(texts) + 1)
    return name if number == 1 else f"t{number}-{name}"


def resolved(html: str, reading: Model) -> str:
    """Return HTML with its `hub:` links resolved to addresses of this Edition, and wide parts in boxes that scroll.

    A link whose target does not exist is reduced to its text; no `hub:` address is left, whatever was typed.
    """
    if not html:
        return ""
    before = anchor(reading, "")
    if before:
        html = NAMED.sub(rf"\g<1>{before}", html)
    pieces = TAG.split(html)
    tags = _Tags(reading, before)
    pieces[1::2] = [tags[tag] for tag in pieces[1::2]]
    html = "".join(pieces)
    while 'ref="hub:' in html or 'src="hub:' in html:
        html, left = UNRESOLVED.subn(r"\1", html)
        if not left:
            break
    return _scrolling(html) if "<table" in html or "<pre" in html else html


def _scrolling(html: str) -> str:
    """Return HTML in which a table or code wider than the page scrolls in a box of its own, also by keyboard."""

    def boxed(tag: re.Match[str]) -> str:
        if tag[1] == "pre":
            return f'<pre{tag[2]} tabindex="0">'
        if tag[1] != "table":
            return "</table></section>"
        heads = HEAD.findall(html, tag.end(), max(html.find("</thead>", tag.end()), 0))
        words = ", ".join(filter(None, (plain_text(head) for head in heads)))
        label = _own_name(gettext("Table: %(columns)s", columns=words) if words else gettext("Table"))
        return f'<section class="scroll" aria-label="{label}" tabindex="0"><table{tag[2]}>'

    return WIDE.sub(boxed, html)


def _own_name(label: str) -> str:
    """Return the name of a box, numbered where this page has had it: each landmark has a name of its own."""
    boxes = current_context().boxes
    boxes[label] += 1
    return str(escape(label if boxes[label] == 1 else f"{label} ({boxes[label]})"))


class _Tags(dict[str, str]):
    """The tags of an entry's text, each resolved once: a text often cites the same source or entry repeatedly."""

    def __init__(self, reading: Model, before: str) -> None:
        self.reading, self.before = reading, before
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
            found = INSIDE.sub(rf'<a \1href="#{self.before}\2"\3>', tag)
        self[tag] = found
        return found

    def citation(self, source: str) -> str:
        """Return the link from the text to a numbered source; "" if the entry does not list that source."""
        number = self.numbers.get(source)
        if number is None:
            return ""
        return f'<a class="cite" href="#source-{source}" aria-label="{self.label % {"number": number}}">[{number}]</a>'


def source_ids(reading: Model) -> list[str]:
    """Return the ids of an entry's sources in numbering order: its own, then others that its text cites.

    Where a page shows the entry in two languages, the sources that only the second text cites follow.
    """
    named = [str(getattr(source, "id", source)) for source in getattr(reading, "sources", ())]
    numbered = current_context().sources.setdefault((reading.kind, reading.slug), [])
    numbered += [source for source in dict.fromkeys([*named, *reading.cited]) if source not in numbered]
    return list(numbered)


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
