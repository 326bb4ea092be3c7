"""The plain texts of the pages that are kept, as JSON: what the pocket edition searches without a network.

They are those that the search on the server indexes. What has no text of its own, such as a list, is not among them.
"""

import json
from collections.abc import Iterator
from typing import Any

from flask import Flask

from hub.feature import SearchFields
from hub.features.pocket.kept import kept_pages
from hub.search.engine import Searchable
from hub.search.searchable import searchable, searchable_term
from hub.web.context import current_context
from hub.web.translations import gettext


def texts(app: Flask) -> str:
    """Return the texts in the language of the request, with the words around results."""
    whole = {
        "words": {
            "found": gettext("Results on this device: %(count)s", count="{count}"),
            "nothing": gettext("Nothing was found for these words"),
            "note": gettext("Without a network, only the pages kept on this device are searched."),
        },
        "texts": [*_entries(app), *_terms(app)],
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"


def _entries(app: Flask) -> Iterator[dict[str, Any]]:
    """Yield the texts of entries: of those that have a page among the kept ones, or for which one stands."""
    context = current_context()
    standing = {endpoint: entry for entry, endpoint in context.routes.elsewhere.items()}
    for page in kept_pages(app):
        kind, slug = (page.entry.kind, page.entry.slug) if page.entry else standing.get(page.endpoint, ("", ""))
        entry = context.reader.entry(kind, slug) if kind and page.path[1:3] == context.lang else None
        reading = entry.reading(context.lang) if entry else None
        if reading is not None and not (reading.withdrawn or reading.draft or reading.noted):
            id, declared = f"{kind}/{slug}/{reading.lang}", context.site.registry.kinds[kind]
            fields = context.site.features.search.get(kind, SearchFields())
            found = searchable(context.edition, id, "", fields, context.reads)
            yield _text(found, page.path, declared.singular or declared.title)


def _terms(app: Flask) -> Iterator[dict[str, Any]]:
    """Yield the texts of terms that stand on one of the kept pages, such as helplines."""
    context = current_context()
    paths = {page.endpoint: page.path for page in kept_pages(app) if page.path[1:3] == context.lang}
    for name, findable in context.site.features.findable.items():
        for term in context.reader.terms(name) if findable.endpoint in paths else ():
            found = searchable_term(context.edition, f"{name}/{term}/{context.lang}", "", findable, context.reads)
            yield _text(found, f"{paths[findable.endpoint]}#{findable.anchor.format(term)}", findable.singular)


def _text(found: Searchable, path: str, kind: str) -> dict[str, Any]:
    text = "\n".join(part for part in (found.summary, found.text) if part)
    row = {"url": path, "kind": gettext(kind), "title": found.title, "text": text, "more": found.unshown}
    return row | ({"lang": found.lang} if found.lang != current_context().lang else {})
