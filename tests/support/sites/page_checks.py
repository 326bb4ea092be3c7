"""What can be wrong with a page: each check gives what it finds, and nothing of a page that is as it should be."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

import brotli
from built import Element, Page

from hub.web.inline_script import SCRIPT

A_ROUND_TRIP = 14 * 1024  # bytes that a connection carries before it waits for the first answer
REQUESTED = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "video": ("src", "poster"),
    "object": ("data",),
}
REQUESTED |= {
    "audio": ("src",),
    "embed": ("src",),
    "track": ("src",),
    "form": ("action",),
    "button": ("formaction",),
    "use": ("href", "xlink:href"),
}
THE_ONE_SCRIPT = " ".join(SCRIPT.split())
LOADED = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "prefetch", "dns-prefetch", "preconnect"}
REFERRING = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers")
ADDRESS = re.compile(r"(?:/(?!/)|#\S|https?://[a-z0-9]|tel:[0-9+*]|webcal://[a-z0-9]|sms:[0-9+]|mailto:\S+@)")

Told = list[tuple[str, dict[str, str]]]  # elements: their tags and attributes


def of_elements(elements: Iterator[Element]) -> Told:
    return [(element.tag, element.attributes) for element in elements]


def skipped_levels(page: Page) -> list[tuple[int, int]]:
    """Levels of headings that follow one another although one lies between them."""
    levels = [int(heading.tag[1]) for heading in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    return [(a, b) for a, b in zip([0, *levels], levels, strict=False) if b - a > 1]


def unnamed_drawings(page: Page) -> Told:
    return of_elements(svg for svg in page.all("svg") if svg.get("aria-hidden") != "true" and svg.get("role") != "img")


def unlabelled(page: Page) -> Told:
    """The fields without a label."""
    named = {label.get("for") for label in page.all("label") if label.text}
    return of_elements(
        field
        for field in page.all("input", "select", "textarea")
        if field.get("type") not in ("hidden", "submit", "button")
        and not (field.get("id") in named or field.inside("label") or field.get("aria-label"))
    )


def silent(page: Page) -> Told:
    """The buttons and links that do not say what they do."""
    return of_elements(
        element for element in page.all("a", "button", "summary") if not element.text and not element.get("aria-label")
    )


def inline(page: Page) -> Told:
    """What is styled or scripted inside the page."""
    return of_elements(element for element in page.elements if _inline(element))


def _inline(element: Element) -> bool:
    data = element.get("type") == "application/ld+json"  # which no browser runs
    running = element.tag in ("style", "base") or (
        element.tag == "script" and not element.get("src") and not data and element.text != THE_ONE_SCRIPT
    )
    urls = any(re.match(r"\s*(?:javascript|data|vbscript):", value, re.I) for value in element.attributes.values())
    return (
        running
        or urls
        or any(name == "style" or name == "srcdoc" or name.startswith("on") for name in element.attributes)
    )


def elsewhere(page: Page) -> list[str]:
    """The addresses of other sites from which the page requests something."""
    urls = [url for element in page.elements for url in _requested(element)]
    return [url for url in urls if not url.startswith(("/", "#")) or url.startswith("//")]


def _requested(element: Element) -> Iterator[str]:
    for name in REQUESTED.get(element.tag, ()):
        if name in element.attributes:
            yield element[name]
    if element.tag == "link" and set(element.get("rel").split()) & LOADED:
        yield element["href"]


def files_of(page: Page) -> set[str]:
    """The paths of what a page requests at once."""
    return {
        urlsplit(element.get("src") or element.get("href")).path
        for element in page.all("script", "img", "link")
        if (element.tag != "link" or set(element.get("rel").split()) & LOADED)
        and element.text != THE_ONE_SCRIPT
        and element.get("type") != "application/ld+json"
    }


def asked_elsewhere(text: str) -> list[str]:
    """The addresses of other sites that a stylesheet or a script names outside its comments."""
    text = re.sub(r"/\*.*?\*/|^\s*//.*$", "", text, flags=re.S | re.M)
    loaded = ("".join(pair) for pair in re.findall(r"""url\(\s*["']?([^)"']*)|@import\s+["']([^"']*)""", text))
    quoted: list[str] = re.findall(r"""["'`]((?:https?:)?//[^"'`]*)""", text)
    return [url for url in loaded if re.match(r"[a-z]+:|//", url)] + quoted


def doubled_ids(page: Page) -> list[str]:
    ids = Counter(element.get("id") for element in page.elements if "id" in element.attributes)
    return [id for id, count in ids.items() if count > 1]


def missing_ids(page: Page) -> list[str]:
    """The ids that elements refer to and that are not on the page."""
    ids = {element.get("id") for element in page.elements}
    named = " ".join(element.get(name) for element in page.elements for name in REFERRING).split()
    return [name for name in named if name not in ids]


def odd_links(page: Page) -> list[str]:
    """The links whose address is of no sort that a reader can follow."""
    return [link.get("href") for link in page.all("a") if not ADDRESS.match(link.get("href"))]


def switch_of(page: Page) -> Element:
    """The one link to the same page in the other language."""
    (switch,) = [link for link in page.all("a") if "data-keep-anchor" in link.attributes]
    return switch


def ways_to_help(page: Page) -> tuple[str, ...]:
    """The ways to help and out of the site in the bar of a page, and the first of its menu; its language is L."""
    hrefs = [(link, link.get("href").replace(f"/{page.lang}/", "/L/")) for link in page.all("a")]
    bar = [href for link, href in hrefs if link.inside("header") and link.get("class") in ("help", "leave")]
    return (*bar, next(href for link, href in hrefs if link.inside("nav")))


def unindexed(page: Page) -> bool:
    """Whether search engines are asked to leave the page out."""
    return any(meta.get("name") == "robots" and "noindex" in meta.get("content") for meta in page.all("meta"))


def waits_for(link: Element) -> bool:
    """Whether a screen shows nothing before it has this file."""
    return link.get("rel") == "stylesheet" and not link.get("media") and not link.inside("noscript")


def fits(page: str, room: int = A_ROUND_TRIP) -> bool:
    """Whether a page is small enough, compressed; to the end only where a quick compression does not show it."""
    return any(len(brotli.compress(page.encode(), quality=quality)) <= room for quality in (5, 11))
