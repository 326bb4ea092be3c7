"""The static files (styles, scripts, fonts), read once and addressed by one digest over all of them."""

import hashlib
import re
from functools import cached_property

from hub.config import ROOT

FOLDER = ROOT / "hub" / "static"
SITE = "site.css"
# A page waits for one stylesheet, so each is sent with those that come before it: the site's, and that of lists.
LISTS, SECTIONS, TEXTS = "lists.css", "sections/", "texts/"
# Comments and indentation of a stylesheet: a tenth of its compressed size.
FOR_AUTHORS = re.compile(rb"/\*.*?\*/\s*|(?<=[{};,])\s+", re.S)


class StaticFiles:
    """The files below hub/static by name, read on first use."""

    @cached_property
    def contents(self) -> dict[str, bytes]:
        """Return the bytes of every file as they are sent; stylesheets without comments and indentation.

        A sheet but the site's holds those that come before it.
        """
        paths = [path for path in sorted(FOLDER.rglob("*")) if path.is_file()]
        files = {path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in paths}
        sent = {name: FOR_AUTHORS.sub(b"", data) if name.endswith(".css") else data for name, data in files.items()}
        return {name: b"".join(sent[each] for each in before(name)) + data for name, data in sent.items()}

    @cached_property
    def digest(self) -> str:
        """Return 16 hex digits over all files, the path segment under which they are immutable."""
        summed = hashlib.sha256()
        for name, data in self.contents.items():
            summed.update(f"{name}\n{len(data)}\n".encode() + data)
        return summed.hexdigest()[:16]

    def address(self, name: str) -> str:
        """Return the URL path of a file."""
        return f"/static/{self.digest}/{name}"


def before(name: str) -> tuple[str, ...]:
    """Return the names of the stylesheets that a file is sent with, in their order; of `sections/library/tables.css` also the section's."""
    if name == LISTS or name.startswith(TEXTS):
        return (SITE,)
    if not name.startswith(SECTIONS):
        return ()
    section, nested, _ = name.removeprefix(SECTIONS).partition("/")
    return (SITE, LISTS, *((f"{SECTIONS}{section}.css",) if nested else ()))
