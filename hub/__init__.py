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
    """The application: every package under hub/, and those handed in, with their kinds, views and templates.

    `catalogues` is the folder of compiled catalogues; without it they are compiled into a folder of this process.
    """
    from hub.web.application import application

    return application(tuple(extra_packages), settings, catalogues)
