"""The hub: agenda, statements, gallery and library of the seminar of 22 October 2025, in Vietnamese and English."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from hub.config import Settings


def create_app(
    extra_packages: Iterable[str] = (), settings: "Settings | None" = None, catalogues: "Path | None" = None
) -> "Flask":
    """Return the site: the public pages of every feature in hub/features, and of the packages in `extra_packages`.

    `catalogues` is the folder of compiled catalogues; if it is None, those of the builder are taken, or some compiled for it alone.
    """
    from hub.config import from_environment
    from hub.feature import discover
    from hub.web.application import site_application

    return site_application(discover(extra_packages), settings or from_environment(), catalogues)


def create_desk(
    extra_packages: Iterable[str] = (), settings: "Settings | None" = None, catalogues: "Path | None" = None
) -> "Flask":
    """Return the desk: the pages that features declare for people who write, with accounts, forms and SQL.

    The builder never imports it.
    """
    from hub.config import from_environment
    from hub.desk.application import desk_application
    from hub.feature import discover

    return desk_application(discover(extra_packages), settings or from_environment(), catalogues)
