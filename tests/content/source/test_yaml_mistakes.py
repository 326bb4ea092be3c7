"""Where YAML cannot be read, the line at fault is told and its own cure, and not where the parser gave up."""

from collections.abc import Callable
from pathlib import Path

import pytest

from hub.content.source.front_matter import parse, split
from hub.problems import Unreadable

Write = Callable[..., Path]
Problems = Callable[[], list[str]]
SPACE = "a space is missing after the colon; write "
ODD = "this line has a special space, as Word and web pages make it, where a plain one belongs; type the space again"
WIDE = "the colon in this line is a full-width one; write "
PUSHED = "there is a space before {}; begin it at the beginning of the line"
CURLY = "curly quotation marks do not hold a value together; put straight ones around it: "
GOES_ON = "more text follows a closing quotation mark; put the whole value in quotation marks: "
OPEN = "the quotation mark that opens here is not closed; close it"
SIGN = "a value that begins with a bracket or a sign must stand in quotation marks: "
ITEM = "an item of a list begins with a hyphen and a space; write - "
NAMED = "a field is written `name: value`, with a colon and a space; correct this line"
COLON = "a value that contains a colon and a space must stand in quotation marks"
TAB = "there is a tab here; indent with spaces"
MISTAKES = [
    ("title:Khai mạc\nupdated: x", 2, SPACE + "title: Khai mạc"),
    ("updated: x\ntitle:Khai mạc", 3, SPACE + "title: Khai mạc"),
    ("updated: x\ntitle:Khai mạc\nmenu: none", 3, SPACE + "title: Khai mạc"),
    ("title:A\nupdated:x\nmenu:none", 2, SPACE + "title: A"),
    ("summary: >-\n  Lưu ý:Đây là chữ.\ntitle:A\nmenu: none", 4, SPACE + "title: A"),
    ("sources:\n  - id: a\n    url:b\n    date: c", 4, SPACE + "url: b"),
    ("title: A\n updated: x\nmenu: none", 3, PUSHED.format("updated")),
    (" title: A\nupdated: x", 2, PUSHED.format("title")),
    ("title: “Khai mạc: phiên một”\nupdated: x", 2, CURLY + 'title: "Khai mạc: phiên một"'),
    ("title: ‘Khai mạc: phiên một’", 2, CURLY + 'title: "Khai mạc: phiên một"'),
    ("title: «Khai mạc: phiên một»", 2, CURLY + 'title: "Khai mạc: phiên một"'),
    ("title:\u00a0Khai mạc\nupdated: x", 2, ODD),
    ("updated: x\ntitle:\u3000Khai mạc", 3, ODD),
    ("title\u202f:\u202fKhai mạc\nupdated: x", 2, ODD),
    ("title：Khai mạc\nupdated: x", 2, WIDE + "title: Khai mạc"),
    ("updated: x\ntitle： Khai mạc", 3, WIDE + "title: Khai mạc"),
    ("title：Khai mạc\nupdated：x", 2, WIDE + "title: Khai mạc"),
    ("title: A\n\tupdated: x", 3, TAB),
    ('title: "Khai mạc\nupdated: x\nsummary: "s"', 2, OPEN),
    ('updated: x\ntitle: "Khai mạc\nmenu: none', 3, OPEN),
    ('title: "Bàn" về mạng\nupdated: x', 2, GOES_ON + 'title: "“Bàn” về mạng"'),
    ('title: "A": b', 2, GOES_ON + 'title: "“A”: b"'),
    ("title: 'Don't stop'\nupdated: x", 2, GOES_ON + 'title: "Don\'t stop"'),
    ("title: [Nháp] Khai mạc\nupdated: x", 2, SIGN + 'title: "[Nháp] Khai mạc"'),
    ("title: {Nháp} Khai mạc\nupdated: x", 2, SIGN + 'title: "{Nháp} Khai mạc"'),
    ("title: - Khai mạc\nupdated: x", 2, SIGN + 'title: "- Khai mạc"'),
    ("title: ? Khai mạc", 2, SIGN + 'title: "? Khai mạc"'),
    ("summary: | Tóm tắt\nupdated: x", 2, "no text may stand beside | or >; begin it on the next line, indented by two spaces"),
    ("summary: >-\nTóm tắt.\nupdated: x", 3, "the text of a field that ends with | or > is indented by two spaces; indent it"),
    ("sources:\n  - a\n  • b\nupdated: x", 4, ITEM + "b"),
    ("sources:\n  - a\n  -b\nupdated: x", 4, ITEM + "b"),
    ("sources:\n  * a\n  * b", 3, ITEM + "a"),
    ("title = Khai mạc\nupdated: x", 2, NAMED),
    ("title Khai mạc\nupdated: x", 2, NAMED),
    ("updated: x\ntitle; Khai mạc", 3, NAMED),
    ("updated: x\ntitle: Khai mạc: phiên một\nmenu: none", 3, COLON),
    ('title: "C:\\Users"', 2, "within quotation marks a backslash must be written twice, or the value stand in single ones '…'"),
    ("title: A\n=======\nmenu: none", 3, "git left two versions of the text here, between <<<<<<< and >>>>>>>; keep one and delete the marks"),
]  # fmt: skip


@pytest.mark.parametrize(("front", "line", "sentence"), MISTAKES)
def test_a_mistake_is_told_on_its_own_line_with_its_own_cure(
    write: Write, problems: Problems, front: str, line: int, sentence: str
) -> None:
    write("pages/a.vi.md", raw=f"---\n{front}\n---\n")
    assert problems()[0] == f"content/pages/a.vi.md:{line}: {sentence}"


@pytest.mark.parametrize(
    ("front", "cure"), [(f, s.removeprefix(p)) for f, _, s in MISTAKES for p in (SPACE, WIDE, CURLY, GOES_ON, SIGN) if s.startswith(p)]
)  # fmt: skip
def test_the_cure_is_yaml_that_can_be_read(front: str, cure: str) -> None:
    assert list(parse(cure, "f").values) == [cure.partition(":")[0]]


def test_a_list_of_terms_is_told_the_same(write: Write, problems: Problems) -> None:
    write("vocabulary/themes.yaml", raw="title: {vi: a, en: a}\nterms:\n  - id:x\n    label: {vi: a, en: a}\n")
    assert problems() == [f"content/vocabulary/themes.yaml:3: {SPACE}id: x"]


def test_a_space_that_is_missing_inside_braces_is_told(write: Write, problems: Problems) -> None:
    write("vocabulary/themes.yaml", raw="title: {vi:chủ đề, en: a}\nterms: []\n")
    assert f"content/vocabulary/themes.yaml:1: {SPACE}vi: chủ đề" in problems()


@pytest.mark.parametrize("name", ["\u00a0menu", "menu\u00a0", "me\u00adnu", "\u200bmenu", "\u2060menu"])
def test_what_is_not_seen_beside_a_name_is_told(write: Write, problems: Problems, name: str) -> None:
    write("pages/a.vi.md", f"title: A\nupdated: 2025-10-20\n{name}: none")
    assert problems() == [
        "content/pages/a.vi.md:4: beside menu stands a space or a letter that is not seen; delete the whole name and type it again"
    ]


@pytest.mark.parametrize("fence", ["----", "—", "–––", " ---", "___", "—-", "\u00a0---"])
def test_a_second_fence_that_is_none_is_told_on_its_line(fence: str) -> None:
    with pytest.raises(Unreadable) as refused:
        split(f"---\ntitle: x\n{fence}\nChữ.", "f")
    assert [problem.text(str) for problem in refused.value.problems] == [
        "f:3: the second line --- is missing: this line must be three hyphens and nothing else"
    ]
