"""Every pair of the page of words (facts/glossary.md) is found in both directions, and so are its words to avoid."""

import re
from collections.abc import Iterator

import pytest
from facts import Facts
from own_search import Own

from hub.search.query.glossary import Match
from hub.search.query.text import Word, word, words

# Words in the column "avoid" that are a remark, or that a query with them does not mean.
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
    """The names in a cell, without what stands in brackets."""
    return [part.strip() for part in re.split(r"\s*;\s*|\s+/\s+", re.sub(r"\s*\([^()]*\)", "", cell)) if part.strip()]


def pairs() -> Iterator[tuple[str, list[str], list[str]]]:
    """The id of each row with its names in both languages."""
    for line in Facts("glossary.md").text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if re.fullmatch(r"[a-z0-9-]+", cells[0]) and cells[0] != "id" and len(cells) >= 4:
            yield cells[0], names(cells[1]), names(cells[2])


def leads(own: Own, text: str, others: list[str]) -> bool:
    """Tell whether a name leads to one of the others, in the very words."""
    wanted = {tuple(each.exact for each in forms(other)) for other in others}
    return any(
        tuple(each.exact for each in phrase.words) in wanted for match in matches(own, text) for phrase in match.others
    )


@pytest.mark.parametrize("direction", ["to Vietnamese", "to English"])
def test_each_pair_leads_from_one_language_into_the_other(own: Own, direction: str) -> None:
    read = list(pairs())
    assert len(read) > 120
    lost = []
    for id, english, vietnamese in read:
        one, two = (english, vietnamese) if direction == "to Vietnamese" else (vietnamese, english)
        if not any(leads(own, text, two) for text in one) and one != two:
            lost.append(f"{id}: {one} → {two}")
    assert lost == []
