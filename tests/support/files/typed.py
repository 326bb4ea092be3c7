"""Markdown as authors type it: what becomes of it, what they are told, and the names of its sections."""

from hub.content.markdown.renderer import Renderer

RENDERER = Renderer(frozenset({"help"}))


def render(text: str) -> str:
    """The HTML of a text and its notes, on one line."""
    rendered, _, _ = RENDERER.render(text, "f", 1)
    return "".join(rendered.html).replace("\n", " ") + rendered.notes


def told(text: str) -> list[str]:
    """What an author is told of a text."""
    return [problem.text(str).replace("warning: ", "") for problem in RENDERER.render(text, "f", 1)[2]]


def names(text: str) -> list[str]:
    """The ids of the sections that are shown."""
    return [section.id for section in RENDERER.render(text, "f", 1)[0].sections]
