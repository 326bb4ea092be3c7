"""How well the search answers: parallel Vietnamese and English questions, each of which one passage answers.

The questions (half of XQuAD, CC BY-SA 4.0) are not part of this repository: they are read from `data/retrieval` of
HUB_SHARED_DATA, or of the folder `shared` beside the repository. Without it the tests are skipped, except in
continuous integration, where they fail. Latencies are printed (`pytest -s`), not asserted: they depend on the machine.
"""

import importlib.util
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hub.search.engine import Engine, Searchable, fill
from hub.search.engines import ENGINES, engine_module
from hub.search.query.planner import Planner

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


def searchable(passages: Passages, lang: str) -> list[Searchable]:
    return [Searchable(f"passage/{id}/{lang}", f"passage/{id}", "passage", lang, text=text) for id, text in passages]


def figures(variants: Any, engine: Engine, name: str, questions: Questions, lang: str) -> dict[str, float]:
    planner = Planner()

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
