"""What the builder says while it works, in the language of whoever started it: what goes on, and what there is to put right."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from hub.content.checks.proofreading import Proofreader
from hub.content.source.archive import Archive
from hub.messages import N_
from hub.problems import Problem

TOLD = 10  # problems told at once
MUCH = 200  # entries and lists that changed at once: proofreading all of them is left to `check`


class Reporter:
    """Tells everything once; `write` is given one line at a time, `speak` turns a message (N_) into the reader's language."""

    def __init__(self, write: Callable[[str], None] = lambda line: None, speak: Callable[[str], str] = str) -> None:
        self.write, self.speak = write, speak
        self.proofreader = Proofreader()
        self.told: set[tuple[str, int, str]] = set()

    def say(self, message: str, **values: object) -> None:
        """One line: a message (N_) with its values."""
        self.write(self.speak(message) % values)

    def tell(self, errors: Iterable[Problem], archive: Archive, today: date) -> None:
        """What authors have to put right and have not been told of yet, a few lines of it; then what is better said otherwise.

        The latter keeps nothing from being shown, so that here it is a warning.
        """
        now = {(problem.file, problem.line, problem.message): problem for problem in errors}
        fresh = [problem for place, problem in now.items() if place not in self.told]
        self.told = set(now)
        fresh += [replace(problem, severity="warning") for problem in self.proofreader.read(archive, today, most=MUCH)]
        for problem in fresh[:TOLD]:
            self.write(problem.text(self.speak))
        if len(fresh) > TOLD:
            self.say(N_("and %(more)d more; run check to see them all"), more=len(fresh) - TOLD)
