"""What is wrong with a file, where, and the cure: collected, never raised past its file."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from hub.messages import N_

Severity = Literal["error", "warning"]
WARNING = N_("warning: ")


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: file (from the folder's name on, with slashes), line (from 1), and a message with its values.

    `otherwise` is the message where a value named `near` turns out to be empty.
    """

    file: str
    line: int
    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = "error"
    otherwise: str = ""

    def sentence(self, gettext: Callable[[str], str]) -> str:
        """What is wrong and what to write instead, in the language of the given catalogue."""
        if self.otherwise:
            values = {**self.values, "near": str(self.values["near"])}
            message = self.message if values["near"] else self.otherwise
            return gettext(message) % values
        return gettext(self.message) % self.values

    def text(self, gettext: Callable[[str], str]) -> str:
        """The whole line, as `content/agenda/opening.vi.md:4: …`."""
        warning = gettext(WARNING) if self.severity == "warning" else ""
        return f"{self.file}:{self.line}: {warning}{self.sentence(gettext)}"


class Unreadable(Exception):
    """A file that gives no document; carries its problems."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once, by file and line."""
    once = {(p.file, p.line, p.message, str(p.values)): p for p in problems}
    return [once[key] for key in sorted(once)]
