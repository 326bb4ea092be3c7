"""Entries of menus, as features declare them: of the site, and of the desk."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """An entry of a menu: a label (a message (N_), or words in the reader's language) and the view that it links to.

    `section` is the section of the site whose pages mark the entry as current; entries are sorted by `order`.
    One that `invites` readers to write is left out while there is no address to write to.
    """

    label: str
    endpoint: str
    section: str
    order: int = 50
    menu: Literal["main", "footer"] = "main"
    arguments: Mapping[str, str] = field(default_factory=dict)
    invites: bool = False


@dataclass(frozen=True, slots=True)
class DeskEntry:
    """An entry of the desk's menu: a label (a message, N_) and the view of the desk that it links to.

    Only those see it who may do `action` (hub.desk.permissions); everybody who is signed in, if it is empty. One that
    `does` something is a button: its view answers POST. One of the `demo` stands in an instance to try things in alone.
    """

    label: str
    endpoint: str
    action: str = ""
    order: int = 50
    does: bool = False
    demo: bool = False
