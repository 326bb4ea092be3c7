"""Facts about a picture beside an entry: its type by its content, its size, and its digest."""

import hashlib
import io
import struct
import warnings
from contextlib import suppress
from typing import NamedTuple

from PIL import ExifTags, Image, ImageFile

from hub.content.media.names import SVG, TYPES, good_name, name_problem
from hub.content.media.renditions import LONGEST_SIDE, sizes_of
from hub.content.media.svg import size_of_drawing
from hub.content.model.media import Media
from hub.content.source.folder import File, read_bytes
from hub.messages import N_
from hub.problems import Problem, Unreadable

LARGEST_MEDIA = 20 * 1024 * 1024  # bytes
LARGEST_PIXELS = 40_000_000
FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
SIDEWAYS = (5, 6, 7, 8)  # EXIF orientations that swap height and width; unknown values turn nothing
# What Pillow calls a JPEG that holds more pictures, as phones write it; it begins with the one that browsers show.
MANY_JPEGS = "MPO"
NOTES = b"Exif\0\0"  # what notes of a camera begin with
MOST_NOTES = 16  # notes of cameras that are read in such a file
FROM_PHONES = {b"heic": "HEIC", b"heix": "HEIC", b"hevc": "HEIC", b"mif1": "HEIC", b"msf1": "HEIC", b"avif": "AVIF"}


def inspect_media(file: File) -> Media:
    """Return a picture's type, size and digest.

    Raises Unreadable if it is too large, is not what its name says, cannot be decoded to its end, or is an SVG with
    anything but shapes in it.
    """
    suffix = file.path.suffix.lower()
    wrong = name_problem(file.path.name)
    if wrong is not None:
        raise Unreadable(Problem(file.name, 1, wrong, {"name": good_name(file.path.name)}))
    data = read_bytes(file, LARGEST_MEDIA, N_("the picture is larger than 20 MB; save a smaller one"))
    digest = hashlib.sha256(data).hexdigest()[:16]
    if TYPES[suffix] == SVG:
        width, height = size_of_drawing(data, file.name)
        return Media(file.path.name, SVG, len(data), digest, width, height)
    facts = _raster_facts(data, file.name)
    if facts.type != TYPES[suffix]:
        text = N_("the file’s content is %(type)s, not what its name says; rename it")
        raise Unreadable(Problem(file.name, 1, text, {"type": facts.type}))
    return Media(
        file.path.name, facts.type, len(data), digest, *facts.size, located=facts.located, animated=facts.animated
    )


def open_picture(data: bytes) -> Image.Image:
    """Open a picture in one of `FORMATS`; one that is cut short fails when it is decoded. Raises what Pillow raises."""
    # WeasyPrint, where it is imported, asks Pillow to fill the rest of such pictures with grey, for a whole process.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return Image.open(io.BytesIO(data), formats=tuple(FORMATS))


class _Facts(NamedTuple):
    """What is found in a raster picture; its size is that before it is turned."""

    size: tuple[int, int]
    type: str
    located: bool
    animated: bool


def _raster_facts(data: bytes, name: str) -> _Facts:
    too_many = Problem(name, 1, N_("the picture has more than 40 million pixels; save a smaller one"))
    try:
        with warnings.catch_warnings():
            # About many pixels, for which our own limit below is lower; about damaged EXIF, which is not shown.
            warnings.simplefilter("ignore")
            with open_picture(data) as image:
                kind = "JPEG" if image.format == MANY_JPEGS else image.format or ""
                size = image.size
                if size[0] * size[1] > LARGEST_PIXELS:
                    raise Unreadable(too_many)
                exif = _exif(image, data)
                _check_sides(size_as_shown(image, exif), name)
                located = _is_located(image, exif) or (kind == "JPEG" and _any_is_located(data))
                animated = kind != "JPEG" and bool(getattr(image, "is_animated", False))
                _read_to_the_end(image)
                return _Facts(size, FORMATS[kind], located, animated)
    except Image.DecompressionBombError as error:
        raise Unreadable(too_many) from error
    except (OSError, ValueError, SyntaxError, KeyError, EOFError) as error:
        raise Unreadable(_not_read(data, name)) from error


def _not_read(data: bytes, name: str) -> Problem:
    if data[4:8] == b"ftyp" and (kind := FROM_PHONES.get(data[8:12])):
        text = N_("the file’s content is %(type)s, which is not read here; save the picture as JPEG, PNG or WebP")
        return Problem(name, 1, text, {"type": kind})
    return Problem(name, 1, N_("this is not a JPEG, PNG or WebP that can be read; save the picture again"))


def _check_sides(size: tuple[int, int], name: str) -> None:
    """Raise Unreadable if a rendition of a picture of this size would be taller than WebP can hold."""
    (width, height), *_ = sizes_of(*size)
    if height > LONGEST_SIDE:
        text = N_(
            "shown %(width)d pixels wide, this picture is %(height)d high, and WebP holds at most %(most)d; cut it into several"
        )
        raise Unreadable(Problem(name, 1, text, {"width": width, "height": height, "most": LONGEST_SIDE}))


def size_as_shown(image: Image.Image, exif: Image.Exif) -> tuple[int, int]:
    """Return a picture's width and height once it is turned as the camera was held."""
    sideways = exif.get(ExifTags.Base.Orientation) in SIDEWAYS
    return (image.height, image.width) if sideways else (image.width, image.height)


def _exif(image: Image.Image, data: bytes) -> Image.Exif:
    """Return what a camera noted in a picture."""
    if image.format != "PNG":
        return image.getexif()
    return _read_notes(data.partition(b"eXIf")[2])  # Pillow would decode the whole picture first


def _read_notes(notes: bytes) -> Image.Exif:
    exif = Image.Exif()
    with suppress(SyntaxError, struct.error):
        exif.load(notes)
    return exif


def _is_located(image: Image.Image, exif: Image.Exif) -> bool:
    """Tell whether a picture says where it was taken, in its EXIF or in the XMP that programs add."""
    xmp = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    return b"GPSL" in (xmp.encode() if isinstance(xmp, str) else xmp) or _has_position(exif)


def _has_position(exif: Image.Exif) -> bool:
    with suppress(SyntaxError, struct.error):
        return bool({ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLongitude} & exif.get_ifd(ExifTags.IFD.GPSInfo).keys())
    return False


def _any_is_located(data: bytes) -> bool:
    """Tell whether any JPEG in a file says where it was taken; the file lies beside the texts as a whole."""
    notes = data.split(NOTES, MOST_NOTES + 1)[1 : MOST_NOTES + 1]
    return b"exif:GPSL" in data or any(_has_position(_read_notes(NOTES + each)) for each in notes)


def _read_to_the_end(image: Image.Image) -> None:
    """Raise what Pillow raises if a picture is truncated, without holding all of its pixels."""
    if image.format == "PNG":
        image.verify()  # compares the checksums of its chunks
    elif image.format in ("JPEG", MANY_JPEGS):
        image.draft("L", (max(1, image.width // 8), max(1, image.height // 8)))
        image.load()
    # Pillow does not even open a truncated WebP.
