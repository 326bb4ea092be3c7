"""Pictures as pages show them: what to load at which width, and what to show until it is there."""

from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup, escape

from hub.content.media.renditions import TYPES, Picture, Rendition, is_large
from hub.content.model.kinds import Model
from hub.content.model.media import Media
from hub.web.context import current_context

WIDE = 1000  # pixels: the width of the file for browsers without srcset


@dataclass(frozen=True, slots=True)
class ImageSources:
    """The attributes of an `<img>` and of the `<source>` elements before it, as (type, srcset) pairs.

    `src` is empty while no rendition exists. Width and height are those of the original; `colour` is `#rrggbb` or
    empty.
    """

    src: str
    width: int
    height: int
    sources: tuple[tuple[str, str], ...] = ()
    srcset: str = ""
    colour: str = ""


def picture_of(reading: Model, name: str) -> ImageSources | None:
    """Return a file beside an entry as a page shows it; None if there is no such file.

    A page that calls this is built again when the file's renditions are ready.
    """
    media = reading.files.get(name)
    if media is None:
        return None
    if not is_large(media):
        return ImageSources(f"/media/{media.digest}/{quote(media.name)}", media.width, media.height)
    found = current_context().reader.picture(media.digest)
    return ImageSources("", media.width, media.height) if found is None else _of_renditions(media, found)


def _of_renditions(media: Media, found: Picture) -> ImageSources:
    def address(rendition: Rendition) -> str:
        return f"/media/{found.digest}/{rendition.name}"

    def srcset(type: str) -> str:
        return ", ".join(f"{address(each)} {each.width}w" for each in found.of_type(type))

    *modern, last = TYPES.values()
    fallback = [each for each in found.of_type(last) if each.width <= WIDE] or found.of_type(last)
    narrowest = found.renditions[0]
    # Renditions are turned upright; the original need not be.
    tall = max(1, round(media.width * narrowest.height / narrowest.width))
    return ImageSources(
        address(fallback[-1]),
        media.width,
        tall,
        tuple((type, srcset(type)) for type in modern),
        srcset(last),
        found.colour,
    )


def inline_picture(reading: Model, name: str, alt: str) -> Markup:
    """Return a picture within a text. `alt` is already HTML."""
    shown = picture_of(reading, name)
    if shown is None or not shown.src:
        return Markup(alt)  # escaped by the sanitiser
    sources = "".join(
        f'<source type="{type}" srcset="{escape(srcset)}" sizes="{TEXT}">' for type, srcset in shown.sources
    )
    choice = f' srcset="{escape(shown.srcset)}" sizes="{TEXT}"' if shown.srcset else ""
    img = f'<img alt="{alt}" src="{escape(shown.src)}"{choice} width="{shown.width}" height="{shown.height}" loading="lazy" decoding="async">'
    return Markup(f"<picture>{sources}{img}</picture>" if sources else img)  # every value escaped above


TEXT = "(min-width: 46rem) 42rem, 92vw"  # the `sizes` of a picture within a text
