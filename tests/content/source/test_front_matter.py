"""Front matter: YAML 1.2 with the line of every value, and a cure for every mistake."""

from itertools import pairwise

import pytest
from effort import at_most_millions
from hypothesis import given
from hypothesis import strategies as st
from patience import patiently

from hub.content.source.front_matter import DEEPEST, parse, split
from hub.problems import Unreadable


def refused(text: str) -> list[str]:
    with pytest.raises(Unreadable) as caught:
        parse(text, "f", 2)
    return [problem.text(str) for problem in caught.value.problems]


@pytest.mark.parametrize(
    "text",
    ["10:30", "09:30", "NO", "no", "yes", "on", "1.10", "0123", "0x1F", "1e3", "1_000", "2025-10-22", ".5", "+1"],
)
def test_a_plain_value_stays_the_text_that_it_is(text: str) -> None:
    assert parse(f"a: {text}\n", "f").values == {"a": text}


@pytest.mark.parametrize(("text", "value"), [("true", True), ("False", False), ("null", None), ("~", None), ("", None)])
def test_true_false_and_nothing_are_the_only_words_with_a_meaning(text: str, value: object) -> None:
    assert parse(f"a: {text}\n", "f").values == {"a": value}


@pytest.mark.parametrize("text", ['"true"', "'null'", '"~"'])
def test_a_quoted_word_is_text(text: str) -> None:
    assert parse(f"a: {text}\n", "f").values == {"a": text.strip("\"'")}


def test_a_key_may_be_a_word_that_yaml_1_1_takes_for_a_bool() -> None:
    assert parse("no: 1\ny: 2\n", "f").values == {"no": "1", "y": "2"}


def test_a_key_in_vietnamese_is_composed() -> None:
    assert parse("tie\u0302u_đe\u0302\u0300: x\n", "f").values == {"tiêu_đề": "x"}


def test_a_value_written_with_escapes_is_composed() -> None:
    assert parse('a: "e\\u0302"\n', "f").values == {"a": "ê"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a\\u202Eb", "ab"),
        ("a\\0b", "ab"),
        ("a\\x01b", "ab"),
        ("a\\Lb", "a b"),
        ("a\\u2028b", "a b"),
        ("a\\eb", "ab"),
        ("a\\r\\nb", "a\nb"),
        ("a\\_b", "a\u00a0b"),
    ],
)
def test_escapes_spell_nothing_that_no_file_may_have(text: str, value: str) -> None:
    assert parse(f'a: "{text}"\n"k{text}": x\n', "f").values == {"a": value, f"k{value}": "x"}


@pytest.mark.parametrize("text", ["\\ud800", "\\U00110000", "\\q"])
def test_an_escape_of_no_character_is_refused(text: str) -> None:
    assert len(refused(f'a: "{text}"\n')) == 1


def test_every_value_has_its_line() -> None:
    data = parse("a: 1\nb:\n  - x\n  - url: y\nc: |\n  z\n", "f", 2)
    assert data.lines == {("a",): 2, ("b",): 3, ("b", 0): 4, ("b", 1): 5, ("b", 1, "url"): 5, ("c",): 6}


def test_the_line_of_what_is_not_there_is_that_of_what_is_around_it() -> None:
    assert parse("a:\n  - x\n", "f").line(("a", 0, "url")) == 2


def test_a_character_outside_the_basic_plane_moves_no_line_and_hides_no_anchor() -> None:
    assert refused("a: 😀\nb: &x y\n") == ["f:3: anchors and aliases (& and *) are not allowed; write the value out"]


@pytest.mark.parametrize(
    ("text", "front", "body", "line"),
    [
        ("---\na: 1\n---\nb\n", "a: 1\n", "b\n", 4),
        ("---\n---\nb", "", "b", 3),
        ("---\n---", "", "", 3),
        ("---\na: 1\n---", "a: 1\n", "", 4),
        ("--- \na: 1\n---\t\nb", "a: 1\n", "b", 4),
        ("---\na: |\n  x\n  ---\n  y\n---\nb", "a: |\n  x\n  ---\n  y\n", "b", 7),
        ("---\na: 1\n---\nb\n\n---\n\nc", "a: 1\n", "b\n\n---\n\nc", 4),
        ("---\n# only\n# comments\n---\nb", "# only\n# comments\n", "b", 5),
    ],
)
def test_a_document_is_cut_at_its_second_fence(text: str, front: str, body: str, line: int) -> None:
    assert split(text, "f") == (front, body, line)


@pytest.mark.parametrize("text", ["title: x\n", "\n---\na: 1\n---\n", " ---\na: 1\n---\n", "----\na: 1\n----\n"])
def test_a_document_without_a_first_fence_is_told_so(text: str) -> None:
    with pytest.raises(Unreadable, match="does not begin with a line ---"):
        split(text, "f")


@pytest.mark.parametrize("text", ["---\ntitle: x\n", "---", "---\n", "---\ntitle: x\n ---\n", "---\ntitle: x\n----\n"])
def test_a_document_without_a_second_fence_is_told_so(text: str) -> None:
    with pytest.raises(Unreadable, match="second line --- is missing"):
        split(text, "f")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("u: 1\nt: a: b\n", "f:3: a value that contains a colon and a space must stand in quotation marks"),
        ('u: 1\nt: "abc\no: 1\nm: x\n', "f:3: the quotation mark that opens here is not closed; close it"),
        ("u: 1\nt: 'abc\no: 1\n", "f:3: the quotation mark that opens here is not closed; close it"),
        ("u: 1\nt:a\no: 1\n", "f:3: a space is missing after the colon; write t: a"),
        ("u: 1\n\tt: a\n", "f:3: there is a tab here; indent with spaces"),
        ("u: 1\nt: [a, b\no: 1\n", "f:3: the bracket that opens here is not closed, or a comma is missing; correct it"),
        (
            "t: @a\n",
            "f:2: this character cannot begin a value; put the value in quotation marks, and use spaces instead of tabs",
        ),
        (
            "t: %a\n",
            "f:2: this character cannot begin a value; put the value in quotation marks, and use spaces instead of tabs",
        ),
        (
            "t: *Nhấn* mạnh\n",
            "f:2: a value that begins with * or & must stand in quotation marks; anchors and aliases are not allowed",
        ),
        (
            "t: *a\n",
            "f:2: a value that begins with * or & must stand in quotation marks; anchors and aliases are not allowed",
        ),
        (
            "t: & a\n",
            "f:2: a value that begins with * or & must stand in quotation marks; anchors and aliases are not allowed",
        ),
        (
            't: "x" y\n',
            'f:2: more text follows a closing quotation mark; put the whole value in quotation marks: t: "“x” y"',
        ),
        (
            "a:\n  b: 1\n c: 2\n",
            "f:4: the indentation or a quotation mark is wrong here; line the fields up and close every quotation mark",
        ),
        ("- a\n- b\n", "f:2: fields are expected here, one `name: value` a line"),
        ("word\n", "f:2: fields are expected here, one `name: value` a line"),
        ("a: 1\n--- \nb: 2\n", "f:3: this line is not valid YAML; check quotation marks, colons and indentation"),
        ("? [a]\n: b\n", "f:2: a field’s name must be a plain word"),
        ("a: 1\nb: 2\na: 3\n", "f:4: a is written twice, first on line 2; keep one"),
        ("a:\n  - {b: 1, b: 2}\n", "f:3: b is written twice, first on line 3; keep one"),
        ("e\u0302: 1\nê: 2\n", "f:3: ê is written twice, first on line 2; keep one"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_its_cure(text: str, problem: str) -> None:
    assert refused(text) == [problem]


@pytest.mark.parametrize(
    "text",
    [
        "a: &x b\n",
        "&x a: b\n",
        "&x\na: b\n",
        "a: &x [b]\nc: *x\n",
        "a: &x {b: *x}\n",
        "a:\n  - &x b\n  - *x\n",
        "a: &x b\nc: *x\n",
    ],
)
def test_anchors_and_aliases_are_refused(text: str) -> None:
    assert "anchors and aliases (& and *) are not allowed; write the value out" in refused(text)[0]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("!!python/object/apply:os.system [id]", "!os.system"),
        ("!!str b", "!str"),
        ("! b", "!"),
        ("!mine b", "!mine"),
        ("!!binary aGk=", "!binary"),
        ("[!!str b]", "!str"),
    ],
)
def test_tags_are_refused(text: str, tag: str) -> None:
    assert refused(f"a: {text}\n") == [f"f:2: tags such as {tag} are not allowed; write the plain value"]


def test_a_billion_laughs_are_not_even_smiled_at() -> None:
    names = "abcdefghi"
    text = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    text += "".join(f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in pairwise(names))
    with at_most_millions(30):
        assert len(refused(text)) == 9  # each anchor on its line, and nothing behind it


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        "[\n" * 90_000,
        "{a: " * 50_000,
        "a: {" * 50_000,
        "- " * 100_000,
        "? " * 100_000,
        "[ # ]\n" * 30_000,
        '["]",\n' * 30_000,
        "a: [\n" + "['}]',\n" * 25_000,
        "\n".join(" " * depth + "a:" for depth in range(600)),
        "a:\n" + "\n".join(" " * depth + "-" for depth in range(600)),
        "[[" * 13 + "]]" * 13,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_what_is_nested_too_deeply_is_refused_before_it_ends_the_process(text: str) -> None:
    with at_most_millions(30):
        assert refused(text) and "nested too deeply" in refused(text)[0]


def test_what_is_nested_as_deeply_as_allowed_is_read() -> None:
    levels = DEEPEST - 2  # the map of fields is one, the last value another
    value = parse(f"a: {'[' * levels}x{']' * levels}\n", "f").values["a"]
    for _ in range(levels):
        (value,) = value
    assert value == "x"


def test_brackets_in_a_text_are_no_nesting() -> None:
    assert parse(f"a: |\n  {'[{' * 500}\n", "f").values == {"a": "[{" * 500 + "\n"}


def test_many_mistakes_are_told_a_page_at_a_time() -> None:
    assert len(refused("a: b\n" * 30_000)) == 50


@patiently
@given(st.text(alphabet=st.sampled_from("ab:-[]{}#&*!|>'\"%@`?, \n\tê😀0~"), max_size=60))
def test_no_text_makes_anything_but_data_or_problems(text: str) -> None:
    try:
        data = parse(text, "f")
    except Unreadable as error:
        assert all(1 <= problem.line <= text.count("\n") + 2 for problem in error.problems)
    else:
        assert isinstance(data.values, dict)
