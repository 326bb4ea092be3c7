"""What a feature may declare of a machine format: parameters that choose, and documents that are saved."""

import sys
from collections.abc import Iterator

import pytest
from built import settings_for
from flask.testing import FlaskClient
from small import document, pair, put, small

from hub import create_app
from hub.feature import Format

PACKAGE = "library_of_kites"
FILES = {
    "__init__.py": "",
    "model.py": """
from hub.content.model.fields import shared
from hub.content.model.kinds import Model

class Kite(Model):
    colour: str = shared(says="its colour", example="red")
""",
    "plain.py": """
from library_of_kites.model import Kite

def of_colour(reader, query):
    wanted = [value for name in ("colour", "or") for value in query.get(name, ())]
    return [kite for kite in reader.all(Kite) if kite.colour in wanted or not query]

def written(reader, kites, address):
    return "".join(f"{kite.slug} {address(kite)}\\n" for kite in kites)
""",
    "feature.py": """
from hub.content.model.kinds import Kind
from hub.feature import Feature, Format
from library_of_kites.model import Kite

PLAIN = "library_of_kites.plain:written"
FEATURE = Feature(
    "kites",
    kinds=(Kind("kite", Kite, folder="kites", title="Kites", singular="Kite"),),
    formats=(
        Format("txt", "text/plain; charset=utf-8", "kite", PLAIN, PLAIN, ("colour", "or"), "library_of_kites.plain:of_colour", True),
        Format("tsv", "text/tab-separated-values; charset=utf-8", "kite", PLAIN, PLAIN),
    ),
)
""",
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    root = small(tmp_path_factory.mktemp("kites"))
    for name, text in FILES.items():
        put(root / "packages" / PACKAGE / name, text)
    for slug, colour in (("chim", "red"), ("cong", "green"), ("diec", "đỏ")):
        pair(root, f"content/kites/{slug}", {"colour": colour}, {"title": slug}, {"title": slug})
    put(root / "content/kites/mat.vi.md", document({"title": "Mất", "colour": "red", "draft": True}))
    sys.path.insert(0, str(root / "packages"))
    yield create_app((PACKAGE,), settings_for(root)).test_client()
    sys.path.remove(str(root / "packages"))
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


def slugs(client: FlaskClient, target: str) -> list[str]:
    response = client.get(target)
    assert response.status_code == 200
    return [line.split()[0] for line in response.text.splitlines()]


def test_without_a_value_every_entry_is_written(client: FlaskClient) -> None:
    assert slugs(client, "/vi/kites.txt") == ["chim", "cong", "diec"]
    assert slugs(client, "/vi/kites.txt?colour=&page=2") == ["chim", "cong", "diec"]


@pytest.mark.parametrize(
    ("query", "chosen"),
    [
        ("colour=red", ["chim"]),
        ("colour=red&colour=green", ["chim", "cong"]),
        ("or=green&colour=red", ["chim", "cong"]),
        ("colour=%C4%91o%CC%89", ["diec"]),  # in Unicode's decomposed form
        ("colour=%FF%2&colour=%00", []),
    ],
)
def test_the_values_of_its_parameters_choose(client: FlaskClient, query: str, chosen: list[str]) -> None:
    assert slugs(client, f"/vi/kites.txt?{query}") == chosen


def test_a_format_that_declares_no_parameter_reads_none(client: FlaskClient) -> None:
    assert slugs(client, "/vi/kites.tsv?colour=red") == ["chim", "cong", "diec"]


def test_only_a_download_has_a_name_to_be_saved_under(client: FlaskClient) -> None:
    paths = ("/vi/kites.txt", "/vi/kites/chim.txt", "/vi/kites.tsv", "/vi/kites/chim.tsv")
    assert [client.get(path).headers.get("Content-Disposition") for path in paths] == [
        'inline; filename="kites.txt"',
        'attachment; filename="chim.txt"',
        None,
        None,
    ]


@pytest.mark.parametrize("given", [{"query": ("s",)}, {"chosen_by": "a:b"}])
def test_parameters_without_what_chooses_by_them_are_refused(given: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="txt of kite declares one of query and chosen_by alone"):
        Format("txt", "text/plain", "kite", **given)  # type: ignore[arg-type]
