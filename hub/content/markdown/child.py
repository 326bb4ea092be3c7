"""Rendering of Markdown in a child process.

It serves threads other than the main one, where no signal can enforce a time limit. `render` is called in the parent;
the child runs this module as a program.
"""

from dataclasses import asdict
from typing import Any

from hub.child import Child, Died, OutOfTime, answer
from hub.content.model.body import Rendered, Section
from hub.problems import Problem, Unreadable

Result = tuple[Rendered, list[str], list[Problem]]


def start() -> Child:
    """Return a child that renders; its process starts with the first text."""
    return Child("hub.content.markdown.child")


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


def main() -> None:
    """Render what the parent sends until the parent ends."""
    from hub.content.markdown.renderer import Renderer

    renderers: dict[frozenset[str], Renderer] = {}

    def handle(task: dict[str, Any]) -> dict[str, Any]:
        places = frozenset(task["places"])
        renderer = renderers.setdefault(places, Renderer(places))
        try:
            rendered, links, problems = renderer.render(task["body"], task["file"], task["first_line"])
        except Unreadable as error:
            return {"problems": [asdict(problem) for problem in error.problems]}
        return {**asdict(rendered), "links": links, "problems": [asdict(problem) for problem in problems]}

    answer(handle)


if __name__ == "__main__":
    main()
