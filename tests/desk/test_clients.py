"""Whom a limit counts: what a client writes into a header moves nothing, and memory stays bounded."""

from datetime import UTC, datetime, timedelta

import pytest

from hub.desk.clients import client_of
from hub.desk.limits import Attempts, Limit

NOW = datetime(2025, 10, 1, tzinfo=UTC)
LIMIT = Limit(3, timedelta(minutes=15))


@pytest.mark.parametrize(
    ("proxies", "forwarded", "client"),
    [
        (0, "", "203.0.113.9"),
        (0, "1.1.1.1", "203.0.113.9"),
        (1, "1.1.1.1", "1.1.1.1"),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 10.0.0.1", "1.1.1.1"),
        (2, "10.0.0.1", "203.0.113.9"),  # fewer than there are proxies: somebody came around them
        (1, "", "203.0.113.9"),
        (1, "nonsense", "203.0.113.9"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (1, "2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        (1, "::ffff:1.1.1.1", "1.1.1.1"),
    ],
)
def test_a_client_is_found_from_the_right(proxies: int, forwarded: str, client: str) -> None:
    assert client_of({"REMOTE_ADDR": "203.0.113.9", "HTTP_X_FORWARDED_FOR": forwarded}, proxies) == client


def test_too_many_attempts_wait_until_the_first_is_old() -> None:
    attempts = Attempts()
    assert [attempts.wait("a", "k", LIMIT, NOW + timedelta(minutes=n)) for n in range(4)] == [0, 0, 0, 12 * 60]
    assert attempts.wait("a", "other", LIMIT, NOW) == 0
    assert attempts.wait("b", "k", LIMIT, NOW) == 0
    assert attempts.wait("a", "k", LIMIT, NOW + timedelta(minutes=15)) == 0
    assert attempts.wait("a", "k", LIMIT, NOW + timedelta(minutes=15)) == 60


def test_who_has_shown_who_they_are_begins_anew() -> None:
    attempts = Attempts()
    for _ in range(3):
        attempts.wait("a", "k", LIMIT, NOW)
    attempts.forget("a", "k")
    assert attempts.wait("a", "k", LIMIT, NOW) == 0


def test_a_flood_of_addresses_takes_bounded_memory() -> None:
    attempts = Attempts(most=100)
    for number in range(1_000):
        attempts.wait("a", str(number), LIMIT, NOW)
    assert len(attempts) == 100
