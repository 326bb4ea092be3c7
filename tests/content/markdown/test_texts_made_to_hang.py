"""Texts made to hang: Markdown is rendered, or refused in time, on the main thread and off it."""

import gc
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from effort import at_most_millions

from hub.content.markdown import renderer as rendering
from hub.content.markdown.renderer import Renderer
from hub.problems import Unreadable

Write = Callable[..., Path]
Problems = Callable[[], list[str]]
PAGE = "title: Chào\nupdated: 2026-11-24"
PLACES = frozenset({"help"})
LARGEST = 200 * 1024 - 200
LISTS = "\n".join(" " * (4 * (number % 20)) + "- x" for number in range(60_000))
PATHOLOGICAL = {
    "brackets": "[" * LARGEST,
    "brackets, a line each": "[\n" * (LARGEST // 2),
    "pictures": "![" * (LARGEST // 2),
    "links begun": "[a](<b" * (LARGEST // 6),
    "link titles begun": '[a](b "' * (LARGEST // 7),
    "empty links": "[]()" * (LARGEST // 4),
    "stars": "*" * LARGEST,
    "stars and words": "*a **b " * (LARGEST // 7),
    "stars by the line": ("*" * 1_900 + "a\n") * 100,
    "stress within stress": "*a " * 900 + "b* " * 900,
    "underscores and stars": "*a _b " * 950,
    "quotations": ">" * LARGEST,
    "quotations by the line": "\n".join(">" * (number % 12 + 1) + " a" for number in range(14_000)),
    "lists in quotations": "> - " * 20_000,
    "lists and numbers in quotations": "> 1. > - " * 20_000,
    "lists in lists": "\n".join(" " * (4 * (number % 24)) + "- x" for number in range(4_000)),
    "bullets": "- " * (LARGEST // 2),
    "backticks": " ".join("`" * number for number in range(1, 600)),
    "angles": "<a@b " * 40_000,
    "comments begun": "<!--" * (LARGEST // 4),
    "sections of data begun": "<![CDATA[" * (LARGEST // 9),
    "entities begun": "&#x" * (LARGEST // 3),
    "a table as wide as long": "|a" * 5_000 + "\n" + "|-" * 5_000 + "\n" + "|b\n" * 60_000,
    "a wide table": "|a" * 190 + "\n" + "|-" * 190 + "\n" + "|b\n" * 60_000,
    "a long table": "a|b\n-|-\n" + "a|b\n" * 45_000,
    "notes": "".join(f"[^{number}]: x\n" for number in range(14_000)),
    "references to one note": "[^1]\n" * 30_000 + "\n[^1]: x",
    "abbreviations": "".join(f"*[A{number}]: x\n" for number in range(9_000)) + "A1 " * 10_000,
    "an abbreviation of many words": f"*[A]: {'x' * 19_000}\n\n" + ("A " * 90 + "\n") * 100,
    "a long title at each link": '[a]: http://x/\n "' + "y" * 19_000 + '"\n\n' + ("[a] " * 45 + "\n") * 100,
    "headings": "## a\n" * 39_000,
    "paragraphs": "a\n\n" * 60_000,
    "broken lines": "a  \n" * 45_000,
    "spaces": " " * LARGEST + "a",
    "placeholders": "\x02klzzwxh:0000\x03 wzxhzdk:0 " * 5_000,
}


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse a text after a quarter of the time: those that are refused take no longer for it."""
    monkeypatch.setattr(rendering, "SECONDS", rendering.SECONDS / 4)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # see the next test
@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_a_text_made_to_hang_is_rendered_or_refused_in_time(
    tmp_path: Path, write: Write, problems: Problems, name: str
) -> None:
    write("pages/a.vi.md", PAGE, PATHOLOGICAL[name][:LARGEST])
    with at_most_millions(150):  # the limit is in seconds, of which a fast machine makes more
        told = problems()
    assert all(line.startswith("content/pages/a.vi.md:") for line in told)
    assert sum(path.stat().st_size for path in (tmp_path / "packs").glob("*.pack")) < 20_000_000


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.usefixtures("impatient")
def test_a_time_limit_that_is_lost_in_the_garbage_collector_is_called_out_again() -> None:
    lost: list[TimeoutError] = []

    def dawdle(phase: str, info: dict[str, int]) -> None:
        """Be where the first limit strikes: an error raised here goes nowhere."""
        try:
            while not lost and signal.getitimer(signal.ITIMER_PROF)[0]:
                pass
        except TimeoutError as error:
            lost.append(error)
            raise

    gc.callbacks.append(dawdle)
    try:
        with pytest.raises(Unreadable, match="too tangled"):
            Renderer().render("|a" * 190 + "\n" + "|-" * 190 + "\n" + "|b\n" * 60_000, "f", 1)
    finally:
        gc.callbacks.remove(dawdle)
    assert len(lost) == 1


def test_a_line_that_is_too_tangled_is_told_by_its_number(write: Write, problems: Problems) -> None:
    write("pages/a.vi.md", PAGE, f"a\n\nb\n{'[' * 3_000}\n")
    assert problems() == ["content/pages/a.vi.md:8: this line is nested too deeply or too long; simplify it"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.usefixtures("impatient")
def test_a_text_that_took_too_long_leaves_nothing_behind_for_the_next() -> None:
    renderer = Renderer()
    sample = "> a\n\n- b\n\n    c\n\n1. *d* _e_\n\n| f |\n|---|\n| g[^1] |\n\n[^1]: h\n"
    for text in (LISTS, "[\n" * 100_000, "> - " * 20_000, "*a _b " * 30_000 + "\n" + "a  \n" * 40_000):
        with pytest.raises(Unreadable):
            renderer.render(text, "f", 1)
        assert renderer.render(sample, "f", 1) == Renderer().render(sample, "f", 1)


def in_a_thread(work: Callable[[], None]) -> None:
    """Do something off the main thread; what it raises is raised here."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(work).result()


def test_off_the_main_thread_a_text_is_rendered_as_on_it() -> None:
    text = "# a\n\n## Một {#mot}\n\n[x](practice/x) [y](java:z) ![t](media/x.svg) b[^1]\n\n[^1]: Đặng\n"
    found = []
    in_a_thread(lambda: found.append(Renderer(PLACES).render(text, "f", 7)))
    assert found == [Renderer(PLACES).render(text, "f", 7)]


def test_off_the_main_thread_a_text_made_to_hang_is_refused_and_the_next_is_rendered() -> None:
    renderer = Renderer()

    def work() -> None:
        for text in ("[" * 50_000, "[\n" * 50_000, LISTS):
            with pytest.raises(Unreadable, match="simplify"):
                renderer.render(text, "f", 1)
            assert renderer.render("*a*", "f", 1)[0].html == ("<p><em>a</em></p>",), text[:9]

    in_a_thread(work)


def test_off_the_main_thread_a_line_that_is_nested_too_deeply_is_told_by_its_number() -> None:
    def work() -> None:
        with pytest.raises(Unreadable) as caught:
            Renderer().render(f"a\n\nb\n{'[' * 3_000}\n", "f", 7)
        assert [(problem.file, problem.line) for problem in caught.value.problems] == [("f", 10)]

    in_a_thread(work)


def test_one_text_leaves_nothing_behind_for_the_next() -> None:
    renderer = Renderer()
    renderer.render("[a]: https://example.org\n\n*[B]: c\n\n[^1]: d\n\nx[^1]", "f", 1)
    assert renderer.render("[a] B [^1]", "f", 1)[0].html == ("<p>[a] B [^1]</p>",)


def test_an_honest_text_of_200_kb_is_rendered(write: Write, problems: Problems) -> None:
    paragraph = "Hội thảo bàn về *an toàn* của **phụ nữ và trẻ em** trên môi trường mạng, xem [chương trình](https://example.org/). "
    write("pages/a.vi.md", PAGE, f"{paragraph * 6}\n\n" * (LARGEST // (len((paragraph * 6).encode()) + 2)))
    assert problems() == []
