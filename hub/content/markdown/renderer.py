"""Rendering of Markdown as safe HTML: Python-Markdown with our rules, then the sanitiser, then cut into sections."""

import re
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import TypeVar
from urllib.parse import unquote

from hub.child import Child
from hub.content.markdown import child
from hub.content.markdown.converter import Converters
from hub.content.markdown.extension import LEADS_NOWHERE, TooMuch
from hub.content.markdown.mending import Mended, mended
from hub.content.markdown.nesting import check_nesting
from hub.content.markdown.sanitiser import sanitised
from hub.content.markdown.sections import rendered_sections
from hub.content.media.names import good_name
from hub.content.model.body import Rendered
from hub.messages import N_
from hub.problems import Problem, Unreadable

VERSION = "4"  # part of every key; increase it when the same text renders differently
SECONDS = 1.0  # of processor time for one text; an ordinary one takes a hundredth of that
MANY = 50  # warnings about one text; more would not help its author
HARD_LIMIT = 10.0  # seconds by the clock after which a child that has ignored the limit above is killed
SINGLE = re.compile(r"^#(?=\s|$)", re.M)
CODE = re.compile(r"<code>.*?</code>", re.S)
T = TypeVar("T")
NOTE = re.compile(r"\[\^[^\]\s<]{1,40}\]")


class Renderer:
    """Renders texts one after another; not safe for use by two threads at once.

    Off the main thread, a child process does the work. A text may link to `places` by name.
    """

    def __init__(self, places: frozenset[str] = frozenset()) -> None:
        self._places = places
        self._converters = Converters(places)
        self._child: Child | None = None

    def render(self, body: str, file: str, first_line: int) -> tuple[Rendered, list[str], list[Problem]]:
        """Return a text's HTML by section, the targets of its links, and the warnings about it.

        Targets are `practice/x`, `#id`, `media/x.svg` and `hub:cite/x`. `file` and `first_line` locate the text in
        messages. Raises Unreadable if it is nested too deeply or takes too long.
        """
        check_nesting(body, file, first_line)
        try:
            if threading.current_thread() is not threading.main_thread():
                self._child = self._child or child.start()
                return child.render(self._child, self._places, body, file, first_line, HARD_LIMIT)
            html, meant = _in_time(SECONDS, self._converted, body)
        except (RecursionError, TimeoutError, TooMuch) as error:
            # An unfinished conversion would leave its state to the next text.
            self._converters = Converters(self._places)
            text = N_("this text is too tangled to be rendered; simplify its brackets, lists and quotations")
            raise Unreadable(Problem(file, first_line, text)) from error
        house = self._converters.for_text(meant.text).house
        if "[^" in html:
            house.refused += [
                (found, N_("there is no note %(target)s; write it as %(target)s: …"))
                for found in NOTE.findall(CODE.sub("", html))
            ]
        problems = [
            Problem(file, first_line + line, message, values, "warning")
            for line, message, values in meant.remarks[:MANY]
        ]
        problems += [
            Problem(
                file,
                _line_of(mark, body, first_line),
                message,
                _values(mark, message),
                "warning",
                sort="link" if message == LEADS_NOWHERE else "form",
            )
            for mark, message in house.refused[:MANY]
        ]
        return rendered_sections(sanitised(html)), house.links, problems

    def _converted(self, body: str) -> tuple[str, Mended]:
        """Return the HTML of a text as Python-Markdown gives it, and what it was made from."""
        meant = mended(body)
        converter = self._converters.for_text(meant.text)
        converter.markdown.reset()
        return converter.markdown.convert(meant.text), meant


def _values(mark: str, message: str) -> dict[str, object]:
    values: dict[str, object] = {"target": mark[:80]}
    return values | {"name": good_name(unquote(mark))[:80]} if "%(name)s" in message else values


def _line_of(mark: str, body: str, first_line: int) -> int:
    """Return the line on which a mark first stands; for `# `, the first line that begins with a single #."""
    at = found.start() if mark == "# " and (found := SINGLE.search(body)) else body.find(mark)
    return first_line + body.count("\n", 0, max(0, at))


def _in_time(seconds: float, work: Callable[[str], T], text: str) -> T:
    """Return `work(text)`, on the main thread. Raises TimeoutError after that many seconds of processor time."""
    running = [True]

    def stop(number: int, frame: FrameType | None) -> None:
        if running[0]:
            # Repeated, because an error raised within a callback of the garbage collector is lost.
            signal.setitimer(signal.ITIMER_PROF, seconds / 20)
            raise TimeoutError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return work(text)
    finally:
        running[0] = False
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
