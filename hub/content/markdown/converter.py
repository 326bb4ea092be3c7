"""Python-Markdown with our rules, and for each text only those of its parts that can find something there.

Python-Markdown asks every part about every run of a text, and one that finds nothing takes as long as one that does. A
text without a backtick needs no part that looks for code. Leaving such parts out gives the same HTML, and brings the first
build of 3,000 documents below 2.5 times what Python-Markdown alone costs on them. It is done by the library's documented
registries; a name that the library no longer has raises ValueError at the first text.
"""

from collections import OrderedDict
from dataclasses import dataclass

import markdown
from markdown.util import ETX, STX

from hub.content.markdown.extension import House, Rules

# What a text must have, one of these marks at least, for the part of this name to change anything.
EXTENSIONS = {"tables": ("|",), "footnotes": ("[^",), "abbr": ("*[",), "attr_list": ("{",)}
BLOCKS = {"hashheader": ("#",), "quote": (">",), "reference": ("]:",)}
INLINE = {
    "backtick": ("`",),
    "escape": ("\\",),
    "cite": ("[@",),
    "link": ("[",),
    "reference": ("]:",),  # an address that no line of the text defines is left as it is written
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
    """One instance of Python-Markdown, and the rules of ours that it applied to the last text."""

    markdown: markdown.Markdown
    house: House


class Converters:
    """The converters for texts, by the marks that stand in these; each is made on first use."""

    def __init__(self, places: frozenset[str] = frozenset()) -> None:
        self._places = places
        self._kept: OrderedDict[frozenset[str], Converter] = OrderedDict()

    def for_text(self, text: str) -> Converter:
        """Return a converter that gives for this text the HTML that one with every part gives."""
        text = text.replace(STX, "").replace(ETX, "")  # as Python-Markdown does before it looks at a text
        marks = frozenset(mark for mark in MARKS if mark in text)
        if marks not in self._kept:
            self._kept[marks] = converter(marks, self._places)
        self._kept.move_to_end(marks)
        if len(self._kept) > MOST:
            self._kept.popitem(last=False)
        return self._kept[marks]


def converter(marks: frozenset[str] = MARKS, places: frozenset[str] = frozenset()) -> Converter:
    """Make a converter for texts that have no other marks than these."""
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
