"""Markdown to HTML that is safe to show: Python-Markdown, our own rules for headings, links and pictures, then nh3."""

import hashlib
import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from types import FrameType
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from hub.content.body import PREAMBLE, Rendered, Section
from hub.content.inline import Inline
from hub.content.messages import N_
from hub.content.problems import Problem, Unreadable

VERSION = "1"  # part of every key: raise it when the same text renders differently
SECONDS = 2.0  # of processor time for one text; an honest one takes a hundredth
TANGLES = 2_000  # brackets, stars, underscores or backticks of one line
TANGLED = re.compile(r"^(?:(?:[ \t]*>){13}|[ \t]{97}|(?:[ \t]*[-+*]){25}[ \t]|.{20001})", re.M)
ID = re.compile(r"[a-z][a-z0-9-]{0,63}")
PHONE = re.compile(r"tel:\+?[0-9]{2,15}")
MAIL = re.compile(r"mailto:[^\s?@]+@[^\s?@]+")
INTERNAL = re.compile(r"(?:[a-z][a-z-]*/[a-z0-9-]+|help)(?:#[a-z0-9-]+)?")
MEDIA = re.compile(r"[a-z0-9][a-z0-9._-]*\.(?:svg|png|jpe?g|webp)")
HEADING = re.compile(r"^##(?!#)[ \t]*(?P<heading>.*?)[ \t#]*(?:\{:?[ \t]*#(?P<id>[^\s}]+)[^}]*\})?[ \t]*$")
CUT = re.compile(r'<h2 id="([a-z0-9-]+)">(.*?)</h2>', re.S)
TAGS = frozenset(
    ["p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "code", "em", "strong", "a", "img", "table", "thead", "tbody", "tr", "th", "td", "sup", "sub", "hr", "br", "abbr", "cite", "q", "span", "div"]
)
ATTRIBUTES = {
    "*": {"id", "lang", "title"},
    "a": {"href", "hreflang"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "th": {"scope"},
}
CLASSES = {"th": {"left", "center", "right"}, "td": {"left", "center", "right"}, "div": {"footnote"}, "a": {"cite", "footnote-ref", "footnote-backref"}}


@dataclass(frozen=True, slots=True)
class Part:
    """A section as written: id, heading, the line of the file on which it begins, and its text."""

    id: str
    heading: str
    line: int
    text: str

    @property
    def digest(self) -> str:
        return digest(self.text)


def digest(text: str) -> str:
    """The first 12 hex digits of the sha256 of a text (NFC, LF), without space at the ends of lines and of itself."""
    plain = "\n".join(line.rstrip() for line in text.split("\n")).strip()
    return hashlib.sha256(plain.encode()).hexdigest()[:12]


def parts(body: str, first_line: int) -> list[Part]:
    """Cut a body at its `##` headings. A heading without an id is `muc-1`, `muc-2` … in both languages alike."""
    found: list[tuple[str, str, int, list[str]]] = [(PREAMBLE, "", first_line, [])]
    unnamed = 0
    for number, line in enumerate(body.split("\n"), first_line):
        if heading := HEADING.match(line):
            named = heading["id"] if heading["id"] and ID.fullmatch(heading["id"]) else ""
            unnamed += not named
            found.append((named or f"muc-{unnamed}", heading["heading"], number, []))
        found[-1][3].append(line)
    return [Part(name, heading, line, "\n".join(lines)) for name, heading, line, lines in found if heading or "".join(lines).strip()]


class _Cite(InlineProcessor):
    """`[@source]`: a reference to one of the entry's own sources."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]
        link = Element("a", {"class": "cite", "href": f"hub:cite/{m[1]}"})
        link.text = m[1]
        return link, m.start(0), m.end(0)


class _House(Treeprocessor):
    """Headings below the page's own, links and pictures that stay in the hub, alignment as classes."""

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        self.refused: list[tuple[str, str]] = []
        self.links: list[str] = []

    def run(self, root: Element) -> None:
        self.refused, self.links = [], []
        counts = [0, 0]
        for element in root.iter():
            tag = element.tag
            if tag == "a":
                self.link(element)
            elif tag == "img":
                self.picture(element)
            elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
                self.heading(element, counts)
            elif tag in ("td", "th") and (style := element.attrib.pop("style", "")):
                element.set("class", style.rsplit(" ", 1)[-1].rstrip(";"))

    def heading(self, element: Element, counts: list[int]) -> None:
        if element.tag == "h1":
            element.tag = "h2"
            self.refused.append(("# ", N_("headings in a text begin with ##; the page has its own heading")))
        named = ID.fullmatch(element.get("id", ""))
        if element.tag == "h2":
            counts[0] += not named
            counts[1] = 0
            automatic = f"muc-{counts[0]}"
        else:
            counts[1] += 1
            automatic = f"muc-{counts[0]}-{counts[1]}"
        if not named:
            element.set("id", automatic)

    def link(self, element: Element) -> None:
        target = unescape(element.get("href", "")).strip()
        if target.startswith(("#", "hub:cite/")):
            self.links.append(target)
        elif INTERNAL.fullmatch(target):
            element.set("href", f"hub:{target}")
            self.links.append(target)
        elif PHONE.fullmatch(target):
            element.set("href", target)
        elif target.startswith("mailto:") and (address := MAIL.match(target)):
            element.set("href", address[0])
        elif not _is_web(target):
            element.attrib.pop("href", None)
            self.refused.append((target, N_("the link %(target)s leads nowhere; write kind/slug, https://… or tel:…")))

    def picture(self, element: Element) -> None:
        target = element.get("src", "")
        if MEDIA.fullmatch(target) and element.get("alt"):
            element.set("src", f"hub:media/{target}")
            self.links.append(f"media/{target}")
            return
        says = N_("the picture %(target)s has no text for those who do not see it; write ![text](file.svg)")
        self.refused.append((target, says if MEDIA.fullmatch(target) else N_("the picture %(target)s is not a file beside this text; put it there and write its name")))
        element.tag, element.text = "span", element.get("alt", "")
        element.attrib.clear()


def _is_web(target: str) -> bool:
    try:
        split = urlsplit(target)
        return split.scheme in ("http", "https") and bool(split.hostname) and not split.username
    except ValueError:
        return False


class _Rules(Extension):
    """No raw HTML, no underlined headings; citations; the house's rules last."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.parser.blockprocessors.deregister("setextheader")
        md.treeprocessors.deregister("prettify")  # the sanitiser writes the HTML anew anyway
        md.inlinePatterns.register(_Cite(r"\[@([a-z0-9][a-z0-9-]*)\]", md), "cite", 172)
        self.house = _House(md)
        md.treeprocessors.register(self.house, "house", 5)


class Renderer:
    """Renders bodies one after another; not for two threads at once."""

    def __init__(self) -> None:
        self.rules = _Rules()
        self.markdown = markdown.Markdown(
            extensions=["tables", "footnotes", "abbr", "attr_list", "sane_lists", self.rules],
            extension_configs={"footnotes": {"BACKLINK_TEXT": "↩", "BACKLINK_TITLE": "{}"}},
        )
        self.markdown.treeprocessors.register(Inline(self.markdown), "inline", 20)

    def render(self, body: str, file: str, first_line: int) -> tuple[Rendered, list[str], list[Problem]]:
        """HTML by section; the targets of its links (`practice/x`, `#id`, `media/x.svg`, `hub:cite/x`); problems that do no harm.

        Raises Unreadable when the text is nested too deeply or takes too long.
        """
        _check_nesting(body, file, first_line)
        self.markdown.reset()
        try:
            with _processor_time(SECONDS):
                html = self.markdown.convert(body)
        except (RecursionError, TimeoutError) as error:
            raise Unreadable(Problem(file, first_line, N_("this text is too tangled to be rendered; simplify its brackets, lists and quotations"))) from error
        house = self.rules.house
        problems = [Problem(file, _line_of(mark, body, first_line), message, {"target": mark[:80]}, "warning") for mark, message in house.refused]
        return _cut(sanitised(html)), house.links, problems


def sanitised(html: str) -> str:
    """HTML with nothing in it but what the hub's texts need."""
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes={"http", "https", "mailto", "tel", "hub"},
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


def plain_text(html: str) -> str:
    """The words of sanitised HTML, blocks apart by a line's end."""
    if "<" not in html:
        return unescape(html).strip()
    spaced = re.sub(r"</(?:p|li|h[2-6]|t[dh]|dt|dd|blockquote|pre)>|<br>", lambda m: m[0] + "\n", re.sub(r'<a class="cite".*?</a>', "", html))
    return re.sub(r"[ \t]*\n\s*", "\n", unescape(nh3.clean(spaced, tags=set()))).strip()


def _cut(html: str) -> Rendered:
    body, mark, notes = html.partition('<div class="footnote">')
    pieces = CUT.split(body)
    sections, htmls = [], []
    if pieces[0].strip():
        sections.append(Section(PREAMBLE, ""))
        htmls.append(pieces[0].strip())
    for name, heading, content in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        sections.append(Section(name, plain_text(heading)))
        htmls.append(content.strip())
    return Rendered(tuple(sections), tuple(htmls), mark + notes)


def _line_of(mark: str, body: str, first_line: int) -> int:
    at = body.find(mark)
    return first_line + body.count("\n", 0, at) if at > 0 else first_line


def _check_nesting(body: str, file: str, first_line: int) -> None:
    """Refuse what Python-Markdown would recurse or backtrack into; a look at the whole text spares most of them the lines."""
    if not TANGLED.search(body) and max(map(body.count, "[*_`")) <= TANGLES:
        return
    for number, line in enumerate(body.split("\n"), first_line):
        if TANGLED.match(line) or max(map(line.count, "[*_`")) > TANGLES:
            raise Unreadable(Problem(file, number, N_("this line is nested too deeply or too long; simplify it")))


@contextmanager
def _processor_time(seconds: float) -> Iterator[None]:
    """Raise TimeoutError after so much processor time; possible on the main thread alone, elsewhere without a limit."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
