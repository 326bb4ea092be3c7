"""Making of a picture's renditions, in a process of its own: `python -m hub.content.media.rendition_maker`.

A picture is decoded once, and each width is made from the next larger one. Whatever a camera or a program wrote into
the file (EXIF, XMP, colour profiles, comments) is left out: only pixels, turned upright and converted to sRGB, are
kept.
"""

import contextlib
import hashlib
import io
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, ImageOps

from hub.child import answer
from hub.content.media.inspecting import LARGEST_PIXELS, open_picture, size_as_shown
from hub.content.media.renditions import FACTS, TYPES, WIDTHS, Picture, Rendition, sizes_of
from hub.storage import durable, sealed

SAVED: dict[str, dict[str, Any]] = {
    "avif": {"format": "AVIF", "quality": 52, "speed": 7, "max_threads": 1},
    "webp": {"format": "WEBP", "quality": 80, "method": 3},
    "jpg": {"format": "JPEG", "quality": 80, "progressive": True, "optimize": True},
}
DEEP = ("I", "I;16", "I;16B", "I;16L", "I;16N", "F")
BIT_DEPTH = 24  # the byte of a PNG that tells how many bits a sample has
TO_EIGHT_BITS = [(value + 128) // 257 for value in range(65_536)]
GROUND = (251, 248, 243)  # the colour of paper, beneath transparent pixels


def renditions_of(data: bytes) -> Iterator[tuple[Rendition, bytes]]:
    """Yield every rendition of a picture with its bytes, the widest first; a picture is never enlarged.

    Raises what Pillow raises if the picture cannot be decoded, and ValueError if it has too many pixels.
    """
    with open_picture(data) as opened:
        if opened.width * opened.height > LARGEST_PIXELS:
            raise ValueError("too many pixels")
        wide, _ = size_as_shown(opened, opened.getexif())
        least = max(1, opened.width * WIDTHS[-1] // wide), max(1, opened.height * WIDTHS[-1] // wide)
        opened.draft("RGB", least)  # a JPEG need not be decoded whole
        image = upright_srgb(opened, data)
    for width, height in sizes_of(image.width, image.height):
        image = image.resize((width, height), Image.Resampling.LANCZOS) if width != image.width else image
        for ending, how in SAVED.items():
            written = io.BytesIO()
            image.save(written, **how)
            yield Rendition(f"{width}.{ending}", TYPES[ending], width, height), written.getvalue()


def upright_srgb(opened: Image.Image, data: bytes) -> Image.Image:
    """Return the pixels alone of a file that was opened: upright, in sRGB, with the colour of paper beneath them."""
    if opened.format == "PNG" and "transparency" in opened.info:
        opened.info["transparency"] = _as_decoded(opened.info["transparency"], data[BIT_DEPTH], opened.mode)
    image = _eight_bits(ImageOps.exif_transpose(opened))
    profile = opened.info.get("icc_profile")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        ground = Image.new("RGB", image.size, GROUND)
        ground.paste(image, mask=image.getchannel("A"))
        image = ground
    if profile:
        # If the profile is damaged, the pixels are taken for sRGB.
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):
            wanted = ImageCms.createProfile("sRGB")
            image = (
                ImageCms.profileToProfile(
                    image, ImageCms.ImageCmsProfile(io.BytesIO(profile)), wanted, outputMode="RGB"
                )
                or image
            )
    image = image if image.mode == "RGB" else image.convert("RGB")
    image.info.clear()
    return image


def _as_decoded(clear: Any, depth: int, mode: str) -> Any:
    """Return the value of a PNG that stands for transparent as decoded pixels have it.

    Pillow scales the pixels to 8 bits, and this value only where they have 1 bit.
    """
    if mode == "L" and depth in (2, 4):
        return clear * 255 // ((1 << depth) - 1)
    if mode == "RGB" and depth == 16:
        return tuple(value >> 8 for value in clear)
    return clear


def _eight_bits(image: Image.Image) -> Image.Image:
    """Return a grey picture of more than 8 bits a pixel with 8, for which Pillow's own conversion cuts all above 255.

    Values run up to 65,535, as in PNG. A value that stands for transparent becomes an alpha channel.
    """
    if image.mode not in DEEP:
        return image
    clear = image.info.get("transparency")
    whole = image.convert("I")
    grey = whole.point(TO_EIGHT_BITS, "L")
    if not isinstance(clear, int):
        return grey
    alpha = whole.point([0 if value == clear else 255 for value in range(65_536)], "L")
    return Image.merge("LA", (grey, alpha))


def derive(source: Path, digest: str, place: Path) -> None:
    """Write the renditions of a file into the folder `place`, which appears only once it is complete.

    Raises ValueError if the file no longer has this digest, OSError if it cannot be read or the disk is full, and what
    Pillow raises.
    """
    data = source.read_bytes()
    if hashlib.sha256(data).hexdigest()[:16] != digest:
        raise ValueError(f"{source} has changed")
    with durable.new_folder(place) as making:
        summed, made, colour = hashlib.sha256(), [], ""
        for rendition, written in renditions_of(data):
            (making / rendition.name).write_bytes(written)
            summed.update(written)
            made.append(rendition)
            if rendition.type == TYPES["jpg"]:
                colour = _mean(written)
        best = list(TYPES.values())
        made.sort(key=lambda rendition: (rendition.width, best.index(rendition.type)))
        picture = Picture(summed.hexdigest()[:16], colour, tuple(made))
        (making / FACTS).write_bytes(json.dumps(asdict(picture)).encode())
        sealed.seal_folder(making)
        shutil.rmtree(place, ignore_errors=True)  # incomplete, since a complete one is not made again


def _mean(jpeg: bytes) -> str:
    with Image.open(io.BytesIO(jpeg)) as image:
        image.draft("RGB", (64, 64))
        red, green, blue = image.convert("RGB").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))  # type: ignore[misc]
    return f"#{red:02x}{green:02x}{blue:02x}"


def make(task: dict[str, str]) -> None:
    """Do a task of the queue: `source`, `digest` and `place`, as `derive` takes them."""
    derive(Path(task["source"]), task["digest"], Path(task["place"]))


if __name__ == "__main__":
    os.nice(10)
    answer(make)
