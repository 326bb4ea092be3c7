"""What every engine promises, and how a generation of the index comes about."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from effort import at_most_millions
from search_site import PLANNER, SITE, built, document, found

from hub.search.engine import Engine, Filters, Searchable, fill
from hub.search.engines import EngineModule


def test_an_engine_has_as_many_documents_as_it_was_filled_with(index: Engine) -> None:
    assert index.documents == len(SITE)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("bạo lực mạng", "session/khai-mac/vi"),
        ("bao luc mang", "session/khai-mac/vi"),
        ("Bạo lực mạng", "session/khai-mac/vi"),
        ("tong dai 111", "practice/vn-hotline-111/vi"),
        ("tổng đai bảo vê trẻ em", "practice/vn-hotline-111/vi"),
        ("to chuc o Ha Noi", "page/about/vi"),
        ("hashes blocking images", "practice/gb-stopncii/en"),
        ("protecting childern", "practice/vn-hotline-111/en"),
        ("hotlnie", "practice/vn-hotline-111/en"),
        ("hàm băm", "practice/gb-stopncii/vi"),
    ],
)
def test_the_best_answer_comes_first(index: Engine, query: str, first: str) -> None:
    assert found(index, query)[0] == first


def test_a_word_to_avoid_finds_what_it_is_rightly_called(index: Engine) -> None:
    assert set(found(index, "ảnh nóng")) >= {"practice/gb-stopncii/vi", "practice/gb-stopncii/en"}


def test_a_hit_says_why_it_was_found(index: Engine) -> None:
    hits = index.search(PLANNER.plan("revenge porn", index)).items
    assert {hit.id: hit.why for hit in hits} == {
        "practice/gb-stopncii/en": ("image-based abuse",),
        "practice/gb-stopncii/vi": ("lạm dụng hình ảnh",),
    }


def test_a_hit_found_by_the_reader_s_own_words_needs_no_reason(index: Engine) -> None:
    assert index.search(PLANNER.plan("hàm băm", index)).items[0].why == ()


def test_a_hit_tells_its_language_and_brings_its_texts(index: Engine) -> None:
    hit = index.search(PLANNER.plan("hashes", index)).items[0]
    assert (hit.entry, hit.kind, hit.lang) == ("practice/gb-stopncii", "practice", "en")
    assert (hit.title, hit.text) == (SITE[3].title, SITE[3].text)


def test_a_title_outweighs_a_text(module: EngineModule, tmp_path: Path) -> None:
    texts = [
        document("page/a/en", "Where to go", "If you want help, ask for help; help is near, so help."),
        document("page/b/en", "Get help", "Numbers to call, and what will happen then, in plain words for everybody."),
    ]
    assert found(built(module, tmp_path / "titles", texts), "help")[0] == "page/b/en"


def test_a_name_in_either_language_comes_first_in_the_reader_s(index: Engine) -> None:
    assert found(index, "stopncii", "vi")[0] == "practice/gb-stopncii/vi"
    assert found(index, "stopncii", "en")[0] == "practice/gb-stopncii/en"


def test_only_the_kinds_and_languages_asked_for_are_found(index: Engine) -> None:
    assert found(index, "violence online", filters=Filters.of(kinds=["session"])) == ["session/khai-mac/en"]
    assert found(index, "stopncii", filters=Filters.of(langs=["vi"])) == ["practice/gb-stopncii/vi"]


def test_values_of_one_facet_add_up_and_facets_narrow_down(index: Engine) -> None:
    both = Filters.of(facets={"country": ["VN", "GB"]})
    assert len(found(index, "stopncii hotline", filters=both)) == 3
    assert found(index, "stopncii hotline", filters=Filters.of(["session"], facets={"country": ["VN"]})) == []


def test_pages_of_hits_follow_each_other(index: Engine) -> None:
    everything = found(index, "bạo lực trẻ em mạng hội thảo")
    assert len(everything) > 2
    assert found(index, "bạo lực trẻ em mạng hội thảo", limit=2, offset=1) == everything[1:3]


def test_the_total_counts_all_pages(index: Engine) -> None:
    plan = PLANNER.plan("violence online stopncii", index)
    assert index.search(plan, limit=1).total == index.search(plan).total == len(index.search(plan).items)


def test_an_entry_found_in_both_languages_is_told_once_when_asked(index: Engine) -> None:
    hits = index.search(PLANNER.plan("stopncii", index, "vi"), one_per_entry=True)
    assert (hits.total, [hit.id for hit in hits.items]) == (1, ["practice/gb-stopncii/vi"])


def test_facets_are_counted_over_the_hits(index: Engine) -> None:
    counts = index.facets(PLANNER.plan("stopncii hotline", index))
    assert counts["country"] == {"GB": 2, "VN": 1}
    assert counts["kind"] == {"practice": 3}
    assert counts["lang"] == {"en": 2, "vi": 1}


def test_a_facet_is_counted_as_if_it_were_not_asked_for(index: Engine) -> None:
    filters = Filters.of(facets={"country": ["VN"]})
    counts = index.facets(PLANNER.plan("stopncii hotline", index), filters)
    assert counts["country"] == {"GB": 2, "VN": 1}
    assert counts["theme"] == {"reporting": 1}


def test_what_scores_little_beside_the_best_is_no_hit(index: Engine) -> None:
    assert "page/about/vi" not in found(index, "bạo lực mạng tổng đài trẻ em")


def test_a_query_for_nothing_finds_nothing(index: Engine) -> None:
    assert index.search(PLANNER.plan("?!", index)).total == 0
    assert index.facets(PLANNER.plan("?!", index)) == {name: {} for name in ("kind", "lang", "theme", "country")}


@pytest.mark.parametrize(
    "query",
    [
        "x" * 10_000,
        "bảo vệ " * 5_000,
        " ".join(f"w{number}x{number}" for number in range(2_000)),
        "\x00\x00' OR 1=1 --",
        "\u0301" * 500,
        "title:* AND (NOT [a TO",
        "../../etc/passwd",
        "\ud800",
        "😀" * 300,
    ],
)
def test_a_hostile_query_is_answered_soon(index: Engine, query: str) -> None:
    index.search(PLANNER.plan("warm", index))
    with at_most_millions(20):
        index.search(PLANNER.plan(query, index))


def test_many_threads_at_once_get_the_answers_of_one(index: Engine) -> None:
    queries = ["bạo lực mạng", "stopncii", "tong dai 111", "hotlnie", "image-based abuse", "hội thảo"] * 20
    alone = [found(index, query) for query in queries]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda query: found(index, query), queries)) == alone


def test_an_open_index_outlives_its_folder(module: EngineModule, tmp_path: Path) -> None:
    built(module, tmp_path / "one", SITE)
    engine = module.open_index(tmp_path / "one")
    shutil.rmtree(tmp_path / "one")
    assert found(engine, "bạo lực mạng")[0] == "session/khai-mac/vi"
    assert engine.facets(PLANNER.plan("hotlnie", engine))["lang"] == {"en": 1}
    assert found(engine, "stopncii", one_per_entry=True)


def test_a_document_added_again_replaces_the_one_before(module: EngineModule, tmp_path: Path) -> None:
    built(module, tmp_path / "one", SITE)
    newer = module.start_index(tmp_path / "two", tmp_path / "one")
    newer.add([document("page/about/vi", "Về hội thảo", "Nay nói về khinh khí cầu.")])
    newer.commit()
    assert found(newer, "khinh khí cầu") == ["page/about/vi"]
    assert "page/about/vi" not in found(newer, "bảo tàng lực sĩ")
    assert newer.documents == len(SITE)


def test_the_last_of_two_documents_with_one_id_counts(module: EngineModule, tmp_path: Path) -> None:
    engine = built(module, tmp_path / "one", [])
    engine = module.start_index(tmp_path / "two")
    engine.add([document("page/a/en", text="first"), document("page/a/en", text="second")])
    engine.commit()
    assert (found(engine, "first"), found(engine, "second")) == ([], ["page/a/en"])


def test_a_document_left_out_is_not_found(module: EngineModule, tmp_path: Path) -> None:
    built(module, tmp_path / "one", SITE)
    newer = module.start_index(tmp_path / "two", tmp_path / "one")
    newer.remove(["session/khai-mac/vi", "no/such/vi"])
    newer.commit()
    assert "session/khai-mac/vi" not in found(newer, "bạo lực mạng")
    assert "session/khai-mac/vi" not in newer.digests


def test_the_last_generation_stays_as_it_was(module: EngineModule, tmp_path: Path) -> None:
    built(module, tmp_path / "one", SITE)
    before = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}
    newer = module.start_index(tmp_path / "two", tmp_path / "one")
    newer.remove([each.id for each in SITE])
    newer.commit()
    assert {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()} == before
    assert found(module.open_index(tmp_path / "one", check=True), "bạo lực mạng")


def test_filling_writes_only_what_differs(
    module: EngineModule, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(module, tmp_path / "one", SITE)
    engine = module.start_index(tmp_path / "two", tmp_path / "one")
    changed = document("session/khai-mac/en", "Opening", "Other words")
    taken: list[str] = []
    add = engine.add

    def noting(documents: list[Searchable]) -> None:
        taken.extend(each.id for each in documents)
        add(documents)

    monkeypatch.setattr(engine, "add", noting)
    fill(engine, [changed if each.id == changed.id else each for each in SITE[:-1]])
    assert taken == ["session/khai-mac/en"]
    assert set(engine.digests) == {each.id for each in SITE[:-1]}


def test_a_rebuilt_index_answers_like_one_that_grew(module: EngineModule, tmp_path: Path) -> None:
    previous = tmp_path / "0"
    built(module, previous, SITE[:1])
    for number in range(2, len(SITE) + 1):
        grown = built(
            module, tmp_path / str(number), SITE[:number], tmp_path / str(number - 1) if number > 2 else previous
        )
    made = built(module, tmp_path / "made", SITE)
    for query in ("bạo lực mạng", "hotline", "hội thảo", "revenge porn"):
        assert sorted(found(grown, query)) == sorted(found(made, query))


def test_an_empty_index_answers_with_nothing(module: EngineModule, tmp_path: Path) -> None:
    assert found(built(module, tmp_path / "empty", []), "bảo vệ") == []


def test_a_digest_changes_with_anything_in_a_document() -> None:
    one = document("page/a/en", "A", "text", theme=("x",))
    others = [
        document("page/a/en", "A", "text", theme=("y",)),
        document("page/a/en", "A", "texts", theme=("x",)),
        document("page/a/vi", "A", "text", theme=("x",)),
    ]
    assert len({each.digest() for each in (one, *others)}) == 4
