"""Kept answers to queries: once in memory, compressed when asked, bounded, and only what anybody may have."""

import zstandard

from hub.serve.answers import MOST, Answer, KeptAnswers

HTML = [("Content-Type", "text/html; charset=utf-8")]


def answer_of(size: int, status: int = 200, *headers: tuple[str, str]) -> Answer:
    return Answer(status, [*HTML, *headers], bytes(size))


def key(number: int) -> tuple[str, str]:
    return ("/vi/search/", f"q={number}")


def weighed(kept: KeptAnswers) -> int:
    return sum(answer.weight(key) for key, answer in kept.kept.items())


def test_answers_stay_within_their_memory() -> None:
    kept = KeptAnswers()
    for n in range(200):
        kept.keep(key(n), answer_of(100_000), ())
    assert 0 < weighed(kept) == kept.bytes <= MOST


def test_long_queries_count_as_much_as_they_weigh() -> None:
    kept = KeptAnswers()
    for n in range(500):
        kept.keep(("/vi/search/", f"q={n}" + "a" * 60_000), answer_of(10), ())
    assert sum(len(query) for _, query in kept.kept) <= MOST


def test_the_answer_that_was_used_least_goes_first() -> None:
    kept = KeptAnswers()
    for n in range(3):
        kept.keep(key(n), answer_of(MOST // 4), ())
    kept.get(key(0), ())
    kept.keep(key(3), answer_of(MOST // 4), ())
    assert list(kept.kept) == [key(2), key(0), key(3)]


def test_one_answer_that_two_readers_asked_for_is_counted_once() -> None:
    kept = KeptAnswers()
    for _ in range(50):
        kept.keep(key(1), answer_of(MOST // 4), ())
    assert (len(kept.kept), weighed(kept)) == (1, kept.bytes)


def test_an_answer_larger_than_the_memory_is_not_kept() -> None:
    kept = KeptAnswers()
    kept.keep(key(1), answer_of(MOST + 1), ())
    assert (len(kept.kept), kept.bytes) == (0, 0)


def test_an_answer_is_compressed_only_under_the_encodings_that_it_was_asked_for_in() -> None:
    kept = KeptAnswers()
    kept.keep(key(1), answer_of(10_000), ("br", "gzip"))
    kept.get(key(1), ("zstd",))
    assert set(kept.kept[key(1)].forms) == {"br", "zstd"}


def test_a_compressed_answer_unpacks_to_the_bytes_that_are_kept_once() -> None:
    kept = KeptAnswers()
    kept.keep(key(1), Answer(200, HTML, b"khai" * 1000), ())
    found = kept.get(key(1), ("zstd",))
    assert found is not None
    assert zstandard.ZstdDecompressor().decompress(found[3]) == b"khai" * 1000
    assert kept.kept[key(1)].forms["identity"][3] is kept.kept[key(1)].body


def test_every_encoding_of_an_answer_counts() -> None:
    kept = KeptAnswers()
    kept.keep(key(1), answer_of(10_000), ())
    before = kept.bytes
    for encoding in ("br", "zstd", "gzip"):
        kept.get(key(1), (encoding,))
    assert before < kept.bytes == weighed(kept)


def test_what_is_compressed_for_an_answer_that_has_gone_meanwhile_counts_for_nothing() -> None:
    kept, gone = KeptAnswers(), answer_of(10_000)
    kept.keep(key(1), gone, ())
    kept.keep(key(2), answer_of(MOST - 20_000), ())
    kept.keep(key(3), answer_of(50_000), ())
    assert kept._form(key(1), gone, ("br",))[0] == "200 OK"
    assert weighed(kept) == kept.bytes


def test_a_short_answer_is_not_compressed() -> None:
    assert answer_of(20).best(("br",)) == "identity"


def test_what_is_not_for_everybody_is_not_kept() -> None:
    kept = KeptAnswers()
    refused = (
        answer_of(9, 404),
        answer_of(9, 302, ("Location", "/vi/")),
        answer_of(9, 500),
        answer_of(9, 200, ("Cache-Control", "No-Store")),
        answer_of(9, 200, ("cache-control", "private, max-age=9")),
        answer_of(9, 200, ("Set-Cookie", "a=b")),
        answer_of(9, 200, ("Vary", "Cookie")),
    )
    for number, answer in enumerate(refused):
        assert kept.keep(key(number), answer, ())[3] == answer.body
    assert (len(kept.kept), kept.bytes) == (0, 0)
