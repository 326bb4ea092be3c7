"""The HTML that may be shown: every element, attribute and class that a text may have; everything else is removed."""

import re
from html import unescape

import nh3

BLOCKS = (
    *("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "hr", "div"),
    *("table", "thead", "tbody", "tr", "th", "td"),
)
WITHIN_A_LINE = ("a", "abbr", "br", "cite", "code", "em", "img", "q", "span", "strong", "sub", "sup")
TAGS = frozenset([*BLOCKS, *WITHIN_A_LINE])
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
SCHEMES = frozenset(["http", "https", "mailto", "tel", "hub"])
SANITISER = nh3.Cleaner(
    tags=set(TAGS),
    attributes=ATTRIBUTES,
    allowed_classes=CLASSES,
    url_schemes=set(SCHEMES),
    link_rel="noopener noreferrer",
    strip_comments=True,
)
CITATION = re.compile(r'<a class="cite".*?</a>')
END_OF_BLOCK = re.compile(r"</(?:p|li|h[2-6]|t[dh]|dt|dd|blockquote|pre)>|<br>")


def sanitised(html: str) -> str:
    """Return the HTML without anything that the lists above do not allow; the words of a removed element stay."""
    return SANITISER.clean(html)


def plain_text(html: str) -> str:
    """Return the words of sanitised HTML without its citations, one line for each block."""
    if "<" not in html:
        return unescape(html).strip()
    spaced = END_OF_BLOCK.sub(lambda end: end[0] + "\n", CITATION.sub("", html))
    return re.sub(r"[ \t]*\n\s*", "\n", unescape(nh3.clean(spaced, tags=set()))).strip()
