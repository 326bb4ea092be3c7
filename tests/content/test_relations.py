"""What relates entries: those that name one, and those that are near to it."""

import shutil
from pathlib import Path

import pytest
from built import Built, small_site
from small import practice, put

from hub.content.keys import RelationsKey
from hub.content.relations import MOST_NEAR
from hub.features.library.model import Practice

MANY = 9


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small content with more practices: all of Viet Nam but one, and every third of Australia as well."""
    built = small_site(root := tmp_path_factory.mktemp("relations"))
    for number in range(MANY):
        practice(root, f"muc-{number}", f"Mục {number}", f"Entry {number}")
        edit(
            built,
            f"muc-{number}",
            'countries: ["VN"]',
            'countries: ["AU", "VN"]' if number % 3 == 0 else 'countries: ["VN"]',
        )
    edit(built, "muc-8", 'countries: ["VN"]', 'countries: ["AU"]')
    built.build()
    return built


@pytest.fixture
def edited(hub: Built, tmp_path: Path) -> Built:
    """The same, to be edited."""
    return Built(shutil.copytree(hub.root, tmp_path, dirs_exist_ok=True))


def edit(hub: Built, slug: str, old: str, new: str) -> None:
    file = hub.root / f"content/library/{slug}.vi.md"
    put(file, file.read_text("utf-8").replace(old, new))


def near(hub: Built, slug: str) -> tuple[str, ...]:
    reader = hub.worker.edition().read_in("vi")
    found = reader.find(Practice, slug)
    assert found is not None
    return reader.relations(found).near


def test_those_with_most_in_common_come_first(hub: Built) -> None:
    assert near(hub, "muc-0")[:2] == ("practice/muc-3", "practice/muc-6")


def test_there_are_few_and_never_the_entry_itself(hub: Built) -> None:
    for number in range(MANY):
        found = near(hub, f"muc-{number}")
        assert len(found) == len(set(found)) <= MOST_NEAR and f"practice/muc-{number}" not in found


def test_of_equals_not_the_same_ones_are_named_everywhere(hub: Built) -> None:
    assert near(hub, "muc-1") != near(hub, "muc-5")


def test_an_entry_knows_who_names_it_in_fields_and_in_texts(edited: Built) -> None:
    edit(edited, "muc-1", "sources:", 'related: ["practice/duong-day"]\nsources:')
    edit(edited, "muc-2", "Phần problem", "Xem [đường dây](practice/duong-day). Phần problem")
    edited.build()
    page = edited.ask("/vi/library/duong-day/").text
    assert 'href="/vi/library/muc-1/"' in page and 'href="/vi/library/muc-2/"' in page


def test_one_that_is_withdrawn_is_named_nowhere(edited: Built) -> None:
    edit(edited, "muc-1", "sources:", 'related: ["practice/duong-day"]\nsources:')
    edit(edited, "muc-1", 'status: "starter"', 'status: "withdrawn"')
    edited.build()
    assert "muc-1" not in edited.ask("/vi/library/duong-day/").text
    assert all("practice/muc-1" not in near(edited, f"muc-{number}") for number in range(2, MANY))


def test_an_edit_that_changes_no_relation_leaves_the_pages_of_others(edited: Built) -> None:
    key = RelationsKey("practice", "duong-day")
    before, digest = dict(edited.made), edited.worker.edition().digests[key]
    edit(edited, "muc-8", "Phần results", "Phần kết quả")
    edited.build()
    assert edited.worker.edition().digests[key] == digest
    assert edited.made["/vi/library/duong-day/"] == before["/vi/library/duong-day/"]
    assert edited.made["/vi/library/muc-8/"] != before["/vi/library/muc-8/"]
