"""Checking of drawings (SVG): shapes, gradients and text, but no scripts, outside links or styles."""

import math
import re
from xml.parsers import expat

from hub.messages import N_
from hub.problems import Problem, Unreadable

LARGEST_DRAWING = 2 * 1024 * 1024  # bytes
LONGEST_SIDE = 100_000
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
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")


class _Refused(Exception):
    """A part that does not belong in a drawing."""


class _NoDrawing(Exception):
    """A file that is not an SVG."""


class _Checker:
    """Checks a file as expat parses it; afterwards `size` is the width and height of the root's viewBox."""

    def __init__(self) -> None:
        self.size: tuple[float, float] | None = None
        self.parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self.parser.StartElementHandler = self.element
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.parser.ProcessingInstructionHandler = self.refuse
        self.parser.XmlDeclHandler = self.declaration
        self.began = False

    def refuse(self, *found: object) -> None:
        raise _Refused

    def declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding and encoding.lower() != "utf-8":  # a browser would decode it differently from us
            raise _NoDrawing

    def element(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, _, name = tag.rpartition(" ")
        if not self.began:
            if tag != f"{NAMESPACE} svg":
                raise _NoDrawing
            self.began, self.size = True, _view_box(attributes.get("viewBox", ""))
        if namespace != NAMESPACE or name not in ELEMENTS:
            raise _Refused
        if not all(_belongs(attribute, value) for attribute, value in attributes.items()):
            raise _Refused


def _belongs(attribute: str, value: str) -> bool:
    """Tell whether an attribute (its namespace before a space) is allowed.

    It must not run a script, style anything or refer to anything outside the file.
    """
    namespace, _, name = attribute.rpartition(" ")
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
    checker = _Checker()
    try:
        checker.parser.Parse(data, True)
    except _Refused as error:
        message = N_("an SVG may contain only shapes: no script, style, event or outside link; remove it")
        raise Unreadable(Problem(name, checker.parser.CurrentLineNumber, message)) from error
    except (expat.ExpatError, _NoDrawing) as error:
        raise Unreadable(
            Problem(
                name,
                checker.parser.CurrentLineNumber,
                N_("the SVG is broken here; save it again as a plain SVG in UTF-8"),
            )
        ) from error
    if checker.size is None:
        raise Unreadable(Problem(name, 1, N_('this is not an SVG with a viewBox; write viewBox="0 0 width height"')))
    return max(1, round(checker.size[0])), max(1, round(checker.size[1]))
