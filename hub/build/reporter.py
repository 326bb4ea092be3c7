"""The builder's messages while it works, in the language of the user who started it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from hub.content.checks.proofreading import Proofreader
from hub.content.source.archive import Archive
from hub.messages import N_
from hub.problems import Problem

MOST = 10  # problems reported at once
MUCH = 200  # entries and lists; if more change at once, proofreading is left to `check`


class Reporter:
    """Report each problem once.

    `write` gets one line at a time; `speak` translates a message (N_) into the user's language; `host` is the site's
    own host name.
    """

    def __init__(
        self, write: Callable[[str], None] = lambda line: None, speak: Callable[[str], str] = str, host: str = ""
    ) -> None:
        self.write, self.speak = write, speak
        self.proofreader = Proofreader(host)
        self.reported: set[tuple[str, int, str]] = set()

    def say(self, message: str, **values: object) -> None:
        """Write one line: a message (N_) with its values."""
        self.write(self.speak(message) % values)

    def tell(self, errors: Iterable[Problem], archive: Archive, today: date) -> None:
        """Report the problems that are new since the last call, at most a few, then editorial suggestions as warnings.

        The suggestions are warnings here because they do not keep anything from being shown.
        """
        now = {(problem.file, problem.line, problem.message): problem for problem in errors}
        fresh = [problem for place, problem in now.items() if place not in self.reported]
        self.reported = set(now)
        fresh += [replace(problem, severity="warning") for problem in self.proofreader.read(archive, today, most=MUCH)]
        for problem in fresh[:MOST]:
            self.write(problem.text(self.speak))
        if len(fresh) > MOST:
            self.say(N_("and %(more)d more; run check to see them all"), more=len(fresh) - MOST)
