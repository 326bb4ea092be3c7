"""Where the files of an entry lie, and which slugs a new entry may have."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hub.content.model.kinds import Kind
from hub.content.model.slugs import SLUG
from hub.errors import UserError
from hub.i18n.languages import LANGS, Lang
from hub.messages import N_


def check_slug(kind: Kind[Any], slug: str, parent: str, reserved: frozenset[str]) -> None:
    """Raise UserError if no entry of a kind may have this slug, or lie in a parent of this slug."""
    refused = N_(
        "the slug %(slug)s cannot be used in an address; write lower-case letters a–z, digits and single hyphens"
    )
    if not SLUG.fullmatch(slug) or slug in reserved:
        raise UserError(refused, slug=slug)
    if parent and not (kind.depth and SLUG.fullmatch(parent)):
        raise UserError(refused, slug=f"{parent}/{slug}")
    if kind.depth and not parent:
        raise UserError(
            N_("a %(kind)s lies in a %(parent)s; write %(kind)s %(parent)s/%(slug)s"),
            kind=kind.name,
            parent=kind.parent,
            slug=slug,
        )


def check_free(kind: Kind[Any], slug: str, parent: str, roots: Mapping[str, Path]) -> None:
    """Raise UserError if a file of an entry with this slug is there already."""
    for path in files_there(kind, slug, parent, roots).values():
        raise UserError(N_("%(file)s is there already; choose another slug"), file=str(path))


def new_files(kind: Kind[Any], slug: str, parent: str, roots: Mapping[str, Path]) -> dict[Lang, Path]:
    """Return the paths of the files that an entry gets if it has none yet."""
    flat, own = _forms(kind, slug, parent, roots)
    return own if kind.root == "exhibits" else flat


def files_there(kind: Kind[Any], slug: str, parent: str, roots: Mapping[str, Path]) -> dict[Lang, Path]:
    """Return the path of each file that an entry has."""
    return {
        lang: path
        for form in reversed(_forms(kind, slug, parent, roots))
        for lang, path in form.items()
        if path.is_file()
    }


def files_of(kind: Kind[Any], slug: str, parent: str, roots: Mapping[str, Path]) -> dict[Lang, Path]:
    """Return the path of an entry's file in each language: where it is, else beside the other one."""
    there = files_there(kind, slug, parent, roots)
    forms = _forms(kind, slug, parent, roots)
    beside = next((form for form in forms if set(form.values()) & set(there.values())), None)
    return {**(beside or new_files(kind, slug, parent, roots)), **there}


def name_of(path: Path, kind: Kind[Any], roots: Mapping[str, Path]) -> str:
    """Return what messages call a file: its path from the name of its root on."""
    return f"{kind.root}/{path.relative_to(roots[kind.root]).as_posix()}"


def _forms(
    kind: Kind[Any], slug: str, parent: str, roots: Mapping[str, Path]
) -> tuple[dict[Lang, Path], dict[Lang, Path]]:
    """Return the paths of the files beside those of other entries, and those in a folder of their own."""
    folder = roots[kind.root] / kind.folder / parent
    return (
        {lang: folder / f"{slug}.{lang}.md" for lang in LANGS},
        {lang: folder / slug / f"index.{lang}.md" for lang in LANGS},
    )
