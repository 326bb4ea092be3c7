"""Passwords: which will do, and how they are kept (argon2id, RFC 9106)."""

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from hub.messages import N_

LEAST, MOST = 15, 200  # characters
AT_ONCE = 2  # each takes 64 MB and a processor for a tenth of a second; argon2 lets other threads run meanwhile
PATIENCE = 15.0  # seconds that one waits for its turn
# Rows of keys and other orders in which hands and heads run.
ORDERS = (
    *("abcdefghijklmnopqrstuvwxyz", "0123456789012345678909876543210", "qwertyuiop", "asdfghjkl", "zxcvbnm"),
    *("1qaz2wsx3edc4rfv5tgb6yhn7ujm", "qazwsxedcrfvtgbyhnujmikolp"),
)
# What lists of stolen passwords are full of, in both languages without marks; and what this site is about.
COMMON = [
    "password",
    "passwd",
    "matkhau",
    "mat",
    "khau",
    "qwerty",
    "admin",
    "administrator",
    "welcome",
    "letmein",
    "iloveyou",
    "anhyeuem",
    "emyeuanh",
    "yeuem",
    "yeuanh",
    "vietnam",
    "viet",
    "nam",
    "hanoi",
    "saigon",
    "hochiminh",
    "secret",
    "bimat",
    "dragon",
    "monkey",
    "football",
    "bongda",
    "sunshine",
    "princess",
    "master",
    "login",
    "dangnhap",
    "test",
    "demo",
    "user",
    "guest",
    "root",
    "default",
    "changeme",
    "khongbiet",
    "congchua",
    "hoilamgi",
    "truelove",
    "family",
    "giadinh",
    "baby",
    "love",
    "forever",
    "michael",
    "jordan",
    "superman",
    "batman",
    "starwars",
    "hello",
    "xinchao",
    "summer",
    "winter",
    "spring",
    "autumn",
    "january",
    "monday",
    "seminar",
    "hoithao",
    "hub",
    "online",
    "internet",
    "security",
    "baomat",
    "anninh",
    "unicef",
]
TOO_SHORT = N_("Use at least 15 characters. Four or five words that do not belong together are easy to remember.")
TOO_LONG = N_("Use at most 200 characters.")
PATTERN = N_("This repeats itself or follows the keys. Take words that do not belong together.")
GUESSED = N_("This is made of your name, your address or very common words. Take words that do not belong together.")


class Busy(Exception):
    """Too many passwords are looked at in this moment."""


class Passwords:
    """Hashes and compares passwords, few at once, so that a flood of attempts takes neither memory nor processor."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    @cached_property
    def _nobody(self) -> str:
        """Return what is compared with where nothing is kept; made when the first password is looked at."""
        return self._hasher.hash("nobody's password")

    def hash(self, password: str) -> str:
        """Return what is kept of a password. Raises Busy."""
        with self._turn():
            return self._hasher.hash(normal(password))

    def matches(self, kept: str | None, password: str) -> bool:
        """Tell whether a password is the one that was kept; as much work where none was. Raises Busy."""
        with self._turn():
            nobody = self._nobody  # for everyone, so that the first attempt tells nothing either
            try:
                return self._hasher.verify(kept or nobody, normal(password[:MOST])) and kept is not None
            except (Argon2Error, InvalidHashError):
                return False

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._turns.acquire(timeout=PATIENCE):
            raise Busy
        try:
            yield
        finally:
            self._turns.release()


def normal(password: str) -> str:
    """Return a password as it is hashed: the same on every keyboard, however it writes a letter with its mark."""
    return unicodedata.normalize("NFKC", password)


def weakness(password: str, about: Iterable[str] = ()) -> str:
    """Return why a password will not do (a message, N_), or "". `about` says what others know of its owner."""
    password = normal(password)
    if len(password) < LEAST:
        return TOO_SHORT
    if len(password) > MOST:
        return TOO_LONG
    plain = _plain(password)
    if len(set(plain)) < 6 or _repeats(plain) or _runs(plain):
        return PATTERN
    known = sorted({*COMMON, *(_plain(word) for text in about for word in re.split(r"[\W_]+", text))}, key=len)
    rest = plain
    for word in reversed([word for word in known if len(word) > 2]):
        rest = rest.replace(word, "")
    return "" if len(set(re.sub(r"[\W\d_]+", "", rest))) >= 5 else GUESSED


def _plain(text: str) -> str:
    """Return a text in small letters, without marks and spaces."""
    letters = unicodedata.normalize("NFKD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter) and not letter.isspace())


def _repeats(plain: str) -> bool:
    """Tell whether a text is the same piece, again and again."""
    again = (plain + plain).find(plain, 1)
    return again <= len(plain) // 2 or any(plain == (plain[:n] * len(plain))[: len(plain)] for n in range(1, 6))


def _runs(plain: str) -> bool:
    """Tell whether two thirds of a text follow an order of keys or letters, forwards or backwards."""
    orders = [order for each in ORDERS for order in (each, each[::-1])]
    steps = sum(any(plain[at : at + 3] in order for order in orders) for at in range(len(plain) - 2))
    return steps >= (len(plain) - 2) * 2 / 3
