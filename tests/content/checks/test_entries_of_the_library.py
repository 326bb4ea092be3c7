"""The texts of the library, the exhibition and the tours: judgements are marked, unknowns stand together, laws are laws, comfort comes first."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from running import REPOSITORY

from hub.content.source.front_matter import parse

LIBRARY = sorted((REPOSITORY / "content/library").glob("*.md"))
ORIGINALS = [path for path in LIBRARY if path.name.endswith(".vi.md")]
WORKS = sorted((REPOSITORY / "exhibits").glob("phong-*/tp-*/index.*.md"))
TEXTS = [
    *LIBRARY,
    *sorted((REPOSITORY / "exhibits").rglob("*.md")),
    *sorted((REPOSITORY / "content/tours").glob("*.md")),
]

VIEW = re.compile(r"\*\*(?:Nhận định|Lời khuyên) của ban biên tập|\*\*The editors’ (?:view|advice)")
OWN_DEED = re.compile(
    r"\b[Tt]rang này\b|\bban biên tập xếp\b|^Ban biên tập|\b[Ww]e\b|\bThe editors rate\b|^Lý do: |^The reason: |\b[Mm]ục này không\b|\b[Tt]his site\b"
)
POINTER = re.compile(r"\(#not-known\)|\(help\)|\((?:session|practice)/")
UNKNOWN = re.compile(r"[Cc]hưa có thông tin|[Nn]ot yet known")
COMFORT = {
    "vi": "đã trả lời, đã gửi ảnh hay im lặng rất lâu, đó vẫn không phải lỗi",
    "en": "it is not your fault",
}


def name(path: Path) -> str:
    return str(path.relative_to(REPOSITORY))


def lang_of(path: Path) -> str:
    return path.suffixes[0][1:]


@cache  # every text is asked by many tests
def front_and_body(path: Path) -> tuple[dict[str, Any], str]:
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return dict(parse(front, path.name).values), body


def sections(body: str) -> dict[str, str]:
    """The sections of a text by id, those of the third level too."""
    parts = re.split(r"^#{2,3} .*\{#([a-z-]+)\}$", body, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def points(text: str) -> list[str]:
    return re.findall(r"^- ", text, re.MULTILINE)


def unmarked(body: str) -> Iterator[str]:
    """The paragraphs and points that neither cite, nor are marked, nor say what this site did."""
    for section, text in sections(body).items():
        if section in ("help", "not-known"):
            continue
        under_view = False
        for block in re.split(r"\n\n+", text.strip()):
            items = re.split(r"\n(?=- )", block) if block.startswith("- ") else [block]
            for item in items:
                own = VIEW.search(item) or OWN_DEED.search(item) or POINTER.search(item) or "[@" in item
                if not own and not under_view and not item.endswith(":"):  # a lead is as good as its points
                    yield f"{section}: {item[:60]}"
            under_view = bool(VIEW.search(block)) or under_view


@pytest.mark.parametrize("path", LIBRARY, ids=name)
def test_what_no_source_says_is_marked_as_the_editors_view(path: Path) -> None:
    assert list(unmarked(front_and_body(path)[1])) == []


def test_a_judgement_without_mark_or_source_is_found() -> None:
    assert list(unmarked("## Lessons {#lessons}\n\nA law is best.\n")) == ["lessons: A law is best."]


@pytest.mark.parametrize("path", LIBRARY, ids=name)
def test_the_lessons_and_what_may_be_transferred_carry_the_mark(path: Path) -> None:
    told = sections(front_and_body(path)[1])
    assert [each for each in ("lessons", "transferability") if not VIEW.search(told[each])] == []


@pytest.mark.parametrize("path", LIBRARY, ids=name)
def test_the_unknowns_of_an_entry_stand_in_one_place(path: Path) -> None:
    told = sections(front_and_body(path)[1])
    elsewhere = [
        section
        for section, text in told.items()
        if UNKNOWN.search(text) and "(#not-known)" not in text and section != "not-known"
    ]
    assert elsewhere == []
    assert len(points(told["not-known"])) >= 3


@pytest.mark.parametrize("path", ORIGINALS, ids=name)
def test_both_languages_name_as_many_unknowns(path: Path) -> None:
    twin = path.with_name(path.name.replace(".vi.", ".en."))
    counts = [len(points(sections(front_and_body(each)[1])["not-known"])) for each in (path, twin)]
    assert counts[0] == counts[1]


@pytest.mark.parametrize("path", ORIGINALS, ids=name)
def test_an_article_about_a_law_is_not_its_legal_basis(path: Path) -> None:
    titles = [
        words
        for law in front_and_body(path)[0].get("legal_basis") or ()
        for words in (law["title"]["vi"], law["title"]["en"])
    ]
    assert [words for words in titles if re.search(r"bài báo|tóm tắt|trang của|summary|report\)|page", words)] == []


def test_a_vietnamese_decree_is_named_with_its_suffix() -> None:
    without = re.compile(r"(?:Nghị định(?: số)?|Decree(?: No\.)?) \d+/\d{4}(?!/NĐ-CP)")
    assert {name(path): found for path in TEXTS if (found := without.findall(path.read_text("utf-8")))} == {}


def test_words_of_the_house_are_kept() -> None:
    avoided = {
        "vi": re.compile(r"\btrang mạng\b|\btung (?:hình|ảnh|ra|lên)\b|\blà lối của\b|\bcác quốc gia này\b"),
        "en": re.compile(r"\b[Ss]omebody\b|\b[Aa]nybody\b|\b[Nn]obody\b|\bmend(?:ed)?\b|\bby way of the internet\b"),
    }
    found = {name(path): avoided[lang_of(path)].findall(path.read_text("utf-8")) for path in TEXTS}
    assert {file: words for file, words in found.items() if words} == {}


@pytest.mark.parametrize("path", LIBRARY, ids=name)
def test_an_entry_ends_with_comfort_before_advice(path: Path) -> None:
    told = sections(front_and_body(path)[1])["help"]
    assert COMFORT[lang_of(path)] in told
    assert told.find("Đừng tải về") == -1 or told.find("Đừng tải về") > told.find(COMFORT["vi"])
    assert told.find("Do not download") == -1 or told.find("Do not download") > told.find(COMFORT["en"])


@pytest.mark.parametrize("work", ["phong-2/tp-05", "phong-3/tp-10", "phong-4/tp-14"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_work_that_may_be_near_to_a_reader_begins_with_comfort(work: str, lang: str) -> None:
    body = front_and_body(REPOSITORY / "exhibits" / work / f"index.{lang}.md")[1]
    assert COMFORT[lang] in body.strip().split("\n\n")[0]


@pytest.mark.parametrize("path", WORKS, ids=name)
def test_a_work_leaves_its_figure_to_the_box_beside_it(path: Path) -> None:
    shared = front_and_body(path.with_name("index.vi.md"))[0]
    figures = parse((REPOSITORY / "content/vocabulary/figures.yaml").read_text(encoding="utf-8"), "").values["terms"]
    label = {one["id"]: one["label"][lang_of(path)] for one in figures}.get(shared.get("figure", ""))
    repeated = path.parent.name != "tp-03"  # which sets two figures side by side, and has one box
    assert not (label and repeated and label in path.read_text(encoding="utf-8"))


def test_the_hotline_says_of_the_decree_what_its_source_says() -> None:
    for lang, words, aside in (
        (
            "vi",
            "tổng đài phòng, chống mua bán người tự động ghi âm cuộc gọi đến và gọi đi",
            "Bài báo không nói đến cuộc gọi về trẻ em",
        ),
        (
            "en",
            "the hotline against human trafficking automatically records calls in and out",
            "The report says nothing of calls about children",
        ),
    ):
        told = sections(front_and_body(REPOSITORY / f"content/library/vn-hotline-111.{lang}.md")[1])["access"]
        assert words in told and aside in told
