"""Embargoes as authors write them: well, badly, in one file of two, in a file that cannot be read."""

from datetime import datetime

import pytest
from desk import Desk

from hub.content.model.dates import HANOI

BEFORE = datetime(2025, 10, 22, 9, 59, 59, tzinfo=HANOI)
AFTER = datetime(2025, 10, 22, 10, tzinfo=HANOI)
GOOD = "title: A\nupdated: 2025-10-01"


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk"))


def shown(desk: Desk, now: datetime = BEFORE) -> bool:
    return "a" in desk.edition(now).cards["page"]


@pytest.mark.parametrize(
    "written",
    ["2025-10-22 10:00", "2025-10-22T10:00", "2025-10-22 12:00+09:00", '"2025-10-22 10:00"', "2025-10-22 03:00Z"],
)
def test_an_embargo_ends_at_its_moment(desk: Desk, written: str) -> None:
    desk.write("pages/a.vi.md", f"{GOOD}\nembargo: {written}")
    assert desk.problems() == []
    assert (shown(desk), shown(desk, AFTER)) == (False, True)


def test_its_moment_is_one_of_the_editions(desk: Desk) -> None:
    desk.write("pages/a.vi.md", f"{GOOD}\nembargo: 2025-10-22 10:00")
    assert (desk.edition(BEFORE).next_moment, desk.edition(AFTER).next_moment) == (AFTER, None)


def test_an_alias_of_it_leads_nowhere(desk: Desk) -> None:
    desk.write("pages/a.vi.md", f"{GOOD}\nembargo: 2025-10-22 10:00\naliases: [cu]")
    assert (desk.edition(BEFORE).aliases, desk.edition(AFTER).aliases) == ({}, {("page", "cu"): "a"})


@pytest.mark.parametrize(
    "written",
    ["embargo: 2025-10-22", "embargo: tomorrow", "embargo: 2025-13-45 10:00", "embargo:2025-10-22 10:00", "Embargo: 2025-10-22 10:00", "embago: 2025-10-22 10:00"],
)  # fmt: skip
@pytest.mark.parametrize("had", [True, False], ids=["had", "new"])
def test_one_that_is_badly_written_holds(desk: Desk, written: str, had: bool) -> None:
    if had:
        desk.write("pages/a.vi.md", GOOD)
        assert shown(desk)
    desk.write("pages/a.vi.md", f"{GOOD}\n{written}")
    assert not shown(desk)
    assert desk.problems() != []


def test_one_that_names_no_moment_holds_until_it_is_corrected(desk: Desk) -> None:
    desk.write("pages/a.vi.md", GOOD)
    shown(desk)
    desk.write("pages/a.vi.md", f"{GOOD}\nembargo: soon")
    assert (shown(desk, datetime(2199, 1, 1, tzinfo=HANOI)), desk.edition().next_moment) == (False, None)


@pytest.mark.parametrize("mistake", ["foo: 1", "title: B: c", "updated: never"])
def test_the_last_good_version_does_not_outlive_a_new_embargo(desk: Desk, mistake: str) -> None:
    desk.write("pages/a.vi.md", GOOD)
    assert shown(desk)
    desk.write("pages/a.vi.md", f"{GOOD}\nembargo: 2025-10-22 10:00\n{mistake}")
    assert (shown(desk), shown(desk, AFTER)) == (False, True)


def test_one_language_is_not_shown_while_the_file_with_the_embargo_cannot_be_read(desk: Desk) -> None:
    desk.write("pages/a.en.md", GOOD)
    desk.write("pages/a.vi.md", f"{GOOD}: b\nembargo: 2025-10-22 10:00")
    assert (shown(desk), shown(desk, AFTER)) == (False, True)


def test_a_mistake_after_its_moment_takes_nothing_back(desk: Desk) -> None:
    desk.write("pages/a.vi.md", f"{GOOD}\nembargo: 2025-10-22 10:00")
    assert shown(desk, AFTER)
    desk.write("pages/a.vi.md", f"{GOOD}\nembargo: 2025-10-22 10:00\nfoo: 1")
    assert shown(desk, AFTER)


def test_nothing_of_it_is_kept_before_its_moment(desk: Desk) -> None:
    desk.write("pages/a.vi.md", f"{GOOD}\nembargo: 2025-10-22 10:00", "Wordsunderembargo.")
    desk.archive.refresh(BEFORE)
    desk.archive.packs.seal()
    kept = b"".join(path.read_bytes() for path in desk.archive.packs.folder.glob("*"))
    assert b"Wordsunderembargo" not in kept
    assert list(desk.archive.embargoes()) == [AFTER]
    desk.archive.refresh(AFTER)
    assert [card.slug for card, _ in desk.archive.cards()] == ["a"]
    assert list(desk.archive.embargoes()) == []


def test_what_was_read_with_drafts_is_not_kept_for_readers(desk: Desk) -> None:
    desk.write("pages/a.vi.md", f"{GOOD}\nembargo: 2025-10-22 10:00")
    assert "a" in desk.edition(BEFORE, drafts=True).cards["page"]
    desk.archive.refresh(BEFORE)
    assert [card.slug for card, _ in desk.archive.cards()] == []
