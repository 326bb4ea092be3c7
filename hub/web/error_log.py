"""A bug as the log tells it: where it happened, and nothing of what a reader typed."""

import logging
from collections.abc import Iterator
from traceback import format_tb

LOG = logging.getLogger("hub")


def log_error(what: str, error: BaseException) -> None:
    """Log what failed, on one line, and the frames below it. An error's own words are left out: many quote what they could not read."""
    LOG.error("%s\n%s", ascii(what)[1:-1], "".join(_frames(error)).rstrip())


def _frames(error: BaseException | None) -> Iterator[str]:
    """Errors, the latest first, each with its frames; of the system's errors also the reason, which is the system's."""
    while error is not None:
        yield (
            f"{type(error).__qualname__}: {error.strerror}\n"
            if isinstance(error, OSError)
            else f"{type(error).__qualname__}\n"
        )
        yield from format_tb(error.__traceback__)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
