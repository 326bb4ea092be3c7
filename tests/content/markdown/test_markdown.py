"""Markdown to HTML that is safe to show: the house's headings, sections, tables and notes."""

import pytest

from hub.content.markdown.renderer import Renderer
from hub.content.markdown.sanitiser import plain_text, sanitised
from hub.content.markdown.sections import digest, written_sections

PLACES = frozenset({"help"})


def render(text: str) -> str:
    """The HTML of a text without sections."""
    rendered, _, _ = Renderer(PLACES).render(text, "f", 1)
    return "\n".join(rendered.html)


def remarks(text: str) -> list[str]:
    return [problem.text(str) for problem in Renderer(PLACES).render(text, "f", 1)[2]]


# Sections


def test_a_text_is_cut_at_its_headings_of_the_second_level() -> None:
    rendered, _, _ = Renderer().render("trước\n\n## Một {#mot}\n\na\n\n### Nhỏ\n\nb\n\n## Hai\n\nc", "f", 1)
    assert [(section.id, section.heading) for section in rendered.sections] == [
        ("body", ""),
        ("mot", "Một"),
        ("muc-1", "Hai"),
    ]
    assert rendered.part("mot") == '<p>a</p><h3 id="muc-0-1">Nhỏ</h3><p>b</p>'


def test_a_section_keeps_its_place_whatever_else_its_heading_carries() -> None:
    rendered, _, _ = Renderer().render("## Một *nhấn* {#mot lang=en title=x .y}\n\na", "f", 1)
    assert [(section.id, section.heading) for section in rendered.sections] == [("mot", "Một nhấn")]


def test_sections_without_an_id_have_the_same_numbers_in_both_languages() -> None:
    def ids(text: str) -> list[str]:
        return [section.id for section in Renderer(PLACES).render(text, "f", 1)[0].sections]

    assert (
        ids("## Một\n\n## Hai {#hai}\n\n## Ba")
        == ids("## One\n\n## Two {#hai}\n\n## Three")
        == ["muc-1", "hai", "muc-2"]
    )


def test_an_id_that_no_address_can_carry_is_replaced() -> None:
    assert (
        written_sections("## Đặng {#Đặng}\n\na", 1)[0].id
        == Renderer().render("## Đặng {#Đặng}\n\na", "f", 1)[0].sections[0].id
        == "muc-1"
    )


def test_a_heading_of_the_first_level_is_moved_down_and_told() -> None:
    rendered, _, told = Renderer().render("## a\n\n# b\n\nc", "f", 1)
    assert [section.heading for section in rendered.sections] == ["a", "b"]
    assert [problem.text(str) for problem in told] == [
        "f:3: warning: headings in a text begin with ##; the page has its own heading"
    ]


def test_a_heading_within_a_list_begins_no_section() -> None:
    rendered, _, told = Renderer().render("- a\n\n    ## X {#x}\n\n    b\n", "f", 1)
    assert rendered.html == ('<ul><li><p>a</p><h3 id="x">X</h3><p>b</p></li></ul>',)
    assert (
        told[0].text(str)
        == "f:3: warning: the heading X is inside a list or a quotation; leave an empty line before it, or write ###"
    )


def test_underlined_lines_are_no_headings() -> None:
    assert render("a\n---\n\nb\n===") == "<p>a</p><hr><p>b\n===</p>"


def test_parts_know_their_lines_and_their_text() -> None:
    assert [
        (part.id, part.heading, part.line, part.text) for part in written_sections("x\n\n## Một {#mot}\n\na\n", 7)
    ] == [
        ("body", "", 7, "x\n"),
        ("mot", "Một", 9, "## Một {#mot}\n\na\n"),
    ]


def test_a_digest_does_not_see_space_at_the_ends_of_lines() -> None:
    assert digest("a \nb\t\n\n") == digest("\na\nb") == digest("a\nb")
    assert digest("a\nb") != digest("a\n b")


# What Markdown may do


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "*a* **b** `c` _d_ __e__",
            "<p><em>a</em> <strong>b</strong> <code>c</code> <em>d</em> <strong>e</strong></p>",
        ),
        ("chỉ _nhấn_ thôi", "<p>chỉ <em>nhấn</em> thôi</p>"),
        ("a  \nb", "<p>a<br>b</p>"),
        ("> a\n>\n> b", "<blockquote><p>a</p><p>b</p></blockquote>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("`a\nb`", "<p><code>a\nb</code></p>"),
        ("    a <b>", "<pre><code>a &lt;b&gt;\n</code></pre>"),
        ("a & b &amp; c &copy; <d>", "<p>a &amp; b &amp; c © &lt;d&gt;</p>"),
        ("TF-GBV\n\n*[TF-GBV]: bạo lực", '<p><abbr title="bạo lực">TF-GBV</abbr></p>'),
        ("a\n{: lang=en }", '<p lang="en">a</p>'),
        ("***", "<hr>"),
        ("\\*a\\*", "<p>*a*</p>"),
    ],
)
def test_markdown_becomes_html(text: str, html: str) -> None:
    assert render(text) == html


def test_a_table_keeps_its_alignment_as_classes() -> None:
    html = render("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |")
    assert (
        '<th class="left">a</th>' in html and '<td class="center">2</td>' in html and '<td class="right">3</td>' in html
    )
    assert "style" not in html


def test_a_note_and_its_reference_lead_to_one_another() -> None:
    rendered, found, told = Renderer().render("a[^x]\n\n[^x]: chú thích\n", "f", 1)
    assert (found, told) == ([], [])
    assert 'href="#fn:x"' in rendered.html[0] and 'id="fn:x"' in rendered.notes and 'href="#fnref:x"' in rendered.notes


def test_a_note_that_nobody_refers_to_is_told() -> None:
    assert remarks("a\n\n[^x]: chú thích\n") == [
        "f:3: warning: the text does not refer to the note [^x]; refer to it or remove it"
    ]


def test_a_reference_without_its_note_is_told() -> None:
    assert remarks("a\n\nb[^x]\n") == ["f:3: warning: there is no note [^x]; write it as [^x]: …"]


def test_a_reference_shown_as_code_is_left_alone() -> None:
    assert remarks("Viết `[^x]` trong bài.") == []


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<b>a</b>",
        "<?a?>",
        "<![CDATA[a]]>",
        "<div markdown=1>\n\n*a*\n\n</div>",
        "&lt;b&gt;",
    ],
)
def test_raw_html_is_shown_as_what_it_is(text: str) -> None:
    html = render(text)
    assert html.replace("<p>", "").replace("</p>", "").replace("<em>", "").replace("</em>", "").count("<") == 0
    assert "&lt;" in html


@pytest.mark.parametrize("attributes", ["id", "href", "src", "class", "title", "lang", "start", "id href src"])
def test_an_attribute_without_a_value_is_as_good_as_none(attributes: str) -> None:
    for text in (
        "## a {: X }\n\nb",
        "[a](practice/b){: X }",
        "![a](b.png){: X }",
        "[@a]{: X }",
        "a\n{: X }",
        "| a {: X } |\n|--:|\n| b |",
        "- a\n{: X }",
    ):
        Renderer(PLACES).render(text.replace("X", attributes), "f", 1)


def test_attributes_cannot_reach_what_the_house_decides() -> None:
    html = render(
        '[a](practice/b){: href="javascript:alert(1)" onclick=x style=y class=z }\n\n![c](d.png){: src="//evil.example/x.png" onerror=x width=1 }'
    )
    assert html == '<p><a class="" rel="noopener noreferrer">a</a></p><p><span>c</span></p>'


# Sanitised, and plain


def test_the_sanitiser_is_the_last_word() -> None:
    assert sanitised(
        '<p onclick="x" style="y" class="z" id="a">b<script>c</script><iframe src="d"></iframe><a href="javascript:e">f</a></p>'
    ) == ('<p id="a">b<a rel="noopener noreferrer">f</a></p>')


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("a &amp; b", "a & b"),
        ("<p>a <em>b</em></p><p>c</p>", "a b\nc"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<p>a<br>b</p>", "a\nb"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\nb"),
        ('<p>a <a class="cite" href="hub:cite/x">x</a>.</p>', "a ."),
        ("<p>&lt;b&gt;</p>", "<b>"),
    ],
)
def test_plain_text_is_the_words_alone(html: str, words: str) -> None:
    assert plain_text(html) == words
