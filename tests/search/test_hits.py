"""What every engine does with a plan's cut, with words that are not shown, and with two languages."""

from dataclasses import replace
from pathlib import Path

import memory_engine
import pytest
from search_site import built

from hub.search.engine import Engine, Searchable
from hub.search.engines import EngineModule
from hub.search.query.plan import Plan, WeightedTerm
from hub.search.query.text import Field
from hub.search.tantivy import engine as tantivy_engine
from hub.search.whoosh import engine as whoosh_engine

SUPPORT = "Where help is found"


def page(slug: str, lang: str, title: str, text: str = "", unshown: str = "") -> Searchable:
    return Searchable(f"page/{slug}/{lang}", f"page/{slug}", "page", lang, title, "", text, unshown)


SITE = [
    page("much", "en", "Shelter", "shelter " * 5),
    page("little", "en", "Tea", "a shelter " + "with tea and cake " * 40),
    page("help", "en", SUPPORT, unshown="emergency 115"),
    page("help", "vi", "Tìm hỗ trợ", "bạo lực"),
    *(page(f"other-{n}", "vi", f"Trang {n}", "mạng") for n in range(12)),
]


@pytest.fixture(params=[whoosh_engine, tantivy_engine, memory_engine], ids=["whoosh", "tantivy", "memory"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    module: EngineModule = request.param
    return built(module, tmp_path / "index", SITE)


def plan(text: str) -> Plan:
    return Plan((WeightedTerm(Field.FOLDED, text, 1.0),))


def test_what_scores_below_the_cut_is_left_out_and_counted(index: Engine) -> None:
    hits = index.search(replace(plan("shelter"), cut=0.5))
    assert ([hit.entry for hit in hits.items], hits.total, hits.further) == (["page/much"], 1, 1)


def test_without_a_cut_nothing_is_left_out(index: Engine) -> None:
    hits = index.search(plan("shelter"))
    assert (hits.total, hits.further) == (2, 0)


def test_facets_count_what_the_cut_leaves(index: Engine) -> None:
    assert index.facets(replace(plan("shelter"), cut=0.5))["lang"] == {"en": 1}


def test_words_that_are_not_shown_find_their_document(index: Engine) -> None:
    (hit,) = index.search(plan("115")).items
    assert (hit.entry, hit.text) == ("page/help", "")


def test_a_document_is_given_back_as_it_was_added(index: Engine) -> None:
    assert index.document("page/help/en") == SITE[2]


def test_an_unknown_document_is_none(index: Engine) -> None:
    assert index.document("page/nothing/en") is None


def test_an_index_knows_how_a_syllable_is_spelled(index: Engine) -> None:
    assert len(index.spellings("bao")) == 1
    assert set(index.spellings("shelter")) == set()


def test_a_word_is_as_rare_as_in_the_language_that_has_it_most(index: Engine) -> None:
    # "shelt" stands in two of three English documents, "help" in one: over all fifteen both would be rare.
    common, rare = (max(hit.score for hit in index.search(plan(text)).items) for text in ("shelter", "help"))
    assert common < rare
