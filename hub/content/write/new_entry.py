"""The command `new`: write a bilingual pair of files to fill in, with every field explained beside it."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from hub.content.model.fields import example_of, says_of, scope_of
from hub.content.model.kinds import Kind
from hub.content.write.places import check_free, check_slug, new_files
from hub.i18n.languages import Lang
from hub.messages import N_

Gettext = Callable[[str], str]


def start(
    kind: Kind[Any],
    slug: str,
    roots: dict[str, Path],
    today: date,
    gettexts: Mapping[Lang, Gettext],
    parent: str = "",
    *,
    reserved: frozenset[str],
) -> list[Path]:
    """Write the pair of files of a new entry, and return their paths.

    `gettexts` holds the `gettext` of each language's catalogue. Raises UserError if the slug is not allowed or taken.
    """
    check_slug(kind, slug, parent, reserved)
    check_free(kind, slug, parent, roots)
    paths = new_files(kind, slug, parent, roots)
    for lang, path in paths.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text(kind, lang, lang == "vi", today, gettexts[lang]))
    return list(paths.values())


def text(kind: Kind[Any], lang: Lang, first: bool, today: date, gettext: Gettext) -> str:
    """Return the text of a new file; `first` marks the one of the pair that has the shared fields."""
    lines = ["---"]
    for name, info in kind.fields.items():
        scope = scope_of(info)
        if (scope == "shared" and not first) or name in ("translates", "original"):
            continue
        lines.append(f"# {name}: {gettext(says_of(info))}")
        if name == "updated":
            lines.append(f"updated: {today.isoformat()}")
        elif name == "draft":
            lines.append("draft: true")
        elif info.is_required() or (name == "in_short" and kind.in_short):
            lines.append(f"{name}: {example_of(info)}")
        else:
            lines.append(f"# {name}: {example_of(info)}")
    lines.append("---")
    unknown = gettext(N_("Not yet known."))
    for section, heading in kind.sections.items():
        lines += ["", f"## {gettext(heading)} {{#{section}}}", "", unknown]
    return "\n".join(lines) + "\n"
