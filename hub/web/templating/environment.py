"""How Jinja finds templates and keeps them compiled."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from flask import Flask
from jinja2 import FileSystemBytecodeCache, FileSystemLoader
from jinja2.bccache import Bucket

from hub.config import ROOT
from hub.feature import Feature

SHARED = ROOT / "hub" / "templates"


class CompiledTemplates(FileSystemBytecodeCache):
    """Templates compiled once for all processes and restarts, so that no reader waits for compilation."""

    def __init__(self, folder: Path) -> None:
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        super().__init__(str(folder))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write a compiled template; do nothing if the disk is full."""
        with suppress(OSError):  # on a full disk it is compiled again next time
            super().dump_bytecode(bucket)


def register(app: Flask, features: Iterable[Feature], compiled: Path | None) -> None:
    """Let an application find the shared templates and its features'; cache them compiled in a folder, if given."""
    environment = app.jinja_env
    environment.loader = FileSystemLoader([str(SHARED), *(str(feature.templates) for feature in features)])
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.auto_reload = False
    if compiled is not None:
        environment.bytecode_cache = CompiledTemplates(compiled)
