"""The two languages of the hub, by their codes (ISO 639-1)."""

from typing import Literal

Lang = Literal["vi", "en"]
LANGS: tuple[Lang, ...] = ("vi", "en")
