"""Addresses that only their author can open, those of the site itself, and comments in fields are remarked."""

from pathlib import Path

import pytest
from desk import Desk

from hub.content.checks.own_addresses import is_local
from hub.content.checks.proofreading import every_problem

HOST = "hub.example.org"
PAGE = "title: Giới thiệu\nupdated: 2025-10-01"
OURS = "leads to this site itself, and would break when the site moves; write"
LOCAL = "can be opened on your own machine or network alone; write"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.write("pages/about.vi.md", PAGE)
    return desk


def told(desk: Desk, body: str, front: str = PAGE, name: str = "pages/a.vi.md", host: str = HOST) -> list[str]:
    desk.write(name, front, body)
    empty = desk.root / "none"
    found = every_problem(desk.edition(), desk.archive, empty, empty, host)
    return [problem.text(str) for problem in found if problem.file.startswith("content/")]


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost:8000/vi/pages/about/",
        "HTTP://LOCALHOST/vi/pages/about/",
        "http://127.0.0.1:8000/en/pages/about/",
        "http://[::1]:8000/vi/pages/about",
        "http://0.0.0.0:8000/vi/pages/about/?x=1#y",
        "https://192.168.1.20/vi/pages/about/",
        "http://10.0.0.5/vi/pages/about/",
        "http://may-chu.local/vi/pages/about/",
        "http://maychu/vi/pages/about/",
    ],
)
def test_an_address_of_one_s_own_machine_is_told_with_the_entry_that_is_meant(desk: Desk, address: str) -> None:
    assert told(desk, f"\nXem [bài]({address}).") == [
        f"content/pages/a.vi.md:6: warning: {address} {LOCAL} kind/slug in its place, here page/about"
    ]


@pytest.mark.parametrize("address", ["https://hub.example.org/vi/pages/about/", "http://www.Hub.example.org:443/about"])
def test_an_address_of_the_site_itself_is_told_with_the_entry_that_is_meant(desk: Desk, address: str) -> None:
    assert told(desk, f"[bài]({address})") == [
        f"content/pages/a.vi.md:5: warning: {address} {OURS} kind/slug in its place, here page/about"
    ]


def test_where_no_entry_is_meant_the_form_of_a_link_is_told(desk: Desk) -> None:
    assert told(desk, "[x](https://hub.example.org/vi/agenda.ics) <http://localhost:8000/>") == [
        f"content/pages/a.vi.md:5: warning: http://localhost:8000/ {LOCAL} kind/slug, such as page/about, or the public address",
        f"content/pages/a.vi.md:5: warning: https://hub.example.org/vi/agenda.ics {OURS} kind/slug in its place, such as page/about",
    ]


def test_a_place_of_the_site_is_named_by_its_word(desk: Desk) -> None:
    assert told(desk, "[x](https://hub.example.org/vi/help/)")[0].endswith("here help")


@pytest.mark.parametrize(
    "body", ["<http://localhost:8000/x>", "[x][1]\n\n[1]: http://localhost:8000/x", "> (http://localhost:8000/x)."]
)
def test_it_is_told_however_the_link_is_written(desk: Desk, body: str) -> None:
    assert [line.partition("warning: ")[2].partition(" ")[0] for line in told(desk, body)] == [
        "http://localhost:8000/x"
    ]


def test_it_is_told_in_a_field(desk: Desk) -> None:
    front = f'{PAGE}\nexempt: [{{text: "http://localhost/x", reason: "y"}}]'
    assert "http://localhost/x" in " ".join(told(desk, "", front))


@pytest.mark.parametrize(
    "body",
    [
        "[x](https://example.org/localhost) https://hub.example.org.vn/ https://thehub.example.org/",
        "`http://localhost:8000`",
        "<!-- http://localhost:8000 -->",
        "[x](https://8.8.8.8/) [y](https://[2606:4700::1111]/)",
    ],
)
def test_an_address_that_everybody_can_open_or_that_nobody_sees_is_left_alone(desk: Desk, body: str) -> None:
    assert told(desk, body) == []


@pytest.mark.parametrize(
    "host",
    ["localhost", "a.localhost", "127.0.0.1", "127.1", "2130706433", "0x7f.1", "::1", "fe80::1%eth0", "fd00::1", "172.16.0.1", "169.254.1.1", "100.64.0.1", "nas.lan", "LOCALHOST."],
)  # fmt: skip
def test_a_host_of_this_machine_or_network_is_known(host: str) -> None:
    assert is_local(host)


@pytest.mark.parametrize("host", ["example.org", "hub.gov.vn", "1.1.1.1", "172.32.0.1", "localhost.example.org", ""])
def test_a_public_host_is_no_local_one(host: str) -> None:
    assert not is_local(host)


def test_a_comment_in_a_field_is_told_with_its_line(desk: Desk) -> None:
    front = f'{PAGE}\n# <!-- lời nhắn -->\nsummary: "Tóm tắt <!-- riêng -->"'
    assert told(desk, "Chữ <!-- riêng -->", front) == [
        "content/pages/a.vi.md:5: warning: a comment in a field is shown to readers; write it on a line of its own that begins with #"
    ]
