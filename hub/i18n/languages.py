"""The two languages of the hub, by their codes (ISO 639-1)."""

from typing import Literal

Lang = Literal["vi", "en"]
LANGS: tuple[Lang, ...] = ("vi", "en")


def known_language(language: str) -> str:
    """Return a language code unchanged. Raises ValueError if it is not a language of the hub."""
    if language not in LANGS:
        raise ValueError(f"{language!r} is not a language of the hub; use one of {', '.join(LANGS)}")
    return language
