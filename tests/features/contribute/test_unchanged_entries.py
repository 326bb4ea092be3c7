"""A draft of a published entry that says nothing else leaves every byte of it as it was."""

import shutil
from pathlib import Path

import pytest
from contributing import Team
from drafts import own_files
from running import REPOSITORY

from hub.content.source.survey import place_of_document
from hub.content.write.publishing import ContentChecker, Published
from hub.storage.durable import link


def copied(source: str, target: str) -> None:
    """Copy a text; give what is never written, such as a picture, a second name."""
    if source.endswith(".md"):
        shutil.copy2(source, target)
    else:
        link(Path(source), Path(target))


@pytest.mark.slow
def test_what_was_not_changed_keeps_its_bytes(tmp_path: Path) -> None:
    """One entry of each kind of the hub's own, as a draft, approved and published: no byte is another one."""
    for root in ("content", "exhibits"):
        shutil.copytree(REPOSITORY / root, tmp_path / root, copy_function=copied)
    team = Team(tmp_path)
    (tmp_path / "checking").mkdir()
    checker = ContentChecker(team.roots, team.registry, tmp_path / "checking")
    chosen: dict[str, tuple[str, str]] = {}
    for name, kind, _, _ in own_files():
        found = place_of_document(name, team.registry.kinds.values())
        assert found is not None
        chosen.setdefault(kind.name, (found[1], found[2]))
    before = {path: path.read_bytes() for path in tmp_path.glob("*/**/*.md")}
    for kind, (slug, parent) in chosen.items():
        result = team.publish("editor", team.taken(kind, slug, parent), checker)
        assert isinstance(result, Published), (kind, result)
        assert (kind, result.written) == (kind, ())
    assert {path: path.read_bytes() for path in before} == before
    assert chosen.keys() == team.registry.kinds.keys()
