"""The desk of an editor: two folders of real files, and an archive that reads them again and again."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from hub.content.assemble import assemble
from hub.content.edition import Edition
from hub.content.model.dates import HANOI
from hub.content.source.archive import Archive
from hub.feature import discover
from hub.storage.packs import Packs

NOW = datetime(2025, 10, 22, 9, 0, tzinfo=HANOI)
SESSION = (
    "title: A\nsummary: s\nupdated: 2026-11-24\nstarts: 2025-10-22 {}\nminutes: {}\nroom: {}\nformat: panel\nstatus: {}"
)
TERMS = "title: {vi: a, en: b}\nterms:\n"
REGISTRY = discover().registry


class Desk:
    """content/ and exhibits/ under a folder, as an editor has them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.archive = Archive(root / "content", root / "exhibits", REGISTRY, Packs(root / "packs"))

    def write(self, name: str, front: str = "", body: str = "", raw: str | bytes | None = None) -> Path:
        """Write `agenda/opening.vi.md` or `exhibits/…`: fields and text, or `raw` as it is."""
        path = self.root / (name if name.startswith("exhibits/") else f"content/{name}")
        path.parent.mkdir(parents=True, exist_ok=True)
        text = f"---\n{front.strip()}\n---\n{body}" if raw is None else raw
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def edition(self, now: datetime = NOW, drafts: bool = False) -> Edition:
        """Read what has changed; the Edition of it."""
        self.archive.refresh()
        return assemble(self.archive, now, drafts)

    def problems(self) -> list[str]:
        """Every problem as an author reads it, in English."""
        return [problem.text(str) for problem in self.edition().problems]


def shown(edition: Edition) -> set[str]:
    """The slugs of the pages that it shows."""
    return set(edition.entries["page"])


def terms(write: Callable[..., Path], name: str, *codes: str) -> None:
    """Write a list of terms that are their codes and a language."""
    write(
        f"vocabulary/{name}.yaml",
        raw=TERMS + "".join(f"  - {{id: {code}, label: {{vi: {code} vi, en: {code} en}}}}\n" for code in codes),
    )
