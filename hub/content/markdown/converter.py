"""Python-Markdown with our rules, reduced for each text to the parts that can match something in it.

Python-Markdown tries every part on every run of a text, and one that matches nothing takes as long as one that does. A
text without a backtick does not need the parts that look for code. Leaving such parts out gives the same HTML, and
brings the first build of 3,000 documents below 2.5 times the cost of Python-Markdown alone on them. It uses the
library's documented registries only; a name that the library no longer has raises ValueError at the first text.
"""

from collections import OrderedDict
from dataclasses import dataclass

import markdown
from markdown.util import ETX, STX

from hub.content.markdown.extension import House, Rules

# By name, the parts of Python-Markdown that change nothing in a text without any of these marks.
EXTENSIONS = {"tables": ("|",), "footnotes": ("[^",), "abbr": ("*[",), "attr_list": ("{",)}
BLOCKS = {"hashheader": ("#",), "quote": (">",), "reference": ("]:",)}
INLINE = {
    "backtick": ("`",),
    "escape": ("\\",),
    "cite": ("[@",),
    "link": ("[",),
    "reference": ("]:",),  # a reference whose address no line of the text defines stays as written
    "short_reference": ("]:",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
}
TREE = {"unescape": ("\\",)}
ALWAYS = ("sane_lists",)
MARKS = frozenset(mark for part in (EXTENSIONS, BLOCKS, INLINE, TREE) for marks in part.values() for mark in marks)
MOST = 64  # converters kept


@dataclass(frozen=True, slots=True)
class Converter:
    """An instance of Python-Markdown, and its tree processor with the links and problems of the last text."""

    markdown: markdown.Markdown
    house: House


class Converters:
    """The converters by the marks in a text; each is created on first use."""

    def __init__(self, places: frozenset[str] = frozenset()) -> None:
        self._places = places
        self._kept: OrderedDict[frozenset[str], Converter] = OrderedDict()

    def for_text(self, text: str) -> Converter:
        """Return a converter that gives the same HTML for this text as one with every part."""
        text = text.replace(STX, "").replace(ETX, "")  # as Python-Markdown does before it parses a text
        marks = frozenset(mark for mark in MARKS if mark in text)
        if marks not in self._kept:
            self._kept[marks] = converter(marks, self._places)
        self._kept.move_to_end(marks)
        if len(self._kept) > MOST:
            self._kept.popitem(last=False)
        return self._kept[marks]


def converter(marks: frozenset[str] = MARKS, places: frozenset[str] = frozenset()) -> Converter:
    """Create a converter for texts that contain no marks other than these."""
    rules = Rules(places)
    made = markdown.Markdown(
        extensions=[*(name for name, needed in EXTENSIONS.items() if not marks.isdisjoint(needed)), *ALWAYS, rules],
        extension_configs={"footnotes": {"BACKLINK_TEXT": "↩", "BACKLINK_TITLE": "{}"}},
    )
    for registry, parts in (
        (made.parser.blockprocessors, BLOCKS),
        (made.inlinePatterns, INLINE),
        (made.treeprocessors, TREE),
    ):
        for name, needed in parts.items():
            if marks.isdisjoint(needed):
                registry.deregister(name)
    return Converter(made, rules.house)
