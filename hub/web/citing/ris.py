"""Citations in RIS, as reference managers import it: a tag and a value on each line, CRLF at its end."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from hub.content.edition import Reader
from hub.content.model.kinds import Model
from hub.web.citing.citation import Citation, one_line
from hub.web.citing.cited import citations

TYPES = {"speech": "ELEC", "report": "RPRT"}  # RIS knows no speech; what it is stands in M3


def ris(citations: Iterable[Citation]) -> str:
    """Return the citations as one RIS file."""
    return "".join(f"{tag}  - {one_line(value)}\r\n" for each in citations for tag, value in _lines(each))


def write(reader: Reader, entries: Sequence[Model], address: Callable[[Model], str]) -> str:
    """Return the citations of entries as one document (a Writer)."""
    return ris(citations(entries))


def _lines(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "TY", TYPES[citation.genre]
    yield "ID", citation.key
    for author in citation.authors:
        yield "AU", author.sorted_name
    yield "TI", citation.title
    yield from [("TT", citation.twin.title)] if citation.twin else []
    yield "PY", str(citation.on.year)
    yield "DA", citation.on.strftime("%Y/%m/%d/")
    yield "M3", citation.form
    yield "PB", citation.site
    yield "LA", citation.lang
    yield "UR", citation.url
    yield from (("KW", word) for word in citation.keywords)
    yield from [("ET", citation.version)] if citation.version else []
    yield from [("N1", citation.note)] if citation.note else []
    yield from [("AB", citation.abstract)] if citation.abstract else []
    yield "ER", ""
