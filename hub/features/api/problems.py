"""Errors of the API as problem details (RFC 9457). They are in English, as the names of fields are."""

from collections.abc import Sequence
from http import HTTPStatus

from flask import Response

from hub.features.api.model import Fault, Problem

TYPE = "application/problem+json"
DETAILS = {
    404: "There is nothing at this address.",
    405: "Addresses of the API can only be read: use GET, HEAD or OPTIONS.",
    410: "The entry has been withdrawn.",
}
# Programs in pages of other sites may read everything.
FOR_ALL = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}


def problem(status: int, detail: str = "", errors: Sequence[Fault] = ()) -> Response:
    """Return an error. `errors` names what is wrong with each parameter."""
    told = Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail or DETAILS.get(status),
        errors=list(errors) or None,
    )
    headers = FOR_ALL | {"Content-Language": "en", "Cache-Control": "no-store" if status >= 500 else "no-cache"}
    return Response(told.model_dump_json(exclude_none=True) + "\n", status, headers, content_type=TYPE)
