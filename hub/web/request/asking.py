"""What readers ask for by an address: words, numbers and choices, in the one form in which they are linked to."""

from collections.abc import Iterable
from urllib.parse import urlencode

from flask import Response, current_app, redirect

from hub.i18n.vietnamese import nfc

LONGEST_SENT = 10_000  # characters of a parameter that are read
LONGEST = 300  # characters of a query that are searched for
LONGEST_NUMBER = 9  # digits that are read


def one_line(text: str) -> str:
    """Return words as they are searched for and shown: on one line, without unprintable characters, not too long."""
    seen = (sign for sign in nfc(text[:LONGEST_SENT]) if sign.isprintable() or sign.isspace())
    return nfc(" ".join("".join(seen).split()))[:LONGEST].rstrip()


def whole_number(text: str, default: int = 1) -> int:
    """Return a number from 1 on, cut to as many digits; `default` for whatever is none."""
    digits = text.strip()
    return int(digits[:LONGEST_NUMBER]) or default if digits.isascii() and digits.isdigit() else default


def with_values(path: str, values: Iterable[tuple[str, str]]) -> str:
    """Return a path with a query of these parameters, without those that are empty."""
    given = [(name, value) for name, value in values if value]
    return f"{path}?{urlencode(given)}" if given else path


def sent_on(path: str) -> Response:
    """Send the reader on to the one form of what the address asks for."""
    response: Response = current_app.make_response(redirect(path))
    response.headers["Cache-Control"] = "no-cache"
    return response
