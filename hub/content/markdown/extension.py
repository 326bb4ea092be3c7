"""Our rules for Markdown: no raw HTML, citations, headings from level 2 on, checked links and pictures."""

import re
from collections.abc import Iterable
from html import unescape
from typing import cast
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, AtomicString

from hub.content.markdown.names import NAME
from hub.content.media.names import MEDIA, remark_in_text
from hub.messages import N_

# An element's attributes; attr_list adds values of None, against the library's types.
Items = Iterable[tuple[str, str | None]]
# Characters of all attributes together, because the title of a link or an abbreviation is repeated at each mention.
LARGEST_ATTRIBUTES = 1_000_000
PHONE = re.compile(r"tel:\+?[0-9]{2,15}")
MAIL = re.compile(r"mailto:[^\s?@]+@[^\s?@]+")
INTERNAL = re.compile(r"([a-z][a-z-]*)(/[a-z0-9-]+)?(?:#[a-z0-9-]+)?")  # an entry as kind/slug, or a named place
CITED = re.compile(r"[a-z0-9-]{1,80}")  # an id of a source
NOTED = re.compile(r"(fn|fnref\d*):(.*)", re.S)  # the id of a note, or of a place that refers to one


BAD_NAME = N_(
    "the name %(target)s cannot stand in an address and is left out; write lower-case letters a–z without marks, then digits or hyphens"
)

LEADS_NOWHERE = N_("the link %(target)s leads nowhere; write kind/slug, https://… or tel:…")


class TooMuch(Exception):
    """A text whose HTML would be far longer than the text itself."""


class Cite(InlineProcessor):
    """Turns `[@source]` into a link to a source."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]
        cited = Element("cite")  # an element that nothing else makes, until House has looked at what it names
        cited.text = AtomicString(m[1])
        return cited, m.start(0), m.end(0)


class House(Treeprocessor):
    """Applies our rules to a parsed text: headings, links, pictures, alignment as classes.

    `links` are the targets found in it; `refused` are pairs (mark in the text, message) of what breaks the rules.
    """

    def __init__(self, md: markdown.Markdown, places: frozenset[str]) -> None:
        super().__init__(md)
        self.places = places
        self.refused: list[tuple[str, str]] = []
        self.links: list[str] = []

    def run(self, root: Element) -> None:
        self.refused, self.links = [], []
        counts = [0, 0]
        sections = {id(element) for element in root}  # a section cannot begin within a list or a quotation
        ids: set[str] = set()
        size = 0
        for element in root.iter():
            tag = element.tag
            for name, value in cast(Items, element.items()):
                if value is None:  # `{: id}`: an attribute without a value
                    del element.attrib[name]
                else:
                    size += len(value)
            if tag == "a":
                self.link(element)
            elif tag == "cite":
                self.citation(element)
            elif tag == "img":
                self.picture(element)
            elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
                self.heading(element, counts, id(element) in sections)
            elif tag == "pre" and len(element):
                element[0].text = AtomicString((element[0].text or "").rstrip() + "\n")
            elif tag in ("td", "th") and (style := element.get("style")):
                element.set("class", style.rsplit(" ", 1)[-1].rstrip(";"))
            if anchor := self.anchor(element):
                ids.add(f"#{anchor}")
        if size > LARGEST_ATTRIBUTES:
            raise TooMuch
        for link in dict.fromkeys(link for link in self.links if link.startswith("#fnref:") and link not in ids):
            note = f"[^{link.removeprefix('#fnref:')}]"
            self.refused.append((note, N_("the text does not refer to the note %(target)s; refer to it or remove it")))
        self.links = [link for link in self.links if link not in ids and not link.startswith("#fnref:")]
        self.number_notes(root)

    def anchor(self, element: Element) -> str:
        """Return the id of an element; one that its author gave it is removed and noted if no address can carry it."""
        anchor = element.get("id", "")
        if not anchor or NAME.fullmatch(anchor) or (element.tag in ("sup", "li") and NOTED.fullmatch(anchor)):
            return anchor
        del element.attrib["id"]
        self.refused.append((f"#{anchor}", BAD_NAME))
        return ""

    def number_notes(self, root: Element) -> None:
        """Give a number to each note whose name no address can carry: `[^một]`, `[^a b]`."""
        notes = [element for box in root.iter("div") if box.get("class") == "footnote" for element in box.iter("li")]
        names = [note.get("id", "").removeprefix("fn:") for note in notes]
        numbers = {
            name: f"n{number}" for number, name in enumerate(names, 1) if not re.fullmatch(r"[a-zA-Z0-9_-]+", name)
        }
        for element in root.iter() if numbers else ():
            for attribute in ("id", "href"):
                value = element.get(attribute, "")
                found = NOTED.fullmatch(value.removeprefix("#"))
                if found is not None and found[2] in numbers:
                    sign = "#" if value.startswith("#") else ""
                    element.set(attribute, f"{sign}{found[1]}:{numbers[found[2]]}")

    def heading(self, element: Element, counts: list[int], section: bool) -> None:
        """Give a heading its level and id, and note one at a level or place that is not allowed.

        `counts` are the headings so far without an id of their own at level 2, and those below the current one;
        `section` tells whether the heading may begin a section.
        """
        if element.tag == "h1":
            element.tag = "h2"
            self.refused.append(("# ", N_("headings in a text begin with ##; the page has its own heading")))
        if element.tag == "h2" and not section:
            element.tag = "h3"
            words = "".join(element.itertext())
            self.refused.append(
                (
                    words,
                    N_(
                        "the heading %(target)s is inside a list or a quotation; leave an empty line before it, or write ###"
                    ),
                )
            )
        named = NAME.fullmatch(self.anchor(element))
        if element.tag == "h2":
            counts[0] += not named
            counts[1] = 0
            automatic = f"muc-{counts[0]}"
        else:
            counts[1] += 1
            automatic = f"muc-{counts[0]}-{counts[1]}"
        name = named[0] if named else automatic
        if element.tag == "h2":
            element.attrib.clear()
        element.set("id", name)

    def citation(self, element: Element) -> None:
        """Link a citation to its source; one that names none stays as it was typed, and is handed on to be refused."""
        source = element.text or ""
        element.attrib.clear()
        self.links.append(f"hub:cite/{source}")
        if CITED.fullmatch(source):
            element.tag = "a"
            element.attrib.update({"class": "cite", "href": f"hub:cite/{source}"})
        else:
            element.tag, element.text = "span", AtomicString(f"[@{source}]")

    def link(self, element: Element) -> None:
        """Rewrite the target of a link into the hub, keep one that is allowed, and remove and note any other."""
        if "cite" in element.get("class", "").split():  # it is given to citations alone
            del element.attrib["class"]
        target = unescape(element.get("href", "").replace(AMP_SUBSTITUTE, "&")).strip()
        if target.startswith("#"):
            self.links.append(target)
        elif (inside := INTERNAL.fullmatch(target)) and (inside[2] or inside[1] in self.places):
            element.set("href", f"hub:{target}")
            self.links.append(target)
        elif PHONE.fullmatch(target):
            element.set("href", target)
        elif target.startswith("mailto:") and (address := MAIL.match(target)):
            element.set("href", address[0])
        elif not _is_web(target):
            element.attrib.pop("href", None)
            self.refused.append((target, LEADS_NOWHERE))

    def picture(self, element: Element) -> None:
        """Rewrite the address of a picture beside the text; replace any other picture by its text, and note it."""
        target, says = element.get("src", ""), element.get("alt", "").strip()
        element.attrib.clear()
        if MEDIA.fullmatch(target) and says:
            element.attrib.update(alt=says, src=f"hub:media/{target}")
            self.links.append(f"media/{target}")
            return
        blind = N_("the picture %(target)s has no text for people who cannot see it; write ![text](file.svg)")
        self.refused.append(
            (
                target,
                blind
                if MEDIA.fullmatch(target)
                else remark_in_text(unquote(target))
                or N_("the picture %(target)s is not a file beside this text; put it there and write its name"),
            )
        )
        element.tag, element.text = "span", says


def _is_web(target: str) -> bool:
    try:
        split = urlsplit(target)
        return split.scheme in ("http", "https") and bool(split.hostname) and not split.username
    except ValueError:
        return False


class Rules(Extension):
    """Registers our rules, and removes raw HTML and underlined headings. A text may link to `places` by name."""

    def __init__(self, places: frozenset[str]) -> None:
        super().__init__()
        self.places = places

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.parser.blockprocessors.deregister("setextheader")
        md.treeprocessors.deregister("prettify")  # the sanitiser writes the HTML again anyway
        md.inlinePatterns.register(Cite(r"\[@([^\[\]\n\x02]{1,80})\](?!\()", md), "cite", 172)
        self.house = House(md, self.places)
        md.treeprocessors.register(self.house, "house", 5)
        md.registerExtension(self)

    def reset(self) -> None:
        """Forget the last text, because Python-Markdown runs no processor for a blank one."""
        self.house.refused, self.house.links = [], []
