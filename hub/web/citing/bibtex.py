"""Citations in BibTeX, in UTF-8 and with the `langid` of BibLaTeX."""

import re
from collections.abc import Callable, Iterable, Sequence

from hub.content.edition import Reader
from hub.content.model.kinds import Model
from hub.web.citing.citation import Citation, one_line
from hub.web.citing.cited import citations

LANGUAGES = {"vi": "vietnamese", "en": "british"}
TYPES = {"speech": "misc", "report": "report"}
SPECIAL = re.compile(r"[\\{}%&_#$~^]")
WRITTEN = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
NOT_IN_URL = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})


def bibtex(citations: Iterable[Citation]) -> str:
    """Return the citations as one BibTeX file."""
    return "\n".join(map(_entry, citations))


def write(reader: Reader, entries: Sequence[Model], address: Callable[[Model], str]) -> str:
    """Return the citations of entries as one document (a Writer)."""
    return bibtex(citations(entries))


def _entry(citation: Citation) -> str:
    fields = {
        "author": " and ".join(
            escaped(author.sorted_name) if author.family else f"{{{escaped(author.given)}}}"
            for author in citation.authors
        ),
        "title": f"{{{escaped(citation.title)}}}",  # a second pair of braces keeps its capitals
        **_twin(citation),
        "date": citation.on.isoformat(),
        "year": str(citation.on.year),
        "type": escaped(citation.form),
        "institution" if citation.genre == "report" else "howpublished": escaped(citation.site),
        "version": escaped(citation.version),
        "note": escaped(citation.note),
        "url": citation.url.translate(NOT_IN_URL),
        "langid": LANGUAGES[citation.lang],
        "keywords": ", ".join(map(escaped, citation.keywords)),
        "abstract": escaped(citation.abstract),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{TYPES[citation.genre]}{{{citation.key},", *lines, "}", ""])


def _twin(citation: Citation) -> dict[str, str]:
    """Return the title in the other language: that of the original, or of a translation beside it."""
    if citation.twin is None:
        return {}
    title = f"{{{escaped(citation.twin.title)}}}"
    if not citation.twin.original:
        return {"titleaddon": title}
    return {"origtitle": title, "origlanguage": LANGUAGES[citation.twin.lang].replace("british", "english")}


def escaped(text: str) -> str:
    """Return a text with the characters escaped that TeX reads as something else."""
    return SPECIAL.sub(lambda found: WRITTEN.get(found[0], f"\\{found[0]}"), one_line(text))
