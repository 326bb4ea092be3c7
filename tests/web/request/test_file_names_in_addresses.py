"""Addresses that end like a file's name: there is no such page, and no redirect says that there is."""

import pytest
from built import Built, small_site


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return small_site(tmp_path_factory.mktemp("site"))


@pytest.mark.parametrize(
    "path",
    [
        "/vi/pages/about.html",
        "/en/pages/about.html",
        "/vi/pages/about.html?x=1",
        "/vi/agenda/khai-mac.php",
        "/vi/agenda/index.html",
        "/vi/gallery/phong-1/tp-01.jpg",
        "/vi/gallery/phong-1/tp-02/open.aspx",
        "/vi/index.html",
        "/vi/pages/.env",
    ],
)
def test_a_file_s_name_is_not_found(hub: Built, path: str) -> None:
    assert hub.ask(path).status == 404


def test_the_page_of_what_is_not_found_is_in_the_language_of_the_address(hub: Built) -> None:
    assert '<html lang="vi"' in hub.ask("/vi/pages/about.html").text


@pytest.mark.parametrize("path", ["/vi/pages/about", "/vi/gallery/phong-1/tp-01"])
def test_a_page_without_its_slash_is_still_found(hub: Built, path: str) -> None:
    answer = hub.ask(path)
    assert (answer.status, answer.headers["location"]) == (308, f"{path}/")
