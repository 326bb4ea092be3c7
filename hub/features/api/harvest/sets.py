"""The sets of OAI-PMH: by kind, by country, by theme, each below one that has them all."""

from collections.abc import Iterator

from hub.content.edition import Reader
from hub.content.model.fields import Words
from hub.features.api.documents.fields import both
from hub.features.api.harvest.records import VOCABULARIES, records
from hub.features.api.queries import MODELS
from hub.messages import N_

ABOVE = {"kind": N_("Kind of entry"), "country": N_("Country"), "theme": N_("Theme")}


def sets(reader: Reader) -> Iterator[tuple[str, str]]:
    """Yield the name and the title of each set in which there are records; titles have both languages."""
    filled = {each for header in records(reader).headers for each in header.sets}
    for above, title in ABOVE.items():
        below = [(f"{above}:{code}", words) for code, words in _below(reader, above) if f"{above}:{code}" in filled]
        if below:
            yield above, in_both(both(title))
            yield from ((name, in_both(words)) for name, words in below)


def _below(reader: Reader, above: str) -> Iterator[tuple[str, Words]]:
    if above in VOCABULARIES:
        yield from ((code, term.label) for code, term in reader.terms(VOCABULARIES[above]).items())
    else:
        yield from ((kind.name, both(kind.singular)) for kind in map(reader.kind_of, MODELS))


def in_both(words: Words) -> str:
    """Return words in both languages on one line."""
    return words.vi if words.vi == words.en else f"{words.vi} / {words.en}"
