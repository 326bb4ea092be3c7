"""Sanitised HTML as Markdown that others can read on: CommonMark with tables, footnotes and lists of definitions.

The elements are those that the sanitiser lets through, and the boxes that prose() puts around wide ones. Links become
absolute. A citation of a source becomes a footnote `[^id-of-source]`, whose text the caller adds.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

VOID = {"br", "hr", "img", "source"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = {"p", "ul", "ol", "dl", "blockquote", "pre", "hr", "div", "table", "section", *HEADINGS}
SPECIAL = re.compile(r"([\\`*_\[\]])")
ENTITY = re.compile(r"&(?=#?\w+;)")
FIRST = re.compile(r"(?m)^(#|>|[-+~=:](?=\s|$)|-{3,}|={3,}|~{3,}|\|)")
NUMBERED = re.compile(r"(?m)^(\d+)([.)])(?=\s|$)")
SPACE = re.compile(r"[ \t\n\r\f]+")
TICKS = re.compile(r"`+")
BREAK = "\0"  # the end of a line within a paragraph, until it is written; no text has this character


@dataclass
class Node:
    """An element with what is inside it: texts and elements."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: list["Node | str"] = field(default_factory=list)

    def has(self, name: str) -> bool:
        """Tell whether the element has a class."""
        return name in self.attributes.get("class", "").split()

    def find(self, *tags: str) -> list["Node"]:
        """Return the elements of these tags below this one, in order, without those inside of one another."""
        found: list[Node] = []
        for child in self.inside:
            if isinstance(child, Node):
                found += [child] if child.tag in tags else child.find(*tags)
        return found

    @property
    def text(self) -> str:
        """Return all words inside."""
        return "".join(child if isinstance(child, str) else child.text for child in self.inside)


class _Tree(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self._open = [self.root]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].inside.append(node)
        if tag not in VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if len(self._open) > 1 and self._open[-1].tag == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(data)


def markdown(html: str, base: str, notes: str = "", deeper: int = 0) -> str:
    """Return HTML as Markdown, one blank line between blocks; "" for an empty one.

    Addresses are resolved against `base`, `notes` stands before the name of every footnote, and headings are `deeper` by
    so many levels.
    """
    return _Writer(base, notes, deeper).blocks(_Tree(html).root.inside)


def escaped(text: str) -> str:
    """Return words in which nothing is read as Markdown, on one line."""
    return _at_first(_plain(text).strip())


class _Writer:
    def __init__(self, base: str, notes: str, deeper: int) -> None:
        self.base, self.notes, self.deeper = base, notes, deeper

    def blocks(self, nodes: Iterable[Node | str]) -> str:
        """Return nodes as blocks; words that stand among blocks make paragraphs of their own."""
        found: list[str] = []
        words: list[Node | str] = []
        for node in nodes:
            if isinstance(node, Node) and node.tag in BLOCKS:
                found += [self.line(words), self.block(node)]
                words = []
            else:
                words.append(node)
        return "\n\n".join(filter(None, [*found, self.line(words)]))

    def block(self, node: Node) -> str:
        """Return one block."""
        tag = node.tag
        if tag in HEADINGS:
            return f"{'#' * min(6, HEADINGS[tag] + self.deeper)} {self.line(node.inside)}".rstrip()
        if tag == "p":
            return self.line(node.inside)
        if tag in ("ul", "ol"):
            return self.items(node)
        if tag == "dl":
            return "\n".join(
                f"{self.line(each.inside)}" if each.tag == "dt" else f":{_indented(self.blocks(each.inside), 4)[1:]}"
                for each in node.find("dt", "dd")
            )
        if tag == "blockquote":
            return "\n".join(f"> {line}".rstrip() for line in self.blocks(node.inside).split("\n"))
        if tag == "pre":
            fence = "`" * max([3, *(len(ticks) + 1 for ticks in TICKS.findall(node.text))])
            return f"{fence}\n{node.text.strip(chr(10))}\n{fence}"
        if tag == "hr":
            return "* * *"
        if tag == "table":
            return self.table(node)
        return self.footnotes(node) if node.has("footnote") else self.blocks(node.inside)

    def items(self, node: Node) -> str:
        """Return a list; its items stand apart where one has paragraphs."""
        number = int(node.attributes.get("start") or 1)
        items = [child for child in node.inside if isinstance(child, Node) and child.tag == "li"]
        lines = []
        for place, item in enumerate(items):
            mark = f"{number + place}. " if node.tag == "ol" else "- "
            nested = [child for child in item.inside if isinstance(child, Node) and child.tag in ("ul", "ol")]
            loose = any(isinstance(child, Node) and child.tag in BLOCKS - {"ul", "ol"} for child in item.inside)
            if nested and not loose:
                first = self.line([child for child in item.inside if child not in nested])
                text = "\n".join(filter(None, [first, *map(self.items, nested)]))
            else:
                text = self.blocks(item.inside)
            lines.append(mark + _indented(text, max(4, len(mark))).lstrip())
        apart = any(item.find("p", "pre", "blockquote", "table", "div") for item in items)
        return ("\n\n" if apart else "\n").join(lines)

    def table(self, node: Node) -> str:
        """Return a table; a cell is one line."""
        rows = [row.find("th", "td") for row in node.find("tr")]
        if not rows:
            return ""
        width = max(map(len, rows))
        sides = [next((side for side in ("left", "center", "right") if cell.has(side)), "") for cell in rows[0]]
        ruled = [{"left": ":--", "center": ":-:", "right": "--:"}.get(side, "---") for side in sides]
        lines = [[self.cell(cell) for cell in row] for row in rows]
        lines.insert(1, [*ruled, *["---"] * (width - len(ruled))])
        return "\n".join("| " + " | ".join([*line, *[""] * (width - len(line))]) + " |" for line in lines)

    def cell(self, node: Node) -> str:
        """Return a cell of a table."""
        return SPACE.sub(" ", self.line(node.inside).replace("|", "\\|"))

    def footnotes(self, node: Node) -> str:
        """Return footnotes below a text."""
        return "\n\n".join(
            f"[^{self.notes}{_note(item.attributes.get('id', ''))}]: {_indented(self.blocks(item.inside), 4).lstrip()}"
            for item in node.find("li")
        )

    def line(self, nodes: Iterable[Node | str]) -> str:
        """Return words with their markup, as one paragraph."""
        text = "".join(_plain(node) if isinstance(node, str) else self.within(node) for node in nodes)
        text = re.sub(f" *{BREAK} *", "  \n", re.sub(" {2,}", " ", text))
        return _at_first(text.strip())

    def within(self, node: Node) -> str:
        """Return an element within a line."""
        tag, inside = node.tag, node.inside
        if tag == "a":
            return self.anchor(node)
        if tag == "br":
            return BREAK
        if tag == "img":
            address = urljoin(self.base, node.attributes.get("src", ""))
            return f"![{escaped(node.attributes.get('alt', ''))}]({_address(address)})"
        if tag == "code":
            ticks = "`" * max([1, *(len(found) + 1 for found in TICKS.findall(node.text))])
            space = " " if "`" in node.text else ""
            return f"{ticks}{space}{node.text}{space}{ticks}"
        words = "".join(_plain(each) if isinstance(each, str) else self.within(each) for each in inside)
        if tag in ("em", "strong"):
            return _around(words, "*" if tag == "em" else "**")
        if tag == "q":
            return f"“{words}”"
        if tag in ("sub", "sup") and words and not node.find("a"):
            return f"<{tag}>{words}</{tag}>"
        return words

    def anchor(self, node: Node) -> str:
        """Return a link, a citation or the mark of a footnote."""
        href = node.attributes.get("href", "")
        if node.has("footnote-backref"):
            return ""
        if node.has("footnote-ref"):
            return f"[^{self.notes}{_note(href)}]"
        if node.has("cite") and href.startswith("#source-"):
            return f"[^{self.notes}{href.removeprefix('#source-')}]"
        words = "".join(_plain(each) if isinstance(each, str) else self.within(each) for each in node.inside)
        return f"[{words.strip()}]({_address(urljoin(self.base, href))})" if href else words


def _plain(text: str) -> str:
    """Return words with the characters escaped that mark something up wherever they stand."""
    return SPECIAL.sub(r"\\\1", ENTITY.sub("&amp;", SPACE.sub(" ", text)).replace("<", "&lt;"))


def _at_first(text: str) -> str:
    """Return a paragraph with the signs escaped that mark something up where they begin a line.

    Signs that not every dialect knows an escape for are written as references to characters.
    """

    def harmless(found: re.Match[str]) -> str:
        sign, rest = found[0][0], found[0][1:]
        return f"\\{sign}{rest}" if sign in "#+->" else f"&#{ord(sign)};{rest}"

    return NUMBERED.sub(r"\1\\\2", FIRST.sub(harmless, text))


def _around(words: str, mark: str) -> str:
    """Return words between marks, with the spaces at their ends outside."""
    inner = words.strip()
    if not inner:
        return words
    return f"{words[: len(words) - len(words.lstrip())]}{mark}{inner}{mark}{words[len(words.rstrip()) :]}"


def _indented(text: str, width: int) -> str:
    return "\n".join(f"{' ' * width}{line}" if line else "" for line in text.split("\n"))


def _note(href: str) -> str:
    """Return the name of a footnote from its id or the link to it: `fn:1` is note-1."""
    return f"note-{href.rpartition(':')[2]}"


def _address(url: str) -> str:
    """Return an address as it may stand in a link: round brackets and spaces in it would end it."""
    return url.replace(" ", "%20").replace("(", "%28").replace(")", "%29").replace("<", "%3C").replace(">", "%3E")
