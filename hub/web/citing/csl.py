"""Citations in CSL-JSON, the input of citation processors (schema csl-data.json 1.0.2)."""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from hub.content.edition import Reader
from hub.content.model.kinds import Model
from hub.web.citing.citation import Author, Citation
from hub.web.citing.cited import citations

LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}


def csl_json(citations: Iterable[Citation]) -> str:
    """Return the citations as a CSL-JSON array."""
    return json.dumps(list(map(_item, citations)), ensure_ascii=False, indent=1) + "\n"


def write(reader: Reader, entries: Sequence[Model], address: Callable[[Model], str]) -> str:
    """Return the citations of entries as one document (a Writer)."""
    return csl_json(citations(entries))


def _item(citation: Citation) -> dict[str, Any]:
    fields = {
        "id": citation.key,
        "type": citation.genre,
        "title": citation.title,
        "original-title": citation.twin.title if citation.twin and citation.twin.original else "",
        "author": [_name(author) for author in citation.authors],
        "issued": {"date-parts": [[citation.on.year, citation.on.month, citation.on.day]]},
        "genre": citation.form,
        "publisher": citation.site,
        "version": citation.version,
        "keyword": ", ".join(citation.keywords),
        "note": citation.note,
        "abstract": citation.abstract,
        "language": LANGUAGES[citation.lang],
        "URL": citation.url,
    }
    return {name: value for name, value in fields.items() if value}


def _name(author: Author) -> dict[str, str]:
    return {"family": author.family, "given": author.given} if author.family else {"literal": author.given}
