"""With what a new draft begins, and who may begin one of which kind."""

from collections.abc import Collection
from typing import Any

from hub.content.model.fields import MediaFile, example_of, is_editorial, scope_of
from hub.content.model.kinds import Kind
from hub.content.write.draft import Page, Pages
from hub.i18n.languages import Lang


def may_be_written(kind: Kind[Any], roles: Collection[str]) -> bool:
    """Tell whether somebody with these roles may write entries of a kind at the desk."""
    if kind.desk == "contributors":
        return True
    return kind.desk == "editors" and not {"translator", "editor"}.isdisjoint(roles)


def may_be_begun(kind: Kind[Any], roles: Collection[str]) -> bool:
    """Tell whether they may begin a new one: not where an entry needs a picture, which nobody can send in."""
    return may_be_written(kind, roles) and not kind.depth and not _needs_a_file(kind)


def _needs_a_file(kind: Kind[Any]) -> bool:
    return any(
        info.is_required() and any(isinstance(mark, MediaFile) for mark in info.metadata)
        for info in kind.fields.values()
    )


def blank(kind: Kind[Any], lang: Lang, title: str) -> Pages:
    """Return the pages of a new entry: its title, and for what editors alone fill in what a new entry says."""
    fields = {"title": title} if title else {}
    for name, info in kind.fields.items():
        if is_editorial(info) and info.is_required() and scope_of(info) == "shared":
            fields[name] = example_of(info)
    return {lang: Page(fields, {})}
