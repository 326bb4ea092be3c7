"""Score one term in one document: BM25, with an idf that makes rare words stand out more.

Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009). Titles and summaries
count as heavier occurrences in the same field (their BM25F), so a term saturates over the whole entry.
"""

import math
from collections.abc import Mapping

TITLE, SUMMARY, BODY = 4.0, 2.0, 1.0
"""The weight of an occurrence in a title, a summary, a text."""

IN_TITLE = 1.0
"""What a term in a title adds, times its rarity: a title says once what an entry is about."""

OWN_LANGUAGE = 1.15
"""The factor for a document in the language of the query."""

# One occurrence of a pair says nearly everything, in a long text as in a short one: it saturates sooner.
_WORD_K1, _WORD_B = 0.9, 0.75
_PAIR_K1, _PAIR_B = 0.6, 0.3
_SHARPNESS = 1.5


def rarity(documents: int, count: int) -> float:
    """Return the idf of a term that `count` of the documents contain."""
    return float(math.log((documents + 1) / count) ** _SHARPNESS)


def rarity_by_language(documents: Mapping[str, int], counts: Mapping[str, int]) -> float:
    """Return the idf of a term within the language in which the largest share of documents has it; 0 for none.

    Over all languages every word would look rare that only one of them has.
    """
    shares = [(counts[lang] / documents[lang], lang) for lang in counts if counts[lang]]
    if not shares:
        return 0.0
    _, lang = max(shares)
    return rarity(documents[lang], counts[lang])


def saturation(frequency: float, length: float, *, is_pair: bool) -> float:
    """Return 0 … 1 + k1 for a term's frequency in a document; `length` is relative to the average, 1.0."""
    k1, b = (_PAIR_K1, _PAIR_B) if is_pair else (_WORD_K1, _WORD_B)
    return frequency * (k1 + 1) / (frequency + k1 * (1 - b + b * length))
