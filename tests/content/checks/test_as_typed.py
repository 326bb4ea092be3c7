"""What authors type in their first week becomes what they mean, or is told with the cure: Vietnamese first."""

import pytest
from effort import at_most_millions
from typed import RENDERER, names, render, told

from hub.content.markdown.sections import written_sections

# Lists

TWO = "<ul><li>một</li><li>hai</li></ul>"
NUMBERED = "<ol><li>một</li><li>hai</li></ol>"
NESTED = "<ul><li>một<ul><li>con</li></ul></li><li>hai</li></ul>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Xin lưu ý:\n- một\n- hai", f"<p>Xin lưu ý:</p>{TWO}"),
        ("Xin lưu ý:\n1. một\n2. hai", f"<p>Xin lưu ý:</p>{NUMBERED}"),
        ("Xin lưu ý:\n    - một\n    - hai", f"<p>Xin lưu ý:</p>{TWO}"),
        (
            "Một.\n\nXin lưu ý:\n2. một\n3. hai",
            '<p>Một.</p><p>Xin lưu ý:</p><ol start="2"><li>một</li><li>hai</li></ol>',
        ),
        ("> Xin lưu ý:\n> - một\n> - hai", f"<blockquote><p>Xin lưu ý:</p>{TWO}</blockquote>"),
        ("- một\n  - con\n- hai", NESTED),
        ("- một\n\t- con\n- hai", NESTED),
        ("- một\n    - con\n- hai", NESTED),
        ("1. một\n  - con\n2. hai", "<ol><li>một<ul><li>con</li></ul></li><li>hai</li></ol>"),
        ("1. một\n   1. con\n2. hai", "<ol><li>một<ol><li>con</li></ol></li><li>hai</li></ol>"),
        (
            "- một\n  - con\n    - cháu\n  - con nữa\n- hai",
            "<ul><li>một<ul><li>con<ul><li>cháu</li></ul></li><li>con nữa</li></ul></li><li>hai</li></ul>",
        ),
        ("1. một\n\n   thêm\n\n2. hai", "<ol><li><p>một</p><p>thêm</p></li><li><p>hai</p></li></ol>"),
        ("- một\n- hai\n1. một\n2. hai", TWO + NUMBERED),
        ("• một\n• hai", TWO),
        ("•\tmột\n•\thai", TWO),
        ("•một\n•hai", TWO),
        ("\uf0b7 một\n\uf0b7 hai", TWO),
        ("– một\n– hai", TWO),
        ("— một\n— hai", TWO),
        ("-một\n-hai", TWO),
        ("-\u00a0một\n-\u00a0hai", TWO),
        ("    - một\n    - hai", TWO),
        ("1) một\n2) hai", NUMBERED),
        ("1.Một\n2.Hai", "<ol><li>Một</li><li>Hai</li></ol>"),
        ("- một\n- hai\n## Mục", TWO),
    ],
)
def test_a_list_is_a_list_however_it_is_typed(text: str, html: str) -> None:
    assert (render(text), told(text)) == (html, [])


@pytest.mark.parametrize(
    "text",
    [
        "a) một\nb) hai\nđ) ba",
        "(1) một\n(2) hai",
        "1/ một\n2/ hai",
        "i) một\nii) hai",
        "a. một\nb. hai",
        "1.1. một\n1.2. hai",
    ],
)
def test_lines_that_markdown_cannot_count_keep_their_signs_and_stand_apart_and_are_told(text: str) -> None:
    assert render(f"Gồm:\n{text}") == f"<p>Gồm:<br>{text}</p>".replace("\n", "<br>")
    assert told(f"Gồm:\n{text}") == [
        "f:2: a line that begins with a letter or a number of this kind is no item of a list; put an empty line before each, or write - or 1."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "– Chỉ một câu nói.",
        "Trong năm\n2025. Rồi sau đó",
        "Nhiệt độ\n-5 độ",
        "*nghiêng* đầu dòng\n**đậm** đầu dòng",
        "A. Nguyễn nói vậy.",
        "“Lời nói”\n— Người nói",
    ],
)
def test_a_line_that_only_looks_like_an_item_stays_one_of_its_paragraph(text: str) -> None:
    html = render(text)
    assert (html.count("<p>"), html.count("<li>"), told(text)) == (1, 0, [])


def test_what_is_indented_by_four_spaces_is_code_and_told_once() -> None:
    text = "Chữ.\n\n    Dán từ Word\n\n    và nữa"
    assert render(text) == "<p>Chữ.</p><pre><code>Dán từ Word  và nữa </code></pre>"
    assert told(text) == [
        "f:3: a line that begins with four spaces is shown as code, exactly as typed; take the spaces away, or put code between two lines ```"
    ]


def test_what_stands_between_fences_is_code() -> None:
    assert render("Gõ:\n```html\n- a\n\n## b\n```\nxong") == "<p>Gõ:</p><pre><code>- a  ## b </code></pre><p>xong</p>"


# Tables

HEAD = "<table><thead><tr><th>Năm</th><th>Số</th></tr></thead>"


@pytest.mark.parametrize(
    "text",
    [
        "Theo năm:\n| Năm | Số |\n|---|---|\n| 2024 | 1.200 |",
        "Theo năm:\nNăm | Số\n---|---\n2024 | 1.200",
        "Theo năm:\n\n| Năm | Số |\n|–|—|\n| 2024 | 1.200 |",
        "Theo năm:\n\n| Năm | Số |\n|---|\n| 2024 | 1.200 |",
        "Theo năm:\n\n| Năm | Số |\n|---|---|---|\n| 2024 | 1.200 |",
    ],
)
def test_a_table_is_a_table_however_it_is_typed(text: str) -> None:
    row = "<tbody><tr><td>2024</td><td>1.200</td></tr></tbody></table>"
    assert (render(text), told(text)) == (f"<p>Theo năm:</p>{HEAD}{row}", [])


@pytest.mark.parametrize(
    "table",
    [
        "| Năm | Số |\n|---|---|\n| 2024 | 1.200 | 7.531 |",
        "Năm | Số\n---|---\n2024 | 1.200 | 7.531",
        "| Năm | Số |\n|---|---|\n| 2023 | 900 |\n| 2024 | 1.200 | | | 7.531 |",
        "> | Năm | Số |\n> |---|---|\n> | 2024 | 1.200 | 7.531 |",
        "- Mục\n  | Năm | Số |\n  |---|---|\n  | 2024 | 1.200 | 7.531 |",
    ],
)
def test_a_figure_in_a_cell_too_many_is_shown_and_told(table: str) -> None:
    assert "<td>7.531</td>" in render(table)
    assert len(told(table)) == 1
    assert "; give both as many, with an empty cell where there is nothing to say" in told(table)[0]


def test_a_row_with_a_cell_missing_is_told_with_its_line() -> None:
    assert told("x\n\n| Năm | Số |\n|---|---|\n| 2023 | 900 |\n| 2024 |") == [
        "f:6: cells in this row: 1, in the head of its table: 2; give both as many, with an empty cell where there is nothing to say"
    ]


def test_a_line_right_under_a_table_is_no_row_of_it() -> None:
    assert render("| Năm | Số |\n|---|---|\n| 2024 | 1 |\nNguồn: báo.").endswith("</table><p>Nguồn: báo.</p>")


def test_a_bar_within_code_or_after_a_backslash_parts_no_cell() -> None:
    assert told("| a | b |\n|---|---|\n| `x|y` | 1\\|2 |") == []


@pytest.mark.parametrize("text", ["| Năm | Số |\n| 2024 | 1 |", "| Năm | Số |\n\n|---|---|\n\n| 2024 | 1 |"])
def test_bars_that_make_no_table_are_told(text: str) -> None:
    assert told(text)[0] == (
        "f:1: these bars make no table; write a head, below it a line |---|---|, and leave no empty line between rows"
    )


# Comments


@pytest.mark.parametrize(
    "text",
    [
        "Chữ.\n\n<!-- MẬT -->\n\nThêm.",
        "Chữ.\n<!-- MẬT\nMẬT\n\n## MẬT -->\nThêm.",
        "Chữ. <!-- MẬT --> Thêm.",
        "Chữ. Thêm. <!-- MẬT",
        "Chữ. Thêm.\n\n<!-- MẬT\n\nMẬT",
        "Chữ.\n\n- Thêm\n\n    <!-- MẬT -->",
        "Chữ.\n\n    - Thêm <!-- MẬT -->",
        "Chữ.\n\n> Thêm <!-- MẬT\n> MẬT -->",
        "Chữ.\n\n| Thêm | <!-- MẬT --> |\n|---|---|\n| a | b |",
        "Chữ. Thêm[^1]\n\n[^1]: chú <!-- MẬT -->\n\n    <!-- MẬT -->",
        "Chữ. Thêm\n\n1.Một\n2.Hai\n\n    <!-- MẬT -->",
        "Chữ. ` <!-- MẬT --> Thêm",
        "Chữ. \\` <!-- MẬT --> ` Thêm",
        "Chữ. ` Thêm\n- <!-- MẬT --> `",
        "Chữ. Thêm <!– MẬT –> và <!— MẬT —>",
        "Chữ. Thêm <!-- MẬT --!>",
        "Chữ. Thêm\n```\n<!-- MẬT",
        "## Chữ. <!-- MẬT --> Thêm {#a}",
    ],
)
def test_a_comment_is_never_shown(text: str) -> None:
    rendered, _, _ = RENDERER.render(text, "f", 1)
    shown = "".join([*(section.heading for section in rendered.sections), *rendered.html, rendered.notes])
    assert "Chữ." in shown and "Thêm" in shown
    assert "MẬT" not in shown and "--" not in shown


@pytest.mark.parametrize(
    "text",
    [
        "Gõ `<!-- chú -->` nhé.",
        "Gõ:\n\n```\n<!-- chú -->\n```",
        "Gõ:\n\n~~~html\n\n<!-- chú -->\n~~~",
        "Gõ:\n\n    <!-- chú -->",
    ],
)
def test_a_comment_shown_as_code_is_code(text: str) -> None:
    assert "&lt;!-- chú --&gt;" in render(text)


def test_a_comment_that_is_never_closed_is_told_with_its_line() -> None:
    assert told("Chữ.\n\nThêm <!-- mật\n\n## Hết") == [
        "f:3: the comment that begins here is never closed, so nothing after it is shown; close it with -->"
    ]


def test_a_heading_within_a_comment_is_no_section() -> None:
    text = "## Một\n\na\n\n<!--\n## Hai\n-->\n\n## Ba\n\nb"
    assert [(part.id, part.heading, part.line) for part in written_sections(text, 1)] == [
        ("muc-1", "Một", 1),
        ("muc-2", "Ba", 9),
    ]
    assert names(text) == ["muc-1", "muc-2"]


def test_a_comment_makes_no_translation_stale() -> None:
    with_comment, without = written_sections("a <!-- x -->\n\nb", 1), written_sections("a\n\nb", 1)
    assert with_comment[0].digest == without[0].digest


@pytest.mark.parametrize(
    "text", ["<!--\n" * 30_000, "```\n" * 40_000, "`" * 1 + " <!-- `" * 900, "<!" * 80_000, "~~~x\n" * 40_000]
)
def test_comments_made_to_hang_are_read_in_time(text: str) -> None:
    with at_most_millions(250):
        written_sections(text, 1)


# Hashtags


@pytest.mark.parametrize("text", ["#ChấmDứtBạoLực là thẻ của ta.", "#1 trong vùng", "#VN", "#đi"])
@pytest.mark.parametrize(
    ("before", "html"),
    [
        ("", "<p>{}</p>"),
        ("Dùng thẻ:\n", "<p>Dùng thẻ: {}</p>"),
        ("- ", "<ul><li>{}</li></ul>"),
        ("> ", "<blockquote><p>{}</p></blockquote>"),
    ],
)
def test_a_hashtag_at_the_beginning_of_a_line_stays_words(text: str, before: str, html: str) -> None:
    assert (render(before + text), told(before + text)) == (html.format(text), [])


def test_a_hashtag_moves_no_section() -> None:
    text = "#TheCuaTa\n\n## Một\n\na"
    assert names(text) == [part.id for part in written_sections(text, 1)] == ["body", "muc-1"]
