"""Names of pictures: which can stand in an address, which kinds browsers show, and what to write instead."""

import re
from collections.abc import Iterable

from hub.i18n.vietnamese import nfc, slug_of
from hub.messages import N_

SVG = "image/svg+xml"
TYPES = {".svg": SVG, ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}
MEDIA = re.compile(r"[a-z0-9][a-z0-9._-]*\.(?:svg|png|jpe?g|webp)")
JPEG_TOO = (".jfif", ".jpe", ".jif", ".jfi", ".pjpeg", ".pjp")  # other endings of a JPEG
# Kinds that few browsers show, with the ending of what to save them as: photographs as JPEG, the rest as PNG.
SAVED_AS = dict.fromkeys(
    (".heic", ".heif", ".hif", ".avif", ".dng", ".cr2", ".cr3", ".nef", ".arw", ".raw", ".jp2", ".jxl"), ".jpg"
) | dict.fromkeys(
    (".gif", ".bmp", ".tif", ".tiff", ".ico", ".psd", ".xcf", ".ai", ".eps", ".cdr", ".emf", ".wmf", ".svgz"), ".png"
)
RENAME = N_("a picture’s name has lower-case letters a–z, digits and hyphens; rename it to %(name)s")
SAVE = N_(
    "browsers do not show this kind of picture; save it as JPEG, PNG or WebP, for example under the name %(name)s"
)
NOT_SHOWN = N_("this kind of file is not shown; use SVG, JPEG, PNG or WebP")
# The same for a picture in a text, where the line is that of the text.
RENAME_IT = N_(
    "the picture %(target)s needs a name of lower-case letters a–z, digits and hyphens; rename the file to %(name)s, and write that here"
)
ALONE = N_("the picture %(target)s lies beside this text; write its name alone, %(name)s")
SAVE_IT = N_(
    "browsers do not show a picture like %(target)s; save it as JPEG, PNG or WebP, for example under the name %(name)s, and write that here"
)


def _ending(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def is_picture(name: str) -> bool:
    """Tell by its ending whether a file is a picture, be it one that browsers show or not."""
    ending = _ending(name)
    return ending in TYPES or ending in JPEG_TOO or ending in SAVED_AS


def good_name(name: str) -> str:
    """Return the name that a picture should have; for a good one, that is its own."""
    name = nfc(name.removeprefix("./"))
    if MEDIA.fullmatch(name):
        return name
    ending = _ending(name)
    better = SAVED_AS.get(ending) or (".jpg" if ending in JPEG_TOO else ending)
    return f"{slug_of(name.removesuffix(name[len(name) - len(ending) :])) or 'hinh'}{better}"


def name_problem(name: str) -> str | None:
    """Return what is wrong with the name of a file beside a text, a message (N_) with `name`; None if it is good."""
    ending = _ending(name)
    if ending in SAVED_AS:
        return SAVE
    if ending not in TYPES and ending not in JPEG_TOO:
        return NOT_SHOWN
    return None if MEDIA.fullmatch(name) else RENAME


def remark_in_text(target: str) -> str | None:
    """Return what is wrong with the name of a picture in a text, a message (N_) with `target` and `name`.

    None if the target is no name of a picture, or a good one.
    """
    if MEDIA.fullmatch(target.removeprefix("./")):
        return ALONE if target.startswith("./") else None
    target = target.removeprefix("./")
    if "/" in target or ":" in target or not is_picture(target):
        return None
    return SAVE_IT if _ending(target) in SAVED_AS else RENAME_IT


def lies_here_as(wanted: str, names: Iterable[str]) -> str | None:
    """Return the picture among `names` that is called `wanted` but for capitals, marks, spaces or its ending."""
    stem = slug_of(wanted.rpartition(".")[0])
    alike = [name for name in names if is_picture(name) and slug_of(name.rpartition(".")[0]) == stem]
    return alike[0] if stem and alike else None
