"""Generated entries as they are indexed: short ones, with the facets of the library, the same every time."""

import random
from collections.abc import Iterator

from hub.i18n.languages import LANGS
from hub.search.engine import Searchable
from tools.bench.samples.documents import CHOICES, Text, slug
from tools.bench.samples.words import TOPICS

COUNTRIES = tuple(f"{first}{second}" for first in "ABCDEFG" for second in "KLMNPQRS")
CAPABILITIES = tuple(f"mnr-{number:02d}" for number in range(1, 22))
EDITED = 0
"""The number of the entry that is changed to measure the first question after an edit."""


def entries(documents: int) -> Iterator[Searchable]:
    """Yield that many documents, two for each entry: the Vietnamese and the English text."""
    for number in range(documents // 2):
        for lang in LANGS:
            yield entry(number, documents // 2, lang)


def entry(number: int, count: int, lang: str, added: str = "") -> Searchable:
    """Return one entry in one language: a title, a summary and a text of about 110 words, seven facets, a name of its own."""
    choices = random.Random(f"entry {number}")
    topics = choices.sample(TOPICS, 4)
    facets = {name: (choices.choice(values),) for name, values in CHOICES.items() if name != "country"} | {
        "country": tuple(choices.sample(COUNTRIES, choices.choice((1, 1, 1, 2, 3)))),
        "capability": tuple(choices.sample(CAPABILITIES, choices.randint(1, 4))),
    }
    text = Text(number, count, lang, topics)
    title = f"{topics[0][text.side]}: {name(choices)} {name(choices)}"
    names = " ".join(name(choices) for _ in range(12))
    body = f"{text.paragraph(4, cited=False)} {names}. {added}"
    id = f"practice/{slug(number)}"
    return Searchable(f"{id}/{lang}", id, "practice", lang, title, text.paragraph(1, cited=False), body, "", facets)


def name(choices: random.Random) -> str:
    """Return a word that is no word: one of some thousands, a few of them common and most of them rare."""
    rank = int(4_000 ** choices.random())
    return "".join("bdghklmnprstv"[(rank // 7**at + at) % 13] + "aeiou"[(rank // 5**at) % 5] for at in range(3))
