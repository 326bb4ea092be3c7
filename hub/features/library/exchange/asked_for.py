"""What a document of several entries holds: the question in words, so that it can be read without its address."""

from collections.abc import Mapping, Sequence

from hub.content.edition import Reader
from hub.features.library.asked import asked_of, known
from hub.features.library.facets import FACETS
from hub.features.library.facts import Fact
from hub.web.translations import gettext


def in_words(reader: Reader, values: Mapping[str, Sequence[str]]) -> list[Fact]:
    """Return the words and the choices of a question that mean something; empty for the whole library."""
    asked, _ = known(reader, asked_of(values))
    words = [Fact(gettext("Words searched for"), [f"“{asked.q}”"])] if asked.q else []
    return words + [
        Fact(gettext(facet.heading), [reader.label(facet.vocabulary, code) for code in asked.facets[facet.name]])
        for facet in FACETS
        if asked.facets.get(facet.name)
    ]


def in_one_line(facts: Sequence[Fact]) -> str:
    """Return the question as one line; for the whole library that it is that."""
    if not facts:
        return gettext("The whole library")
    return "; ".join(f"{fact.name}: {', '.join(fact.values)}" for fact in facts)
