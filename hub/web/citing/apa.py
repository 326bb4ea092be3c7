"""Citations as text, after the style of the American Psychological Association, in Vietnamese and in English."""

from collections.abc import Iterable

from hub.i18n.dates import date_text
from hub.web.citing.citation import Author, Citation, joined, one_line


def apa(citations: Iterable[Citation]) -> str:
    """Return the citations as text, one on each line."""
    return "".join(f"{apa_text(each)}\n" for each in citations)


def apa_text(citation: Citation) -> str:
    """Return one citation as text: author, date, title, what it is in brackets, site, address."""
    authors = ", ".join(map(_name, citation.authors))
    about = "; ".join([citation.form, *citation.remarks])
    return joined(
        [
            _ended(authors),
            f"({_date(citation)}).",
            f"{one_line(citation.title)} [{one_line(about)}].",
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
