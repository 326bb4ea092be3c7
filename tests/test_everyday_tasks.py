"""docs/ARCHITECTURE.md names one file for each everyday task, and what the task is about is in that file."""

import re

import pytest

from hub.config import ROOT

WHAT_IS_THERE = {
    "a field of a practice": r"^class Practice\(Model\):",
    "the words of the programme": r'_\("Illustrative programme of the seminar',
    "a new address": r'^@bp\.get\("/<slug>/"\)$',
    "the wording of a date": r"^def date_text\(",
    "a template's filter": r"app\.jinja_env\.filters\.update\(",
    "picture widths": r"^WIDTHS = ",
    "an allowed HTML element": r"^TAGS = ",
    "why a page was rebuilt": r"^def changed_keys\(",
    "what the builder says": r"^class Reporter:",
    "a new command": r"^COMMANDS = ",
}
ROW = re.compile(r"^\| (?P<task>[^|]+) \| (?P<file>[^|]+) \|$", re.MULTILINE)


def files_by_task() -> dict[str, str]:
    """The first file that each row of the table of tasks names."""
    page = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    table = page.partition("## Ten everyday tasks\n")[2].partition("\n## ")[0]
    files = {row["task"]: re.search(r"`([\w.]+/[\w./-]+)`", row["file"]) for row in ROW.finditer(table)}
    return {task: found[1] for task, found in files.items() if found}


def test_the_page_names_a_file_for_each_of_the_ten_tasks() -> None:
    assert files_by_task().keys() == WHAT_IS_THERE.keys()


@pytest.mark.parametrize("task", WHAT_IS_THERE)
def test_a_task_is_done_in_the_file_that_the_page_names(task: str) -> None:
    text = (ROOT / files_by_task()[task]).read_text(encoding="utf-8")
    assert re.search(WHAT_IS_THERE[task], text, re.MULTILINE)
