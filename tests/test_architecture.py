"""The house as docs/ARCHITECTURE.md draws it: which room may import which, held by the syntax tree of every module."""

import re
from pathlib import Path

import pytest
from modules import HUB, MODULES, imports_of, name_of, targets_of, within
from running import REPOSITORY

TOOLS = REPOSITORY / "tools"
TESTS_MODULES = [path for path in (REPOSITORY / "tests").rglob("*.py") if "node_modules" not in path.parts]
FEATURES = sorted(path.parent.name for path in (HUB / "features").glob("*/__init__.py"))
OVER_FEATURES = {"home", "api", "sources"}  # pages over several features, whose models and queries they may use
MOST_MODULES = 15  # of code in one folder
MOST_LINES = 300  # of a module
# What each room may import besides itself; the order is that of docs/ARCHITECTURE.md.
GROUND = ("hub.messages", "hub.problems", "hub.errors", "hub.config", "hub.child", "hub.kept", "hub.menu")
CONTENT = (*GROUND, "hub.storage", "hub.i18n", "hub.content")
WEB = (*CONTENT, "hub.feature", "hub.search", "hub.web")
ROOMS = {
    "storage": GROUND,
    "i18n": (*GROUND, "hub.storage"),
    "content": (*GROUND, "hub.storage", "hub.i18n"),
    "search": (*CONTENT, "hub.feature"),
    "web": (*CONTENT, "hub.feature", "hub.search"),
    "build": (*WEB, "hub"),
    "desk": WEB,
    "serve": (*WEB, "hub.build", "hub.desk.mounting", "hub"),
    "cli": (*WEB, "hub.desk", "hub.build", "hub.serve", "tools", "hub"),
}
OF_A_REQUEST = {"request", "session", "g", "current_app"}


def strangers(paths: list[Path], *allowed: str) -> list[str]:
    """`module → module` for everything of hub that is imported from outside the allowed packages."""
    return [
        f"{name_of(path)} → {target}"
        for path in paths
        for target in sorted(targets_of(path))
        if within(target, "hub") and not within(target, *allowed)
    ]


def in_room(room: str) -> list[Path]:
    return sorted((HUB / room).rglob("*.py"))


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_those_below_it(room: str) -> None:
    # A relative of its own, or a room below; "hub" itself is the two functions that make the applications.
    allowed = [*ROOMS[room], f"hub.{room}"]
    arrows = [
        f"{name_of(path)} → {target}"
        for path in in_room(room)
        for target in sorted(targets_of(path))
        if within(target, "hub", "tools") and not _is_allowed(target, allowed)
    ]
    assert arrows == []


def _is_allowed(target: str, allowed: list[str]) -> bool:
    return any(target == name if name == "hub" else within(target, name) for name in allowed)


@pytest.mark.parametrize("name", ["messages", "errors", "problems", "config", "child", "kept", "menu"])
def test_the_ground_stands_on_nothing_but_itself(name: str) -> None:
    path = HUB / f"{name}.py"
    assert not path.exists() or strangers([path], *GROUND) == []


def test_the_declaration_of_a_feature_stands_on_content() -> None:
    # It looks into hub.features for the packages there, and names none.
    arrows = strangers([HUB / "feature.py"], *CONTENT)
    assert [arrow for arrow in arrows if arrow != "hub.feature → hub.features"] == []


@pytest.mark.parametrize(
    "library", ["flask", "flask_babel", "jinja2", "werkzeug", "sqlalchemy", "granian", "whoosh", "tantivy", "click"]
)
@pytest.mark.parametrize("room", ["storage", "i18n", "content"])
def test_reading_content_knows_no_web_no_database_and_no_engine(room: str, library: str) -> None:
    # jinja2 is imported by the extraction of messages, which reads templates as text.
    found = {path.name for path in in_room(room) if any(within(target, library) for target in targets_of(path))}
    assert found <= ({"catalogues.py", "extraction.py"} if library == "jinja2" else set())


def test_no_folder_is_a_drawer_of_many_modules() -> None:
    folders = {path.parent for path in (*MODULES, *TOOLS.rglob("*.py"), *TESTS_MODULES)}
    counts = {
        folder.relative_to(REPOSITORY).as_posix(): len(
            [path for path in folder.glob("*.py") if path.name != "__init__.py"]
        )
        for folder in folders
    }
    assert {name: count for name, count in counts.items() if count > MOST_MODULES} == {}


def test_no_module_is_longer_than_can_be_read_in_one_go() -> None:
    lengths = {path: path.read_bytes().count(b"\n") for path in (*MODULES, *TOOLS.rglob("*.py"), *TESTS_MODULES)}
    assert {str(path): lines for path, lines in lengths.items() if lines > MOST_LINES} == {}


@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_imports_no_other_feature(feature: str) -> None:
    others = [f"hub.features.{other}" for other in FEATURES if other != feature]
    arrows = [
        f"{name_of(path)} → {target}"
        for path in in_room(f"features/{feature}")
        for target in sorted(targets_of(path))
        if within(target, *others)
    ]
    rooms = (".model", ".queries")
    assert [arrow for arrow in arrows if feature not in OVER_FEATURES or not arrow.endswith(rooms)] == []


@pytest.mark.parametrize("feature", FEATURES)
def test_models_and_queries_know_no_web_and_no_search(feature: str) -> None:
    folder = HUB / "features" / feature
    rooms = [path for path in (folder / "model.py", folder / "queries.py") if path.is_file()]
    known = FEATURES if feature in OVER_FEATURES else [feature]
    own = [f"hub.features.{name}.{room}" for name in known for room in ("model", "queries")]
    assert strangers(rooms, *CONTENT, "hub.feature", *own) == []


def test_nothing_outside_of_features_names_one() -> None:
    others = [path for path in MODULES if not path.is_relative_to(HUB / "features")]
    named = [
        f"{name_of(path)} → {target}"
        for path in others
        for target in sorted(targets_of(path))
        if within(target, "hub.features") and target != "hub.features"
    ]
    assert named == []


def test_no_shared_template_names_a_feature() -> None:
    names = re.compile("|".join(rf"[\"']{feature}\." for feature in (*FEATURES, "help")))
    shared = sorted((HUB / "templates").rglob("*.html"))
    assert [path.name for path in shared if names.search(path.read_text(encoding="utf-8"))] == []


def test_nobody_imports_pages_over_several_features() -> None:
    arrows = [
        f"{name_of(path)} → {target}"
        for path in MODULES
        for target in sorted(targets_of(path))
        for feature in OVER_FEATURES
        if within(target, f"hub.features.{feature}")
        and not within(name_of(path), *(f"hub.features.{over}" for over in OVER_FEATURES))
    ]
    assert arrows == []


def test_only_the_entry_point_imports_the_commands() -> None:
    others = [path for path in MODULES if not path.is_relative_to(HUB / "cli")]
    arrows = [name_of(path) for path in others if any(within(target, "hub.cli") for target in targets_of(path))]
    assert arrows == ["hub.__main__"]


def test_only_the_commands_import_the_tools() -> None:
    others = [path for path in MODULES if not path.is_relative_to(HUB / "cli")]
    assert [name_of(path) for path in others if any(within(target, "tools") for target in targets_of(path))] == []


def test_views_are_imported_by_nobody() -> None:
    """Views that are a package import each other."""
    arrows = [
        f"{name_of(path)} → {target}"
        for path in MODULES
        for target in targets_of(path)
        if re.search(r"\.views(\.|$)", target) and not re.search(r"\.views(\.|$)", name_of(path))
    ]
    assert arrows == []


def test_the_imports_have_no_circle() -> None:
    """Imports inside functions count too: what is imported later is needed all the same."""
    graph = {name_of(path): {target for target in targets_of(path) if within(target, "hub")} for path in MODULES}
    while leaves := [name for name, targets in graph.items() if not targets & graph.keys()]:
        for name in leaves:
            del graph[name]
    assert graph == {}


def test_the_request_is_known_to_views_and_the_web_alone() -> None:
    found = [
        f"{name_of(path)}: {name}"
        for path in MODULES
        for module, name in imports_of(path)
        if module == "flask"
        and name in OF_A_REQUEST
        and path.name != "views.py"
        and path.parent.name != "views"
        and not within(name_of(path), "hub.web", "hub.desk")
    ]
    assert found == []


def test_flask_is_imported_name_by_name() -> None:
    """`import flask` would hide `flask.request` from the test above."""
    assert [name_of(path) for path in MODULES if ("flask", "") in imports_of(path)] == []
