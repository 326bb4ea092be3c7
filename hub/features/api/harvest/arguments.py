"""The arguments of a request to OAI-PMH 2.0 (section 3.6 for errors, 4 for the verbs)."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from hub.web.request.query import OTHERS

NAMES = ("verb", "identifier", "metadataPrefix", "set", "from", "until", "resumptionToken")
PREFIX = "oai_dc"
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
SET = re.compile(r"[A-Za-z0-9\-_.!~*'()]+(?::[A-Za-z0-9\-_.!~*'()]+)*")
LONGEST = 512  # characters of an argument
Code = Literal[
    "badArgument",
    "badResumptionToken",
    "badVerb",
    "cannotDisseminateFormat",
    "idDoesNotExist",
    "noRecordsMatch",
]


class ProtocolError(Exception):
    """An error that the protocol knows, by its code and in words."""

    def __init__(self, code: Code, said: str) -> None:
        super().__init__(said)
        self.code, self.said = code, said


class Verb(NamedTuple):
    """What a verb takes: arguments that it must have, arguments that it may have, and whether a token can go on."""

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    resumed: bool = False


LISTING = Verb(("metadataPrefix",), ("from", "until", "set"), resumed=True)
VERBS = {
    "Identify": Verb(),
    "ListMetadataFormats": Verb(optional=("identifier",)),
    "ListSets": Verb(resumed=True),
    "GetRecord": Verb(("identifier", "metadataPrefix")),
    "ListIdentifiers": LISTING,
    "ListRecords": LISTING,
}


def read(given: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the arguments of a request by name. Raises ProtocolError for what the verb does not take."""
    verbs = given.get("verb", ())
    if len(verbs) != 1 or verbs[0] not in VERBS:
        raise ProtocolError("badVerb", f"write verb once, as one of {', '.join(VERBS)}")
    verb = VERBS[verbs[0]]
    asked = {name: values[0] for name, values in given.items()}
    for name, values in given.items():
        if len(values) > 1:
            raise ProtocolError("badArgument", f"{name} is repeated")
        if len(values[0]) > LONGEST and name != "resumptionToken":
            raise ProtocolError("badArgument", f"{name} is too long")
    if OTHERS in asked:
        raise ProtocolError("badArgument", f"there are no arguments but {', '.join(NAMES)}")
    if "resumptionToken" in asked and verb.resumed:
        if len(asked) > 2:
            raise ProtocolError("badArgument", "resumptionToken stands alone beside the verb")
        return asked
    for name in asked.keys() - {"verb", *verb.required, *verb.optional}:
        raise ProtocolError("badArgument", f"{verbs[0]} does not take {name}")
    for name in verb.required:
        if not asked.get(name):
            raise ProtocolError("badArgument", f"{verbs[0]} needs {name}")
    return asked


class Selection(NamedTuple):
    """Which records are asked for: from a day, until a day, of a set; empty for no limit."""

    since: str = ""
    until: str = ""
    set: str = ""


def selection(asked: Mapping[str, str]) -> Selection:
    """Return which records are asked for. Raises ProtocolError for what is no day or no set."""
    for name in ("from", "until"):
        if name in asked and not is_day(asked[name]):
            raise ProtocolError("badArgument", f"write {name} as YYYY-MM-DD: the granularity here is the day")
    if "set" in asked and not SET.fullmatch(asked["set"]):
        raise ProtocolError("badArgument", "set is not the name of a set")
    found = Selection(asked.get("from", ""), asked.get("until", ""), asked.get("set", ""))
    if found.since and found.until and found.since > found.until:
        raise ProtocolError("badArgument", "from is later than until")
    return found


def is_day(text: str) -> bool:
    """Tell whether a text is a day of the calendar, as YYYY-MM-DD."""
    try:
        return bool(DAY.fullmatch(text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


def of_format(asked: Mapping[str, str]) -> None:
    """Raise ProtocolError if records are asked for in a format that is not offered."""
    if asked["metadataPrefix"] != PREFIX:
        raise ProtocolError("cannotDisseminateFormat", f"the one format here is {PREFIX}")
