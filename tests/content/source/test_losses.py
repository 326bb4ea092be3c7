"""A folder that is lost for a while is told from entries that were removed on purpose."""

import pytest

from hub.content.source.losses import STILL, Losses, is_lost, places_of


class Hands:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def named(folder: str, count: int) -> list[str]:
    return [f"{folder}/entry-{n}.vi.md" for n in range(count)]


ALL = [*named("content/agenda", 12), *named("content/pages", 8), *named("exhibits/phong-1", 4)]


def judged(names: list[str], losses: Losses | None = None, **given: object) -> Losses:
    losses = losses or Losses(Hands())
    found = {"fresh": [], "unreadable": {}, "missing": []} | given
    losses.judge(places_of(ALL), names, **found)  # type: ignore[arg-type]
    return losses


@pytest.mark.parametrize(
    ("known", "found", "is_root", "lost"),
    [
        (20, 20, True, False),
        (20, 19, True, False),
        (20, 10, True, False),
        (20, 9, True, True),
        (8, 4, False, False),
        (8, 3, False, True),
        (2, 1, True, False),
        (1, 0, True, False),
        (2, 0, True, True),
        (4, 0, False, False),
    ],
)
def test_more_than_half_and_at_least_five_are_a_loss_and_so_is_everything(
    known: int, found: int, is_root: bool, lost: bool
) -> None:
    assert is_lost(known, found, is_root) is lost


def test_the_removal_of_one_file_is_an_edit() -> None:
    losses = judged(ALL[1:])
    assert not losses.keeps(ALL[0])
    assert losses.lost == {}


def test_a_folder_that_is_gone_keeps_all_that_it_had() -> None:
    losses = judged([name for name in ALL if name.startswith("exhibits")], missing=["content"])
    assert losses.lost.keys() == {"content"}
    assert losses.keeps(ALL[0])
    assert not losses.keeps("exhibits/phong-1/entry-9.vi.md")


def test_a_folder_that_was_never_there_is_no_loss() -> None:
    losses = Losses(Hands())
    losses.judge({}, [], [], {}, ["content", "exhibits"])
    assert losses.lost == {}


def test_a_folder_that_cannot_be_read_keeps_even_one_entry() -> None:
    losses = judged(ALL[1:], unreadable={"content/agenda": "Input/output error"})
    assert losses.keeps(ALL[0])
    assert "content/agenda" in losses.lost


def test_a_folder_of_one_kind_that_lost_most_is_a_loss_though_the_whole_has_most() -> None:
    losses = judged([*ALL[:12], *ALL[20:]])
    assert losses.lost.keys() == {"content/pages"}


def test_entries_with_other_names_in_the_place_of_those_before_are_an_edit() -> None:
    assert judged([], fresh=[name.replace("entry", "renamed") for name in ALL]).lost == {}


def test_entries_that_were_renamed_into_another_folder_are_an_edit() -> None:
    moved = [name.replace("pages/entry", "library/about") for name in ALL[12:20]]
    assert judged([*ALL[:12], *ALL[20:]], fresh=moved).lost == {}


def test_what_is_still_lacking_while_files_come_back_is_kept() -> None:
    clock = Hands()
    losses = judged([], Losses(clock), missing=["content", "exhibits"])
    judged([*ALL[:16], *ALL[20:]], losses)
    assert losses.keeps(ALL[16])
    assert not losses.due()
    clock.now += STILL
    assert losses.due()
    judged([*ALL[:16], *ALL[20:]], losses)
    assert not losses.keeps(ALL[16])


def test_a_folder_that_is_back_as_a_whole_is_right_at_once() -> None:
    losses = judged([], missing=["content", "exhibits"])
    assert losses.lost
    judged(ALL, losses)
    assert (losses.lost, losses.waiting) == ({}, set())


def test_what_was_accepted_is_no_loss() -> None:
    losses = Losses(Hands())
    losses.accepted = True
    assert judged([], losses, missing=["content"]).lost == {}
