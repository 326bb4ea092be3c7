"""The menus around every page, from what the features declare; rendered once an Edition for each section."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import get_template_attribute
from markupsafe import Markup

from hub.feature import MenuEntry
from hub.web.context import current_context, derived
from hub.web.links import url
from hub.web.site import MENU
from hub.web.templating.contact import contact
from hub.web.translations import gettext


class Item(NamedTuple):
    """An entry of a menu. `key` is the section of the site that it leads to."""

    href: str
    label: str
    key: str


class Menus:
    """The main menu and the footer's, in one language."""

    def __init__(self, main: Sequence[Item], footer: Sequence[Item]) -> None:
        self.entries, self._by_key = main, {item.key: item for item in main}
        self._made: dict[tuple[str, str], Markup] = {}
        self.footer = _items(footer)

    def main(self, section: str, here: str) -> Markup:
        """Return the main menu for a page at the path `here`, with the item of its section marked."""
        item = self._by_key.get(section)
        at = (item.key, "page" if item.href == here else "true") if item else ("", "")
        if at not in self._made:
            self._made[at] = _items(self.entries, *at)
        return self._made[at]


def _items(items: Sequence[Item], current: str = "", mark: str = "") -> Markup:
    made: Markup = get_template_attribute("components/menu_items.html", "menu_items")(items, current, mark)
    return made


def menus() -> Menus:
    """Return the menus in the language of the page."""
    context, entries = current_context(), derived(MENU)
    name = f"site.menus {context.lang}"
    made: Menus = context.site.once_an_edition(name, context.edition, lambda _: _made_of(entries))
    return made


def _made_of(entries: Sequence[MenuEntry]) -> Menus:
    items = {
        menu: [
            Item(url(each.endpoint, **each.arguments), gettext(each.label), each.section)
            for each in entries
            if each.menu == menu and (not each.invites or contact())
        ]
        for menu in ("main", "footer")
    }
    return Menus(items["main"], items["footer"])
