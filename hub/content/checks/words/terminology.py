"""Check for avoided words in every text of the hub, reading each kind of file in its own way and heeding exemptions."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from pydantic import ValidationError

from hub.content.checks.words.avoided_words import Avoided, AvoidedWords, Exemption, Occurrence
from hub.content.markdown.comments import blanked
from hub.content.model.fields import Exempt
from hub.content.model.vocabulary import Vocabulary
from hub.content.source.front_matter import Data, parse, split
from hub.i18n.languages import Lang
from hub.messages import N_
from hub.problems import Problem, Severity, Unreadable

# The lists whose `avoid` is searched for; the first to list a word decides what to write instead.
LISTS = ("words", "glossary")
GIVES_REASONS = "words"
# Fields of a list that quote others or are names, and are not the site's own wording.
QUOTED = frozenset(["avoid", "elsewhere", "aliases", "exempt", "source", "url", "id"])
NO_WORDS = re.compile(r"://|^\[@|\]\(|\{#|^www\.|\w\.\w|@\w")
NAME = re.compile(r"^\s*(?:-\s+)?(?:id|url|slug|aliases):")
TAG = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.S)


class Terminology:
    """Looks for avoided words. `used` holds the exemptions of lists that have applied so far."""

    def __init__(self, vocabularies: Mapping[str, Vocabulary[Any]]) -> None:
        listed = [(name, term) for name in LISTS if name in vocabularies for term in vocabularies[name].terms.values()]
        self.avoided_words = AvoidedWords(
            Avoided(word, term.label, term.note if name == GIVES_REASONS else None)
            for name, term in listed
            for word in (*term.avoid.vi, *term.avoid.en)
        )
        self.exempt = {
            (name, term.id, place): Exemption(exempt)
            for name, term in listed
            for place, exempt in enumerate(term.exempt)
        }
        self.used: set[tuple[str, str, int]] = set()

    def in_document(self, text: str, file: str, lang: Lang, severity: Severity) -> list[Problem]:
        """Return the avoided words in a Markdown file, and the file's own exemptions that nothing in it needs."""
        text = blanked(text)
        occurrences = list(self.avoided_words.find(text))
        if not occurrences and "\nexempt:" not in text:
            return []
        try:
            front, _, first_line = split(text, file)
            data = parse(front, file, 2)
        except Unreadable:
            return []  # reported where the file is read for its content
        exempt = _lines_of("exempt", data, first_line)
        own = [(data.line(("exempt", place)), Exemption(one)) for place, one in _exempt(data)]
        useful: set[Exemption] = set()
        found = []
        for occurrence in occurrences:
            line = text.count("\n", 0, occurrence.start) + 1
            if line in exempt or not _is_prose(text, occurrence, in_front=line < first_line):
                continue
            excusing = {one for _, one in own if one.holds(occurrence, text)}
            useful |= excusing
            if not self._excused(occurrence, text) and not excusing:
                found.append(_problem(occurrence, file, line, lang, severity))
        return found + [
            Problem(file, line, UNUSED, {"text": one.text}, severity, sort="word")
            for line, one in own
            if one not in useful
        ]

    def in_list(self, text: str, file: str) -> list[Problem]:
        """Return the avoided words in the labels and notes of a list of terms."""
        try:
            data = parse(text, file)
        except Unreadable:
            return []
        found: list[Problem] = []
        for path, value in data.texts.items():
            if QUOTED.isdisjoint(path):
                lang: Lang = "en" if path[-1] == "en" else "vi"
                found += self.in_words(value, file, data.line(path), lang)
        return found

    def in_template(self, text: str, file: str) -> list[Problem]:
        """Return the avoided words in a template, outside its tags."""
        plain = TAG.sub(lambda tag: "\n" * tag[0].count("\n"), text)
        occurrences = [
            occurrence for occurrence in self.avoided_words.find(plain) if not self._excused(occurrence, plain)
        ]
        return [
            _problem(occurrence, file, plain.count("\n", 0, occurrence.start) + 1, "en", "error")
            for occurrence in occurrences
        ]

    def in_words(self, text: str, file: str, line: int, lang: Lang) -> Iterator[Problem]:
        """Yield the avoided words in a string that stands on a line of a file."""
        for occurrence in self._told(text):
            yield _problem(occurrence, file, line, lang, "error")

    def occurrences(self, text: str, lang: Lang) -> Iterator[tuple[Occurrence, Problem]]:
        """Yield the avoided words in a text that is no file yet, each with what is to be said of it."""
        for occurrence in self._told(text):
            yield occurrence, _problem(occurrence, "", text.count("\n", 0, occurrence.start) + 1, lang, "warning")

    def _told(self, text: str) -> Iterator[Occurrence]:
        for occurrence in self.avoided_words.find(text):
            if _is_prose(text, occurrence) and not self._excused(occurrence, text):
                yield occurrence

    def unused_exemptions(self, data: Mapping[str, Data], files: Mapping[str, str]) -> Iterator[Problem]:
        """Yield a problem for each exemption of the lists that never applied; call it after all texts have been read."""
        for (name, id, place), one in self.exempt.items():
            if (name, id, place) not in self.used:
                ids = [term.get("id") for term in data[name].values.get("terms", [])]
                line = data[name].line(("terms", ids.index(id), "exempt", place))
                yield Problem(files[name], line, UNUSED, {"text": one.text}, sort="word")

    def _excused(self, occurrence: Occurrence, text: str) -> bool:
        excused = {key for key, one in self.exempt.items() if one.holds(occurrence, text)}
        self.used |= excused
        return bool(excused)


UNUSED = N_("the exempt words “%(text)s” are found nowhere, or contain no word that is avoided; remove them")


def _problem(occurrence: Occurrence, file: str, line: int, lang: Lang, severity: Severity) -> Problem:
    values: dict[str, object] = {"word": occurrence.avoided.word, "say": occurrence.avoided.say.read_in(lang)}
    if occurrence.avoided.why is None:
        return Problem(
            file,
            line,
            N_("“%(word)s”: write “%(say)s”; a quoted title can be listed under exempt, with the reason"),
            values,
            severity,
            sort="word",
        )
    values["why"] = occurrence.avoided.why.read_in(lang)
    return Problem(
        file,
        line,
        N_("“%(word)s”: write “%(say)s” (%(why)s); a quoted title can be listed under exempt, with the reason"),
        values,
        severity,
        sort="word",
    )


def _is_prose(text: str, occurrence: Occurrence, in_front: bool = False) -> bool:
    """Tell whether an occurrence is text to be read.

    It is not if it is part of an address or a name, or with `in_front` of a comment in the front matter.
    """
    start, end = occurrence.start, occurrence.end
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    if not any(map(str.isspace, text[occurrence.start : occurrence.end])) and NO_WORDS.search(text[start:end]):
        return False
    line = text[text.rfind("\n", 0, occurrence.start) + 1 : occurrence.start]
    return not (in_front and (line.lstrip().startswith("#") or NAME.match(line)))


def _lines_of(field: str, data: Data, first_line: int) -> range:
    """Return the lines of a field in the front matter; the text below begins on `first_line`."""
    if field not in data.values:
        return range(0)
    first = data.line((field,))
    return range(
        first, min((line for path, line in data.lines.items() if len(path) == 1 and line > first), default=first_line)
    )


def _exempt(data: Data) -> Iterator[tuple[int, Exempt]]:
    """Yield the exemptions in a document by their index; invalid ones are left out, since the model reports them."""
    given = data.values.get("exempt")
    for place, one in enumerate(given) if isinstance(given, list) else ():
        with suppress(ValidationError):
            yield place, Exempt.model_validate(one)
