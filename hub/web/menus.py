"""The menus around every page, made once an Edition for each section of the site and not anew for each page."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import get_template_attribute
from markupsafe import Markup


class Item(NamedTuple):
    """An entry of a menu. `key` is the section of the site that it leads to."""

    href: str
    label: str
    key: str


class Menus:
    """The main menu and the footer's, in one language."""

    def __init__(self, main: Sequence[Item], footer: Sequence[Item]) -> None:
        self._main, self._by_key = main, {item.key: item for item in main}
        self._made: dict[tuple[str, str], Markup] = {}
        self.footer = _items(footer)

    def main(self, section: str, here: str) -> Markup:
        """The main menu on a page at the path `here` in a section of the site: the section's item is marked."""
        item = self._by_key.get(section)
        at = (item.key, "page" if item.href == here else "true") if item else ("", "")
        if at not in self._made:
            self._made[at] = _items(self._main, *at)
        return self._made[at]


def _items(items: Sequence[Item], current: str = "", mark: str = "") -> Markup:
    made: Markup = get_template_attribute("components/menu_items.html", "menu_items")(items, current, mark)
    return made
