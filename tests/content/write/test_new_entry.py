"""`new`: a pair of files with every field explained; filled in, they are read without a complaint."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hub.content.edition import Edition
from hub.content.write.new_entry import start
from hub.errors import UserError
from hub.feature import discover

Problems = Callable[[], list[str]]
ReadEdition = Callable[..., Edition]
KINDS = list(discover().registry.kinds.values())
SPEAK = {"vi": str, "en": str}


@pytest.fixture
def new(tmp_path: Path) -> Callable[..., list[Path]]:
    """Starts an entry as the command does."""

    def started(kind: str, slug: str, parent: str = "") -> list[Path]:
        roots = {"content": tmp_path / "content", "exhibits": tmp_path / "exhibits"}
        return start(
            discover().registry.kinds[kind],
            slug,
            roots,
            date(2026, 11, 24),
            SPEAK,
            parent,
            reserved=discover().registry.reserved,
        )  # type: ignore[arg-type]

    return started


def parent_of(kind: Any) -> str:
    return "phong-1" if kind.depth else ""


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_files_lie_where_their_kind_is_read(
    new: Callable[..., list[Path]], edition: ReadEdition, kind: Any
) -> None:
    paths = new(kind.name, "moi", parent_of(kind))
    assert [path.name.split(".")[-2] for path in paths] == ["vi", "en"]
    told = [problem.text(str) for problem in edition().problems]
    assert not [line for line in told if "no kind of content lives in this folder" in line or "file’s name" in line]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_was_started_complains_of_nothing_but_what_is_to_fill_in(
    new: Callable[..., list[Path]], problems: Problems, kind: Any
) -> None:
    new(kind.name, "moi", parent_of(kind))
    left = [
        line
        for line in problems()
        if not re.search(
            r"there is no vocabulary|there is no \S+ with this name|there is no file|url cannot be|id of the sources|sources\.0",
            line,
        )
    ]
    assert left == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_filled_in_it_is_shown_in_both_languages(
    tmp_path: Path, new: Callable[..., list[Path]], edition: ReadEdition, kind: Any
) -> None:
    for path in new(kind.name, "moi", parent_of(kind)):
        text = (
            path.read_text()
            .replace("id: …", "id: a")
            .replace("draft: true", "draft: false")
            .replace("https://…", "https://example.org")
        )
        path.write_text(text.replace("media: tp-01.svg", "media: a.svg"))
        (path.parent / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>')
    shown = edition()
    assert shown.entries[kind.name]["moi"].languages == ("vi", "en"), [problem.text(str) for problem in shown.problems]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_is_explained_beside_it(new: Callable[..., list[Path]], kind: Any) -> None:
    text = new(kind.name, "moi", parent_of(kind))[0].read_text()
    assert [
        name
        for name in kind.fields
        if name not in ("translates", "original") and not re.search(rf"^# {name}: .", text, re.M)
    ] == []


def test_shared_fields_are_in_the_first_file_alone(new: Callable[..., list[Path]]) -> None:
    vi, en = new("session", "moi")
    assert "starts:" in vi.read_text() and "starts" not in en.read_text()


def test_a_draft_is_what_it_is_until_somebody_says_otherwise(
    new: Callable[..., list[Path]], edition: ReadEdition
) -> None:
    new("page", "moi")
    assert (list(edition().entries["page"]), list(edition(drafts=True).entries["page"])) == ([], ["moi"])


def test_a_practice_begins_with_all_its_sections(new: Callable[..., list[Path]]) -> None:
    for path in new("practice", "moi"):
        assert re.findall(r"^## .* \{#(.*)\}$", path.read_text(), re.M) == list(
            discover().registry.kinds["practice"].sections
        )


@pytest.mark.parametrize("slug", ["now", "A", "a b", "a_b", "../x", "á", "", "-a", "a.vi", "a/b"])
def test_a_slug_that_will_not_do_starts_nothing(tmp_path: Path, new: Callable[..., list[Path]], slug: str) -> None:
    with pytest.raises(UserError, match="cannot be used in an address"):
        new("page", slug)
    assert not (tmp_path / "content").exists()


@pytest.mark.parametrize(
    ("kind", "parent"), [("work", "../../x"), ("work", "A"), ("work", "."), ("page", "a"), ("room", "a")]
)
def test_a_place_that_will_not_do_starts_nothing(
    tmp_path: Path, new: Callable[..., list[Path]], kind: str, parent: str
) -> None:
    with pytest.raises(UserError, match="cannot be used in an address"):
        new(kind, "moi", parent)
    assert list(tmp_path.iterdir()) == []


def test_a_work_is_asked_for_its_room(new: Callable[..., list[Path]]) -> None:
    with pytest.raises(UserError, match="lies in a"):
        new("work", "moi")


@pytest.mark.parametrize(
    "there", ["pages/moi.vi.md", "pages/moi.en.md", "pages/moi/index.vi.md", "pages/moi/index.en.md"]
)
def test_what_is_there_is_never_written_over(
    write: Callable[..., Path], new: Callable[..., list[Path]], there: str
) -> None:
    path = write(there, raw="mine")
    with pytest.raises(UserError, match="is there already"):
        new("page", "moi")
    assert path.read_text() == "mine"
    assert len([file for file in path.parent.iterdir() if file.is_file()]) == 1
