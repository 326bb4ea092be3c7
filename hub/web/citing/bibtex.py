"""Citations in BibTeX, in UTF-8 and with the `langid` of BibLaTeX."""

import re
from collections.abc import Iterable

from hub.web.citing.citation import Citation, one_line

LANGUAGES = {"vi": "vietnamese", "en": "british"}
TYPES = {"speech": "misc", "report": "report"}
SPECIAL = re.compile(r"[\\{}%&_#$~^]")
WRITTEN = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
NOT_IN_URL = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})


def bibtex(citations: Iterable[Citation]) -> str:
    """Return the citations as one BibTeX file."""
    return "\n".join(map(_entry, citations))


def _entry(citation: Citation) -> str:
    fields = {
        "author": " and ".join(
            escaped(author.sorted_name) if author.family else f"{{{escaped(author.given)}}}"
            for author in citation.authors
        ),
        "title": f"{{{escaped(citation.title)}}}",  # a second pair of braces keeps its capitals
        "date": citation.on.isoformat(),
        "year": str(citation.on.year),
        "type": escaped(citation.form),
        "howpublished": escaped(citation.site),
        "note": escaped(citation.note),
        "url": citation.url.translate(NOT_IN_URL),
        "langid": LANGUAGES[citation.lang],
        "abstract": escaped(citation.abstract),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{TYPES[citation.genre]}{{{citation.key},", *lines, "}", ""])


def escaped(text: str) -> str:
    """Return a text with the characters escaped that TeX reads as something else."""
    return SPECIAL.sub(lambda found: WRITTEN.get(found[0], f"\\{found[0]}"), one_line(text))
