"""The formats of a kind that is cited. Declarations of features read it, so it imports neither Flask nor a format."""

from typing import Any

from hub.feature import Format

FORMATS = (
    ("bib", "application/x-bibtex; charset=utf-8", "bibtex"),
    ("ris", "application/x-research-info-systems; charset=utf-8", "ris"),
    ("csl.json", "application/vnd.citationstyles.csl+json; charset=utf-8", "csl"),
    ("txt", "text/plain; charset=utf-8", "apa"),
)


def citation_formats(kind: str, **more: Any) -> tuple[Format, ...]:
    """Return the formats of a kind that is cited: of all its entries, and of one. `more` is declared of each."""
    return tuple(
        Format(suffix, type, kind, f"hub.web.citing.{module}:write", f"hub.web.citing.{module}:write", **more)
        for suffix, type, module in FORMATS
    )
