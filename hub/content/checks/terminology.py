"""Avoided words in the texts of the hub, each kind of file read in its own way; a quoted title may be exempt, with a reason."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from pydantic import ValidationError

from hub.content.checks.avoided_words import Avoided, AvoidedWords, Exemption, Occurrence
from hub.content.model.fields import Exempt
from hub.content.model.vocabulary import Vocabulary
from hub.content.source.front_matter import Data, parse, split
from hub.i18n.languages import Lang
from hub.messages import N_
from hub.problems import Problem, Severity, Unreadable

LISTS = ("words", "glossary")  # whose `avoid` is looked for: the first to list a word says what to write instead
GIVES_REASONS = "words"
# Fields of a list that quote what others say, and that no page says as its own.
QUOTED = frozenset(["avoid", "elsewhere", "aliases", "exempt", "source", "url", "id"])
NO_WORDS = re.compile(r"://|^\[@|\]\(|\{#|^www\.|\w\.\w|@\w")
NAME = re.compile(r"^\s*(?:-\s+)?(?:id|url|slug|aliases):")
TAG = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.S)


class Terminology:
    """Looks for avoided words; `met` holds the exemptions of lists that were of use so far."""

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
        self.met: set[tuple[str, str, int]] = set()

    def in_document(self, text: str, file: str, lang: Lang, severity: Severity) -> list[Problem]:
        """What a Markdown file says that it should not, and exemptions of its own that are of no use to it."""
        occurrences = list(self.avoided_words.find(text))
        if not occurrences and "\nexempt:" not in text:
            return []
        try:
            front, _, first_line = split(text, file)
            data = parse(front, file, 2)
        except Unreadable:
            return []  # told by whoever reads it for its content
        exempt = _lines_of("exempt", data, first_line)
        own = [(data.line(("exempt", place)), Exemption(one)) for place, one in _exempt(data)]
        useful: set[Exemption] = set()
        found = []
        for occurrence in occurrences:
            line = text.count("\n", 0, occurrence.start) + 1
            if line in exempt or not _is_said(text, occurrence, in_front=line < first_line):
                continue
            excusing = {one for _, one in own if one.holds(occurrence, text)}
            useful |= excusing
            if not self._excused(occurrence, text) and not excusing:
                found.append(_told(occurrence, file, line, lang, severity))
        return found + [
            Problem(file, line, UNUSED, {"text": one.text}, severity) for line, one in own if one not in useful
        ]

    def in_list(self, text: str, file: str) -> list[Problem]:
        """What the labels and notes of a list of terms say that they should not."""
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
        """What a template says beside its messages."""
        plain = TAG.sub(lambda tag: "\n" * tag[0].count("\n"), text)
        occurrences = [
            occurrence for occurrence in self.avoided_words.find(plain) if not self._excused(occurrence, plain)
        ]
        return [
            _told(occurrence, file, plain.count("\n", 0, occurrence.start) + 1, "en", "error")
            for occurrence in occurrences
        ]

    def in_words(self, text: str, file: str, line: int, lang: Lang) -> Iterator[Problem]:
        """What words on a line of a file say that they should not."""
        for occurrence in self.avoided_words.find(text):
            if _is_said(text, occurrence) and not self._excused(occurrence, text):
                yield _told(occurrence, file, line, lang, "error")

    def unmet(self, data: Mapping[str, Data], files: Mapping[str, str]) -> Iterator[Problem]:
        """The exemptions of lists that were of use nowhere; to be asked when every text has been read."""
        for (name, id, place), one in self.exempt.items():
            if (name, id, place) not in self.met:
                ids = [term.get("id") for term in data[name].values.get("terms", [])]
                line = data[name].line(("terms", ids.index(id), "exempt", place))
                yield Problem(files[name], line, UNUSED, {"text": one.text})

    def _excused(self, occurrence: Occurrence, text: str) -> bool:
        excused = {key for key, one in self.exempt.items() if one.holds(occurrence, text)}
        self.met |= excused
        return bool(excused)


UNUSED = N_("the exempt words “%(text)s” are found nowhere, or hold no word that is avoided; remove them")


def _told(occurrence: Occurrence, file: str, line: int, lang: Lang, severity: Severity) -> Problem:
    values: dict[str, object] = {"word": occurrence.avoided.word, "say": occurrence.avoided.say.read_in(lang)}
    if occurrence.avoided.why is None:
        return Problem(
            file,
            line,
            N_("“%(word)s”: write “%(say)s”; a quoted title can be listed under exempt, with the reason"),
            values,
            severity,
        )
    values["why"] = occurrence.avoided.why.read_in(lang)
    return Problem(
        file,
        line,
        N_("“%(word)s”: write “%(say)s” (%(why)s); a quoted title can be listed under exempt, with the reason"),
        values,
        severity,
    )


def _is_said(text: str, occurrence: Occurrence, in_front: bool = False) -> bool:
    """Whether words are there to be read: not part of an address or a name, nor of a remark between the fields."""
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
    """The lines that a field takes in the front matter; the text below begins on `first_line`."""
    if field not in data.values:
        return range(0)
    first = data.line((field,))
    return range(
        first, min((line for path, line in data.lines.items() if len(path) == 1 and line > first), default=first_line)
    )


def _exempt(data: Data) -> Iterator[tuple[int, Exempt]]:
    """The exemptions that a document writes, by their places; what is wrong with one is told by the model."""
    given = data.values.get("exempt")
    for place, one in enumerate(given) if isinstance(given, list) else ():
        with suppress(ValidationError):
            yield place, Exempt.model_validate(one)
