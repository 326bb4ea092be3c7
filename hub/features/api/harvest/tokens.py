"""Resumption tokens: they say where a list goes on, so that nothing is kept here for a harvester that may never come back.

A token belongs to the records as they were: when any of them changes, it is no longer good, and the harvester begins again.
"""

import re

from hub.features.api.harvest.arguments import ProtocolError, Selection, is_day

FORM = re.compile(
    r"(?P<state>[0-9a-f]{16})/(?P<verb>[A-Za-z]+)/(?P<at>[1-9][0-9]{0,8})/(?P<since>[0-9-]*)/(?P<until>[0-9-]*)/(?P<set>.*)"
)


def written(verb: str, asked: Selection, at: int, state: str) -> str:
    """Return the token with which a list goes on at its record number `at`, counted from 0."""
    return "/".join((state, verb, str(at), asked.since, asked.until, asked.set))


def read(token: str, verb: str, state: str) -> tuple[Selection, int]:
    """Return what a token asks for, and the number of the record at which it goes on. Raises ProtocolError."""
    found = FORM.fullmatch(token)
    if found is None or found["verb"] != verb or any(day and not is_day(day) for day in found.group("since", "until")):
        raise ProtocolError("badResumptionToken", "this is no token of this list")
    if found["state"] != state:
        raise ProtocolError("badResumptionToken", "the records have changed since; begin again")
    return Selection(found["since"], found["until"], found["set"]), int(found["at"])
