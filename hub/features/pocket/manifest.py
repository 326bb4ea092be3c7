"""The list of everything that the pocket edition fetches, as JSON: addresses with their digests and sizes.

A browser compares the digests: of a newer edition it fetches only what has changed. `bytes` is what a file takes on the
way, compressed by gzip; `days` are those on which something kept changes by the hour, when a copy is soon too old.
"""

import json
from collections.abc import Iterable
from typing import Any

from flask import Flask

from hub.content.model.dates import HANOI
from hub.features.pocket.kept import KeptPage, kept_files, kept_pages
from hub.web.links import place, url
from hub.web.made_pages import made_page, size_of
from hub.web.translations import gettext


def manifest(app: Flask) -> str:
    """Return the list in the language of the request; without files if nothing can be kept."""
    pages = kept_pages(app)
    paths = [page.path for page in pages]
    if paths:
        paths += [url("pocket.index"), url("pocket.search"), *kept_files()]
    files = [_file(path) for path in dict.fromkeys(paths)]
    whole = {
        "bytes": sum(file["bytes"] for file in files),
        "files": files,
        "days": sorted(set(_days(pages))),
        "home": place("home"),
        "page": url("pocket.index"),
        "find": place("search"),
        "index": url("pocket.search"),
        "words": {
            "kept": gettext("You are reading the copy on this device, as of %(time)s.", time="{time}"),
            "old": gettext("It may be out of date."),
            "more": gettext("Reading without a network"),
        },
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _file(path: str) -> dict[str, Any]:
    made = made_page(path)
    return {"url": path, "bytes": size_of(made), "digest": made.digest}


def _days(pages: Iterable[KeptPage]) -> Iterable[str]:
    """Yield the days in Hanoi on which something that is kept changes by the clock."""
    for page in pages:
        for moment in page.entry.moments if page.entry is not None else ():
            yield moment.astimezone(HANOI).date().isoformat()
