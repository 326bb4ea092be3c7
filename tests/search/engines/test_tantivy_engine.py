"""What tantivy's engine does with its files, beside what every engine promises."""

import os
from pathlib import Path

import pytest
from search_site import (
    PLANNER,
    SITE,
    built,
    document,
    edited_again_and_again,
    found,
    links_to_the_last_generation,
    scrambled,
)

from hub.search.engine import IndexUnusable
from hub.search.query.plan import Plan, WeightedTerm, Widening
from hub.search.query.text import Field
from hub.search.tantivy import engine as tantivy
from hub.search.tantivy.columns import FILE


def test_unchanged_files_are_links_to_the_last_generation(tmp_path: Path) -> None:
    assert any(name.endswith(".idx") for name in links_to_the_last_generation(tantivy, tmp_path))


def test_many_small_changes_do_not_pile_up_segments(tmp_path: Path) -> None:
    engine, folder = edited_again_and_again(tantivy, tmp_path, 20)
    assert len(list(folder.glob("*.idx"))) < 10
    assert engine.documents == len(SITE)
    assert found(engine, "lần sửa thứ 20") == ["page/about/vi"]
    assert engine.facets(PLANNER.plan("stopncii", engine))["country"] == {"GB": 2}


def test_no_file_of_a_writer_at_work_stays(tmp_path: Path) -> None:
    built(tantivy, tmp_path / "one", SITE)
    assert list((tmp_path / "one").glob(".*.lock")) == []


@pytest.mark.parametrize("pattern", ["*.idx", "*.term", "*.store", "*.fast", "meta.json", FILE])
def test_damage_inside_a_file_is_found_by_its_checksum(tmp_path: Path, pattern: str) -> None:
    built(tantivy, tmp_path / "one", SITE)
    scrambled(next((tmp_path / "one").glob(pattern)))
    with pytest.raises(IndexUnusable, match="damaged"):
        tantivy.open_index(tmp_path / "one", check=True)


@pytest.mark.parametrize("name", ["meta.json", FILE])
def test_damage_that_shows_on_opening_is_told_as_such(tmp_path: Path, name: str) -> None:
    built(tantivy, tmp_path / "one", SITE)
    scrambled(tmp_path / "one" / name)
    with pytest.raises(IndexUnusable, match="build the index again"):
        tantivy.open_index(tmp_path / "one")
    with pytest.raises(IndexUnusable, match="build the index again"):
        tantivy.start_index(tmp_path / "two", tmp_path / "one")


def test_damage_that_shows_while_asking_is_told_as_such(tmp_path: Path) -> None:
    built(tantivy, tmp_path / "one", SITE)
    scrambled(next((tmp_path / "one").glob("*.store")), until=60)
    engine = tantivy.open_index(tmp_path / "one")
    with pytest.raises(IndexUnusable, match="build the index again"):
        found(engine, "bạo lực mạng tổng đài trẻ em hội thảo stopncii")


def test_a_file_that_is_cut_short_while_it_is_open_is_noticed_before_it_is_read(tmp_path: Path) -> None:
    built(tantivy, tmp_path / "one", SITE)
    engine = tantivy.open_index(tmp_path / "one")
    path = next((tmp_path / "one").glob("*.store"))
    os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(IndexUnusable, match="cut short"):
        found(engine, "bạo lực mạng")


WORDS = [f"word{number}" for number in range(30)]


def test_a_share_of_many_words_is_found_as_one_of_few_is(tmp_path: Path) -> None:
    # Thirty words have too many combinations to be written out as a query.
    texts = [document(f"page/p{count}/vi", text=" ".join(WORDS[:count])) for count in range(1, 31)]
    engine = built(tantivy, tmp_path / "one", texts)
    every = tuple(WeightedTerm(Field.EXACT, word, 1.0) for word in WORDS)
    rarities = {hit.id for hit in engine.search(Plan(every, floor=0.25), limit=100).items}
    all_of_them = engine.search(Plan(every), limit=100).items
    assert 0 < len(rarities) < len(all_of_them) == 30
    assert rarities == {f"page/p{count}/vi" for count in range(31 - len(rarities), 31)}


def test_another_phrase_of_many_words_is_found_by_most_of_them(tmp_path: Path) -> None:
    texts = [document(f"page/p{count}/vi", text=" ".join(WORDS[-count:])) for count in (5, 20, 29, 30)]
    engine = built(tantivy, tmp_path / "one", [*texts, document("page/other/vi", text="khác")])
    phrase = Widening("thirty words", tuple(WeightedTerm(Field.EXACT, word, 1.0) for word in WORDS), 0.85)
    hits = engine.search(Plan(widenings=(phrase,))).items
    assert {hit.id: hit.why for hit in hits} == {f"page/p{count}/vi": ("thirty words",) for count in (29, 30)}


def test_a_word_that_only_a_deleted_text_had_finds_nothing(tmp_path: Path) -> None:
    built(tantivy, tmp_path / "one", [*SITE, document("page/gone/en", "Gone", "A zeppelin")])
    engine = built(tantivy, tmp_path / "two", SITE, tmp_path / "one")
    assert found(engine, "zeppelin") == []
    assert engine.document("page/gone/en") is None
