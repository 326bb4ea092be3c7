"""How well the search finds what answers questions about the hub's own content, however they are typed.

`pytest -s` prints the figures. The questions are in retrieval.yaml, the same in both languages; nothing is learned from
them. The harder ways to write them have no marks, marks apart from their letters with the tone elsewhere, or a typo.
"""

import random
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from own_search import Own

from hub.i18n.languages import Lang
from hub.i18n.vietnamese import fold

QUESTIONS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("retrieval.yaml").read_text(encoding="utf-8"))
TONE_ELSEWHERE = {"òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ"}


def without_marks(text: str) -> str:
    return " ".join(fold(word) for word in text.split())


def decomposed(text: str) -> str:
    for usual, other in TONE_ELSEWHERE.items():
        text = text.replace(usual, other)
    return unicodedata.normalize("NFD", text)


def mistyped(text: str) -> str:
    """Swap two letters inside one of the longest words; the same for the same text."""
    words = text.split()
    at = max(range(len(words)), key=lambda each: (min(len(words[each]), 6), each))
    place = random.Random(text).randrange(1, max(2, len(words[at]) - 2))
    word = words[at]
    words[at] = word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :]
    return " ".join(words)


def as_typed(text: str) -> str:
    return text


WAYS: dict[str, Callable[[str], str]] = {
    "plain": as_typed,
    "no marks": without_marks,
    "decomposed": decomposed,
    "a typo": mistyped,
    "no marks, a typo": lambda text: without_marks(mistyped(text)),
}
FLOORS = {("vi", way): 0.92 for way in WAYS} | {("en", "plain"): 0.91, ("en", "a typo"): 0.91}


def rank(own: Own, query: str, lang: Lang, answers: list[str]) -> float:
    """Return the reciprocal rank of the first answer among ten; 0 if there is none."""
    found = [result.hit.entry for result in own.search(query, lang).hits[:10]]
    return next((1 / place for place, entry in enumerate(found, 1) if entry in answers), 0.0)


@pytest.mark.parametrize(("lang", "way"), FLOORS)
def test_a_question_finds_its_answer_however_it_is_typed(own: Own, lang: Lang, way: str) -> None:
    ranks = {each[lang]: rank(own, WAYS[way](each[lang]), lang, each["answers"]) for each in QUESTIONS}
    mean = sum(ranks.values()) / len(ranks)
    print(f"\n{lang}, {way}: MRR@10 {mean:.3f}; below 1: {[text for text, each in ranks.items() if each < 1]}")
    assert mean >= FLOORS[lang, way]


def test_there_are_thirty_questions_in_either_language() -> None:
    assert len({each["vi"] for each in QUESTIONS}) == len({each["en"] for each in QUESTIONS}) >= 30


def test_every_answer_can_be_found(own: Own) -> None:
    answers = {entry for each in QUESTIONS for entry in each["answers"]}
    assert answers - {id.rpartition("/")[0] for id in own.index.digests} == set()


def test_every_way_of_typing_changes_most_questions() -> None:
    for way in WAYS.keys() - {"plain", "decomposed"}:
        assert sum(WAYS[way](each["vi"]) != each["vi"] for each in QUESTIONS) > 0.9 * len(QUESTIONS)
    assert all(unicodedata.normalize("NFC", decomposed(each["vi"])) != decomposed(each["vi"]) for each in QUESTIONS)
