"""Names that authors give to headings and other parts of a text, `{#name}`: one pattern for all of them."""

import re
from typing import NamedTuple

from hub.i18n.vietnamese import slug_of

NAME = re.compile(r"[a-z][a-z0-9-]{0,63}")
HEADING = re.compile(r"(#{1,6})(?!#)(.*)")
OTHER = re.compile(r"(?<!\S)(?:\.[\w-]+|[\w-]+=(?:\"[^\"]*\"|'[^']*'|\S*))")


class Heading(NamedTuple):
    """A heading as written: its signs, its words, the attributes in its braces, and the name among them.

    `name` is empty if there is none; `refused` is one that no address can carry.
    """

    signs: str
    words: str
    attributes: str
    name: str
    refused: str


def heading_of(line: str) -> Heading | None:
    """Return the heading that a line holds; None for any other, such as one that begins with a hashtag (#TenThe)."""
    found = HEADING.match(line)
    if found is None or (len(found[1]) == 1 and found[2][:1].strip()):
        return None
    signs, words = found.groups()
    before, braces = _braces_of(words)
    if "#" not in braces:
        is_plain = not is_attributes(braces)
        return Heading(signs, words if is_plain else before, "" if is_plain else braces, "", "")
    first, _, rest = braces.partition("#")
    others = " ".join(OTHER.findall(f"{first} {rest}"))
    name = " ".join(OTHER.sub("", rest).split())
    if NAME.fullmatch(name) is None or OTHER.sub("", first).strip():
        return Heading(signs, before, others, "", braces)
    return Heading(signs, before, f"#{name} {others}".strip(), name, "")


def _braces_of(words: str) -> tuple[str, str]:
    """Return the words of a heading, and what stands in the braces at their end; empty without braces."""
    whole = words.rstrip(" \t#")
    start = whole.rfind("{") if whole.endswith("}") else -1
    if start < 0:
        return words, ""
    return whole[:start].rstrip(), whole[start + 1 : -1].removeprefix(":").strip()


def is_attributes(text: str) -> bool:
    """Tell whether the words in braces are attributes such as `lang=en` or `.class`, and nothing else."""
    return bool(text) and not OTHER.sub("", text).strip()


def nearest_name(refused: str) -> str:
    """Return a name that an address can carry, and that is as near as can be to one that it cannot."""
    slug = slug_of(refused)[:56].strip("-")
    return slug if NAME.fullmatch(slug) else f"phan-{slug or 1}"
