"""A converter without the parts that a text does not need gives what one with all of them gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from patience import patiently

from hub.content.markdown.converter import MARKS, MOST, Converter, Converters, converter
from hub.content.markdown.renderer import Renderer
from hub.content.markdown.sanitiser import sanitised

CONVERTERS, WHOLE = Converters(), converter(MARKS)
PIECES = [
    "*", "**", "***", "_", "__", "`", "``", "[", "]", "(", ")", "![", "](", "][", "<", ">", "&", "&amp;", "&#", ";", "\\", "|", "\n", "\n\n", "  \n", "- ", "> ", "# ",
    "{: #a }", "[^1]", "[^1]: ", "[@s]", "[@t-1]", "[@", "*[A]: x\n", "A", "a", "b", " ", "đ", "|-|-|\n", "a|b\n", "http://x.y", "<http://x>", "<a@b.c>", "practice/x", "x.png", '"', "'",
    "[a]: /b\n", "\t", "    ", "😀", "\u0302", "!", "\x02", "\x03",
]  # fmt: skip
SAMPLES = [
    "", "a", "*", "* a", "*\na*", "_a_", "__a__", "a_b_c", "*a _b* c_", "**a*b***", "***a** b*", "`a` `` b`c ``", "\\`a\\`", "a  \nb", "a \nb", "&copy; &x; & &#9;",
    "[a](b)", "[a](<b c>)", '[a](b "c")', "[a] [b]", "[a][]", "[a]\n\n[a]: b", "![a](b)", "![a]", "![a][b]\n\n[b]: c", "[![a](b)](c)", "[*a*](b)", "*[a](b)*", "[`a`](b)",
    "<http://a.b>", "<a@b.c>", "<b>", "[^1]\n\n[^1]: a", "[@a-b]", "[@a](b)", "[@a][@b] [@c-1][@d_e_] [x [@f]](g)", "a [@b] *c [@d]* _e_", "| *a* | `b` |\n|---|---|\n| [c](d) | ![e](f) |", "*[A]: b\n\nA *A* `A`",
    "- *a*\n- _b_\n\n> `c`", "\\*a\\*", "*a\n\nb*", "a*b*c", "**", "****", "_", "`", "``", "[", "![", "<", "&", "\\", "  \n", "## a {#b}", "a\n{: title=b }", "[\x02@a]", "!\x03[a](b.png)",
]  # fmt: skip


def html(made: Converter, text: str) -> str:
    made.markdown.reset()
    return sanitised(made.markdown.convert(text))


@pytest.mark.parametrize("text", SAMPLES)
def test_a_sample_comes_out_the_same(text: str) -> None:
    assert html(CONVERTERS.for_text(text), text) == html(WHOLE, text)


@patiently
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_a_text_full_of_markup_comes_out_the_same(text: str) -> None:
    assert html(CONVERTERS.for_text(text), text) == html(WHOLE, text)


@patiently
@given(st.text(alphabet=st.sampled_from("ab *_`[]()!<>&\\@^\n:"), max_size=40))
def test_a_text_of_marks_alone_comes_out_the_same(text: str) -> None:
    assert html(CONVERTERS.for_text(text), text) == html(WHOLE, text)


@patiently
@given(st.text(max_size=60))
def test_any_text_comes_out_the_same(text: str) -> None:
    assert html(CONVERTERS.for_text(text), text) == html(WHOLE, text)


def test_a_text_without_marks_needs_no_more_than_line_breaks() -> None:
    assert [type(part).__name__ for part in converter(frozenset()).markdown.inlinePatterns] == [
        "SubstituteTagInlineProcessor"
    ]


def test_texts_with_the_same_marks_share_a_converter() -> None:
    converters = Converters()
    assert converters.for_text("*a*") is converters.for_text("b **c**")


def test_converters_that_have_not_been_used_for_long_go() -> None:
    converters = Converters()
    first = converters.for_text("")
    for number in range(MOST):
        converters.for_text("".join(mark for at, mark in enumerate("|{#>`\\<&*_") if number + 1 >> at & 1))
    assert converters.for_text("") is not first


def test_a_blank_text_has_nothing_of_the_text_before() -> None:
    renderer = Renderer()
    renderer.render("# a [b](practice/c)", "f", 1)
    assert renderer.render("\n", "f", 1)[1:] == ([], [])
