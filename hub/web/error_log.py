"""Logging of errors: where they happened, and nothing that a reader typed."""

import logging
from collections.abc import Iterator
from traceback import format_tb

LOG = logging.getLogger("hub")


def log_error(what: str, error: BaseException) -> None:
    """Log what failed on one line, then the error's type and stack frames.

    The error's own message is left out, because many messages quote the input that they could not read.
    """
    LOG.error("%s\n%s", ascii(what)[1:-1], "".join(_frames(error)).rstrip())


def _frames(error: BaseException | None) -> Iterator[str]:
    """Yield each error of the chain, latest first, with its frames.

    For an OSError the reason is included: it comes from the system and quotes no input.
    """
    while error is not None:
        yield (
            f"{type(error).__qualname__}: {error.strerror}\n"
            if isinstance(error, OSError)
            else f"{type(error).__qualname__}\n"
        )
        yield from format_tb(error.__traceback__)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
