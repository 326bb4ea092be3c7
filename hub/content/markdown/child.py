"""Markdown in a process of its own: for whatever is not the main thread, where no signal can call a time limit out.

The parent's side is `render`; the child's is this module run as a program.
"""

from dataclasses import asdict
from typing import Any

from hub.child import Child, Died, OutOfTime, answer
from hub.content.model.body import Rendered, Section
from hub.problems import Problem, Unreadable

Result = tuple[Rendered, list[str], list[Problem]]


def start() -> Child:
    """Give a child that renders; its process begins with the first text."""
    return Child("hub.content.markdown.child")


def render(child: Child, places: frozenset[str], body: str, file: str, first_line: int, seconds: float) -> Result:
    """Have a text rendered as Renderer.render does. Raises Unreadable, and TimeoutError where the child had to be killed."""
    try:
        said = child.ask({"places": sorted(places), "body": body, "file": file, "first_line": first_line}, seconds)
    except (OutOfTime, Died) as error:  # a text that brings its process down is no better than one that never ends
        raise TimeoutError from error
    problems = [Problem(**problem) for problem in said["problems"]]
    if "html" not in said:
        raise Unreadable(*problems)
    sections = tuple(Section(*section) for section in said["sections"])
    return Rendered(sections, tuple(said["html"]), said["notes"]), said["links"], problems


def main() -> None:
    """Render what the parent sends, until it ends."""
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
