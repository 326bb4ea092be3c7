"""What is said of a draft's state: what it is called, how long it has lasted, and what its author can do next."""

from collections.abc import Callable, Mapping
from datetime import datetime

from hub.desk.permissions import RoleName
from hub.features.contribute.workflow import State
from hub.messages import N_

STATES: Mapping[State, str] = {
    "draft": N_("Draft"),
    "submitted": N_("Sent in"),
    "review": N_("In review"),
    "changes": N_("Changes asked for"),
    "safeguarding": N_("Safety review"),
    "signoff": N_("Waiting for a signature"),
    "approved": N_("Approved"),
    "published": N_("Published"),
    "discarded": N_("Discarded"),
}
NEXT: Mapping[State, str] = {
    "draft": N_("Go on writing, then send it in."),
    "submitted": N_("Nothing: a reviewer takes it up."),
    "review": N_("Nothing: a reviewer is reading it."),
    "changes": N_("Change what was asked for, then send it in again."),
    "safeguarding": N_("Nothing: it is being read for safety."),
    "signoff": N_("Nothing: someone has to sign it."),
    "approved": N_("Nothing: an editor publishes it."),
    "published": N_("Nothing: it is public."),
    "discarded": N_("Nothing: it was discarded."),
}
ON_HOLD, WAITS = N_("On hold"), N_("Nothing: those in charge of the desk look at it first.")
# By the tones of components/status_label.html.
TONES: Mapping[State, str] = {
    "draft": "starter",
    "changes": "note",
    "submitted": "effective",
    "review": "effective",
    "safeguarding": "effective",
    "signoff": "effective",
    "approved": "confirmed",
    "published": "confirmed",
}
# What is said to those who have no draft: what their part is, by their roles.
DUTIES: Mapping[RoleName, str] = {
    "contributor": N_("You write: begin a new entry, or propose a change of a published one."),
    "translator": N_("You translate: drafts in which a language is missing wait for you in the queue."),
    "reviewer": N_("You review: what was sent in waits for you in the queue."),
    "safeguarding": N_("You look at safety: what has passed a review waits for you in the queue."),
    "editor": N_("You edit: drafts that are to be signed or published wait for you in the queue."),
    "admin": N_("You invite people and look after their accounts. Administrators as such read no drafts."),
}
NO_DUTY = N_("Your account has no role here yet. Ask the person who invited you to have one given to it.")
HOUR, DAY = 3600, 86400  # seconds


def age_of(since: datetime, now: datetime, gettext: Callable[[str], str], ngettext: Callable[..., str]) -> str:
    """Return how long something has lasted, in words."""
    seconds = max(0, int((now - since).total_seconds()))
    if seconds >= DAY:
        return ngettext("%(num)d day", "%(num)d days", seconds // DAY)
    if seconds >= HOUR:
        return ngettext("%(num)d hour", "%(num)d hours", seconds // HOUR)
    return gettext(N_("less than an hour"))
