"""Kinds of content: what a feature's package says of itself is all that it takes to have it read, checked and started."""

import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from hub.config import ROOT
from hub.content.assemble import assemble
from hub.content.model.dates import HANOI
from hub.content.model.fields import example_of, says_of, scope_of
from hub.content.model.registry import Registry
from hub.content.source.archive import Archive
from hub.content.write.new_entry import start
from hub.feature import discover, feature_packages
from hub.storage.packs import Packs

FEATURE = '''
from typing import Annotated

from hub.content.model.dates import Moment
from hub.content.model.fields import Code, RefersTo, Words, shared, translated
from hub.content.model.kinds import Kind, Model
from hub.content.model.vocabulary import Term
from hub.feature import Feature


class Drill(Model):
    """A rehearsal of an emergency."""

    at: Moment = shared(says="when", example="2025-10-22 08:30")
    place: Words = shared(says="where", example='{vi: "Hà Nội", en: "Hanoi"}')
    themes: list[Annotated[str, Code("themes")]] = shared(list, says="themes", example="[x]")
    leader: Annotated[str, RefersTo("person")] = shared("", says="who", example="x")
    steps: str = translated(min_length=1, says="what is done", example="…")


class Signal(Term):
    loud: bool = False


KIND = Kind("drill", Drill, folder="drills", title="Drills", order=lambda drill: drill.at, moments=lambda drill: (drill.at,), sections={"aim": "Aim"})
FEATURE = Feature("drills", kinds=(KIND,), terms={"signals": Signal})
'''
FIELDS = "title: Diễn tập\nupdated: 2026-11-24\nat: 2025-10-22 08:30\nplace: {vi: a, en: b}\nsteps: x"


@pytest.fixture
def package(tmp_path: Path) -> Iterator[Callable[[str, str], str]]:
    """Makes a package with a declaration, importable until the test ends."""
    sys.path.insert(0, str(tmp_path / "packages"))
    before = set(sys.modules)

    def make(name: str, declaration: str) -> str:
        folder = tmp_path / "packages" / name
        folder.mkdir(parents=True)
        (folder / "__init__.py").touch()
        (folder / "feature.py").write_text(declaration)
        return name

    yield make
    sys.path.remove(str(tmp_path / "packages"))
    for name in set(sys.modules) - before:
        del sys.modules[name]


@pytest.fixture
def registry(package: Callable[[str, str], str]) -> Registry:
    return discover((package("drills_of_test", FEATURE),)).registry


def read(registry: Registry, root: Path) -> Any:
    archive = Archive(root / "content", root / "exhibits", registry, Packs(root / "packs"))
    archive.refresh()
    return assemble(archive, datetime(2025, 10, 22, 8, tzinfo=HANOI))


def test_a_new_kind_stands_beside_the_others(registry: Registry) -> None:
    assert set(registry.kinds) == {*discover().registry.kinds, "drill"}


def test_its_folder_is_read(registry: Registry, tmp_path: Path, write: Callable[..., Path]) -> None:
    write("drills/a.vi.md", FIELDS, "## Mục đích {#aim}\n\nx")
    edition = read(registry, tmp_path)
    assert edition.problems == ()
    (entry,) = edition.entries["drill"].values()
    assert (entry.slug, entry.readings["vi"].place.en, edition.next_moment.hour) == ("a", "b", 8)


def test_its_fields_and_sections_are_checked(registry: Registry, tmp_path: Path, write: Callable[..., Path]) -> None:
    write("drills/a.vi.md", FIELDS.replace("steps: x", "stebs: x"))
    write("drills/b.vi.md", f"{FIELDS}\nthemes: [none]\nleader: nobody", "## Mục đích {#aim}\n\nx")
    assert [problem.text(str) for problem in read(registry, tmp_path).problems] == [
        "content/drills/a.vi.md:1: steps is missing; write steps: …",
        "content/drills/a.vi.md:6: stebs is not a field here; did you mean steps?",
        "content/drills/a.vi.md:7: the section aim is missing; add ## … {#aim}",
        "content/drills/b.vi.md:7: themes: there is no vocabulary themes; add the list to content/vocabulary",
        "content/drills/b.vi.md:8: nobody: there is no person with this name; correct the name or remove it",
    ]


def test_its_list_of_terms_has_its_model(registry: Registry, tmp_path: Path, write: Callable[..., Path]) -> None:
    write(
        "vocabulary/signals.yaml",
        raw="title: {vi: a, en: b}\nterms:\n  - {id: bell, label: {vi: a, en: b}, loud: true}\n",
    )
    assert read(registry, tmp_path).vocabularies["signals"].terms["bell"].loud is True


def test_others_refer_to_it(registry: Registry, tmp_path: Path, write: Callable[..., Path]) -> None:
    write("drills/a.vi.md", FIELDS, "## Mục đích {#aim}\n\nx")
    write("pages/a.vi.md", "title: A\nupdated: 2026-11-24\nrelated: [drill/a]", "[x](drill/a)")
    assert read(registry, tmp_path).problems == ()


def test_it_can_be_started(registry: Registry, tmp_path: Path) -> None:
    roots = {"content": tmp_path / "content", "exhibits": tmp_path / "exhibits"}
    start(registry.kinds["drill"], "moi", roots, date(2026, 11, 24), {"vi": str, "en": str}, reserved=registry.reserved)
    for path in (tmp_path / "content/drills").iterdir():
        path.write_text(path.read_text().replace("draft: true", "draft: false"))
    edition = read(registry, tmp_path)
    assert (edition.problems, edition.entries["drill"]["moi"].languages) == ((), ("vi", "en"))


@pytest.mark.parametrize(
    "taken", ['Kind("page", Drill, folder="drills", title="x")', 'Kind("drill", Drill, folder="pages", title="x")']
)
def test_two_features_cannot_claim_one_kind_or_one_folder(package: Callable[[str, str], str], taken: str) -> None:
    name = package(
        "taken_of_test",
        f"from hub.content.model.kinds import Kind, Model\nfrom hub.feature import Feature\n\n\nclass Drill(Model):\n    pass\n\n\nFEATURE = Feature('taken', kinds=({taken},))\n",
    )
    with pytest.raises(ValueError, match="is taken"):
        discover((name,))


def test_a_package_that_declares_nothing_is_refused(package: Callable[[str, str], str], tmp_path: Path) -> None:
    package("bare_of_test", "")
    (tmp_path / "packages/bare_of_test/feature.py").unlink()
    with pytest.raises(ModuleNotFoundError, match=r"bare_of_test\.feature"):
        discover(("bare_of_test",))


def test_what_breaks_inside_a_declaration_is_not_hidden(package: Callable[[str, str], str]) -> None:
    with pytest.raises(ModuleNotFoundError, match="nothing_of_the_kind"):
        discover((package("broken_of_test", "import nothing_of_the_kind\n"),))


def test_every_package_below_features_is_a_feature() -> None:
    folders = {path.parent.name for path in (ROOT / "hub" / "features").glob("*/__init__.py")}
    assert {feature.package for feature in discover()} == {f"hub.features.{folder}" for folder in folders}
    assert set(feature_packages()) == {f"hub.features.{folder}" for folder in folders}


@pytest.mark.parametrize("kind", discover().registry.kinds.values(), ids=lambda kind: kind.name)
def test_every_field_of_every_kind_is_explained_with_an_example(kind: Any) -> None:
    silent = [
        name
        for name, info in kind.fields.items()
        if not says_of(info) or (not example_of(info) and name != "translates")
    ]
    assert silent == []


@pytest.mark.parametrize("kind", discover().registry.kinds.values(), ids=lambda kind: kind.name)
def test_every_field_belongs_to_one_scope(kind: Any) -> None:
    assert {scope_of(info) for info in kind.fields.values()} <= {"shared", "translated", "file"}
    assert set(kind.shared).isdisjoint(kind.translated)


def test_a_section_never_has_the_name_of_a_field() -> None:
    assert [
        (kind.name, set(kind.sections) & set(kind.translated))
        for kind in discover().registry.kinds.values()
        if set(kind.sections) & set(kind.translated)
    ] == []
