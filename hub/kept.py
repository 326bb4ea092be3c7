"""What a feature keeps of people, as it declares it: what, why, and for how long."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that is kept of people at the desk. `what`, `why` and `how_long` are messages (N_), to be read in a row.

    `name` is what `accounts purge` calls it. `purge` refers to a function of the database's session and the moment that
    removes what has been kept long enough and returns of how many; left out for what goes together with something else,
    or is never kept on a disk. `forget` refers to a function of the session, the moment and a mail address that removes
    what is kept of this person although they have no account, and returns of how many.
    Who has an account reads what is `of_accounts`.
    """

    name: str
    what: str
    why: str
    how_long: str
    purge: str = ""
    forget: str = ""
    of_accounts: bool = True
