"""Which pages the pocket edition keeps: those of the views that features declare, in the reader's language.

Help is kept in both languages. Drafts are not, and neither is anything with a content note: it would lie open on the
device, where nobody has chosen it.
"""

from dataclasses import dataclass

from flask import Flask

from hub.content.model.entries import Card
from hub.i18n.languages import Lang
from hub.web.addresses import Address, addresses, published_by
from hub.web.context import current_context, derived
from hub.web.links import list_path
from hub.web.site import MENU
from hub.web.translations import gettext

BOTH = ("help",)  # places whose page is kept in both languages
FONTS = ".woff2"
# A script in a folder of its own belongs to something larger, which is not kept.
LOOKS = (".css", ".js", ".svg")


@dataclass(frozen=True, slots=True)
class KeptPage:
    """One page that is kept, with the card of the entry that it shows, if any."""

    path: str
    endpoint: str
    entry: Card | None


@dataclass(frozen=True, slots=True)
class KeptGroup:
    """Pages of one kind below the page that lists them: (title, path, language if it is another one)."""

    title: str
    path: str
    pages: list[tuple[str, str, str]]


def is_offered() -> bool:
    """Tell whether anything can be kept: nothing of a site that shows drafts can, or where it is switched off."""
    settings = current_context().site.settings
    return settings.pocket and not settings.drafts


def kept_pages(app: Flask) -> list[KeptPage]:
    """Return the pages that are kept, in the order in which features declare their views; none if it is not offered."""
    if not is_offered():
        return []
    context = current_context()
    features = context.site.features
    for endpoint in features.pocket:
        published = published_by(app.view_functions[endpoint])
        if published is not None and published.model is not None:
            context.reader.cards(published.model)  # notes that the list of pages depends on the kind
    both = {features.places[place] for place in BOTH if place in features.places}
    found = [
        KeptPage(each.path, each.endpoint, each.entry)
        for each in addresses(app, context.edition, frozenset(features.pocket))
        if _is_kept(each, context.lang, both)
    ]
    return sorted(found, key=lambda each: features.pocket.index(each.endpoint))


def _is_kept(address: Address, lang: Lang, both: set[str]) -> bool:
    if address.lang != lang and address.endpoint not in both:
        return False
    entry = address.entry
    return entry is None or (address.listed and not (entry.draft or entry.hidden or entry.noted))


def kept_files() -> list[str]:
    """Return the addresses of the styles, scripts and fonts that the pages need."""
    static = current_context().site.static
    needed = (name for name in static.contents if name.endswith((*LOOKS, FONTS)))
    return [static.address(name) for name in needed]


def listed(app: Flask) -> tuple[list[tuple[str, str]], list[KeptGroup]]:
    """Return what is kept, for the page that lists it: pages of their own (label, path), and those of each kind."""
    context = current_context()
    pages = [page for page in kept_pages(app) if page.path[1:3] == context.lang]
    groups: dict[str, KeptGroup] = {}
    for page in pages:
        if page.entry is not None:
            kind = context.site.registry.kinds[page.entry.kind]
            group = groups.setdefault(kind.name, KeptGroup(gettext(kind.title), list_path(kind.name), []))
            lang = page.entry.shown_in(context.lang)
            group.pages.append((page.entry.titles[lang], page.path, lang if lang != context.lang else ""))
    lists = {group.path for group in groups.values()}
    single = [(_label(page), page.path) for page in pages if page.entry is None and page.path not in lists]
    return [(label, path) for label, path in single if label], list(groups.values())


def _label(page: KeptPage) -> str:
    """Return what a page without an entry is called in a list; "" if nobody has named it."""
    context = current_context()
    names = {"home": gettext("Home"), "help": gettext("Get help"), "search": gettext("Search")}
    for place, endpoint in context.site.features.places.items():
        if endpoint == page.endpoint and place in names:
            return names[place]
    label = next((entry.label for entry in derived(MENU) if entry.endpoint == page.endpoint), "")
    kinds = context.site.registry.kinds.values()
    title = next((kind.title for kind in kinds if page.path == f"/{context.lang}/{kind.path}/"), "")
    return gettext(label or title) if label or title else ""
