"""What reviewers read: what a button says, and for whom a draft waits."""

from collections.abc import Mapping

from hub.features.contribute.workflow import Action, State
from hub.messages import N_

# What a button says, in the order in which they stand.
BUTTONS: Mapping[Action, str] = {
    "take": N_("Take it for review"),
    "pass": N_("Pass it on to the safeguarding review"),
    "ask_changes": N_("Ask for changes"),
    "clear": N_("Clear it: it goes on to be signed"),
    "return": N_("Send it back for changes"),
}
# What is expected of whom, by the state of a draft, for queues.
WAITS: Mapping[State, str] = {
    "submitted": N_("a reviewer who takes it"),
    "review": N_("a reviewer’s decision"),
    "safeguarding": N_("a safeguarding review"),
    "signoff": N_("a signature"),
    "approved": N_("an editor who publishes it"),
    "draft": N_("who writes it"),
    "changes": N_("who writes it"),
}
