"""How well the search answers what readers ask of the hub's own content: forty questions, graded by reading it.

`pytest -s` prints the figures. questions.yaml says what the grades mean, and why half of the questions are kept.
"""

import math
import statistics
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from own_search import Own

from hub.i18n.languages import Lang

HALVES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "questions.yaml").read_text(encoding="utf-8")
)
FLOORS = {"first": 0.84, "kept": 0.85}  # nDCG@5; reached: .849 and .857 (before the tuning .542 and .668)
MOST_SHOWN = 12  # results, in the median


def gain(found: list[str], answers: Mapping[str, int], k: int = 5) -> float:
    """nDCG at k with gains of 2 to the grade, less 1 (Burges et al., 2005)."""

    def summed(grades: list[int]) -> float:
        return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:k]))

    return summed([answers.get(each, 0) for each in found]) / summed(sorted(answers.values(), reverse=True))


@pytest.mark.parametrize("half", HALVES)
def test_what_readers_ask_finds_what_answers_it(own: Own, half: str) -> None:
    gains, shown = [], []
    for question in HALVES[half]:
        results = own.search(question["ask"], question["lang"])
        gains.append(gain([found.hit.entry for found in results.hits], question["answers"]))
        shown.append(results.total)
    mean, median = statistics.mean(gains), statistics.median(shown)
    print(f"\n{half}: nDCG@5 {mean:.3f}, results shown {median} in the median, {max(shown)} at most")
    assert mean >= FLOORS[half]
    assert median <= MOST_SHOWN


@pytest.mark.parametrize("half", HALVES)
def test_there_are_twenty_questions_half_of_them_vietnamese(half: str) -> None:
    langs = [question["lang"] for question in HALVES[half]]
    assert len(langs) == 20
    assert 8 <= langs.count("vi") <= 12


def test_whatever_is_graded_can_be_found(own: Own) -> None:
    graded = {entry for half in HALVES.values() for question in half for entry in question["answers"]}
    assert graded - {id.rpartition("/")[0] for id in own.index.digests} == set()


def test_online_violence_is_found_first_without_marks(own: Own) -> None:
    first = own.search("bao luc mang", "vi").hits[:3]
    assert {found.hit.entry for found in first} <= {
        "figures/women-online-violence",
        "figures/women-technology-abuse",
        "work/tp-11",
        "work/tp-12",
    }


@pytest.mark.parametrize(
    ("query", "entry"),
    [
        ("1900969680", "helplines/vn-1900969680"),
        ("1900 96 96 80", "helplines/vn-1900969680"),
        ("115", "helplines/vn-113"),
        ("9h45", "session/hai-van-de-mot-giai-phap"),
        ("09:45", "session/hai-van-de-mot-giai-phap"),
        ("Úc gỡ nội dung", "practice/au-esafety"),
        ("cyber-bullying", "practice/id-pp-tunas"),
    ],
)
def test_a_number_an_hour_a_usual_name_and_another_spelling_are_found(own: Own, query: str, entry: str) -> None:
    assert entry in [found.hit.entry for found in own.search(query, "vi").hits[:5]]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("query", ["deepfake", "an toan tu thiet ke", "grooming of children", "safety by design"])
def test_what_exists_in_the_reader_s_language_is_shown_in_it(own: Own, query: str, lang: Lang) -> None:
    shown = own.search(query, lang).hits
    assert shown
    assert {found.hit.lang for found in shown} == {lang}


@pytest.mark.parametrize("half", HALVES)
def test_no_result_scores_little_beside_the_best(own: Own, half: str) -> None:
    for question in HALVES[half]:
        scores = [found.hit.score for found in own.search(question["ask"], question["lang"]).hits]
        assert all(score >= 0.15 * scores[0] for score in scores)


def test_less_close_results_are_shown_to_those_who_ask_for_them(own: Own) -> None:
    close = own.search("deepfake", "vi")
    assert own.search("deepfake", "vi", less_close=True).total == close.total + close.further


@pytest.mark.parametrize("query", ["Úc", "deepfake", "bao luc mang", "9h45", "hotline"])
def test_words_by_which_an_entry_is_found_are_not_shown(own: Own, query: str) -> None:
    for found in own.search(query, "vi").hits:
        snippet = "".join(text for text, _ in found.snippet)
        assert not any(
            words in snippet for words in ("đường dây nóng, tổng đài", "lịch trình", "ảnh nóng", "bao nhiêu")
        )


def test_only_what_was_meant_is_marked(own: Own) -> None:
    marked = {text.lower() for found in own.search("bao luc mang", "vi").hits for text, hit in found.snippet if hit}
    assert not {text for text in marked if "báo" in text or "bảo" in text or "lúc" in text}
