"""A dossier: the entries that answer a question in their short form, one after another, to be printed and carried along."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hub.content.edition import Reader
from hub.features.library.asked import choose
from hub.features.library.exchange.asked_for import in_one_line, in_words
from hub.features.library.facts import Fact, facts
from hub.features.library.model import Practice
from hub.features.library.queries import IndicatorRow, figures
from hub.web.citing.apa import apa_text
from hub.web.citing.cited import citations
from hub.web.templating.globals import SourceLine, source_lines

MOST = 100  # entries of one dossier: a longer one is neither read nor printed
MOST_IN_A_DOCUMENT = 40  # entries of a PDF document, which takes a second or two of work each


@dataclass(frozen=True, slots=True)
class Chapter:
    """One entry of a dossier. The anchors of its sources are its own, so that they may all stand on one page."""

    practice: Practice
    facts: list[Fact]
    figures: list[IndicatorRow]
    sources: list[SourceLine]
    citation: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """What a question has found: the first MOST entries, and how many there are; `updated` is their last change."""

    question: list[Fact]
    in_one_line: str
    chapters: list[Chapter]
    total: int
    updated: date | None

    @property
    def is_starter(self) -> bool:
        """Tell whether any of its entries is not confirmed by its institution."""
        return any(chapter.practice.status == "starter" for chapter in self.chapters)


def dossier(reader: Reader, values: Mapping[str, Sequence[str]]) -> Dossier:
    """Return the dossier of a question, given as the parameters of an address."""
    found = choose(reader, values)
    question = in_words(reader, values)
    chapters = [_chapter(reader, practice) for practice in found[:MOST]]
    updated = max((chapter.practice.updated for chapter in chapters), default=None)
    return Dossier(question, in_one_line(question), chapters, len(found), updated)


def _chapter(reader: Reader, practice: Practice) -> Chapter:
    return Chapter(
        practice,
        facts(reader, practice),
        [row._replace(source=f"{practice.slug}-{row.source}") for row in figures(reader, practice)],
        [
            line._replace(anchor=f"source-{practice.slug}-{source.id}")
            for source, line in zip(practice.sources, source_lines(practice.sources), strict=True)
        ],
        apa_text(citations([practice])[0]),
    )
