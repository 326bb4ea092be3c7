"""What reviewers read of actions: what a button says, and what stands in the history of decisions."""

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
# What was done, in the history.
DONE: Mapping[Action, str] = {
    "submit": N_("Sent in"),
    "take": N_("Taken for review"),
    "ask_changes": N_("Changes asked for"),
    "pass": N_("Passed on to the safeguarding review"),
    "return": N_("Sent back by the safeguarding review"),
    "clear": N_("Cleared by the safeguarding review"),
    "ask_signature": N_("A signature was asked for"),
    "sign": N_("Approved by signature"),
    "refuse": N_("Sent back by who was to sign"),
    "publish": N_("Published"),
    "discard": N_("Discarded"),
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
