"""Why something cannot be done to a draft: what the operations raise, for views to put into words."""

from collections.abc import Sequence
from typing import Literal

from hub.content.write.draft import Pages
from hub.content.write.merging import Conflict
from hub.features.contribute.tables import Draft
from hub.features.contribute.workflow import State


class NotAllowed(Exception):
    """They may not do this: the table of permissions says no, or it takes somebody else than them."""


class NotNow(Exception):
    """The draft is in a state in which this cannot be done."""

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self.state = state


class Stopped(Exception):
    """A file beside the draft lies in quarantine: until that is settled nothing of it is written, decided or published."""


class OneLanguage(NotNow):
    """The other language is missing: nobody passes half of a pair."""


class ReasonMissing(Exception):
    """Whoever decides this must say why, or answer every question of the checklist."""


class Taken(Exception):
    """Somebody writes at this entry already: `draft` is theirs."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft.id)
        self.draft = draft


class Overtaken(Exception):
    """Others have saved since: `number` is that of now, `theirs` what it says, `base` what was the same for both.

    `ours` is everything that was typed, of which nothing is written; it is empty for a decision. `conflicts` are the
    places that both have changed. `save` returns it; decisions raise it.
    """

    def __init__(
        self, number: int, base: Pages, ours: Pages, theirs: Pages, conflicts: Sequence[Conflict] = ()
    ) -> None:
        super().__init__(number)
        self.number, self.base, self.ours, self.theirs = number, base, ours, theirs
        self.conflicts = tuple(conflicts)


class Gone(Exception):
    """A link by which nobody can sign: never ours, too old, used, or overtaken by something that was decided since.

    `open_link` returns it; `sign` raises it.
    """

    def __init__(self, reason: Literal["unknown", "expired", "used", "overtaken"]) -> None:
        super().__init__(reason)
        self.reason = reason
