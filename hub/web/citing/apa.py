"""Citations as text, after the style of the American Psychological Association, in Vietnamese and in English."""

from collections.abc import Callable, Iterable, Sequence

from hub.content.edition import Reader
from hub.content.model.kinds import Model
from hub.i18n.dates import date_text
from hub.web.citing.citation import Author, Citation, joined, one_line
from hub.web.citing.cited import citations


def apa(citations: Iterable[Citation]) -> str:
    """Return the citations as text, one on each line."""
    return "".join(f"{apa_text(each)}\n" for each in citations)


def write(reader: Reader, entries: Sequence[Model], address: Callable[[Model], str]) -> str:
    """Return the citations of entries as one document (a Writer)."""
    return apa(citations(entries))


def apa_text(citation: Citation) -> str:
    """Return one citation as text: author, date, title, both in brackets its twin's and what it is, site, address."""
    authors = ", ".join(map(_name, citation.authors))
    about = "; ".join([citation.form, *citation.remarks])
    return joined(
        [
            _ended(authors),
            f"({_date(citation)}).",
            one_line(citation.title),
            f"[{one_line(citation.twin.title)}]" if citation.twin else "",
            f"[{one_line(about)}].",
            _ended(citation.site),
            citation.url,
        ]
    )


def _name(author: Author) -> str:
    """Return the family name with initials; an office and a Vietnamese name in full."""
    if not author.family:
        return one_line(author.given)
    initials = " ".join(f"{word[0]}." for word in author.given.replace("-", " ").split())
    return f"{author.family}, {initials}"


def _date(citation: Citation) -> str:
    if citation.lang == "vi":
        return date_text(citation.on, "vi")
    day, month, year = date_text(citation.on, "en").split()
    return f"{year}, {month} {day}"


def _ended(text: str) -> str:
    return text if text.endswith(".") else f"{text}."
