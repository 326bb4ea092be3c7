"""Markdown to HTML that is safe to show: Python-Markdown, our own rules for headings, links and pictures, then nh3."""

import hashlib
import re
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from types import FrameType

import markdown
import nh3

from hub.child import Child
from hub.content.markdown import child
from hub.content.markdown.blocks import Blocks, Unescape, serialized
from hub.content.markdown.extension import ID, Rules, TooMuch
from hub.content.markdown.inline import Inline
from hub.content.model.body import PREAMBLE, Rendered, Section
from hub.messages import N_
from hub.problems import Problem, Unreadable

VERSION = "2"  # part of every key: raise it when the same text renders differently
SECONDS = 1.0  # of processor time for one text; an honest one takes a hundredth
HARD_LIMIT = 10.0  # seconds by the clock after which a child that does not hear the limit above is killed
TANGLES = 2_000  # brackets, stars, underscores or backticks of one line
COLUMNS = 200  # of a table; every row gets as many cells as its head
MANY = 50  # remarks on one text that are worth telling at once
TANGLED = re.compile(r"^(?:(?:[ \t]*>){13}|[ \t]{97}|(?:[ \t]*[-+*]){25}[ \t])", re.M)
LONG = 20_000  # characters of one line
NAMED = re.compile(r"(?<=[\s{:])#([^\s}]+)")  # within the braces behind a heading
SINGLE = re.compile(r"^#(?!#)", re.M)
CODE = re.compile(r"<code>.*?</code>", re.S)
NOTE = re.compile(r"\[\^[^\]\s<]{1,40}\]")
CUT = re.compile(r'<h2 id="([a-z0-9-]+)">(.*?)</h2>', re.S)
TAGS = frozenset(
    [
        "p",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "code",
        "em",
        "strong",
        "a",
        "img",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "sup",
        "sub",
        "hr",
        "br",
        "abbr",
        "cite",
        "q",
        "span",
        "div",
    ]
)
ATTRIBUTES = {
    "*": {"id", "lang", "title"},
    "a": {"href", "hreflang"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "th": {"scope"},
}
CLASSES = {
    "th": {"left", "center", "right"},
    "td": {"left", "center", "right"},
    "div": {"footnote"},
    "a": {"cite", "footnote-ref", "footnote-backref"},
}
SANITISER = nh3.Cleaner(
    tags=set(TAGS),
    attributes=ATTRIBUTES,
    allowed_classes=CLASSES,
    url_schemes={"http", "https", "mailto", "tel", "hub"},
    link_rel="noopener noreferrer",
    strip_comments=True,
)


@dataclass(frozen=True, slots=True)
class WrittenSection:
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


def written_sections(body: str, first_line: int) -> list[WrittenSection]:
    """Cut a body at its `##` headings (and at `#`, which are shown as such). One without an id is `muc-1`, `muc-2` … in both languages alike."""
    found: list[tuple[str, str, int, list[str]]] = [(PREAMBLE, "", first_line, [])]
    unnamed = 0
    for number, line in enumerate(body.split("\n"), first_line):
        if line.startswith("#") and not line.startswith("###"):
            heading, named = _heading(line)
            unnamed += not named
            found.append((named or f"muc-{unnamed}", heading, number, []))
        found[-1][3].append(line)
    return [
        WrittenSection(name, heading, line, "\n".join(lines))
        for name, heading, line, lines in found
        if heading or "".join(lines).strip()
    ]


def _heading(line: str) -> tuple[str, str]:
    """The words of a heading's line, and its id if it has one that will do."""
    heading = line.strip("# \t")
    words, brace, attributes = heading.rpartition(" {")
    if not brace or not attributes.endswith("}"):
        return heading, ""
    named = NAMED.search(brace + attributes)
    return words.strip("# \t"), named[1] if named and ID.fullmatch(named[1]) else ""


class Renderer:
    """Renders bodies one after another; not for two threads at once. Off the main thread a child process does it."""

    def __init__(self) -> None:
        self._child: Child | None = None
        self._begin()

    def _begin(self) -> None:
        self.rules = Rules()
        self.markdown = markdown.Markdown(
            extensions=["tables", "footnotes", "abbr", "attr_list", "sane_lists", self.rules],
            extension_configs={"footnotes": {"BACKLINK_TEXT": "↩", "BACKLINK_TITLE": "{}"}},
        )
        self.markdown.treeprocessors.register(Inline(self.markdown), "inline", 20)
        self.markdown.treeprocessors.register(Unescape(self.markdown), "unescape", 0)
        self.markdown.parser.parseBlocks = Blocks(self.markdown).parse  # type: ignore[method-assign]
        self.markdown.serializer = serialized

    def render(self, body: str, file: str, first_line: int) -> tuple[Rendered, list[str], list[Problem]]:
        """HTML by section; the targets of its links (`practice/x`, `#id`, `media/x.svg`, `hub:cite/x`); problems that do no harm.

        Raises Unreadable when the text is nested too deeply or takes too long.
        """
        _check_nesting(body, file, first_line)
        try:
            if threading.current_thread() is not threading.main_thread():
                self._child = self._child or child.start()
                return child.render(self._child, body, file, first_line, HARD_LIMIT)
            html = self._convert(body)
        except (RecursionError, TimeoutError, TooMuch) as error:
            text = N_("this text is too tangled to be rendered; simplify its brackets, lists and quotations")
            raise Unreadable(Problem(file, first_line, text)) from error
        house = self.rules.house
        if "[^" in html:
            house.refused += [
                (found, N_("there is no note %(target)s; write it as %(target)s: …"))
                for found in NOTE.findall(CODE.sub("", html))
            ]
        problems = [
            Problem(file, _line_of(mark, body, first_line), message, {"target": mark[:80]}, "warning")
            for mark, message in house.refused[:MANY]
        ]
        return _cut(sanitised(html)), house.links, problems

    def _convert(self, body: str) -> str:
        self.markdown.reset()
        try:
            return _in_time(SECONDS, self.markdown.convert, body)
        except BaseException:
            self._begin()  # what was begun and not finished would go on in the next text
            raise


def sanitised(html: str) -> str:
    """HTML with nothing in it but what the hub's texts need."""
    return SANITISER.clean(html)


def plain_text(html: str) -> str:
    """The words of sanitised HTML, blocks apart by a line's end."""
    if "<" not in html:
        return unescape(html).strip()
    spaced = re.sub(
        r"</(?:p|li|h[2-6]|t[dh]|dt|dd|blockquote|pre)>|<br>",
        lambda m: m[0] + "\n",
        re.sub(r'<a class="cite".*?</a>', "", html),
    )
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
    """The line on which a mark stands first; `# ` stands where a line begins with a single one."""
    at = found.start() if mark == "# " and (found := SINGLE.search(body)) else body.find(mark)
    return first_line + body.count("\n", 0, max(0, at))


def _check_nesting(body: str, file: str, first_line: int) -> None:
    """Refuse what Python-Markdown would recurse or backtrack into; a look at the whole text spares most of them the lines."""
    if (
        len(body) <= LONG
        and not TANGLED.search(body)
        and max(map(body.count, "[*_`")) <= TANGLES
        and body.count("|") <= COLUMNS
    ):
        return
    for number, line in enumerate(body.split("\n"), first_line):
        if (
            len(line) > LONG
            or TANGLED.match(line)
            or max(map(line.count, "[*_`")) > TANGLES
            or line.count("|") > COLUMNS
        ):
            raise Unreadable(Problem(file, number, N_("this line is nested too deeply or too long; simplify it")))


def _in_time(seconds: float, work: Callable[[str], str], text: str) -> str:
    """Give what `work` makes of a text, on the main thread. Raises TimeoutError after that much processor time."""
    running = [True]

    def stop(number: int, frame: FrameType | None) -> None:
        if running[0]:
            # Again, should nobody hear it: an error within a callback of the garbage collector is lost.
            signal.setitimer(signal.ITIMER_PROF, seconds / 20)
            raise TimeoutError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return work(text)
    finally:
        running[0] = False
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
