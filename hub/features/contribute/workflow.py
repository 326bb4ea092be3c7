"""The way of a draft to publication: which action leads from which state to which, and which permission it takes."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

State = Literal[
    "draft", "submitted", "review", "changes", "safeguarding", "signoff", "approved", "published", "discarded"
]
Action = Literal[
    "submit", "take", "ask_changes", "pass", "return", "clear", "ask_signature", "sign", "refuse", "publish", "reopen",
    "discard",
]  # fmt: skip
# The step of the workflow in which somebody decides; a Decision names it.
Step = Literal["submission", "review", "safeguarding", "signoff", "publication"]


class Transition(NamedTuple):
    """Where an action leads, the permission that it takes (see hub.desk.permissions), and the step that it belongs to.

    `reason` tells that whoever acts must say why. An empty permission is that of a signed link.
    """

    to: State
    permission: str
    step: Step
    reason: bool = False


# A minor edit goes the same way: somebody else than its author reviews it, and safeguarding sees it as well.
TRANSITIONS: Mapping[tuple[State, Action], Transition] = {
    ("draft", "submit"): Transition("submitted", "draft.submit", "submission"),
    ("changes", "submit"): Transition("submitted", "draft.submit", "submission"),
    ("submitted", "take"): Transition("review", "review.decide", "review"),
    ("review", "ask_changes"): Transition("changes", "review.decide", "review", reason=True),
    ("review", "pass"): Transition("safeguarding", "review.decide", "review", reason=True),
    ("safeguarding", "return"): Transition("changes", "safeguarding.decide", "safeguarding", reason=True),
    ("safeguarding", "clear"): Transition("signoff", "safeguarding.decide", "safeguarding", reason=True),
    ("signoff", "ask_signature"): Transition("signoff", "signoff.ask", "signoff"),
    ("signoff", "sign"): Transition("approved", "", "signoff"),
    ("signoff", "refuse"): Transition("changes", "", "signoff", reason=True),
    ("approved", "publish"): Transition("published", "draft.publish", "publication"),
    # What cannot be published as it was approved, because its files have changed or `check` objects, is written again.
    ("approved", "reopen"): Transition("changes", "draft.publish", "publication", reason=True),
    ("draft", "discard"): Transition("discarded", "draft.discard", "submission"),
    ("changes", "discard"): Transition("discarded", "draft.discard", "submission"),
}
# Actions with an operation of their own, without which they are not done: see signing.py and publishing.py.
APART: frozenset[Action] = frozenset(("ask_signature", "sign", "refuse", "publish"))
PERMISSIONS: Mapping[Action, str] = {action: each.permission for (_, action), each in TRANSITIONS.items()}
# From its end a draft leads nowhere; whoever wants to change the entry begins another one.
ENDS: frozenset[State] = frozenset(("published", "discarded"))
# While nobody decides over it, a draft can be written.
WRITABLE: frozenset[State] = frozenset(("draft", "changes"))
