"""Digests of what pages depend on besides content: the code, the catalogues, the settings, and what the machine can make."""

import hashlib
import sys
from functools import cache

from hub.config import ROOT, Settings
from hub.web.endpoints import pdf

CODE = (".py", ".html", ".css", ".js", ".svg", ".woff2")


@cache
def code_digest() -> str:
    """Return a digest of the code, the templates and the static files; when it changes, every page is rebuilt.

    A process runs what it began with, so it reads them once.
    """
    summed = hashlib.sha256(sys.version.encode())
    for path in sorted((ROOT / "hub").rglob("*")):
        if path.suffix in CODE:
            summed.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return summed.hexdigest()


def environment_digest(code: str, catalogues: str, settings: Settings) -> str:
    """Return 24 hex digits over everything besides content that pages depend on."""
    given = (
        settings.public_url, settings.default_lang, settings.contact, settings.pocket, settings.drafts, pdf.possible(),
    )  # fmt: skip
    return hashlib.sha256(repr((code, catalogues, given)).encode()).hexdigest()[:24]
