"""Entries of the library for tests: each as much like a real one as it needs to be, with the codes that it is given."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from small import DAY, SECTIONS, document, put

SHARED: dict[str, Any] = {
    "countries": ["VN"], "level": "national", "stage": "operating", "years": {"from": 2017}, "lead": {"vi": "Cục Trẻ em", "en": "Department of Children"},
    "sectors": ["health"], "themes": ["safety-by-design"], "harms": ["image-abuse"], "measures": ["hotline"], "audiences": ["children"],
    "evidence": "unrated", "evidence_types": ["administrative-data"], "verified_on": DAY, "review_due": "2027-05-24", "status": "starter",
    "sources": [{"id": "own", "title": "Report", "publisher": "UN", "date": "2025", "url": "https://un.example/report", "accessed": DAY}],
}  # fmt: skip


def entry(
    root: Path, slug: str, vi: str = "", en: str = "", texts: Mapping[str, str] | None = None, **shared: Any
) -> None:
    """Write an entry in the languages for which there is a title; `texts` are its own for sections by their ids."""
    sections = {name: f"Words on {name} [@own]." for name in SECTIONS.split()} | dict(texts or {})
    body = "\n\n".join(f"## Part {name} {{#{name}}}\n\n{text}" for name, text in sections.items())
    for lang, title in (("vi", vi), ("en", en)):
        if title:
            words = {"title": title, "summary": f"{title}: summary.", "in_short": f"{title}: in short."}
            put(root / f"content/library/{slug}.{lang}.md", document(SHARED | shared | words, body))
