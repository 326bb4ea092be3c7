"""Check for comments in fields, `<!-- … -->`: fields are shown as they stand, so readers would see them."""

from collections.abc import Iterator

from hub.content.source.front_matter import split
from hub.messages import N_
from hub.problems import Problem, Unreadable

SHOWN = N_("a comment in a field is shown to readers; write it on a line of its own that begins with #")


def problems(text: str, file: str) -> Iterator[Problem]:
    """Yield a remark for each line of the fields of a document on which a comment begins."""
    if "<!--" not in text:
        return
    try:
        front, _, _ = split(text, file)
    except Unreadable:  # reported where the file is read for its content
        return
    for number, line in enumerate(front.split("\n"), 2):
        if "<!--" in line and not line.lstrip().startswith("#"):
            yield Problem(file, number, SHOWN, {}, "warning")
