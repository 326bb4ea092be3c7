"""Facts about a picture beside an entry: its type by its content, its size, and its digest."""

import hashlib
import io
import struct
import warnings
from contextlib import suppress

from PIL import ExifTags, Image

from hub.content.markdown.extension import MEDIA
from hub.content.media.svg import size_of_drawing
from hub.content.model.media import Media
from hub.content.source.folder import File, read_bytes
from hub.i18n.vietnamese import slug_of
from hub.messages import N_
from hub.problems import Problem, Unreadable

LARGEST_MEDIA = 20 * 1024 * 1024  # bytes
LARGEST_PIXELS = 40_000_000
FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
SVG = "image/svg+xml"
TYPES = {".svg": SVG, ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}


def inspect_media(file: File) -> Media:
    """Return a picture's type, size and digest.

    Raises Unreadable if it is too large, is not what its name says, cannot be decoded to its end, or is an SVG with
    anything but shapes in it.
    """
    suffix = file.path.suffix.lower()
    if suffix not in TYPES:
        raise Unreadable(Problem(file.name, 1, N_("this kind of file is not shown; use SVG, JPEG, PNG or WebP")))
    if not MEDIA.fullmatch(file.path.name):
        better = f"{slug_of(file.path.stem) or 'hinh'}{suffix}"
        raise Unreadable(
            Problem(
                file.name,
                1,
                N_("a picture’s name has lower-case letters a–z, digits and hyphens; rename it to %(name)s"),
                {"name": better},
            )
        )
    data = read_bytes(file, LARGEST_MEDIA, N_("the picture is larger than 20 MB; save a smaller one"))
    if suffix == ".svg":
        (width, height), located = size_of_drawing(data, file.name), False
    else:
        width, height, kind, located = _raster_facts(data, file.name)
        if kind != TYPES[suffix]:
            raise Unreadable(
                Problem(
                    file.name,
                    1,
                    N_("the file’s content is %(type)s, not what its name says; rename it"),
                    {"type": kind},
                )
            )
    return Media(
        file.path.name, TYPES[suffix], len(data), hashlib.sha256(data).hexdigest()[:16], width, height, located
    )


def _raster_facts(data: bytes, name: str) -> tuple[int, int, str, bool]:
    too_many = Problem(name, 1, N_("the picture has more than 40 million pixels; save a smaller one"))
    try:
        with warnings.catch_warnings():
            # About many pixels, for which our own limit below is lower; about damaged EXIF, which is not shown.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=tuple(FORMATS)) as image:
                size, kind = image.size, FORMATS[image.format or ""]
                if size[0] * size[1] > LARGEST_PIXELS:
                    raise Unreadable(too_many)
                located = _is_located(image, data)
                _read_to_the_end(image)
    except Image.DecompressionBombError as error:
        raise Unreadable(too_many) from error
    except (OSError, ValueError, SyntaxError, KeyError, EOFError) as error:
        raise Unreadable(
            Problem(name, 1, N_("this is not a JPEG, PNG or WebP that can be read; save the picture again"))
        ) from error
    return *size, kind, located


def _is_located(image: Image.Image, data: bytes) -> bool:
    """Tell whether a picture says where it was taken, in its EXIF or in the XMP that programs add."""
    xmp = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    position = b"GPSL" in (xmp.encode() if isinstance(xmp, str) else xmp)
    exif = Image.Exif()
    if image.format == "PNG":  # for which Pillow would decode the whole picture first
        _, _, chunk = data.partition(b"eXIf")
        with suppress(SyntaxError, struct.error):
            exif.load(chunk)
    else:
        exif = image.getexif()
    return position or bool(
        {ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLongitude} & exif.get_ifd(ExifTags.IFD.GPSInfo).keys()
    )


def _read_to_the_end(image: Image.Image) -> None:
    """Raise what Pillow raises if a picture is truncated, without holding all of its pixels."""
    if image.format == "PNG":
        image.verify()  # compares the checksums of its chunks
    elif image.format == "JPEG":
        image.draft("L", (max(1, image.width // 8), max(1, image.height // 8)))
        image.load()
    # Pillow does not even open a truncated WebP.
