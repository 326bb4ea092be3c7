"""Python-Markdown's inline processor, which tries only the patterns that can match.

Every pattern is tried on every run of text, some twenty times each; most texts have none of the characters that a
pattern begins with. Leaving those out gives the same result for less than half of the time (tests hold both together).
So does taking the plain citations of a run, of which a text may have dozens, in one go and not one after another.
"""

import re
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER_PREFIX, AtomicString

# What a text must have for the pattern of this name to match at all.
NEEDED = {
    "backtick": "`",
    "escape": "\\",
    "reference": "[",
    "link": "[",
    "image_link": "![",
    "image_reference": "![",
    "short_reference": "[",
    "short_image_ref": "![",
    "autolink": "<",
    "automail": "<",
    "linebreak": "  \n",
    "entity": "&",
    "footnote": "[^",
    "cite": "[@",
}
MARKS = frozenset("`\\[!<&*_")
PLAIN_CITATION = re.compile(r"\[@([a-z0-9-]{1,80})\](?!\()")


class Inline(InlineProcessor):
    """Drop-in for the stock processor; to be registered after every extension has added its patterns."""

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        needed = {id(md.inlinePatterns[name]): mark for name, mark in NEEDED.items() if name in md.inlinePatterns}
        self.tried: list[tuple[Any, str]] = [(pattern, needed.get(id(pattern), "")) for pattern in md.inlinePatterns]
        self.cite: Any = md.inlinePatterns["cite"]
        self.stress = md.delimiters  # the one pattern with two marks: * and _

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:
        if isinstance(data, AtomicString) or (MARKS.isdisjoint(data) and "  \n" not in data):
            return data
        apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]  # the stock method, by its mangled name
        start = 0
        for index in range(patternIndex, len(self.tried)):
            pattern, needed = self.tried[index]
            if needed in data and (pattern is not self.stress or "*" in data or "_" in data):
                if pattern is self.cite:
                    data = PLAIN_CITATION.sub(self.cited, data)
                matched = True
                while matched:
                    data, matched, start = apply(pattern, data, index, start)
                start = 0
        return data

    def cited(self, found: re.Match[str]) -> str:
        """What stands for a citation until the elements are put together."""
        placeholder: str = self._InlineProcessor__stashNode(self.cite.handleMatch(found, "")[0], self.cite.type())  # type: ignore[attr-defined]
        return placeholder

    def _InlineProcessor__processPlaceholders(
        self, data: str | None, parent: Element, isText: bool = True
    ) -> list[Any]:
        if data is None or INLINE_PLACEHOLDER_PREFIX in data:
            elements: list[Any] = super()._InlineProcessor__processPlaceholders(data, parent, isText)  # type: ignore[misc]
            return elements
        if isText:
            parent.text = data
        else:
            parent.tail = data
        return []
