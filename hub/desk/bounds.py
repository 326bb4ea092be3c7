"""What a request to the desk may carry, so that no view and no database is asked for what it cannot hold."""

import re
from typing import Any

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter, Map

from hub.content.source.folder import tidy

LARGEST_NUMBER = 2**31 - 1  # that a column of either database can have
LARGEST_FORM = 4 * 1024 * 1024  # bytes of a form without files: what one says before anybody knows who sends it
MULTIPART = "multipart/form-data"
# A mail address of words and dots (RFC 5322, dot-atom): on any other one Python’s writer of headers may break.
ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
ADDRESS = re.compile(rf"{ATOM}(?:\.{ATOM})*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


class Number(IntegerConverter):
    """The number of a row in an address: a larger one than rows can have leads nowhere."""

    def __init__(self, map: Map, *args: Any, **options: Any) -> None:
        super().__init__(map, *args, **{"max": LARGEST_NUMBER, **options})


def register(app: Flask) -> None:
    """Have every address and every form of an application kept within bounds; before its addresses are added."""
    app.url_map.converters["int"] = Number

    @app.before_request
    def within_bounds() -> None:
        if request.mimetype != MULTIPART and (request.content_length or 0) > LARGEST_FORM:
            abort(413)
        # PostgreSQL keeps no text with a NUL in it, and no keyboard writes one.
        if any("\0" in text for each in request.form.items(multi=True) for text in each):
            abort(400)


def number_of(text: str) -> int:
    """Return the number of a row that a form names; 0 if it names none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def is_address(text: str) -> bool:
    """Tell whether mail can be sent to an address."""
    return len(text) <= 254 and ADDRESS.fullmatch(text) is not None


def line_of(text: str, most: int = 200) -> str:
    """Return a line that somebody typed as it is kept: NFC, on one line, without signs that turn what stands beside it."""
    return " ".join(tidy(text).split())[:most].rstrip()
