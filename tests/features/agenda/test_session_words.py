"""A session is found by its day, hour and part of the day, however a reader writes them."""

from urllib.parse import quote_plus

import pytest
from built import Built, Page, small_site
from small import session


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("hours")
    hub = small_site(root)
    session(root, "mot", "2025-11-19 14:25", "Dừa", "Coconut")
    session(root, "hai", "2025-11-19 09:05", "Cam", "Orange")
    session(root, "ba", "2025-11-20 18:00", "Chanh", "Lemon")
    hub.build()
    return hub


def first(hub: Built, query: str, lang: str) -> str:
    page = Page(hub.ask(f"/{lang}/search/?q={quote_plus(query)}").text)
    return next(link["href"] for link in page.all("a") if link.parent and link.parent.tag == "h3").rstrip("/")[-3:]


@pytest.mark.parametrize(
    ("query", "lang", "slug"),
    [
        ("14h25", "vi", "mot"),
        ("2h25 chiều", "vi", "mot"),
        ("14 giờ 25", "vi", "mot"),
        ("14:25", "en", "mot"),
        ("2:25 pm", "en", "mot"),
        ("9h05", "vi", "hai"),
        ("09:05", "en", "hai"),
        ("lịch sáng 19/11", "vi", "hai"),
        ("morning 19 November", "en", "hai"),
        ("18h", "vi", "/ba"),
        ("6pm", "en", "/ba"),
        ("tối 20/11/2025", "vi", "/ba"),
        ("thứ năm 20/11", "vi", "/ba"),
        ("Thursday evening", "en", "/ba"),
    ],
)
def test_a_session_is_found_by_when_it_is(hub: Built, query: str, lang: str, slug: str) -> None:
    assert first(hub, query, lang) == slug
