"""HTML written as Markdown: read again by another program, it is what it was."""

import re
from html import escape, unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from patience import patiently

from hub.web.exchange.markdown import escaped, markdown

BASE = "https://hub.example/vi/library/x/"
SIGNS = "*_`[]<>&#-+.1)(\\ abđ:=!"


def read(text: str) -> str:
    """The HTML that a reader of Markdown makes of a text, without the space between its blocks."""
    html = Markdown(extensions=["tables", "footnotes", "def_list", "fenced_code"]).convert(text)
    return re.sub(r"\s*\n\s*", "\n", html).replace("<br />", "<br>").replace("<hr />", "<hr>")


def plain(html: str) -> str:
    return " ".join(unescape(re.sub("<[^>]+>", "", html)).split())


@pytest.mark.parametrize(
    "html",
    [
        "<p>Một <strong>đậm</strong> và <em>nghiêng</em>, <code>a*b</code>.</p>",
        "<p>Dòng<br>\nhai</p>",
        "<ul>\n<li>a<ul>\n<li>b</li>\n<li>c</li>\n</ul>\n</li>\n<li>d</li>\n</ul>",
        "<ol>\n<li>x</li>\n<li>y</li>\n</ol>",
        "<blockquote>\n<p>q</p>\n<p>r</p>\n</blockquote>",
        "<h3>Đầu đề</h3>\n<p>chữ</p>",
        "<hr>\n<p>sau</p>",
        "<dl>\n<dt>từ</dt>\n<dd>nghĩa</dd>\n</dl>",
        '<p><a href="https://a.example/b_c?d=e">chữ <em>x</em></a></p>',
    ],
)
def test_what_is_written_is_read_as_it_was(html: str) -> None:
    assert read(markdown(html, BASE)) == re.sub(r"\s*\n\s*", "\n", html)


def test_a_table_keeps_its_cells_and_their_side() -> None:
    table = '<section class="scroll"><table><thead><tr><th>A|B</th><th class="right">C</th></tr></thead><tbody><tr><td>1<br>2</td><td><b></b>3</td></tr></tbody></table></section>'
    text = markdown(table, BASE)
    assert text == "| A\\|B | C |\n| --- | --: |\n| 1 2 | 3 |"
    assert [plain(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", read(text))] == ["A|B", "C", "1 2", "3"]


def test_citations_and_notes_become_footnotes_with_names_of_their_own() -> None:
    html = '<p>x<a class="cite" href="#source-abc">[1]</a><sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p>'
    note = '<div class="footnote"><hr><ol><li id="fn:1"><p>Chú. <a class="footnote-backref" href="#fnref:1">↩</a></p></li></ol></div>'
    assert markdown(html + note, BASE, "own-") == "x[^own-abc][^own-note-1]\n\n[^own-note-1]: Chú."


def test_addresses_become_absolute_and_cannot_end_a_link() -> None:
    html = '<p><a href="#y">a</a> <a href="/vi/help/">b</a> <a href="https://x.example/(1)">c</a> <img alt="v]" src="/media/1/a b.svg"></p>'
    assert markdown(html, BASE) == (
        f"[a]({BASE}#y) [b](https://hub.example/vi/help/) [c](https://x.example/%281%29) ![v\\]](https://hub.example/media/1/a%20b.svg)"
    )


@patiently
@given(st.text(SIGNS, min_size=1, max_size=30))
def test_no_word_is_taken_for_markup(words: str) -> None:
    for text in (markdown(f"<p>{escape(words)}</p>", BASE), escaped(words)):
        assert plain(read(text)) == " ".join(words.split())
