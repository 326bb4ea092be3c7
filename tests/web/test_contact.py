"""The address to which readers may write: without one nothing asks them to, with one the pages show it."""

from pathlib import Path

import pytest
from built import Page, settings_for
from small import pair, small

from hub import create_app
from hub.config import from_environment
from hub.errors import UserError

ASKING = (
    "Văn bản.\n\n## Gửi thư {#contact}\n\nXin viết cho chúng tôi.",
    "Text.\n\n## Write {#contact}\n\nPlease write to us.",
)


def asked(root: Path, path: str, contact: str = "") -> str:
    answer = create_app(settings=settings_for(root, contact=contact)).test_client().get(path)
    return answer.get_data(as_text=True)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small content, with a page in the main menu that asks readers to write."""
    root = small(tmp_path_factory.mktemp("contact"))
    shared = {"order": 9, "menu": "main", "invites": True}
    pair(
        root,
        "content/pages/gui",
        shared,
        {"title": "Gửi bài", "summary": "A."},
        {"title": "Send", "summary": "A."},
        ASKING,
    )
    return root


@pytest.mark.parametrize("given", ["hub@example.org", "ban.bien-tap@hub.gov.vn", "https://hub.example.org/contact"])
def test_a_mail_or_web_address_is_taken(given: str) -> None:
    assert from_environment({"HUB_CONTACT": given}).contact == given


@pytest.mark.parametrize(
    "given",
    ["hub", "hub@example", "javascript:alert(1)", "a b@example.org", "a@b.org?bcc=c@d.org", 'a"@b.org', "//x.org"],
)
def test_another_address_is_refused_with_its_cure(given: str) -> None:
    with pytest.raises(UserError) as refused:
        from_environment({"HUB_CONTACT": given})
    assert "write a mail or web address that someone reads" in str(refused.value)


def test_without_an_address_no_page_asks_readers_to_write(root: Path) -> None:
    page = Page(asked(root, "/en/pages/gui/"))
    assert "Text." in page.main.text
    assert "write to us" not in page.main.text


def test_without_an_address_no_menu_lists_a_page_that_asks_readers_to_write(root: Path) -> None:
    assert "/en/pages/gui/" not in [link["href"] for link in Page(asked(root, "/en/")).all("a")]


def test_with_an_address_the_page_asks_and_shows_it(root: Path) -> None:
    page = Page(asked(root, "/vi/pages/gui/", "hub@example.org"))
    assert "Xin viết cho chúng tôi." in page.main.text
    assert [link.text for link in page.all("a") if link["href"] == "mailto:hub@example.org"] == ["hub@example.org"]


def test_with_an_address_the_menu_lists_the_page(root: Path) -> None:
    page = Page(asked(root, "/en/", "hub@example.org"))
    assert "/en/pages/gui/" in [link["href"] for link in page.all("a")]


def test_a_web_address_is_linked_as_it_is(root: Path) -> None:
    page = Page(asked(root, "/en/pages/gui/", "https://hub.example.org/write"))
    assert "https://hub.example.org/write" in [link["href"] for link in page.all("a")]


def test_the_security_contact_is_the_address(root: Path) -> None:
    assert "Contact: mailto:hub@example.org" in asked(root, "/.well-known/security.txt", "hub@example.org")
