"""Each module of the hub by itself: how it is imported, how long it is, and that it keeps no state."""

import ast
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

from modules import MODULES, brings, name_of, tree_of
from running import REPOSITORY

LONGEST = 300  # lines of a module
MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
MAKERS = {"list", "dict", "set", "bytearray", "defaultdict", "OrderedDict", "Counter", "deque"}
CHANGES = {"append", "extend", "insert", "add", "update", "setdefault", "pop", "popitem", "remove", "discard", "clear"}
PATHS = {name_of(path): path for path in MODULES if path.name != "__main__.py"}
# Reads a tree of modules: {module: {module that is imported next: …}}. Whenever it imports one, all that leads there has been
# imported and nothing else of the hub; only packages of others are there from the beginning. It forgets the modules of a
# branch before it begins the next one, and the tables that they have declared, since none can be declared twice.
ALONE = """
import gc, importlib, json, sys, warnings

def grow(tree):
    for name, below in tree.items():
        modules, tables = set(sys.modules), set(declared())
        try:
            importlib.import_module(name)
        except BaseException as error:
            print(f"{name}: {error!r}", flush=True)
        grow(below)
        forget(modules, tables)

def declared():
    database = sys.modules.get("hub.desk.database")
    return database.db.metadata.tables if database else {}

def forget(modules, tables):
    for name in [name for name in sys.modules.keys() - modules if name.split(".")[0] == "hub"]:
        del sys.modules[name]
        package, _, attribute = name.rpartition(".")
        if package in modules:
            vars(sys.modules[package]).pop(attribute, None)
    for name in declared().keys() - tables:
        sys.modules["hub.desk.database"].db.metadata.remove(declared()[name])

names, tree = json.load(sys.stdin)
for name in names:
    try:
        importlib.import_module(name)
    except BaseException:
        pass  # it is told below
for name in [name for name in sys.modules if name.split(".")[0] == "hub"]:
    del sys.modules[name]
gc.freeze()
gc.disable()
warnings.filterwarnings("ignore", "This declarative base already contains a class")
grow(tree)
"""

Tree = dict[str, "Tree"]


def paths_to_modules() -> Tree:
    """Every way from nothing to a module, over all that its import brings, in an order in which many ways begin alike."""
    brought = {name: _brought(name, set()) for name in PATHS}
    users = Counter(each for names in brought.values() for each in names)
    by_use = sorted(PATHS, key=lambda name: (-users[name], name))
    order: dict[str, None] = {}
    for name in by_use:
        _line_up(name, by_use, order)
    tree: Tree = {}
    for names in brought.values():
        branch = tree
        for each in order:
            if each in names:
                branch = branch.setdefault(each, {})
    return tree


def _brought(name: str, known: set[str]) -> set[str]:
    """A module and all that its import brings."""
    if name not in known:
        known.add(name)
        for each in brings(PATHS[name]) & PATHS.keys():
            _brought(each, known)
    return known


def _line_up(name: str, by_use: list[str], order: dict[str, None], begun: frozenset[str] = frozenset()) -> None:
    """Add a module behind all that its import brings."""
    if name not in order and name not in begun:
        wanted = brings(PATHS[name])
        for each in (each for each in by_use if each in wanted):
            _line_up(each, by_use, order, begun | {name})
        order[name] = None


def test_every_module_imports_alone() -> None:
    given = json.dumps([sorted(PATHS), paths_to_modules()])
    command = [sys.executable, "-c", ALONE]
    finished = subprocess.run(command, cwd=REPOSITORY, input=given, capture_output=True, text=True)
    assert (finished.stdout, finished.stderr, finished.returncode) == ("", "", 0)


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
