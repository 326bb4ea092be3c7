"""How much an agenda of one's own can hold: what its code carries, and what is said of more."""

import pytest
from chosen import items, read_code, shown
from client import Client
from small import session, small

from hub.features.agenda import qr


def test_an_address_is_drawn_to_the_last_byte_that_fits() -> None:
    longest = "https://hub.example/" + "a" * (qr.MOST_BYTES - 20)
    assert read_code(qr.drawing(longest)) == longest
    assert not qr.fits(longest + "a")
    with pytest.raises(ValueError, match="1274 bytes"):
        qr.drawing(longest + "a")


def test_too_many_sessions_for_a_code_are_told_in_words(tmp_path_factory: pytest.TempPathFactory) -> None:
    root = small(tmp_path_factory.mktemp("many"))
    slugs = [f"phien-so-{n:03}-cua-chuong-trinh" for n in range(45)]
    for n, slug in enumerate(slugs):
        session(root, slug, f"2025-10-23 {n // 6 + 8:02}:{n % 6}0", f"Phiên {n}", f"Session {n}", 10)
    hub = Client(root, now="2025-10-22T10:15")
    query = f"?s={'.'.join(slugs)}"
    page = shown(hub, query)
    assert [each for each in page.all("img") if each.get("class") == "qr"] == []
    assert "mã QR sẽ nhỏ" in page.main.text
    assert hub.ask(f"/vi/agenda/mine.svg{query}").status == 404


def test_no_more_than_forty_clashes_are_told_one_by_one(tmp_path_factory: pytest.TempPathFactory) -> None:
    root = small(tmp_path_factory.mktemp("clashing"))
    for n in range(11):
        session(root, f"cung-{n}", "2025-10-23 08:00", f"Cùng {n}", f"Same {n}", 10)
    lines = items(shown(Client(root), "?s=" + ".".join(f"cung-{n}" for n in range(11)), "en"), "clash")
    assert (len(lines), lines[-1]) == (41, "15 more pairs overlap.")
