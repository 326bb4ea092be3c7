"""Pages that exist as a PDF document too. The builder makes it from the page, in a child process, when it is idle.

Such a page names its document in a header (`Link: <…>; rel="alternate"; type="application/pdf"`, RFC 8288). The document
has the address of the page, with `.pdf` for the last slash; it is there a little later than the page, and it goes with it.
A page that answers a query names a document with the same query, which a worker has made when somebody asks for it
(hub.serve.documents).
"""

import ctypes
import importlib.util
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NoReturn

from flask import Response, abort

from hub.web.headers import Header

TYPE: Final = "application/pdf"
LIBRARIES: Final = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")  # what WeasyPrint opens
MISSING: Final = "there are no PDF documents, for a library is missing: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
_NAMED: Final = re.compile(rf'<([^>]+\.pdf(?:\?[^>]*)?)>; rel="alternate"; type="{TYPE}"')


@lru_cache(1)
def possible() -> bool:
    """Tell whether this machine can make PDF documents: WeasyPrint is installed, and the libraries that it uses."""
    if importlib.util.find_spec("weasyprint") is None:
        return False
    try:
        for library in LIBRARIES:
            ctypes.CDLL(library)
    except OSError:
        return False
    return True


def with_pdf(response: Response, path: str) -> Response:
    """Return the response of a page, naming the document that is to be made from it; unchanged without a path."""
    if path:
        response.headers.add("Link", f'<{path}>; rel="alternate"; type="{TYPE}"')
    return response


def pdf_named(headers: Iterable[Header]) -> str:
    """Return the path of the document that a page's headers name; "" if they name none."""
    named = (_NAMED.search(value) for name, value in headers if name == "Link")
    return next((match[1] for match in named if match), "")


def not_made_yet() -> NoReturn:
    """End the request for a document that is not there: 503 while it is being made, 404 where none can be made."""
    abort(503 if possible() else 404)
