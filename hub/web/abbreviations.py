"""Abbreviations, explained where a page first uses them.

In running text the words stand behind in brackets: a phone shows no tooltip. Where words cannot be added, in a heading, a
link or somebody's own words, the first use is an `abbr` with its title, and the next use in running text has the words.
"""

import re
from collections.abc import Mapping
from html import escape, unescape
from typing import NamedTuple

from hub.content.kinds import Words
from hub.content.lang import Lang
from hub.content.vocabulary import Term

TOKEN = re.compile(r"(<[^>]*>)")
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)")
LANG = re.compile(r'\blang="(vi|en)"')
OWN_WORDS = re.compile(r'\bclass="[^"]*\bown-words\b')
VOID = frozenset(["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
RUNNING = frozenset(["p", "li"])
INLINE = frozenset(["a", "abbr", "b", "bdi", "br", "cite", "code", "em", "i", "mark", "q", "small", "span", "strong", "sub", "sup", "time"])
NO_WORDS = frozenset(
    ["a", "abbr", "blockquote", "caption", "cite", "code", "dd", "dt", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "mark", "pre", "q", "span", "td", "th"]
)
NOTHING = frozenset(["abbr", "button", "label", "option", "script", "select", "style", "svg", "textarea"])
NEAR = 16  # characters between an abbreviation and words that explain it: brackets, "is the"


class Open(NamedTuple):
    """An element that is open: its tag, its language, and whether it holds somebody's own words."""

    tag: str
    lang: Lang
    said: bool


class Abbreviations:
    """The known abbreviations, ready to be looked for."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self.terms = terms
        longest_first = sorted(map(re.escape, terms), key=len, reverse=True)
        self.pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(longest_first)})(?!\w|-[A-Z])") if terms else None

    def explained(self, page: str, lang: Lang) -> str:
        """A page in whose main part the first use of each is explained."""
        start, end = page.find("<main"), page.rfind("</main>")
        main = page[start:end] if start >= 0 else ""
        used = {short for short in self.terms if short in main}  # many times faster than the expression, and most pages have none
        return page[:start] + _Pass(self, used, lang).over(main) + page[end:] if used else page


class _Pass:
    """One way through a page: `seen` were explained in any way, `left` not yet in words."""

    def __init__(self, known: Abbreviations, left: set[str], lang: Lang) -> None:
        self.known, self.left, self.seen = known, left, set[str]()
        self.open = [Open("", lang, False)]
        self.before = ""  # the text of the block so far

    def over(self, html: str) -> str:
        tokens = TOKEN.split(html)
        for place, token in enumerate(tokens):
            if not self.left:
                break
            if place % 2:
                self.enter_or_leave(token)
            elif any(short in token for short in self.left):
                tokens[place] = self.text(token)
            else:
                self.before += unescape(token)
        return "".join(tokens)

    def enter_or_leave(self, token: str) -> None:
        tag = TAG.match(token)
        if tag is None:
            return
        if tag[2] not in INLINE:
            self.before = ""
        elif tag[2] == "br":
            self.before += "\n"
        if tag[1]:
            if len(self.open) > 1:
                self.open.pop()
        elif tag[2] not in VOID and not token.endswith("/>"):
            lang = LANG.search(token)
            around = self.open[-1]
            self.open.append(Open(tag[2], ("en" if lang[1] == "en" else "vi") if lang else around.lang, around.said or bool(OWN_WORDS.search(token))))

    def text(self, token: str) -> str:
        pattern = self.known.pattern
        pieces, end = [], 0
        for match in pattern.finditer(token) if pattern else ():
            before = self.before + unescape(token[: match.start()])
            if match[0] in self.left and not before[-1:].isalnum() and before[-1:] != "-":
                pieces += [token[end : match.start()], self.use(match[0], before, unescape(token[match.end() :]))]
                end = match.end()
        self.before += unescape(token)
        return "".join([*pieces, token[end:]])

    def use(self, short: str, before: str, after: str) -> str:
        """One use of an abbreviation, with what it takes to explain it here."""
        tags = {each.tag for each in self.open}
        term, here = self.known.terms[short], self.open[-1]
        words = term.label.read_in(here.lang)
        if _is_explained(term, here.lang, before, after):
            self.left.discard(short)
            self.seen.add(short)
        elif tags & RUNNING and not tags & (NO_WORDS | NOTHING) and not here.said and before.count("(") <= before.count(")"):
            self.left.discard(short)
            self.seen.add(short)
            return f"{short} ({escape(words, quote=False)})"
        elif "abbr" in tags:
            self.seen.add(short)
        elif short not in self.seen and not tags & NOTHING:
            self.seen.add(short)
            return f'<abbr title="{escape(words)}">{short}</abbr>'
        return short


def _is_explained(term: Term, lang: Lang, before: str, after: str) -> bool:
    """Whether the words stand right before or behind, as an author writes them."""
    label: Words = term.label
    aliases = term.aliases.en if lang == "en" else term.aliases.vi
    before, after = _plain(before), _plain(after)
    return any(
        words in before[-len(words) - 2 :] or words in after[: len(words) + NEAR] for words in map(_plain, [label.read_in(lang), *aliases])
    )


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split()).casefold()
