"""The seam between the site and the desk: one WSGI application that routes some addresses to the desk."""

import threading
from collections.abc import Callable, Iterable
from typing import Any

from hub.feature import Features
from hub.i18n.languages import LANGS

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def desk_steps(features: Features) -> frozenset[str]:
    """Return the first path segments after the language that belong to the desk, as features declare them."""
    return frozenset(step for feature in features for step in feature.desk)


class WithDesk:
    """Route `/<lang>/<step>/…` to the desk and every other path to the site.

    The desk is created on the first request for it.
    """

    def __init__(self, site: Wsgi, steps: frozenset[str], make_desk: Callable[[], Wsgi]) -> None:
        self.site, self.steps, self.make_desk = site, steps, make_desk
        self.desk: Wsgi | None = None
        self.lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        lang, _, rest = environ["PATH_INFO"].removeprefix("/").partition("/")
        if lang in LANGS and rest.partition("/")[0] in self.steps:
            return self._desk()(environ, start_response)
        return self.site(environ, start_response)

    def _desk(self) -> Wsgi:
        with self.lock:
            self.desk = self.desk or self.make_desk()
        return self.desk
