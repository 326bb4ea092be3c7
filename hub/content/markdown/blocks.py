"""Python-Markdown's block parser and its last steps, without the work that cannot change anything.

Every processor is asked about every block, and most search all of it; a text rarely has what they look for. Leaving those
out gives the same result (tests hold both together).
"""

import re
from xml.etree.ElementTree import Element

import markdown
from markdown.treeprocessors import UnescapeTreeprocessor

# What a block must have for the processor of this name to take it at all.
NEEDED = {"table": "|", "hashheader": "#", "quote": ">", "reference": "]:", "abbr": "*[", "footnote": "[^"}
AMPERSAND = re.compile(r"&(?!(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);)", re.I)  # one that is not an entity's
EMPTY = frozenset(["br", "hr", "img"])


class Blocks:
    """The stock parser's way through blocks; to be put in use after every extension has added its processors."""

    def __init__(self, md: markdown.Markdown) -> None:
        registry = md.parser.blockprocessors
        needed = {id(registry[name]): mark for name, mark in NEEDED.items() if name in registry}
        self.tried = [(processor, needed.get(id(processor), "")) for processor in registry]

    def parse(self, parent: Element, blocks: list[str]) -> None:
        """Drop-in for BlockParser.parseBlocks."""
        while blocks:
            block = blocks[0]
            for processor, needed in self.tried:
                if needed in block and processor.test(parent, block):
                    if processor.run(parent, blocks) is not False:
                        break
                    block = blocks[0]


class Unescape(UnescapeTreeprocessor):
    """Drop-in for the stock processor, which looks through everything for characters that stood behind a backslash."""

    def run(self, root: Element) -> None:
        if any("\\" in line for line in self.md.lines):  # type: ignore[attr-defined]
            super().run(root)


def serialized(root: Element) -> str:
    """HTML of elements alone, which is all that a text here becomes."""
    written: list[str] = []
    write = written.append
    rest: list[Element | str] = [root]
    while rest:
        element = rest.pop()
        if isinstance(element, str):
            write(element)
            continue
        tag, text, tail, items = element.tag, element.text, element.tail, element.items()
        if items:
            write("".join([f"<{tag}", *[f' {name}="{_escaped(value)}"' for name, value in sorted(items)], ">"]))
        else:
            write(f"<{tag}>")
        if text:
            write(_escaped(text))
        if tail:
            rest.append(_escaped(tail))
        if tag not in EMPTY:
            rest.append(f"</{tag}>")
        rest.extend(reversed(element))
    return "".join(written)


def _escaped(text: str) -> str:
    if "&" in text:
        text = AMPERSAND.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text.replace('"', "&quot;") if '"' in text else text
