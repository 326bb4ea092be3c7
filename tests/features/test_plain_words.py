"""The words of the hub's own texts, lists and messages: plain, current, and of a day that is past."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import REPOSITORY

from hub.content.source.front_matter import parse

CONTENT = REPOSITORY / "content"
# The library and the exhibition have editors of their own.
TEXTS = sorted(
    path
    for path in CONTENT.rglob("*")
    if path.suffix in (".md", ".yaml") and "library" not in path.parts and path.is_file()
)
CATALOGUES = {lang: REPOSITORY / f"translations/{lang}/LC_MESSAGES/messages.po" for lang in ("vi", "en")}
OLD = re.compile(
    r"\b(?:some|any|every|no)body\b|\bwhoever\b|\banew\b|\bmend(?:s|ed|ing)?\b|\b(?:source|text) is of\b", re.IGNORECASE
)
CALQUES = re.compile(
    r"gọi cho cơ quan nào|giữ bài ở chỗ mình|lần tìm này|bên thứ ba|Nhận mục này|Đường phấn|trang mạng|dọa tung|\btung ảnh"
)
INSTRUCTIONS = re.compile(
    r"Mang theo|[Xx]in không|nên đến sớm|Đọc trước|Đọc Điều|Ghi ra|Nghĩ đến|Chọn một|báo ở bàn|thử trước|\bBring\b|come a few minutes|"
    r"\btell the desk\b|Write down|Think of one|Choose one|Please do not film"
)


def messages(lang: str) -> Iterator[str]:
    for entry in CATALOGUES[lang].read_text(encoding="utf-8").split("\n\n")[1:]:
        yield from re.findall(r'^msgstr(?:\[\d\])? "(.*)"$', entry, re.MULTILINE)


def found(pattern: re.Pattern[str], path: Path) -> list[str]:
    # What search looks for and never shows may hold any word.
    lines = [
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if not re.search(r"avoid:|elsewhere:|aliases:", line)
    ]
    return [line for line in lines if pattern.search(line)]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(CONTENT)))
def test_a_text_is_in_current_words(path: Path) -> None:
    assert found(CALQUES if ".vi." in path.name else OLD, path) == []


@pytest.mark.parametrize(("lang", "pattern"), [("en", OLD), ("vi", CALQUES)])
def test_messages_are_in_current_words(lang: str, pattern: re.Pattern[str]) -> None:
    assert [text for text in messages(lang) if pattern.search(text)] == []


def test_messages_have_curly_apostrophes() -> None:
    assert [text for text in messages("en") if re.search(r"\w'\w|s' ", text)] == []


@pytest.mark.parametrize("path", sorted((CONTENT / "agenda").glob("*.md")), ids=lambda path: path.name)
def test_a_session_of_a_past_day_tells_no_one_what_to_do(path: Path) -> None:
    assert found(INSTRUCTIONS, path) == []


def test_no_room_of_the_programme_repeats_that_it_is_illustrative() -> None:
    rooms = (CONTENT / "vocabulary/venue-rooms.yaml").read_text(encoding="utf-8")
    labels = [term["label"] for term in parse(rooms, "").values["terms"]]
    assert [label for label in labels if "minh họa" in label["vi"] or "illustrative" in label["en"]] == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(CONTENT)))
def test_no_text_says_that_something_is_still_to_be_set(path: Path) -> None:
    assert found(re.compile("chưa được đặt|not yet set"), path) == []


def test_the_figure_of_those_who_tell_no_one_claims_no_reason() -> None:
    figures = parse((CONTENT / "vocabulary/figures.yaml").read_text(encoding="utf-8"), "").values["terms"]
    [label] = [one["label"] for one in figures if one["id"] == "children-tell-no-one"]
    assert "vì" not in label["vi"].split()
    assert "face harassment" in label["en"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_inputs_are_nowhere_said_to_have_been_made_together(lang: str) -> None:
    claim = {
        "vi": r"cùng xây dựng những góp ý|góp ý này, nhằm|kết quả của hội thảo là",
        "en": r"made together by|outcome of the seminar is inputs",
    }
    assert {
        path.name: lines
        for path in TEXTS
        if f".{lang}." in path.name and (lines := found(re.compile(claim[lang]), path))
    } == {}
