"""The child process that renders Markdown: `python -m hub.content.markdown.child_program`."""

from dataclasses import asdict
from typing import Any

from hub.child import answer
from hub.content.markdown.renderer import Renderer
from hub.problems import Unreadable


def main() -> None:
    """Render what the parent sends until the parent ends."""
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
