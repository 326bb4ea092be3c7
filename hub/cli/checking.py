"""The command `check`."""

from collections.abc import Sequence

import click

from hub.cli.console import Console
from hub.cli.values import OneOf
from hub.config import ROOT
from hub.i18n.languages import LANGS, Lang
from hub.messages import N_
from hub.problems import Problem


@click.command()
@click.option("--json", "as_json", is_flag=True, help="one JSON document")
@click.option("--language", type=OneOf(LANGS), help="the language of the messages  [default: the locale's]")
@click.pass_obj
def check(console: Console, as_json: bool, language: Lang | None) -> int:
    """List every problem in content/, exhibits/ and translations/."""
    from hub.cli.reading import read_content
    from hub.content.checks.proofreading import every_problem

    console.lang = language or console.lang
    with read_content(console) as (edition, archive):
        settings = console.settings
        problems = every_problem(edition, archive, ROOT, settings.translations, settings.hostname)
    if as_json:
        console.write_items([_item(problem, console) for problem in problems])
    else:
        for problem in problems:
            console.write(problem.text(console.gettext))
        console.write(summary(problems, console))
    return int(any(problem.severity == "error" for problem in problems))


def _item(problem: Problem, console: Console) -> dict[str, object]:
    return {
        "id": f"{problem.file}:{problem.line}",
        "file": problem.file,
        "line": problem.line,
        "severity": problem.severity,
        "code": problem.sort,
        "message": problem.sentence(console.gettext),
    }


def summary(problems: Sequence[Problem], console: Console) -> str:
    """Return the number of errors and warnings as a phrase: "3 errors, 1 warning"."""
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    counts = []
    if errors:
        counts.append(console.ngettext("%(number)d error", "%(number)d errors", errors))
    if warnings:
        counts.append(console.ngettext("%(number)d warning", "%(number)d warnings", warnings))
    return ", ".join(counts) or console.gettext(N_("no problems"))


COMMANDS = (check,)
