"""Passages of a draft at which a safeguarding reviewer must look: personal data, links, words. They decide nothing."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from hub.content.checks.words.terminology import Terminology
from hub.features.contribute.reviewing.parts import Part
from hub.features.contribute.safeguarding import links, personal_data
from hub.i18n.languages import Lang
from hub.messages import N_

AROUND = 40  # letters shown before and after a passage
# What a finding of each sort says, and what is to be asked.
SORTS: Mapping[str, str] = {
    "email": N_("A mail address. Is it an institution’s, meant to be public?"),
    "account": N_("The number of a bank account, a card or a wallet. Take it out unless it is public and needed."),
    "id": N_("This looks like the number of an identity card or a passport. No person’s belongs here."),
    "telephone": N_("A telephone number that is no helpline of the hub. Whose is it, and who answers?"),
    "birth": N_("A day or year of birth. With a name it says who someone is."),
    "child": N_("A child or a survivor named, by initials too. Could someone recognise them?"),
    "handle": N_("The name of an account in a network. Does it lead to a person?"),
    "machine": N_("The address of a machine. It can lead to a person’s home."),
    "address": N_("A precise address. A shelter’s must never be public, nor a person’s."),
    "outside": N_("A link out of the hub. Have you opened it, and is it what the text says?"),
    "shortener": N_("A shortened link hides where it leads. Write the whole address."),
    "hidden_service": N_("A link to a hidden service. Readers must not be led there."),
    "messaging": N_("An invitation into a messenger, where no one protects a reader."),
    "unsafe_link": N_("A link that is no ordinary web address, or imitates another one."),
    "word": N_("A word that the hub avoids."),
}  # fmt: skip


class Finding(NamedTuple):
    """A passage to be looked at: its sort, the part and line (from 1) in which it stands, and its words with some around.

    `id` stays the same as long as the same words stand in the same part. `note` (a message, N_, with its values) says
    what of a word.
    """

    id: str
    sort: str
    part: Part
    line: int
    before: str
    words: str
    after: str
    note: str = ""
    values: Mapping[str, object] = {}


@dataclass(frozen=True)
class Known:
    """What needs no second look: numbers of helplines (digits alone), hosts; and the words that the hub avoids."""

    helplines: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    wording: Terminology = field(default_factory=lambda: Terminology({}))


def findings(parts: Sequence[Part], known: Known) -> list[Finding]:
    """Return what is to be looked at in the parts of a draft, in order; the same words in the same part once."""
    found = [finding for part in parts for finding in _in_part(part, known)]
    return list({finding.id: finding for finding in reversed(found)}.values())[::-1]


def unanswered(found: Iterable[Finding], reasons: Mapping[str, str]) -> list[Finding]:
    """Return the findings for which nobody has given a reason why they may stay."""
    return [finding for finding in found if not reasons.get(finding.id, "").strip()]


def _in_part(part: Part, known: Known) -> Iterator[Finding]:
    spans: list[tuple[int, int, str, str, Mapping[str, object]]] = [
        (each.start, each.end, each.sort, "", {}) for each in personal_data.find(part.text, known.helplines)
    ]
    for link in links.find(part.text, known.hosts):
        if link.sort == "outside" and part.owner == "both":
            continue  # a source has an address, and every reviewer opens it: a reason for each would be read by nobody
        # A mail address ends like a host; it has been found as what it is.
        if not any(start < link.end and link.start < end for start, end, *_ in spans):
            spans.append((link.start, link.end, link.sort, "", {}))
    spans += [
        (start, end, "word", message, values)
        for start, end, message, values in _words(
            part.text, part.lang if part.owner == "both" else part.owner, known.wording
        )
    ]
    for start, end, sort, note, values in sorted(spans, key=lambda span: span[:2]):
        yield _finding(part, start, end, sort, note, values)


def _words(text: str, lang: Lang, wording: Terminology) -> Iterator[tuple[int, int, str, Mapping[str, object]]]:
    for occurrence, problem in wording.occurrences(text, lang):
        yield occurrence.start, occurrence.end, problem.message, problem.values


def _finding(part: Part, start: int, end: int, sort: str, note: str, values: Mapping[str, object]) -> Finding:
    text, words = part.text, part.text[start:end]
    name = hashlib.sha256("\n".join((sort, part.id, words)).encode()).hexdigest()[:12]
    line = text.count("\n", 0, start) + 1
    first = max(text.rfind("\n", 0, start) + 1, start - AROUND)
    last = text.find("\n", end)
    return Finding(
        name,
        sort,
        part,
        line,
        text[first:start],
        words,
        text[end : min(last if last >= 0 else len(text), end + AROUND)],
        note,
        values,
    )
