"""Questions over people."""

from collections.abc import Iterator, Mapping
from typing import Any

from hub.content.edition import Reader
from hub.features.people.model import Person

Appearances = Mapping[str, tuple[str, ...]]


def appearances(reader: Reader) -> Appearances:
    """Return what each person speaks in, by slug: sessions, statements and whatever else has `speakers`, as `kind/slug`.

    A kind may give its speakers as slugs, or as values with a slug in `person`.
    """
    found: dict[str, list[str]] = {}
    for name, kind in reader.kinds.items():
        if hasattr(kind.model, "speakers") or "speakers" in kind.model.model_fields:
            for entry in reader.all_of(name):
                for slug in dict.fromkeys(_slugs(entry)):
                    found.setdefault(slug, []).append(f"{name}/{entry.slug}")
    return {slug: tuple(references) for slug, references in found.items()}


def delegations(reader: Reader) -> list[tuple[str, list[Person]]]:
    """Return the people by delegation, both in protocol order; those without one stand under ""."""
    found: dict[str, list[Person]] = {}
    for person in reader.all(Person):
        found.setdefault(reader.words(person.delegation), []).append(person)
    return list(found.items())


def _slugs(entry: Any) -> Iterator[str]:
    for speaker in entry.speakers:
        if slug := getattr(speaker, "person", speaker):
            yield slug
