"""Abbreviations, explained at their first use on a page.

In running text the full words follow in brackets, because a phone shows no tooltip. Where words cannot be added (a
heading, a link, a quotation), the first use becomes an `abbr` with a title, and the next use in running text gets the
words.
"""

import re
from collections.abc import Iterable, Mapping
from html import escape, unescape

from hub.content.model.fields import Words
from hub.content.model.vocabulary import Term
from hub.i18n.languages import Lang

TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>")
MARKUP = re.compile(r"<[^>]*>")
BREAK = re.compile(r"</?br\b[^>]*>")
TEXT = re.compile(r"[^<]*")
LANG = re.compile(r'\blang="(vi|en)"')
OWN_WORDS = re.compile(r'\bclass="[^"]*\bown-words\b')
VOID = frozenset(["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
RUNNING = frozenset(["p", "li"])
INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "br",
        "cite",
        "code",
        "em",
        "i",
        "mark",
        "q",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "wbr",
    ]
)
NO_WORDS = frozenset(
    [
        "a",
        "abbr",
        "blockquote",
        "caption",
        "cite",
        "dd",
        "dt",
        "figcaption",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "label",
        "mark",
        "q",
        "span",
        "td",
        "th",
    ]
)
NOTHING = frozenset(
    ["abbr", "button", "code", "kbd", "pre", "samp", "option", "script", "select", "style", "svg", "textarea"]
)
# What runs without a space around an abbreviation and makes it part of an address, a mail address, the name of a file, an
# account or a hashtag: https://…, www.…, a@b.c, unodc.org/UNODC, /vi/UNODC, report-UNODC.pdf, @UNICEF, #UNICEF, ?q=UNODC.
ADDRESS = re.compile(r"://|^\W*www\.|\w\.\w|@\w|^[^\w]*[/#@]\w|[?&]\w+=|\\\w|^\W*(?:mailto|tel|urn|doi):", re.I)
# What follows up to the next space, across tags within a line.
ADJOINING = re.compile(r"(?:[^<\s]|</?(?:a|b|em|i|mark|span|strong|wbr)\b[^>]*>){0,500}")
LONGEST_ADDRESS = 500
NEAR = 16  # characters allowed between an abbreviation and its explanation: brackets, "is the"


class Abbreviations:
    """The known abbreviations, with one pattern that finds them."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self.terms = terms
        longest_first = sorted(map(re.escape, terms), key=len, reverse=True)
        # The lookbehind comes last: a pattern that begins with literal letters is found many times faster.
        self.pattern = (
            re.compile("|".join(rf"{short}(?<![\w-]{short})(?!\w|-[A-Z])" for short in longest_first))
            if terms
            else None
        )

    def explained(self, page: str, lang: Lang) -> str:
        """Return a page in whose main part the first use of each abbreviation is explained."""
        start, end = page.find("<main"), page.rfind("</main>")
        main = page[start:end] if start >= 0 else ""
        uses = list(self.pattern.finditer(main)) if self.pattern else []
        return page[:start] + _Pass(self.terms, main, lang).over(uses) + page[end:] if uses else page


class _Pass:
    """One pass over HTML that reads tags only as far as the last use.

    `seen` are the abbreviations explained in any way, `spelled_out` those explained in words.
    """

    def __init__(self, terms: Mapping[str, Term], html: str, lang: Lang) -> None:
        self.terms, self.html, self.lang = terms, html, lang
        self.seen, self.spelled_out = set[str](), set[str]()
        self.open: list[tuple[str, str]] = []  # the open elements, each with its attributes
        self.place = 0  # the position up to which tags have been read

    def over(self, uses: Iterable[re.Match[str]]) -> str:
        """Return the HTML with the given uses explained where needed."""
        pieces, end = [], 0
        for use in uses:
            at = use.start()
            if use[0] in self.spelled_out or self.html.rfind("<", 0, at) > self.html.rfind(">", 0, at):
                continue
            self.read_up_to(at)
            before = unescape(MARKUP.sub("", BREAK.sub("\n", self.html[self.block(at) : at])))
            text = TEXT.match(self.html, use.end())
            after = unescape(text[0]) if text else ""
            rest = ADJOINING.match(self.html, use.end())
            adjoining = unescape(MARKUP.sub("", rest[0])) if rest else ""
            if before[-1:].isalnum() or before[-1:] == "-" or _is_in_address(use[0], before, adjoining):
                continue
            pieces += [self.html[end:at], self.use(use[0], before, after)]
            end = use.end()
        return "".join([*pieces, self.html[end:]])

    def read_up_to(self, place: int) -> None:
        """Read the tags up to a position, to know which elements are open there."""
        for closes, name, attributes in TAG.findall(self.html, self.place, place):
            if not closes:
                if name not in VOID and attributes[-1:] != "/":
                    self.open.append((name, attributes))
            elif self.open:
                self.open.pop()
        self.place = place

    def block(self, place: int) -> int:
        """Return where the text of the block around a position begins."""
        while (place := self.html.rfind("<", 0, place)) >= 0:
            tag = TAG.match(self.html, place)
            if tag is not None and tag[2] not in INLINE:
                return tag.end()
        return 0

    def use(self, short: str, before: str, after: str) -> str:
        """Return one use of an abbreviation, with an explanation if it needs one here."""
        tags = {name for name, _ in self.open}
        named = next(
            (found[1] for _, attributes in reversed(self.open) if (found := LANG.search(attributes))), self.lang
        )
        lang: Lang = "en" if named == "en" else "vi"
        term = self.terms[short]
        words = term.label.read_in(lang)
        if _is_explained(term, lang, before, after):
            self.spelled_out.add(short)
        elif (
            tags & RUNNING
            and not tags & (NO_WORDS | NOTHING)
            and before.count("(") <= before.count(")")
            and not self.is_quoted()
        ):
            self.spelled_out.add(short)
            return f"{short} ({escape(words, quote=False)})"
        elif "abbr" in tags:
            self.seen.add(short)
        elif short not in self.seen and not tags & NOTHING:
            self.seen.add(short)
            return f'<abbr title="{escape(words)}">{short}</abbr>'
        return short

    def is_quoted(self) -> bool:
        """Tell whether the text is a quotation, to which no words may be added."""
        return any(OWN_WORDS.search(attributes) for _, attributes in self.open)


def _is_in_address(short: str, before: str, adjoining: str) -> bool:
    """Tell whether an abbreviation is part of an address, given the text before it and what adjoins it."""
    words = before[-LONGEST_ADDRESS:].split()
    start = words[-1] if words and not before[-1:].isspace() else ""
    return ADDRESS.search(f"{start}{short}{adjoining}") is not None


def _is_explained(term: Term, lang: Lang, before: str, after: str) -> bool:
    """Tell whether the words already stand right before or after the abbreviation, as an author writes them."""
    label: Words = term.label
    aliases = term.aliases.en if lang == "en" else term.aliases.vi
    before, after = _plain(before), _plain(after)
    return any(
        words in before[-len(words) - 2 :] or words in after[: len(words) + NEAR]
        for words in map(_plain, [label.read_in(lang), *aliases])
    )


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split()).casefold()
