"""Our parts of Python-Markdown leave out what cannot match; what comes out is what its own give."""

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.serializers import to_xhtml_string
from markdown.treeprocessors import InlineProcessor, UnescapeTreeprocessor

from hub.content.markdown.blocks import NEEDED as NEEDED_OF_BLOCKS
from hub.content.markdown.inline import NEEDED, Inline
from hub.content.markdown.renderer import Renderer, sanitised


def stock() -> markdown.Markdown:
    """The hub's Markdown with Python-Markdown's own in the place of our parts."""
    made = Renderer().markdown
    made.treeprocessors.register(InlineProcessor(made), "inline", 20)
    made.treeprocessors.register(UnescapeTreeprocessor(made), "unescape", 0)
    del made.parser.parseBlocks
    made.serializer = to_xhtml_string
    return made


OURS, STOCK = Renderer().markdown, stock()
PIECES = [
    "*", "**", "***", "_", "__", "`", "``", "[", "]", "(", ")", "![", "](", "][", "<", ">", "&", "&amp;", "&#", ";", "\\", "|", "\n", "\n\n", "  \n", "- ", "> ", "# ",
    "{: #a }", "[^1]", "[^1]: ", "[@s]", "[@t-1]", "[@", "*[A]: x\n", "A", "a", "b", " ", "đ", "|-|-|\n", "a|b\n", "http://x.y", "<http://x>", "<a@b.c>", "practice/x", "x.png", '"', "'",
    "[a]: /b\n", "\t", "    ", "😀", "\u0302", "!",
]  # fmt: skip
SAMPLES = [
    "", "a", "*", "* a", "*\na*", "_a_", "__a__", "a_b_c", "*a _b* c_", "**a*b***", "***a** b*", "`a` `` b`c ``", "\\`a\\`", "a  \nb", "a \nb", "&copy; &x; & &#9;",
    "[a](b)", "[a](<b c>)", '[a](b "c")', "[a] [b]", "[a][]", "[a]\n\n[a]: b", "![a](b)", "![a]", "![a][b]\n\n[b]: c", "[![a](b)](c)", "[*a*](b)", "*[a](b)*", "[`a`](b)",
    "<http://a.b>", "<a@b.c>", "<b>", "[^1]\n\n[^1]: a", "[@a-b]", "[@a](b)", "[@a][@b] [@c-1][@d_e_] [x [@f]](g)", "a [@b] *c [@d]* _e_", "| *a* | `b` |\n|---|---|\n| [c](d) | ![e](f) |", "*[A]: b\n\nA *A* `A`",
    "- *a*\n- _b_\n\n> `c`", "\\*a\\*", "*a\n\nb*", "a*b*c", "**", "****", "_", "`", "``", "[", "![", "<", "&", "\\", "  \n",
]  # fmt: skip


def html(made: markdown.Markdown, text: str) -> str:
    made.reset()
    return sanitised(made.convert(text))


@pytest.mark.parametrize("text", SAMPLES)
def test_a_sample_comes_out_the_same(text: str) -> None:
    assert html(OURS, text) == html(STOCK, text)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_a_text_full_of_markup_comes_out_the_same(text: str) -> None:
    assert html(OURS, text) == html(STOCK, text)


@given(st.text(alphabet=st.sampled_from("ab *_`[]()!<>&\\@^\n:"), max_size=40))
def test_a_text_of_marks_alone_comes_out_the_same(text: str) -> None:
    assert html(OURS, text) == html(STOCK, text)


@given(st.text(max_size=60))
def test_any_text_comes_out_the_same(text: str) -> None:
    assert html(OURS, text) == html(STOCK, text)


def test_every_pattern_of_the_stock_is_known_by_name() -> None:
    assert {item.name for item in OURS.inlinePatterns._priority} - NEEDED.keys() == {"em_strong"}


def test_every_block_processor_that_is_left_out_is_known_by_name() -> None:
    assert {item.name for item in OURS.parser.blockprocessors._priority} >= NEEDED_OF_BLOCKS.keys()


def test_the_processor_in_use_is_ours() -> None:
    assert isinstance(OURS.treeprocessors["inline"], Inline)
