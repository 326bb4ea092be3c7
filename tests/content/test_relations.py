"""What relates entries: those that name one, and those that are near to it."""

from pathlib import Path

import pytest
from built import Built, small_site
from small import practice, put

from hub.content.keys import RelationsKey
from hub.content.relations import MOST_NEAR
from hub.features.library.model import Practice

MANY = 9


@pytest.fixture
def hub(tmp_path: Path) -> Built:
    """The small content with more practices: all of Viet Nam but one, and every third of Australia as well."""
    built = small_site(tmp_path)
    for number in range(MANY):
        practice(tmp_path, f"muc-{number}", f"Mục {number}", f"Entry {number}")
        edit(
            built,
            f"muc-{number}",
            'countries: ["VN"]',
            'countries: ["AU", "VN"]' if number % 3 == 0 else 'countries: ["VN"]',
        )
    edit(built, "muc-8", 'countries: ["VN"]', 'countries: ["AU"]')
    built.build()
    return built


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


def test_an_entry_knows_who_names_it_in_fields_and_in_texts(hub: Built) -> None:
    edit(hub, "muc-1", "sources:", 'related: ["practice/duong-day"]\nsources:')
    edit(hub, "muc-2", "Phần problem", "Xem [đường dây](practice/duong-day). Phần problem")
    hub.build()
    page = hub.ask("/vi/library/duong-day/").text
    assert 'href="/vi/library/muc-1/"' in page and 'href="/vi/library/muc-2/"' in page


def test_one_that_is_withdrawn_is_named_nowhere(hub: Built) -> None:
    edit(hub, "muc-1", "sources:", 'related: ["practice/duong-day"]\nsources:')
    edit(hub, "muc-1", 'status: "starter"', 'status: "withdrawn"')
    hub.build()
    assert "muc-1" not in hub.ask("/vi/library/duong-day/").text
    assert all("practice/muc-1" not in near(hub, f"muc-{number}") for number in range(2, MANY))


def test_an_edit_that_changes_no_relation_leaves_the_pages_of_others(hub: Built) -> None:
    key = RelationsKey("practice", "duong-day")
    before, digest = dict(hub.made), hub.worker.edition().digests[key]
    edit(hub, "muc-8", "Phần results", "Phần kết quả")
    hub.build()
    assert hub.worker.edition().digests[key] == digest
    assert hub.made["/vi/library/duong-day/"] == before["/vi/library/duong-day/"]
    assert hub.made["/vi/library/muc-8/"] != before["/vi/library/muc-8/"]
