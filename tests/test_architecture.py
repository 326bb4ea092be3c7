"""The house as docs/ARCHITECTURE.md draws it: which room may import which, held by the syntax tree of every module."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
HUB = REPOSITORY / "hub"
MODULES = sorted(HUB.rglob("*.py"))
SHARED_ROOMS = {"content", "search", "web"}
OVER_FEATURES = {"home", "api", "sources"}
TOOLS = {"bench"}  # what commands stand on: imported by hub.cli alone
FEATURES = {path.parent.name for path in HUB.glob("*/__init__.py")} - SHARED_ROOMS - OVER_FEATURES - TOOLS
LONGEST = 300  # lines of a module
OF_A_REQUEST = {"request", "session", "g", "current_app"}
ONE_AFTER_ANOTHER = """
import importlib, sys
for name in sys.argv[1:]:
    for known in [known for known in sys.modules if known.split(".")[0] == "hub"]:
        del sys.modules[known]
    try:
        importlib.import_module(name)
    except BaseException as error:
        print(f"{name}: {error!r}")
"""
MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
MAKERS = {"list", "dict", "set", "bytearray", "defaultdict", "OrderedDict", "Counter", "deque"}
CHANGES = {"append", "extend", "insert", "add", "update", "setdefault", "pop", "popitem", "remove", "discard", "clear"}


def name_of(path: Path) -> str:
    """`hub.content.model.kinds`; a package is named by its folder."""
    parts = path.relative_to(REPOSITORY).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports_of(path: Path) -> Iterator[tuple[str, str]]:
    """Every module and name that is imported anywhere in a file, inside functions too: ("flask", "request"), ("yaml", "")."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are written in full"
            yield from ((node.module or "", alias.name) for alias in node.names)


def targets_of(path: Path) -> set[str]:
    """The modules that a file imports; `from hub.features.agenda import queries` is `hub.features.agenda.queries`."""
    found = set()
    for module, name in imports_of(path):
        inner = REPOSITORY / module.replace(".", "/") / name
        found.add(f"{module}.{name}" if name and (inner.is_dir() or inner.with_suffix(".py").is_file()) else module)
    return found


def within(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def strangers(paths: list[Path], *allowed: str) -> list[str]:
    """`module → module` for everything of hub that is imported from outside the allowed packages."""
    return [
        f"{name_of(path)} → {target}"
        for path in paths
        for target in sorted(targets_of(path))
        if within(target, "hub") and not within(target, *allowed)
    ]


def features_in(paths: list[Path], features: set[str]) -> list[str]:
    """`module → module` for every import of a feature."""
    return [
        f"{name_of(path)} → {target}"
        for path in paths
        for target in sorted(targets_of(path))
        if within(target, *(f"hub.{feature}" for feature in features))
    ]


def test_content_imports_nothing_of_the_hub_but_itself() -> None:
    arrows = strangers(sorted((HUB / "content").rglob("*.py")), "hub.content")
    # The package itself, for its __path__: that is how the features are found.
    assert [arrow for arrow in arrows if arrow != "hub.content.model.kinds → hub"] == []


@pytest.mark.parametrize("library", ["flask", "flask_babel", "jinja2", "werkzeug", "sqlalchemy", "granian", "whoosh"])
def test_content_knows_no_web_no_database_and_no_engine(library: str) -> None:
    # jinja2 is imported by the extraction of messages, which reads templates as text.
    found = {
        path.name
        for path in (HUB / "content").rglob("*.py")
        if any(within(target, library) for target in targets_of(path))
    }
    assert found <= ({"catalogues.py"} if library == "jinja2" else set())


@pytest.mark.parametrize("feature", sorted(FEATURES))
def test_a_feature_imports_no_other_feature(feature: str) -> None:
    assert features_in(sorted((HUB / feature).rglob("*.py")), (FEATURES | OVER_FEATURES) - {feature}) == []


@pytest.mark.parametrize("feature", sorted(FEATURES | (OVER_FEATURES & {path.name for path in HUB.iterdir()})))
def test_models_and_queries_stand_on_content_and_their_own_feature_alone(feature: str) -> None:
    rooms = [path for path in ((HUB / feature / "model.py"), (HUB / feature / "queries.py")) if path.is_file()]
    others = sorted(FEATURES | OVER_FEATURES) if feature in OVER_FEATURES else [feature]
    assert (
        strangers(rooms, "hub.content", *(f"hub.{other}.{room}" for other in others for room in ("model", "queries")))
        == []
    )


def test_the_search_engine_stands_on_content_alone() -> None:
    rooms = [path for path in (HUB / "search").glob("*.py") if path.name != "views.py"]
    assert strangers(rooms, "hub.content", "hub.search") == []


def test_the_search_engine_does_not_import_its_own_page() -> None:
    rooms = [path for path in (HUB / "search").glob("*.py") if path.name != "views.py"]
    assert [name_of(path) for path in rooms if "hub.features.search.views" in targets_of(path)] == []


def test_what_features_share_on_the_way_out_imports_no_feature() -> None:
    assert features_in(sorted((HUB / "web").rglob("*.py")), FEATURES | OVER_FEATURES) == []


def test_nobody_imports_pages_over_several_features() -> None:
    others = [path for path in MODULES if path.parent.name not in OVER_FEATURES]
    assert features_in(others, OVER_FEATURES) == []


def test_only_the_entry_point_imports_the_commands() -> None:
    assert [name_of(path) for path in MODULES if "hub.cli" in targets_of(path)] == ["hub.__main__"]


def test_only_the_commands_import_what_they_stand_on() -> None:
    others = [path for path in MODULES if path.parent.name not in TOOLS and name_of(path) != "hub.cli"]
    assert features_in(others, TOOLS) == []


def test_views_are_imported_by_nobody() -> None:
    assert [
        f"{name_of(path)} → {target}" for path in MODULES for target in targets_of(path) if target.endswith(".views")
    ] == []


def test_the_request_is_known_to_views_and_the_web_alone() -> None:
    found = [
        f"{name_of(path)}: {name}"
        for path in MODULES
        for module, name in imports_of(path)
        if module == "flask"
        and name in OF_A_REQUEST
        and path.name != "views.py"
        and not within(name_of(path), "hub.web")
    ]
    assert found == []


def test_flask_is_imported_name_by_name() -> None:
    """`import flask` would hide `flask.request` from the test above."""
    assert [name_of(path) for path in MODULES if ("flask", "") in imports_of(path)] == []


def test_every_module_imports_alone() -> None:
    names = [name_of(path) for path in MODULES if path.name != "__main__.py"]
    finished = subprocess.run(
        [sys.executable, "-c", ONE_AFTER_ANOTHER, *names], cwd=REPOSITORY, capture_output=True, text=True, timeout=120
    )
    assert (finished.stdout, finished.returncode) == ("", 0), finished.stderr


def test_a_module_is_no_longer_than_can_be_read_at_once() -> None:
    lengths = {
        name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in [*MODULES, REPOSITORY / "run.py"]
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_no_room_is_a_drawer_for_odds_and_ends() -> None:
    assert [name_of(path) for path in MODULES if path.stem in ("utils", "helpers", "common", "misc")] == []


def test_no_function_rebinds_a_name_of_its_module() -> None:
    assert [
        f"{name_of(path)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Global)
    ] == []


def collections_of(path: Path) -> dict[str, int]:
    """The lists, maps and sets that a module makes when it is imported, by name, with their lines."""
    found: dict[str, int] = {}
    for node in tree_of(path).body:
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
            continue
        value = node.value
        made = isinstance(value, ast.Call) and ast.unparse(value.func).rpartition(".")[2] in MAKERS
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            if (isinstance(value, MUTABLE) or made) and isinstance(target, ast.Name):
                found[target.id] = node.lineno
    return found


def changed_names(path: Path) -> set[str]:
    """The names whose contents a module changes: by a method, an item, or an augmented assignment."""
    changed = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGES:
            changed.add(ast.unparse(node.func.value))
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
            changed.add(ast.unparse(node.value))
        elif isinstance(node, ast.AugAssign):
            changed.add(ast.unparse(node.target))
    return changed


def test_a_collection_made_at_import_is_named_as_a_constant() -> None:
    assert [
        f"{name_of(path)}:{line} {name}"
        for path in MODULES
        for name, line in collections_of(path).items()
        if not name.isupper()
    ] == []


def test_a_collection_made_at_import_is_never_changed() -> None:
    assert [
        f"{name_of(path)}: {name}" for path in MODULES for name in collections_of(path).keys() & changed_names(path)
    ] == []
