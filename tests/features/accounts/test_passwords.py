"""Which passwords will do, in either language, and how they are kept."""

import threading
import time

import pytest
from argon2 import PasswordHasher

from hub.features.accounts import passwords
from hub.features.accounts.passwords import Busy, Passwords, weakness

ABOUT = ("Nguyễn Thị Hồng An", "hong.an@bocongan.example.vn")


@pytest.mark.parametrize(
    "password",
    [
        "mười hai con mèo tím ăn khế", "correct horse battery staple", "Xe đạp xanh đi qua cầu Long Biên",
        "zK9#vQ2!mX7$pL4&", "an umbrella sings at Tuesday markets", "ภาษาไทย ยาวพอสมควร นะ",
    ],
)  # fmt: skip
def test_words_that_do_not_belong_together_will_do(password: str) -> None:
    assert weakness(password, ABOUT) == ""


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("mèo tím ăn khế", passwords.TOO_SHORT), ("", passwords.TOO_SHORT), ("x" * 201, passwords.TOO_LONG),
        ("aaaaaaaaaaaaaaaa", passwords.PATTERN), ("abcabcabcabcabcabc", passwords.PATTERN),
        ("12345678901234567890", passwords.PATTERN), ("qwertyuiopasdfghjkl", passwords.PATTERN),
        ("1qaz2wsx3edc4rfv5tgb", passwords.PATTERN), ("zyxwvutsrqponmlkjihg", passwords.PATTERN),
        ("matkhaumatkhau2025!", passwords.GUESSED), ("MậtKhẩuMậtKhẩu123!", passwords.GUESSED),
        ("NguyenThiHongAn2025", passwords.GUESSED), ("hong.an@bocongan.example.vn", passwords.GUESSED),
        ("anhyeuem anhyeuem mai", passwords.GUESSED), ("Password!Password!", passwords.PATTERN),
        ("hanoi seminar 2025 hub", passwords.GUESSED),
    ],
)  # fmt: skip
def test_what_would_be_guessed_is_refused_with_the_cure(password: str, why: str) -> None:
    assert weakness(password, ABOUT) == why


def test_fifteen_letters_of_vietnamese_count_as_letters_however_they_are_typed() -> None:
    import unicodedata

    exactly = "ộ ẫ ứ ặ ỹ ở ề ế"
    assert len(exactly) == 15
    assert weakness(unicodedata.normalize("NFD", exactly)) == weakness(exactly) != passwords.TOO_SHORT


def test_passwords_are_kept_as_argon2id_with_what_rfc_9106_asks() -> None:
    kept = Passwords().hash("mười hai con mèo tím ăn khế")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert Passwords().matches(kept, "mười hai con mèo tím ăn khế")
    assert not Passwords().matches(kept, "mười hai con mèo tím ăn kh")
    assert not Passwords().matches("not a hash", "x") and not Passwords().matches(None, "nobody's password")


def test_few_passwords_are_looked_at_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked, most, lock = 0, 0, threading.Lock()

    class Slow(PasswordHasher):
        def verify(self, *given: object) -> bool:  # type: ignore[override]
            nonlocal looked, most
            with lock:
                looked += 1
                most = max(most, looked)
            time.sleep(0.02)
            with lock:
                looked -= 1
            return True

    kept = Passwords(Slow(time_cost=1, memory_cost=64, parallelism=1))
    threads = [threading.Thread(target=kept.matches, args=("x", "y")) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == passwords.AT_ONCE
    monkeypatch.setattr(passwords, "PATIENCE", 0.01)
    for _ in range(passwords.AT_ONCE):
        kept._turns.acquire()
    with pytest.raises(Busy):
        kept.matches("x", "y")
