"""The files on disk: every file of the two folders, sorted into entries and lists, without reading any."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from hub.content.media.names import is_picture
from hub.content.model.kinds import Kind
from hub.content.model.registry import Registry
from hub.content.model.slugs import SLUG
from hub.content.source.folder import DOCUMENT, File, Folder, Stamp, misnamed
from hub.content.source.revisions import RECORD
from hub.i18n.languages import Lang
from hub.i18n.vietnamese import nfc, slug_of
from hub.messages import N_
from hub.problems import Problem

GroupKey = tuple[str, str]  # (kind, slug), or ("", name of a vocabulary)
Fingerprint = tuple[tuple[str, Stamp], ...]
WRITINGS = frozenset([".txt", ".markdown", ".mdx", ".doc", ".docx", ".odt", ".rtf", ".html", ".htm"])


@dataclass
class FileGroup:
    """The files of one entry or vocabulary as they are on disk."""

    key: GroupKey
    kind: Kind[Any] | None
    parent: str = ""
    documents: dict[Lang, File] = field(default_factory=dict)
    beside: dict[str, File] = field(default_factory=dict)

    @cached_property
    def fingerprint(self) -> Fingerprint:
        """Return a value that differs if any of the files does; read it only when the group is complete."""
        return tuple([(file.name, file.stamp) for files in (self.documents, self.beside) for file in files.values()])


def names_of(fingerprint: Fingerprint) -> set[str]:
    """Return the names of the files that a fingerprint is of."""
    return {name for name, _ in fingerprint}


class Survey:
    """Lists the files in content/ and exhibits/, any number of times; `problems` are those of the last time."""

    def __init__(self, content: Path, exhibits: Path, registry: Registry) -> None:
        self.folders = (Folder(content, "content"), Folder(exhibits, "exhibits"))
        self.registry = registry
        self.addresses: dict[str, tuple[Kind[Any], str, str, Lang] | None] = {}
        self.problems: list[Problem] = []
        self.records: dict[str, File] = {}  # the files of records of changes, by name, as of the last listing

    @property
    def missing(self) -> list[str]:
        """Return the names of the two folders that were not there at the last listing."""
        return [folder.label for folder in self.folders if folder.missing]

    @property
    def unreadable(self) -> dict[str, str]:
        """Return why files and folders could not be read at the last listing, by name."""
        return {name: why for folder in self.folders for name, why in folder.unreadable.items()}

    def groups(self) -> dict[GroupKey, FileGroup]:
        """Return the files on disk, sorted into entries and vocabularies, and replace `problems`."""
        self.problems, self.records = [], {}
        groups: dict[GroupKey, FileGroup] = {}
        homes: dict[str, FileGroup] = {}
        others: list[File] = []
        for folder in self.folders:
            for file in folder.scan(self.problems):
                name = file.name
                if name in self.addresses:
                    self._claim(file, groups, homes)
                elif (problem := misnamed(name)) is not None:
                    self.problems.append(problem)
                elif name.endswith(".md") and not name.endswith("README.md"):
                    self._claim(file, groups, homes)
                elif name.lower().endswith((".yaml", ".yml")):
                    self._claim_list(file, folder.label, groups)
                elif name.endswith(f"/{RECORD}"):
                    self.records[name] = file
                else:
                    others.append(file)
        for file in others:
            if (home := homes.get(file.name.rpartition("/")[0])) is not None:
                home.beside[nfc(file.path.name)] = file
            elif is_picture(file.path.name):
                self._remark(
                    file, N_("this picture is not beside any text, so no one sees it; put it in the folder of its text")
                )
            elif file.path.suffix.lower() in WRITINGS:
                self._remark(file, N_("this kind of file is not read; a text is called slug.vi.md or slug.en.md"))
        return groups

    def _remark(self, file: File, message: str) -> None:
        self.problems.append(Problem(file.name, 1, message, severity="warning"))

    def _claim_list(self, file: File, label: str, groups: dict[GroupKey, FileGroup]) -> None:
        key = ("", file.path.stem)
        if label != "content":
            self.problems.append(
                Problem(file.name, 1, N_("lists of terms are read in content/vocabulary; move it there"))
            )
        elif not SLUG.fullmatch(file.path.stem) or file.path.suffix not in (".yaml", ".yml"):
            better = f"{slug_of(file.path.stem) or 'danh-sach'}.yaml"
            self.problems.append(
                Problem(
                    file.name,
                    1,
                    N_("a list’s name has lower-case letters a–z, digits and hyphens; rename it to %(name)s"),
                    {"name": better},
                )
            )
        elif key in groups:
            there = next(iter(groups[key].beside.values())).name
            self.problems.append(
                Problem(
                    file.name,
                    1,
                    N_("the list %(name)s is in %(file)s already; join the two"),
                    {"name": key[1], "file": there},
                )
            )
        else:
            groups[key] = FileGroup(key, None, beside={file.path.name: file})

    def _claim(self, file: File, groups: dict[GroupKey, FileGroup], homes: dict[str, FileGroup]) -> None:
        if file.name not in self.addresses:
            self.addresses[file.name] = place_of_document(file.name, self.registry.kinds.values())
        found = self.addresses[file.name]
        if found is None:
            self.problems.append(
                Problem(
                    file.name, 1, N_("no kind of content lives in this folder; move the file to the folder of its kind")
                )
            )
            return
        kind, slug, parent, lang = found
        key = (kind.name, slug)
        group = groups.get(key)
        if group is None:
            group = groups[key] = FileGroup(key, kind, parent)
        if group.parent != parent or lang in group.documents:
            there = next(iter(group.documents.values())).name
            self.problems.append(
                Problem(
                    file.name,
                    1,
                    N_("the slug %(slug)s is taken by %(file)s; choose another"),
                    {"slug": slug, "file": there},
                )
            )
            return
        group.documents[lang] = file
        folder, _, base = file.name.rpartition("/")
        if base.startswith("index."):
            homes[folder] = group


def place_of_document(name: str, kinds: Iterable[Kind[Any]]) -> tuple[Kind[Any], str, str, Lang] | None:
    """Return the kind, slug, parent's slug and language of a document by its path; None if no kind has such a path."""
    steps = name.split("/")
    match = DOCUMENT.fullmatch(steps[-1])
    if match is None:
        return None
    lang: Lang = "en" if match["lang"] == "en" else "vi"
    for kind in kinds:
        around = (kind.root, *(kind.folder.split("/") if kind.folder else ()))
        rest = steps[len(around) : -1]
        if tuple(steps[: len(around)]) != around:
            continue
        if match["slug"] is None:
            rest, slug = rest[:-1], rest[-1] if rest else ""
        else:
            slug = match["slug"]
        if slug and len(rest) == kind.depth:
            return kind, slug, rest[-1] if rest else "", lang
    return None
