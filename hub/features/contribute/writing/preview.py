"""The entry that a draft would become, laid into an Edition of its own; texts are rendered in a process with a limit."""

import hashlib
import tempfile
import threading
from collections import ChainMap
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from hub.child import Child
from hub.content.edition import Edition
from hub.content.markdown import child
from hub.content.markdown.renderer import VERSION
from hub.content.markdown.sections import written_sections
from hub.content.media.inspecting import inspect_media
from hub.content.model.body import Body, Rendered
from hub.content.model.entries import Entry
from hub.content.model.kinds import Kind
from hub.content.source.folder import File
from hub.content.source.pairing import EntryBuilder
from hub.i18n.languages import Lang
from hub.messages import N_
from hub.problems import Problem, Unreadable

SECONDS = 4.0  # for one text; an ordinary one takes some hundredths
TANGLED = N_("this text is too tangled to be rendered; simplify its brackets, lists and quotations")


class Rendering:
    """Renders what contributors write in a process of its own, one text after another; who takes too long is refused."""

    def __init__(self, places: frozenset[str], seconds: float = SECONDS) -> None:
        self.places, self.seconds = places, seconds
        self.child: Child = child.start()
        self.lock = threading.Lock()

    def render(self, body: str, file: str, first_line: int) -> child.Result:
        """Return a text's HTML by section, its links and the remarks on it.

        Raises Unreadable, with the line of the section that cannot be rendered in time.
        """
        with self.lock:
            try:
                return child.render(self.child, self.places, body, file, first_line, self.seconds)
            except TimeoutError as error:
                line = self._slow_line(body, first_line)
                raise Unreadable(Problem(file, line, TANGLED)) from error

    def _slow_line(self, body: str, first_line: int) -> int:
        for section in written_sections(body, first_line):
            try:
                child.render(self.child, self.places, section.text, "", 1, self.seconds / 4)
            except TimeoutError:
                return section.line
            except Unreadable:
                continue
        return first_line


def laid_over(
    edition: Edition,
    kind: Kind[Any],
    slug: str,
    parent: str,
    texts: Mapping[Lang, str],
    names: Mapping[Lang, str],
    beside: Mapping[str, Path],
    rendering: Rendering,
) -> Edition | list[Problem]:
    """Return an Edition in which an entry is as these texts of its files say; if they are none yet, what is wrong.

    `names` are those by which messages call the files; `beside` are the other files of its folder, by name.
    """
    bodies: dict[str, Rendered] = {}

    def render(body: str, file: str, first_line: int) -> tuple[Body, list[str], list[Problem]]:
        if not body.strip():
            return Body(), [], []
        rendered, links, remarks = rendering.render(body, file, first_line)
        key = "draft " + hashlib.sha256(f"{VERSION}\n{body}".encode()).hexdigest()[:32]
        bodies[key] = rendered
        return Body(key, rendered.sections), links, remarks

    with tempfile.TemporaryDirectory(prefix="hub-draft-") as folder:
        files = {lang: _written(Path(folder, f"{lang}.md"), names[lang], text) for lang, text in texts.items()}
        others = {name: _file(path, name) for name, path in beside.items()}
        builder = EntryBuilder(edition.registry, kind, slug, parent, files, others)
        entry = builder.build(render, inspect_media, None)
    if entry is None or set(entry.readings) != set(texts):
        return [problem for problem in builder.problems if problem.severity == "error"]
    return _with_entry(edition, kind, entry, bodies)


def _with_entry(edition: Edition, kind: Kind[Any], entry: Entry[Any], bodies: Mapping[str, Rendered]) -> Edition:
    cards = {**edition.cards.get(kind.name, {}), entry.slug: entry.card(kind)}
    entries = ChainMap({entry.slug: entry}, edition.entries.get(kind.name, {}))  # type: ignore[arg-type]
    return replace(
        edition,
        cards={**edition.cards, kind.name: cards},
        entries={**edition.entries, kind.name: entries},
        rendered=lambda key: bodies[key] if key in bodies else edition.rendered(key),
    )


def _written(path: Path, name: str, text: str) -> File:
    path.write_text(text, encoding="utf-8", newline="")
    return _file(path, name)


def _file(path: Path, name: str) -> File:
    found = path.stat()
    return File(str(path), name, (found.st_mtime_ns, found.st_size, found.st_ino, found.st_ctime_ns))
