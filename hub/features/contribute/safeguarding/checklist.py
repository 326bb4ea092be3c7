"""The questions that a safeguarding reviewer answers before a draft may go on, in the hub's own words."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from hub.features.contribute.safeguarding.detectors import Finding
from hub.messages import N_

LONGEST = 2000  # characters of one answer


class Question(NamedTuple):
    """A question, what to look for, and whether "yes" is the answer with which a text may go on."""

    id: str
    words: str
    hint: str
    yes_is_good: bool


QUESTIONS = (
    Question(
        "teach",
        N_("Could it teach someone how to harm?"),
        N_("Names of tools and places, steps in their order, words of offenders, ways around a protection: what helps a parent to see the danger need not say how it is done."),
        False,
    ),
    Question(
        "recognise",
        N_("Could a child or a survivor be recognised?"),
        N_("Also by several small facts together: age, school, commune, day, a nickname, a picture. Also by their own family, or by who harmed them."),
        False,
    ),
    Question(
        "repeat",
        N_("Does it repeat an abuser’s words or view?"),
        N_("Quoted messages, blame for who was harmed, excuses for who did it, details that only shock."),
        False,
    ),
    Question(
        "words",
        N_("Are its words those of the Luxembourg Guidelines?"),
        N_("Child sexual abuse material, sexual extortion, image-based abuse: words that say who does wrong to whom. Titles of laws may be quoted as they are."),
        True,
    ),
    Question(
        "help",
        N_("Does it say where to find help?"),
        N_("What weighs on a reader stands beside the lines of the help page, with nothing promised that they do not promise: confidential, free, untraceable."),
        True,
    ),
    Question(
        "note",
        N_("Is there a content note, if a reader needs one?"),
        N_("It names what is ahead, before it, without showing it. Answer yes, too, if nothing here calls for one."),
        True,
    ),
    Question(
        "consent",
        N_("Have all those quoted or described agreed to it?"),
        N_("For a child, the guardian and the child. Answer yes, too, if no one is quoted or described."),
        True,
    ),
)  # fmt: skip


class Answer(NamedTuple):
    """An answer as it was sent: "yes", "no" or nothing, and what was written beside it."""

    said: str
    why: str


def answers_of(form: Mapping[str, str]) -> dict[str, Answer]:
    """Return the answers of a form, by the ids of questions."""
    return {
        each.id: Answer(form.get(f"q-{each.id}", ""), form.get(f"why-{each.id}", "").strip()[:LONGEST])
        for each in QUESTIONS
    }


def reasons_of(form: Mapping[str, str], found: Iterable[Finding]) -> dict[str, str]:
    """Return the reasons of a form why findings may stay, by the ids of findings."""
    return {finding.id: form.get(f"finding-{finding.id}", "").strip()[:LONGEST] for finding in found}


def missing(answers: Mapping[str, Answer]) -> list[str]:
    """Return the ids of the questions that are not answered, or answered so that a text may not go on without a reason."""
    return [
        each.id
        for each in QUESTIONS
        if (said := answers.get(each.id, Answer("", ""))).said not in ("yes", "no")
        or ((said.said == "yes") != each.yes_is_good and not said.why)
    ]


def kept(answers: Mapping[str, Answer], found: Iterable[Finding], reasons: Mapping[str, str]) -> dict[str, Any]:
    """Return what is kept with the decision. Of a finding its place is kept, and never the words: they may be personal."""
    return {
        "questions": {name: {"said": one.said, "why": one.why} for name, one in answers.items()},
        "findings": [
            {
                "id": one.id,
                "sort": one.sort,
                "lang": one.part.owner,
                "place": one.part.place,
                "line": one.line,
                "reason": reasons[one.id],
            }
            for one in found
            if reasons.get(one.id)
        ],
    }


class Said(NamedTuple):
    """A question (a message, N_) with the answer that was kept."""

    question: str
    said: str
    why: str


def said(answers: Mapping[str, Any]) -> list[Said]:
    """Return the answers that were kept with a decision, in the order of the questions."""
    given = answers.get("questions", {})
    return [Said(each.words, given[each.id]["said"], given[each.id]["why"]) for each in QUESTIONS if each.id in given]
