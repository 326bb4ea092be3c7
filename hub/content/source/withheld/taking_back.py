"""What authors ask to have taken back, however they wrote it, and also where a file cannot be read.

A page that stays public against the will of its author does harm; one that is missing until its file is corrected does
not. So as soon as an entry's files have errors, every line counts that may mean `draft: true`, `status: withdrawn` or
another value that a feature declares as Withheld.
"""

import codecs
import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from hub.content.model.registry import Withheld
from hub.content.source.documents import Document
from hub.content.source.folder import CONFLICT, File, tidy
from hub.content.source.front_matter import split
from hub.content.source.withheld.names import FOREVER, moment_in
from hub.messages import N_
from hub.problems import Problem, Unreadable, brief

MOST_READ = 1024 * 1024  # bytes of a file that is too large to be a text
YES = frozenset(["true", "yes", "on", "y", "1", "t", "x", "có", "đúng", "rồi"])
NO = frozenset(["", "false", "no", "off", "n", "f", "0", "null", "none", "~", "không", "ko", "sai", "chưa"])
INVISIBLE = re.compile("[\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
SPACES = re.compile("[\\s\ufffd]+")  # where an encoding is broken, what cannot be read may have been a space
COLONS = str.maketrans("∶꞉ː", ":::")
QUOTES = " \"'`“”„‟‘’‚‛«»‹›"
BEFORE = f"{QUOTES}-+*>|?{{[(,;.–—•"  # what may stand before a field's name in a line: a bullet, a sign of `diff` …
AROUND = f"{QUOTES}{{}}[](),;."
COMMENT = re.compile(r"(?:^|\s)#.*")
BLOCK = re.compile(r"[|>][-+0-9]*")
LINE = re.compile(rf"(?P<name>[\w-]+)[{QUOTES}]*(?P<sign>[:=]?)(?P<value>.*)")


class Asked(NamedTuple):
    """A place in a file at which its author asks for less to be shown. `exact` is false where that had to be guessed."""

    rule: Withheld
    file: str
    line: int
    written: str
    exact: bool = False

    def problem(self) -> Problem:
        """Return the warning that the wish is fulfilled."""
        message = N_(
            "“%(written)s” asks to take this back, so readers do not see it now; correct the mistakes in its files, or delete this line"
        )
        return Problem(self.file, self.line, message, {"written": brief(self.written)}, "warning")


class Wishes:
    """Finds the wishes of authors, given what features declare as Withheld and the fields of the entry's kind."""

    def __init__(self, rules: Iterable[Withheld], fields: Collection[str]) -> None:
        self.rules, self.fields = tuple(rules), fields
        self.named = frozenset(rule.field for rule in self.rules)
        names = "|".join(map(re.escape, sorted(self.named)))
        self.inside = re.compile(rf"(?<!\w)(?P<name>{names})[{QUOTES}]*[:=][{QUOTES}]*(?P<value>\w+)")
        self.begins = re.compile(rf"\W*(?:{names})", re.I)

    def in_document(self, document: Document) -> Iterator[Asked]:
        """Yield the wishes in a file that could be read: in fields, in fields of these, and in their texts."""
        name = document.file.name
        for field, value in document.data.values.items():
            meant = self.meant(field)
            for rule in self.rules:
                if rule.field == meant and asks(rule, value):
                    is_value = value == rule.value or (rule.value is datetime and moment_in(str(value)) != FOREVER)
                    is_exact = field == rule.field and field in self.fields and is_value
                    yield Asked(rule, name, document.data.line((field,)), f"{field}: {_as_typed(value)}", is_exact)
        keys = _lines_of_keys(document)
        for found in self.in_lines(document.front, name, 2):
            if keys.get(found.line, 0) > 1:
                yield found
        yield from self._in_texts(document, keys)

    def swallowed(self, document: Document) -> Iterator[Problem]:
        """Yield an error for each wish that YAML takes for a line of another field's text."""
        for found in self._in_texts(document, _lines_of_keys(document)):
            message = N_(
                "“%(written)s” is part of the text of the field above; begin it at the beginning of a line, with a space after the colon"
            )
            yield Problem(found.file, found.line, message, {"written": brief(found.written)})

    def _in_texts(self, document: Document, keys: Mapping[int, int]) -> Iterator[Asked]:
        if self.begins.search(document.front):
            for found in self.in_lines(document.front, document.file.name, 2, alone=True):
                if found.line not in keys:
                    yield found

    def in_unreadable(self, file: File) -> Iterator[Asked]:
        """Yield the wishes in the raw lines of a file that cannot be read; in its fields alone if these can be told."""
        text = _raw_text(file)
        conflict = CONFLICT.search(text)
        try:
            front, body, _ = split(text, file.name)
        except Unreadable:
            front, body = "", text
        if not front or (conflict is not None and conflict.start() < len(text) - len(body)):
            yield from self.in_lines(text, file.name, 1)
        else:
            yield from self.in_lines(front, file.name, 2)

    def in_lines(self, text: str, file: str, first_line: int, alone: bool = False) -> Iterator[Asked]:
        """Yield the wishes in lines. With `alone`, only those in lines that say nothing else and leave no doubt."""
        lines = text.split("\n")
        for number, line in enumerate(lines):
            if CONFLICT.match(line) or (alone and not self.begins.match(line)):
                continue
            plain = COMMENT.sub("", _plain(line))
            rule = self._alone(plain) if alone else self._anywhere(plain, lines[number + 1 : number + 2])
            if rule is not None:
                yield Asked(rule, file, first_line + number, line)

    def _alone(self, line: str) -> Withheld | None:
        """Return the rule of which a line says the name and the value."""
        found = LINE.match(line.lstrip(BEFORE))
        if found is None or not found["sign"]:
            return None
        return self._rule(found["name"], found["value"], in_doubt=False)

    def _anywhere(self, line: str, following: list[str]) -> Withheld | None:
        """Return the rule of which a line says something that may be its value; the next line may hold the value."""
        found = LINE.match(line.lstrip(BEFORE))
        if found is not None and (name := self.meant(found["name"])) in self.named:
            value = found["value"].strip(AROUND)
            if value and not BLOCK.fullmatch(value):
                rule = self._rule(name, value, in_doubt=bool(found["sign"]))
            elif found["sign"]:
                rule = self._rule(name, "".join(following), in_doubt=False)
            else:  # the name alone, without a colon
                rule = self._rule(name, "true", in_doubt=False)
            if rule is not None:
                return rule
        inside = (self._rule(each["name"], each["value"], in_doubt=False) for each in self.inside.finditer(line))
        return next(filter(None, inside), None)

    def _rule(self, field: str, value: str, in_doubt: bool) -> Withheld | None:
        return next((rule for rule in self.rules if rule.field == field and asks(rule, value, in_doubt)), None)

    def meant(self, name: str) -> str:
        """Return the field that an author means by a name: one of the rules, one of the kind, or "" for neither."""
        plain = _plain(name).strip(AROUND)
        if plain in self.named or plain in self.fields:
            return plain
        if not any(abs(len(plain) - len(one)) <= 2 and len(set(plain) & set(one)) > 2 for one in self.named):
            return ""
        return next(iter(difflib.get_close_matches(plain, [*self.named, *self.fields], 1, 0.7)), "")


def asks(rule: Withheld, value: object, in_doubt: bool = True) -> bool:
    """Tell whether a value is that of a rule, in capitals, quotation marks or with a slip.

    What is to be true or false is taken for true `in_doubt`, unless it clearly says no.
    """
    text = _plain(_as_typed(value)).strip(AROUND)
    if rule.value is datetime:
        return text not in NO
    if isinstance(rule.value, bool):
        return value is not None and (text in YES or (in_doubt and text not in NO))
    wanted = (str(rule.value), *rule.otherwise)
    return text in wanted or bool(
        difflib.get_close_matches(text[:40], [word for word in wanted if len(word) > 5], 1, 0.8)
    )


def _as_typed(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _lines_of_keys(document: Document) -> dict[int, int]:
    """Return the lines on which a field's name stands, each with the depth of the field."""
    found: dict[int, int] = {}
    for path, line in document.data.lines.items():
        if isinstance(path[-1], str):
            found[line] = min(found.get(line, len(path)), len(path))
    return found


def _plain(line: str) -> str:
    """Return a line in small letters, with plain spaces and colons, and without invisible letters."""
    text = unicodedata.normalize("NFKC", INVISIBLE.sub("", line)).translate(COLONS)
    return SPACES.sub(" ", unicodedata.normalize("NFC", text.casefold())).strip()


def _raw_text(file: File) -> str:
    """Return what can be read of a file, whatever its encoding; "" if it cannot be opened."""
    try:
        with file.path.open("rb") as stream:
            data = stream.read(MOST_READ)
    except OSError:
        return ""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return tidy(data.decode("utf-16" if wide else "utf-8-sig", "replace").replace("\0", ""))
