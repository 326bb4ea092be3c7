"""How well the search answers: parallel Vietnamese and English questions, each of which one passage answers.

The questions (half of XQuAD, CC BY-SA 4.0) are not part of this repository: they are read from `data/retrieval` of
HUB_SHARED_DATA, or of the folder `shared` beside the repository. Without it the tests are skipped, except in
continuous integration, where they fail. Latencies are printed (`pytest -s`), not asserted: they depend on the machine.
"""

import importlib.util
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from hub.search.engine import Engine, Searchable, fill
from hub.search.engines import ENGINES, engine_module
from hub.search.query.aligning import segments
from hub.search.query.learning import learn
from hub.search.query.planner import Planner
from hub.search.query.term_pairs import NO_PAIRS, TermPairs

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("HUB_SHARED_DATA") or REPOSITORY.parent / "shared" / "data") / "retrieval"

SWAPPED, UNMARKED, TYPO, BOTH = "NFD, tone placed the other way", "no marks", "one typo", "no marks, one typo"
# Mean reciprocal rank at 10, at least.
BARS = {
    ("vi", "plain"): 0.95,
    ("vi", UNMARKED): 0.94,
    ("vi", SWAPPED): 0.95,
    ("vi", TYPO): 0.935,
    ("vi", BOTH): 0.92,
    ("en", "plain"): 0.95,
    ("both", "plain"): 0.94,
}
RECALL_AT_5 = 0.97

Passages = list[tuple[str, str]]
Questions = list[tuple[str, str, set[str]]]
Learning = Callable[[frozenset[str]], TermPairs]


@pytest.fixture(scope="module")
def variants() -> Any:
    path = SHARED / "variants.py"
    if not path.is_file():
        reason = f"{path} is not here; set HUB_SHARED_DATA to the folder that holds retrieval/"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    spec = importlib.util.spec_from_file_location("variants", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module", params=ENGINES)
def indexed(
    request: pytest.FixtureRequest, variants: Any, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Engine]:
    made: dict[str, Engine] = {}

    def index(name: str) -> Engine:
        if name not in made:
            langs = ("vi", "en") if name == "both" else (name,)
            engine = engine_module(request.param).start_index(tmp_path_factory.mktemp(name))
            fill(engine, [each for lang in langs for each in searchable(variants.load(lang)[0], lang)])
            made[name] = engine
        return made[name]

    return index


@pytest.fixture(scope="module")
def learned_without(variants: Any) -> Learning:
    """What is learned from all passages but some; every engine is given the same."""
    english = dict(variants.load("en")[0])
    parallel = {id: list(segments(text, english[id])) for id, text in variants.load("vi")[0]}

    @cache
    def learning(left_out: frozenset[str]) -> TermPairs:
        return learn(each for id, found in parallel.items() if id not in left_out for each in found)

    return learning


def searchable(passages: Passages, lang: str) -> list[Searchable]:
    return [Searchable(f"passage/{id}/{lang}", f"passage/{id}", "passage", lang, text=text) for id, text in passages]


def figures(variants: Any, engine: Engine, name: str, questions: Questions, lang: str) -> dict[str, float]:
    planner = Planner(pairs=engine.pairs)

    def search(text: str, k: int) -> list[str]:
        return [hit.id for hit in engine.search(planner.plan(text, engine), limit=k).items]

    asked = [(id, text, {f"passage/{each}/{lang}" for each in right}) for id, text, right in questions]
    found: dict[str, float] = variants.report(name, search, asked)
    return found


@pytest.mark.parametrize(("index", "variant"), BARS, ids=lambda value: value)
def test_questions_find_their_passage(
    variants: Any, indexed: Callable[[str], Engine], index: str, variant: str
) -> None:
    lang = "en" if index == "en" else "vi"
    questions = variants.variants(variants.load(lang)[1])[variant]
    found = figures(variants, indexed(index), f"{index}, {variant}", questions, lang)
    assert found["MRR@10"] >= BARS[index, variant]
    assert found["R@5"] >= RECALL_AT_5


def test_english_questions_find_their_passage_among_those_of_both_languages(
    variants: Any, indexed: Callable[[str], Engine]
) -> None:
    found = figures(variants, indexed("both"), "both, asked in English", variants.load("en")[1], "en")
    assert found["MRR@10"] >= BARS["both", "plain"]
    assert found["R@5"] >= RECALL_AT_5


@pytest.mark.slow
@pytest.mark.parametrize("name", ENGINES)
def test_a_thousand_documents_are_searched_as_well(name: str, variants: Any, tmp_path: Path) -> None:
    passages, questions = variants.load("vi")
    # Copies stand behind the passage itself: documents of the same score keep the order in which they came.
    copies = [(f"{id}-{copy}", text) for copy in range(1, 9) for id, text in passages]
    engine = engine_module(name).start_index(tmp_path / "thousand")
    fill(engine, searchable([*passages, *copies][:1_000], "vi"))
    found = figures(variants, engine, "vi, among 1,000 documents", questions[::3], "vi")
    assert found["MRR@10"] >= 0.9


# English questions of Vietnamese passages, and the other way round. "own": the pairs of terms were learned from the same
# passages in both languages, as a site learns from its own parallel texts. "others": from the half of the passages that
# no question asked here is about. No question and no answer is learned from in either.
ACROSS = {
    ("en", "vi", "own"): 0.80,
    ("en", "vi", "others"): 0.52,
    ("vi", "en", "own"): 0.84,
    ("vi", "en", "others"): 0.57,
}


@pytest.mark.parametrize(("asked", "lang", "learned"), ACROSS)
def test_questions_find_a_passage_in_the_other_language(
    variants: Any, indexed: Callable[[str], Engine], learned_without: Learning, asked: str, lang: str, learned: str
) -> None:
    passages = variants.load("vi")[0]
    engine, questions = indexed(lang), variants.load(asked)[1]
    halves = [frozenset(id for id, _ in passages[side::2]) for side in (0, 1)]
    summed = 0.0
    for half in halves if learned == "others" else [frozenset(id for id, _ in passages)]:
        engine.pairs = learned_without(half if learned == "others" else frozenset())
        about = [each for each in questions if each[2] <= half]
        summed += figures(variants, engine, f"{asked} → {lang}, {learned}", about, lang)["MRR@10"] * len(about)
        engine.pairs = NO_PAIRS
    print(f"{asked} → {lang}, learned from {learned}: MRR@10 {summed / len(questions):.3f}")
    assert summed / len(questions) >= ACROSS[asked, lang, learned]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_was_learned_costs_nothing_in_the_language_of_the_question(
    variants: Any, indexed: Callable[[str], Engine], learned_without: Learning, lang: str
) -> None:
    for index in (lang, "both"):
        engine = indexed(index)
        engine.pairs = learned_without(frozenset())
        asked = variants.load(lang)[1]
        found = figures(variants, engine, f"{index}, asked in {lang}, with pairs", asked, lang)
        engine.pairs = NO_PAIRS
        assert found["MRR@10"] >= BARS[index, "plain"]
        assert found["R@5"] >= RECALL_AT_5
