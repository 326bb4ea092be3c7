"""Checking of drawings (SVG): shapes, gradients and text, but no scripts, outside links or styles."""

import math
import re
from contextlib import suppress
from xml.parsers import expat

from hub.content.source.folder import printable
from hub.messages import N_
from hub.problems import Problem, Unreadable

LARGEST_DRAWING = 2 * 1024 * 1024  # bytes
LONGEST_SIDE = 100_000
MANY = 5  # things told about one drawing
NAMESPACE = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
ELEMENTS = frozenset(
    [
        "svg", "g", "defs", "symbol", "use", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
        "text", "tspan", "textPath", "linearGradient", "radialGradient", "stop", "pattern", "clipPath", "mask", "marker", "filter",
        "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feDropShadow", "feFlood", "feFuncA", "feFuncB", "feFuncG",
        "feFuncR", "feGaussianBlur", "feMerge", "feMergeNode", "feMorphology", "feOffset", "feTile", "feTurbulence",
    ]
)  # fmt: skip
OUTSIDE = re.compile(
    r"\\|url\((?!\s*[\"']?#)|image-set|src\(", re.I
)  # an escape with a backslash could spell any of them
PROGRAMS = re.compile("(?:inkscape|sodipodi|rdf|cc|dc|i|x|graph|a|sketch|serif|bx|d):")  # what they call theirs
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")


SHOWN = 40  # characters of a value that a message repeats
SHAPES = N_("an SVG may hold only shapes, and here it has %(found)s; take that out, or save the picture as PNG or WebP")
STYLED = N_(
    "an SVG may hold only shapes, and here it has %(found)s; save it with presentation attributes instead of styles, or as PNG or WebP"
)
ADDED = N_(
    "an SVG may hold only shapes, and here it has %(found)s, which a drawing program added; save it as optimized SVG, or as PNG or WebP"
)


class _Refused(Exception):
    """A part that does not belong in a drawing, after which reading on is of no use."""


class _NoDrawing(Exception):
    """A file that is not an SVG."""


class _Checker:
    """Checks a file as expat parses it; afterwards `size` is the width and height of the root's viewBox.

    `found` holds what does not belong in a drawing, as it is written, with its line and the message about it.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.size: tuple[float, float] | None = None
        self.found: dict[str, tuple[int, str]] = {}
        self.parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self.parser.namespace_prefixes = True
        self.parser.StartElementHandler = self.element
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = self.document_type
        self.parser.ProcessingInstructionHandler = self.instruction
        self.parser.XmlDeclHandler = self.declaration
        self.began = False
        self.outside = 0  # how deep the parser is inside an element that does not belong in a drawing

    def refuse(self, found: str, message: str = SHAPES, attribute: str = "") -> None:
        """Note what does not belong here; raise _Refused when there is enough of it."""
        if found not in self.found:
            self.found[found] = (self.line_of(attribute), message)
        if len(self.found) >= MANY:
            raise _Refused

    def document_type(self, name: str, *rest: object) -> None:
        self.refuse(f"<!DOCTYPE {_short(name)}>")
        raise _Refused  # what follows could depend on its entities

    def instruction(self, target: str, data: str) -> None:
        self.refuse(f"<?{_short(target)} … ?>")

    def declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding and encoding.lower() != "utf-8":  # a browser would decode it differently from us
            raise _NoDrawing

    def element(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, name, written = _parts(tag)
        if not self.began:
            if (namespace, name) != (NAMESPACE, "svg"):
                raise _NoDrawing
            self.began, self.size = True, _view_box(attributes.get("viewBox", ""))
        if self.outside:
            self.outside += 1
        elif namespace != NAMESPACE or name not in ELEMENTS:
            self.outside = 1
            self.refuse(f"<{written}>", _message(namespace, name, written))
        else:
            self.check(attributes)

    def check(self, attributes: dict[str, str]) -> None:
        """Note the attributes of an element that do not belong in a drawing."""
        for attribute, value in attributes.items():
            namespace, name, written = _parts(attribute)
            if not _belongs(namespace, name, value):
                shown = "…" if name == "style" else _short(value)
                self.refuse(f'{written}="{shown}"', _message(namespace, name, written), written)

    def end(self, tag: str) -> None:
        self.outside -= bool(self.outside)

    def line_of(self, attribute: str) -> int:
        """Return the line of the parser; that of an attribute of its element, if one is named."""
        line = self.parser.CurrentLineNumber
        if not attribute:
            return line
        start = self.parser.CurrentByteIndex
        place = re.compile(rb"\s" + re.escape(attribute.encode()) + rb"\s*=").search(self.data, start)
        return line + (self.data.count(b"\n", start, place.end()) if place else 0)


def _parts(name: str) -> tuple[str, str, str]:
    """Return the namespace of a name as expat gives it, the name in it, and the name as it is written."""
    namespace, local, prefix, *more = ["", name, ""] if " " not in name else [*name.split(" "), ""]
    if len(more) > 1:
        return name, local, _short(name)  # a namespace with spaces in it, which newer versions of expat refuse
    return namespace, local, _short(f"{prefix}:{local}" if prefix else local)


def _message(namespace: str, name: str, written: str) -> str:
    """Return the message about an element or attribute that does not belong in a drawing."""
    if name == "style":
        return STYLED
    return ADDED if name == "metadata" or (namespace != NAMESPACE and PROGRAMS.match(written)) else SHAPES


def _short(text: str) -> str:
    """Return a text as a message may repeat it: on one line, and not long."""
    text = " ".join(printable(text).split())
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _belongs(namespace: str, name: str, value: str) -> bool:
    """Tell whether an attribute is allowed.

    It must not run a script, style anything or refer to anything outside the file.
    """
    if name == "href":
        return namespace in ("", XLINK) and value.startswith("#")
    return (
        namespace in ("", XML)
        and not name.lower().startswith("on")
        and name not in ("style", "base")
        and not OUTSIDE.search(value)
    )


def _view_box(text: str) -> tuple[float, float] | None:
    numbers = [float(number) for number in NUMBER.findall(text)]
    if len(numbers) != 4 or re.sub(r"[\s,]+", "", NUMBER.sub("", text)) or not all(map(math.isfinite, numbers)):
        return None
    width, height = numbers[2:]
    return (width, height) if 0 < width <= LONGEST_SIDE and 0 < height <= LONGEST_SIDE else None


def size_of_drawing(data: bytes, name: str) -> tuple[int, int]:
    """Check a drawing, and return the width and height of its viewBox as whole numbers.

    Raises Unreadable if it is larger than 2 MB, is not well-formed SVG in UTF-8, contains anything but shapes, or has
    no viewBox.
    """
    if len(data) > LARGEST_DRAWING:
        raise Unreadable(Problem(name, 1, N_("the drawing is larger than 2 MB; simplify it, or save it as a picture")))
    checker, broken = _Checker(data), []
    try:
        with suppress(_Refused):
            checker.parser.Parse(data, True)
    except (expat.ExpatError, _NoDrawing):
        text = N_("the SVG is broken here; save it again as a plain SVG in UTF-8")
        broken = [Problem(name, checker.parser.CurrentLineNumber, text)]
    found = [Problem(name, line, message, {"found": what}) for what, (line, message) in checker.found.items()]
    if found or broken:
        raise Unreadable(*found, *broken)
    if checker.size is None:
        raise Unreadable(Problem(name, 1, N_('this is not an SVG with a viewBox; write viewBox="0 0 width height"')))
    return max(1, round(checker.size[0])), max(1, round(checker.size[1]))
