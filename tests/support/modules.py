"""The modules of the hub, as their syntax trees show them: what each imports."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from running import REPOSITORY

HUB = REPOSITORY / "hub"
# Migrations are scripts that Alembic runs; no module imports them.
MODULES = sorted(path for path in HUB.rglob("*.py") if "migrations" not in path.parts)


def name_of(path: Path) -> str:
    """`hub.content.model.kinds`; a package is named by its folder."""
    parts = path.relative_to(REPOSITORY).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@cache
def imports_of(path: Path) -> tuple[tuple[str, str], ...]:
    """Every module and name that is imported anywhere in a file, inside functions too: ("flask", "request"), ("yaml", "")."""
    return tuple(_imports(path, ast.walk(tree_of(path))))


def _imports(path: Path, nodes: Iterable[ast.AST]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are written in full"
            yield from ((node.module or "", alias.name) for alias in node.names)


@cache
def targets_of(path: Path) -> frozenset[str]:
    """The modules that a file imports; `from hub.features.agenda import queries` is `hub.features.agenda.queries`."""
    return _targets(imports_of(path))


def _targets(imports: Iterable[tuple[str, str]]) -> frozenset[str]:
    found = set()
    for module, name in imports:
        inner = REPOSITORY / module.replace(".", "/") / name
        found.add(f"{module}.{name}" if name and (inner.is_dir() or inner.with_suffix(".py").is_file()) else module)
    return frozenset(found)


def within(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


@cache
def brings(path: Path) -> frozenset[str]:
    """The modules that an import of a file surely imports: those that it names outside of any block, and its packages."""
    parts = name_of(path).split(".")
    packages = {".".join(parts[:length]) for length in range(1, len(parts))}
    imports = list(_imports(path, tree_of(path).body))
    return _targets([*imports, *((module, "") for module, _ in imports)]) | packages
