"""Problems with files: what is wrong, where, and the cure. They are collected, and never raised beyond their file."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from hub.messages import N_

Severity = Literal["error", "warning"]
# The sorts of problems; `check --json` gives them as codes, and docs/commands.md explains each.
Sort = Literal["form", "word", "figure", "source", "review", "section", "code", "link", "number"]
WARNING = N_("warning: ")
LONGEST = 60  # characters of a value that a message repeats


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: a file (its path from the name of the folder on, with slashes), a line (from 1) and a message.

    `otherwise` is the message to use if the value named `near` is empty. `entry` names the entry that it concerns, as
    kind/slug, where whoever found it knows.
    """

    file: str
    line: int
    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = "error"
    otherwise: str = ""
    sort: Sort = "form"
    entry: str = ""

    def sentence(self, gettext: Callable[[str], str]) -> str:
        """Return what is wrong and what to write instead, in the language of a catalogue, given its `gettext`."""
        if self.otherwise:
            values = {**self.values, "near": str(self.values["near"])}
            message = self.message if values["near"] else self.otherwise
            return gettext(message) % values
        return gettext(self.message) % self.values

    def text(self, gettext: Callable[[str], str]) -> str:
        """Return the whole line, such as `content/agenda/opening.vi.md:4: …`."""
        warning = gettext(WARNING) if self.severity == "warning" else ""
        return f"{self.file}:{self.line}: {warning}{self.sentence(gettext)}"


class Unreadable(Exception):
    """A file that gives no document; carries its problems."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return each problem once, sorted by file and line."""
    once = {(p.file, p.line, p.message, str(p.values)): p for p in problems}
    return [once[key] for key in sorted(once)]


def brief(value: Any) -> str:
    """Return a value roughly as an author wrote it, on one line of at most LONGEST characters."""
    text = " ".join(str(value).split()) if not isinstance(value, bool) else str(value).lower()
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}…"
