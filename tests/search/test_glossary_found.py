"""Every pair of the page of words (facts/glossary.md) is found in both directions, and so are its words to avoid.

Where that page is not at hand, the pairs are those of the site's own glossary, which was written from it.
"""

import re
from collections.abc import Iterator

import pytest
from facts import FACTS, Facts
from own_search import Own

from hub.content.model.vocabulary import Term
from hub.search.query.glossary import Match
from hub.search.query.text import Word, word, words

SWITCH = "language-switch"  # what it avoids are two codes
HAS_FACTS = (FACTS / "glossary.md").is_file()
# Words in the column "avoid" that are a remark, or that a query with them does not mean.
ASIDE = re.compile(
    r"\*?\([^()]*\)\*?|\"[^\"]*\" in that order|\[U\]| (as a name for the reader|as the name|in a title|on a page)\b"
)
REMARK = re.compile(
    r"\bkeep\b|it was adopted|any street|\bonce\b|in that order|order$|loosely| alone|in our words|[()]"
)


def forms(text: str) -> list[Word]:
    return [word(each) for each in words(text)]


def matches(own: Own, text: str) -> list[Match]:
    asked = forms(text)
    found = own.glossary.matches(asked, marked=any(each.is_marked for each in asked))
    return [match for match in found if (match.start, match.end) == (0, len(asked))]


def names(cell: str) -> list[str]:
    """The names in a cell, without what stands in brackets; and the parts of a list of names."""
    whole = [part.strip() for part in re.split(r"\s*;\s*|\s+/\s+", re.sub(r"\s*\([^()]*\)", "", cell)) if part.strip()]
    return [*whole, *(part for name in whole for part in re.split(r"[:,]\s*", name) if part != name)]


Pairs = list[tuple[str, list[str], list[str]]]  # the id of each row, its English names, its Vietnamese ones
Avoided = list[tuple[str, str]]  # the id of each row, with each of the words to avoid


def rows_of_facts() -> Iterator[list[str]]:
    """The cells of each row of the page of words: an id, English, Vietnamese, and more."""
    for line in Facts("glossary.md").text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if re.fullmatch(r"[a-z][a-z0-9-]+", cells[0]) and cells[0] != "id" and len(cells) >= 4:
            yield cells


def pairs(own: Own) -> Pairs:
    """What the page of words gives, where it is; else what the site's own glossary gives."""
    if HAS_FACTS:
        return [(cells[0], names(cells[1]), names(cells[2])) for cells in rows_of_facts()]
    return [(term.id, names(term.label.en), names(term.label.vi)) for term in glossary(own)]


def avoided(own: Own) -> Avoided:
    """The words to avoid that are no remark, of the same."""
    if HAS_FACTS:
        return [*avoided_by_facts()]
    terms = [term for term in glossary(own) if term.id != SWITCH]
    return [(term.id, text) for term in terms for texts in (term.avoid.vi, term.avoid.en) for text in texts]


def glossary(own: Own) -> list[Term]:
    terms = [own.edition.vocabularies["glossary"].terms[id] for id in own.edition.vocabularies["glossary"].terms]
    return [term for term in terms if isinstance(term, Term)]


def avoided_by_facts() -> Iterator[tuple[str, str]]:
    for cells in rows_of_facts():
        if len(cells) == 5 and cells[0] != SWITCH:
            for part in re.split(r"[,;]\s*", re.sub(ASIDE, "", cells[4])):
                text = part.strip().strip('“”"')
                if text and not REMARK.search(part):
                    first, _, other = text.partition("/")
                    yield cells[0], first
                    if other:
                        yield cells[0], " ".join([*first.split()[:-1], other])


def leads(own: Own, text: str, others: list[str]) -> bool:
    """Tell whether a name leads to one of the others, in the very words."""
    wanted = {tuple(each.exact for each in forms(other)) for other in others}
    return any(
        tuple(each.exact for each in phrase.words) in wanted for match in matches(own, text) for phrase in match.others
    )


@pytest.mark.parametrize("direction", ["to Vietnamese", "to English"])
def test_each_pair_leads_from_one_language_into_the_other(own: Own, direction: str) -> None:
    read = pairs(own)
    assert len(read) > 120
    lost = []
    for id, english, vietnamese in read:
        one, two = (english, vietnamese) if direction == "to Vietnamese" else (vietnamese, english)
        # "nguồn" and "phiên" are too short to be looked for: they are in every other word.
        is_short = all(len(text.split()) == 1 and text.islower() and forms(text)[0].is_syllable for text in two)
        if not any(leads(own, text, two) for text in one) and one != two and not is_short:
            lost.append(f"{id}: {one} → {two}")
    assert lost == []


def test_whoever_types_a_word_to_avoid_finds_the_right_ones(own: Own) -> None:
    read = avoided(own)
    assert len(read) > 60
    assert [f"{id}: {text}" for id, text in read if not matches(own, text)] == []
