"""Publishing: an entry's pages become its files, all of them or none; and withdrawing, which leaves a tombstone."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

from hub.content.model.kinds import Kind
from hub.content.write.checking import ContentChecker, check_pages
from hub.content.write.composing import compose
from hub.content.write.draft import Gettext, Page, Pages, read_page
from hub.content.write.journal import Change, Roots, apply, recover, undisturbed
from hub.content.write.places import check_slug, files_of, files_there, name_of
from hub.i18n.languages import LANGS, Lang
from hub.messages import N_
from hub.problems import Problem, Unreadable

__all__ = (
    "ContentChecker", "Current", "Published", "Stale", "check_pages", "current", "leaves_tombstone",
    "publish", "recover", "withdraw",
)  # fmt: skip
NOT_TEXT = N_("the file is not UTF-8 here; save it again as UTF-8")


@dataclass(frozen=True)
class Current:
    """What the files of an entry say now: its pages, and the digest (64 hex digits) of each file's bytes.

    A file that cannot be read has a digest and no page; `problems` says why.
    """

    pages: Pages
    digests: Mapping[Lang, str]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Published(Current):
    """Pages are published, as the files say now; `written` lists the files that were changed."""

    written: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Stale(Current):
    """Nothing was written, because the files have changed since the draft began; here is what they say now."""


def digest_of_bytes(data: bytes) -> str:
    """Return the digest of a file's bytes by which a draft remembers on what it is based."""
    return hashlib.sha256(data).hexdigest()


def current(kind: Kind[Any], slug: str, parent: str, roots: Roots, instance: Path) -> Current:
    """Return what the files of an entry say, never half of what is being published; without any files, nothing."""
    with undisturbed(instance, roots):
        return Current(*_facts(kind, roots, files_there(kind, slug, parent, roots)))


def publish(
    kind: Kind[Any],
    slug: str,
    parent: str,
    pages: Pages,
    roots: Roots,
    expected: Mapping[Lang, str | None],
    *,
    instance: Path,
    today: date,
    done: Collection[Lang] = (),
    minor: bool = False,
    original: Lang | None = None,
    hide: bool = False,
    reserved: frozenset[str] = frozenset(),
    gettexts: Mapping[Lang, Gettext] | None = None,
) -> Published | Stale:
    """Write the pages of an entry as its files: all or none of them, also if this process is killed meanwhile.

    `expected` gives for each language the digest of the bytes on which the draft was based, None if there was no file.
    If a file is otherwise now, nothing is written. A language that is not in `pages` keeps its file. The other
    parameters are those of `compose`. Raises UserError for a slug that no entry may have, Unwritable, Unreadable, and
    OSError if the files cannot be written; then they are as before.
    """
    check_slug(kind, slug, parent, reserved)
    with undisturbed(instance, roots):
        paths = files_there(kind, slug, parent, roots)
        before = {lang: path.read_bytes() for lang, path in paths.items()}
        digests = {lang: digest_of_bytes(data) for lang, data in before.items()}
        if any(digests.get(lang) != expected.get(lang) for lang in {*pages, *expected}):
            return Stale(*_facts(kind, roots, paths))
        old = {lang: data.decode() for lang, data in before.items()}
        texts = compose(
            kind, pages, old, today, done=done, minor=minor, original=original, hide=hide, gettexts=gettexts
        )
        changes = _changes(kind, files_of(kind, slug, parent, roots), old, texts, roots)
        is_done = apply(instance, roots, list(changes.values()))
        facts = _facts(kind, roots, files_there(kind, slug, parent, roots))
        return Published(*facts, tuple(changes)) if is_done else Stale(*facts)


def withdraw(
    kind: Kind[Any],
    slug: str,
    parent: str,
    roots: Roots,
    expected: Mapping[Lang, str | None],
    *,
    instance: Path,
    today: date,
) -> Published | Stale:
    """Withdraw an entry: its address stays, and says that it was withdrawn (410).

    A kind without such a status has no tombstone; its entry becomes a draft, which nobody sees.
    """
    there = current(kind, slug, parent, roots, instance)
    if there.problems:
        raise Unreadable(*there.problems)
    if not leaves_tombstone(kind):
        return publish(kind, slug, parent, there.pages, roots, expected, instance=instance, today=today, hide=True)
    holders = [lang for lang, page in there.pages.items() if "status" in page.fields]
    pages = {lang: _withdrawn(there.pages[lang]) for lang in holders or list(there.pages)[:1]}
    return publish(kind, slug, parent, pages, roots, expected, instance=instance, today=today)


def leaves_tombstone(kind: Kind[Any]) -> bool:
    """Tell whether the address of a withdrawn entry says that it was withdrawn; otherwise it is not found any more."""
    status = kind.fields.get("status")
    return status is not None and "withdrawn" in get_args(status.annotation)


def _withdrawn(page: Page) -> Page:
    return replace(page, fields={**page.fields, "status": "withdrawn"})


def _facts(
    kind: Kind[Any], roots: Roots, paths: Mapping[Lang, Path]
) -> tuple[Pages, dict[Lang, str], tuple[Problem, ...]]:
    pages: dict[Lang, Page] = {}
    digests: dict[Lang, str] = {}
    problems: list[Problem] = []
    for lang in LANGS:
        if lang in paths:
            name, data = name_of(paths[lang], kind, roots), paths[lang].read_bytes()
            digests[lang] = digest_of_bytes(data)
            try:
                pages[lang] = read_page(data.decode())
            except UnicodeDecodeError as error:
                problems.append(Problem(name, data.count(b"\n", 0, error.start) + 1, NOT_TEXT))
            except Unreadable as error:
                problems += [replace(problem, file=name) for problem in error.problems]
    return pages, digests, tuple(problems)


def _changes(
    kind: Kind[Any], paths: Mapping[Lang, Path], before: Mapping[Lang, str], texts: Mapping[Lang, str], roots: Roots
) -> dict[Path, Change]:
    """Return the change of each file that changes; of the file itself if it is a link."""
    root = roots[kind.root]
    found: dict[Path, Change] = {}
    for lang, text in texts.items():
        path = paths[lang]
        inside = path.resolve().relative_to(root.resolve()) if path.is_symlink() else path.relative_to(root)
        if text != before.get(lang):
            found[path] = Change(kind.root, inside.as_posix(), before.get(lang), text)
    return found
