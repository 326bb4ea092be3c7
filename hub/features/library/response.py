"""The place of a practice in the Model National Response: its domains, and which of their capabilities it touches."""

from typing import NamedTuple

from hub.content.edition import Reader
from hub.features.library.model import Practice

CAPABILITIES = "mnr-2016"
DOMAINS = "glossary"  # the vocabulary in which each domain, the group of its capabilities, has a name


class Domain(NamedTuple):
    """A domain by its name, with the names of the capabilities that a practice touches, and which of all it does."""

    name: str
    touched: list[str]
    marks: list[bool]


class Response(NamedTuple):
    """All domains in their order, and how many capabilities there are and are touched."""

    domains: list[Domain]
    capabilities: int
    touched: int

    @property
    def domains_touched(self) -> int:
        """Return how many domains the practice touches."""
        return sum(bool(domain.touched) for domain in self.domains)


def response(reader: Reader, practice: Practice) -> Response:
    """Return the place of a practice in the Model National Response, in the reader's language."""
    grouped: dict[str, list[tuple[str, bool]]] = {}
    for term in reader.terms(CAPABILITIES).values():
        name = reader.label(CAPABILITIES, term.id)
        grouped.setdefault(term.group, []).append((name, term.id in practice.capabilities))
    domains = [
        Domain(
            reader.label(DOMAINS, group) if group else reader.vocabulary_title(CAPABILITIES),
            [name for name, touched in of if touched],
            [touched for _, touched in of],
        )
        for group, of in grouped.items()
    ]
    return Response(
        domains, sum(len(domain.marks) for domain in domains), sum(len(domain.touched) for domain in domains)
    )
