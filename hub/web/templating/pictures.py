"""A picture as a page shows it: what to load at which width, and what stands in its place until it is there."""

from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup, escape

from hub.content.media.renditions import TYPES, Picture, Rendition, is_large
from hub.content.model.kinds import Model
from hub.content.model.media import Media
from hub.web.context import current_context

WIDE = 1000  # pixels: the width of the one file named for browsers that cannot choose


@dataclass(frozen=True, slots=True)
class ImageSources:
    """The attributes of an `<img>`, and of the `<source>` elements before it: pairs of type and srcset.

    `src` is empty while there is nothing to load yet. Width and height are those of the original; `colour` is `#rrggbb` or empty.
    """

    src: str
    width: int
    height: int
    sources: tuple[tuple[str, str], ...] = ()
    srcset: str = ""
    colour: str = ""


def picture_of(reading: Model, name: str) -> ImageSources | None:
    """A file beside an entry as it is shown; None where there is none. A page that asks is made again when its renditions are there."""
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
    tall = max(1, round(media.width * narrowest.height / narrowest.width))  # upright, which the original need not be
    return ImageSources(
        address(fallback[-1]),
        media.width,
        tall,
        tuple((type, srcset(type)) for type in modern),
        srcset(last),
        found.colour,
    )


def inline_picture(reading: Model, name: str, alt: str) -> Markup:
    """A picture within a text. `alt` is HTML already."""
    shown = picture_of(reading, name)
    if shown is None or not shown.src:
        return Markup(alt)  # escaped by the sanitiser
    sources = "".join(
        f'<source type="{type}" srcset="{escape(srcset)}" sizes="{TEXT}">' for type, srcset in shown.sources
    )
    choice = f' srcset="{escape(shown.srcset)}" sizes="{TEXT}"' if shown.srcset else ""
    img = f'<img alt="{alt}" src="{escape(shown.src)}"{choice} width="{shown.width}" height="{shown.height}" loading="lazy" decoding="async">'
    return Markup(f"<picture>{sources}{img}</picture>" if sources else img)  # every value escaped above


TEXT = "(min-width: 46rem) 42rem, 92vw"  # how wide a picture within a text is shown
