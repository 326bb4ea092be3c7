"""Rendering of Markdown in a child process, for threads in which no signal can enforce a time limit.

This is the parent's side; the child runs hub.content.markdown.child_program.
"""

from hub.child import Child, Died, OutOfTime
from hub.content.model.body import Rendered, Section
from hub.problems import Problem, Unreadable

Result = tuple[Rendered, list[str], list[Problem]]


def start() -> Child:
    """Return a child that renders; its process starts with the first text."""
    return Child("hub.content.markdown.child_program")


def render(child: Child, places: frozenset[str], body: str, file: str, first_line: int, seconds: float) -> Result:
    """Have a text rendered as Renderer.render does, within `seconds` by the clock.

    Raises Unreadable, and TimeoutError if the child had to be killed or crashed.
    """
    try:
        reply = child.ask({"places": sorted(places), "body": body, "file": file, "first_line": first_line}, seconds)
    except (OutOfTime, Died) as error:  # a text that crashes the process is as bad as one that never ends
        raise TimeoutError from error
    problems = [Problem(**problem) for problem in reply["problems"]]
    if "html" not in reply:
        raise Unreadable(*problems)
    sections = tuple(Section(*section) for section in reply["sections"])
    return Rendered(sections, tuple(reply["html"]), reply["notes"]), reply["links"], problems
