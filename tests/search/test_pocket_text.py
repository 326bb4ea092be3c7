"""The browser's copy of the text chain makes the same words of the same text as the server's, letter by letter."""

import json
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from node import node
from running import REPOSITORY

from hub.i18n.vietnamese import INVISIBLE, fold
from hub.search.query.text import word, words

MODULE = REPOSITORY / "hub/static/pocket-text.js"
SENTENCES = [
    "Điều 1. Đặng Thuỳ Trâm, hòa hoà thủy thuỷ, kỹ kĩ, lý lí, quý quí, ngày 22.10.2025",
    "BẢO VỆ TRẺ EM trên môi trường mạng: Ệ Ỗ Ậ Ữ đ Đ ð Ð ɖ Ɖ",
    "tieng viet khong dau, Tiê'ng Viê.t go~ kie^?u cu~, uwowng",
    "AI tạo sinh, ai đó, Ai? AIDS; AI’s, AI-generated, (AI)",
    "children's rights, women’s safety, the boss's, Ministries', policy-makers, re-use, 24/7, 111, 1.234,5",
    "soft\u00adhyphen zero\u200bwidth joi\u200dner \ufeffbom \u2066isolate\u2069",
    "☎ 113 👩‍👧 👍🏽 🇻🇳 n° 5 ½ ² ① Ⅷ ٣ ",
    "straße STRASSE ẞ ﬁne ſ İstanbul ıssız ΣΊΣΥΦΟΣ ΟΔΟΣ ὈΔΥΣΣΕΎΣ Москва Ёлка ᏣᎳᎩ ꮳꮃꭹ 日本語 ไทย हिन्दी",
    "",
    "   \n\t ",
    "\u0301\u0323",
    "a\u0323\u0302 o\u031b\u0301 e\u0302\u0309 u\u031b\u0303",
    "x" * 5_000,
]
LETTERS = "".join(
    letter
    for code in (*range(0x20, 0x3000), *range(0xA720, 0xABF0), *range(0xF900, 0xFFF0), *range(0x1F300, 0x1FB00))
    if unicodedata.category(letter := chr(code)) not in ("Cn", "Cs")
)
VIETNAMESE = "aăâeêioôơuưyđbcdghklmnpqrstvx" + "áàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
TYPED = st.text(
    VIETNAMESE
    + VIETNAMESE.upper()
    + "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
    + " .,'’-0123456789"
    + INVISIBLE[:2]
)
PARTS = [
    "abl",
    "al",
    "ance",
    "ant",
    "arsen",
    "at",
    "ate",
    "ation",
    "ative",
    "bl",
    "commun",
    "e",
    "ed",
    "eed",
    "ence",
    "er",
    "ful",
    "gener",
    "ible",
    "ic",
    "ies",
    "ing",
    "ion",
    "ism",
    "iti",
    "ive",
    "iz",
    "ize",
    "l",
    "li",
    "ly",
    "ment",
    "ness",
    "ogi",
    "ous",
    "s",
    "ss",
    "t",
    "th",
    "us",
    "y",
]
ENGLISH = st.lists(st.sampled_from(PARTS), min_size=1, max_size=5).map("".join)


class Chain:
    """The chain in Node, asked many times."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [node(), str(Path(__file__).with_name("chain.mjs")), MODULE.as_uri()],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
        )  # fmt: skip

    def of(self, texts: list[str]) -> Any:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(texts) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self) -> None:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


@pytest.fixture(scope="module")
def chain() -> Iterator[Chain]:
    opened = Chain()
    yield opened
    opened.close()


def expected(text: str) -> list[Any]:
    forms = [(each, word(each)) for each in words(text)]
    return [fold(text), [[each, form.exact, form.folded, form.plain, form.is_marked] for each, form in forms]]


def differing(chain: Chain, texts: list[str]) -> list[Any]:
    pairs = zip(texts, chain.of(texts), strict=True)
    return [(text, got, wanted) for text, got in pairs if got != (wanted := expected(text))]


def test_sentences_of_every_sort_are_read_alike(chain: Chain) -> None:
    both = [unicodedata.normalize(form, text) for text in SENTENCES for form in ("NFC", "NFD")]
    assert differing(chain, both) == []
    assert len(words(SENTENCES[0])) == 19  # and there is something to compare


def test_every_letter_is_read_alike_alone_and_within_a_word(chain: Chain) -> None:
    assert differing(chain, [f"{letter} x{letter}y" for letter in LETTERS]) == []


def test_the_texts_of_the_hub_are_read_alike(chain: Chain) -> None:
    files = [
        file for folder in ("agenda", "statements") for file in sorted((REPOSITORY / "content" / folder).glob("*.md"))
    ]
    assert files
    assert differing(chain, [path.read_text(encoding="utf-8") for path in files]) == []


def test_the_english_words_of_the_hub_have_the_same_stems(chain: Chain) -> None:
    found: set[str] = set()
    for path in (REPOSITORY / "content").rglob("*.en.md"):
        found |= set(re.findall(r"[a-z]{3,}", path.read_text(encoding="utf-8").lower()))
    assert len(found) > 1_000
    assert differing(chain, [" ".join(sorted(found))]) == []


QUIETLY = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUIETLY
@given(st.lists(TYPED, max_size=10))
def test_whatever_is_typed_in_vietnamese_is_read_alike(chain: Chain, texts: list[str]) -> None:
    assert differing(chain, texts) == []


@QUIETLY
@given(st.lists(st.text(LETTERS), max_size=10))
def test_whatever_text_is_read_alike(chain: Chain, texts: list[str]) -> None:
    assert differing(chain, texts) == []


@QUIETLY
@given(st.lists(ENGLISH, min_size=1, max_size=30))
def test_whatever_looks_english_has_the_same_stem(chain: Chain, made: list[str]) -> None:
    assert differing(chain, [" ".join(made)]) == []
