"""What is wrong with a draft, said to somebody who writes in a form: controls by what they are called there.

Problems are written for authors of files (hub.problems); what speaks of lines and keys is said anew here.
"""

import re
from collections.abc import Callable
from typing import Any

from hub.content.model.kinds import Kind
from hub.features.contribute.writing.labels import label_of
from hub.messages import N_
from hub.problems import Problem

Gettext = Callable[[str], str]
MISSING = frozenset(
    (
        N_("%(field)s is missing; write %(example)s"),
        N_("%(field)s is missing; add it"),
        N_("%(field)s is empty; fill it in"),
    )
)
NO_SECTION = frozenset(
    (
        N_("the section %(id)s is missing; add ## … {#%(id)s}"),
        N_("the section %(id)s is empty; write at least that it is not yet known"),
    )
)
WRONG = frozenset(
    (
        N_("%(field)s cannot be %(given)s; write for example %(example)s"),
        N_("%(field)s cannot be %(given)s; correct it"),
    )
)


def sentence_of(kind: Kind[Any], problem: Problem, gettext: Gettext) -> str:
    """Return what is wrong, as a sentence."""
    values = dict(problem.values)
    field = str(values.get("field", ""))
    called = called_by(field, gettext)
    if problem.message in MISSING:
        return gettext(N_("%(field)s: still to be filled in")) % {"field": called}
    if problem.message in NO_SECTION and (heading := kind.sections.get(str(values["id"]))):
        message = N_("%(section)s: still to be written, if only that it is not yet known")
        return gettext(message) % {"section": gettext(heading)}
    if problem.message in WRONG:
        message = N_("%(field)s: “%(given)s” cannot be used here")
        return gettext(message) % {"field": called, "given": values["given"]}
    if values.get("id") in kind.sections:
        values["id"] = gettext(kind.sections[str(values["id"])])
    if called:
        values["field"] = called
    sentence = Problem(problem.file, problem.line, problem.message, values, otherwise=problem.otherwise).sentence(
        gettext
    )
    if "_" in field and "." not in field:  # some messages name the key itself
        sentence = re.sub(rf"\b{re.escape(field)}\b", lambda _: called, sentence)
    return sentence[:1].upper() + sentence[1:]


def called_by(path: str, gettext: Gettext) -> str:
    """Return what a field is called in the form, by its path: `sources.0.url` is “Sources 1, Web address”."""
    words: list[str] = []
    for step in filter(None, path.split(".")):
        if step.isdecimal() and words:
            words[-1] += f" {int(step) + 1}"
        else:
            words.append(gettext(label_of(step)))
    return ", ".join(words)
