"""The stylesheet as it is served: what it says to authors stays behind, what it says to browsers is all there."""

import re

import pytest
from built import Built, small_site

from hub.config import ROOT

WRITTEN = (ROOT / "hub" / "static" / "site.css").read_text("utf-8")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> str:
    hub: Built = small_site(tmp_path_factory.mktemp("stylesheet"))
    address = re.search(r'href="(/static/[^"]*/site\.css)"', hub.ask("/vi/").text)
    assert address
    return hub.ask(address[1]).text


def declarations(text: str) -> list[str]:
    """Selectors, properties and values in order, without what stands between them."""
    return [piece.strip() for piece in re.split(r"[{};]", re.sub(r"/\*.*?\*/", "", text, flags=re.S)) if piece.strip()]


def test_comments_are_for_authors(served: str) -> None:
    assert "/*" not in served


def test_every_declaration_is_served_in_its_order(served: str) -> None:
    flat = [re.sub(r",\s+", ",", piece) for piece in declarations(WRITTEN)]
    assert [re.sub(r",\s+", ",", piece) for piece in declarations(served)] == flat


def test_no_line_is_broken_within_a_selector_or_a_value() -> None:
    text = re.sub(r"/\*.*?\*/", "", WRITTEN, flags=re.S)
    assert [line for line in text.splitlines() if line.strip() and line.rstrip()[-1] not in "{};,"] == []
