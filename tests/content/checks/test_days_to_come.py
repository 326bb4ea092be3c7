"""A day that tells of the past is remarked on if it is still to come, by the hub's clock and not by the machine's."""

from datetime import date
from pathlib import Path

import pytest
from built import settings_for
from small import pair, put, small

from hub.content.assemble import assemble
from hub.content.checks.proofreading import Proofreader, every_problem
from hub.content.clock import clock_from
from hub.content.source.archive import Archive
from hub.feature import discover
from hub.storage.packs import Packs

TODAY = date(2026, 11, 24)


def archive_of(root: Path) -> Archive:
    archive = Archive(root / "content", root / "exhibits", discover().registry, Packs(root / "packs"))
    archive.refresh()
    return archive


def said(root: Path, today: date = TODAY) -> list[str]:
    return [
        problem.text(str) for problem in Proofreader().read(archive_of(root), today) if "after today" in problem.message
    ]


def page(root: Path, vi: str, en: str = "2026-11-24") -> None:
    pair(root, "content/pages/moi", {}, {"title": "Mới", "updated": vi}, {"title": "New", "updated": en})


@pytest.mark.parametrize("day", ["2099-01-01", "2026-11-25"])
def test_a_change_that_is_still_to_come_is_told_with_its_cure(tmp_path: Path, day: str) -> None:
    page(tmp_path, day)
    assert said(tmp_path) == [
        f"content/pages/moi.vi.md:2: warning: updated is {day}, a day after today, 2026-11-24; write the day on which it was"
    ]


def test_each_file_is_told_of_its_own_day(tmp_path: Path) -> None:
    page(tmp_path, "2099-01-01", "2099-01-02")
    assert [line.partition(":")[0] for line in said(tmp_path)] == ["content/pages/moi.vi.md", "content/pages/moi.en.md"]


def test_a_change_of_today_is_none_to_remark_on(tmp_path: Path) -> None:
    page(tmp_path, "2026-11-24")
    assert said(tmp_path) == []


@pytest.mark.parametrize(
    ("file", "field", "day"),
    [
        ("content/library/duong-day.vi.md", "verified_on", "2026-11-24"),
        ("content/statements/loi-noi.en.md", "delivered_on", "2025-10-22"),
    ],
)
def test_every_day_that_tells_of_the_past_is_looked_at_once(tmp_path: Path, file: str, field: str, day: str) -> None:
    small(tmp_path)
    path = tmp_path / file
    put(path, path.read_text(encoding="utf-8").replace(f'{field}: "{day}"', f'{field}: "2099-01-01"'))
    (told,) = said(tmp_path)
    assert (told.startswith(f"{file}:"), f"{field} is 2099-01-01" in told) == (True, True)


def test_today_is_that_of_the_hub_s_clock(tmp_path: Path) -> None:
    page(tmp_path, "2099-01-01")
    archive = archive_of(tmp_path)
    edition = assemble(archive, clock_from("2099-01-01T00:30", since=0.0).start)  # type: ignore[arg-type]  # it has one
    found = every_problem(edition, archive, tmp_path, settings_for(tmp_path).translations)
    assert [problem for problem in found if "after today" in problem.message] == []
