"""Who may do what at the desk: one table, which every view asks."""

from collections.abc import Mapping
from typing import Literal, Protocol

from hub.messages import N_

RoleName = Literal["contributor", "reviewer", "safeguarding", "translator", "editor", "admin"]
ROLES: Mapping[RoleName, str] = {
    "contributor": N_("contributor"),
    "reviewer": N_("reviewer"),
    "safeguarding": N_("safeguarding reviewer"),
    "translator": N_("translator"),
    "editor": N_("editor"),
    "admin": N_("administrator"),
}
# Whoever decides over the words of others proves twice who they are: by a passkey, or by a password and a code.
WITH_SECOND_FACTOR: frozenset[RoleName] = frozenset(("reviewer", "safeguarding", "translator", "editor", "admin"))


class Member(Protocol):
    """Somebody with an account."""

    id: int
    organisation_id: int | None

    @property
    def role_names(self) -> frozenset[str]:
        """Return the names of their roles."""


class Owned(Protocol):
    """Work that belongs to somebody: who began it, for which organisation, who wrote in it, and who has reviewed it."""

    author_id: int
    organisation_id: int | None

    @property
    def writer_ids(self) -> frozenset[int]:
        """Return who has written in it, whoever began it included."""

    @property
    def reviewer_ids(self) -> frozenset[int]:
        """Return who has decided in a review of it."""


# Each action with the roles that may do it. Beside a role stands whose work it may be done to: "any"; "own", which is
# one's own or of one's organisation; "other", which one neither wrote nor reviewed; "unwritten", which one did not write.
Whose = Literal["any", "own", "other", "unwritten"]
ACTIONS: Mapping[str, Mapping[RoleName, Whose]] = {
    "account.invite": {"editor": "any", "admin": "any"},
    "account.manage": {"admin": "any"},
    "audit.read": {"admin": "any"},
    "draft.begin": {"contributor": "any", "translator": "any", "editor": "any"},
    "draft.read": {
        "contributor": "own",
        "reviewer": "any",
        "safeguarding": "any",
        "translator": "any",
        "editor": "any",
    },
    "draft.write": {"contributor": "own", "translator": "any", "editor": "any"},
    "draft.submit": {"contributor": "own", "translator": "own", "editor": "any"},
    "draft.discard": {"contributor": "own", "translator": "own", "editor": "any"},
    "draft.comment": {
        "contributor": "own",
        "reviewer": "any",
        "safeguarding": "any",
        "translator": "any",
        "editor": "any",
    },
    "draft.attach": {"contributor": "own", "editor": "any"},
    # Whoever reads what others send may put a file out of everybody's reach. `quarantine.duty` is who is told of it.
    "attachment.quarantine": {"reviewer": "any", "safeguarding": "any", "translator": "any", "editor": "any"},
    "quarantine.duty": {"safeguarding": "any", "admin": "any"},
    "review.decide": {"reviewer": "unwritten", "editor": "unwritten"},
    "safeguarding.decide": {"safeguarding": "other"},
    "signoff.ask": {"editor": "unwritten"},
    "draft.publish": {"editor": "any"},
    "entry.withdraw": {"editor": "any"},
    "entry.take_over": {"editor": "any"},
}


def allowed(action: str, member: Member | None, work: Owned | None = None) -> bool:
    """Tell whether somebody may do an action, to `work` if it is done to something.

    Without `work`, tell whether there can be any to which they may do it. Raises KeyError for an unknown action.
    """
    rules = ACTIONS[action]
    if member is None:
        return False
    granted = [whose for role, whose in rules.items() if role in member.role_names]
    return any(work is None or _is(whose, member, work) for whose in granted)


def _is(whose: Whose, member: Member, work: Owned) -> bool:
    wrote = member.id in work.writer_ids
    if whose == "own":
        return work.author_id == member.id or (
            work.organisation_id is not None and work.organisation_id == member.organisation_id
        )
    if whose == "unwritten":
        return not wrote
    if whose == "other":
        return not wrote and member.id not in work.reviewer_ids
    return True
