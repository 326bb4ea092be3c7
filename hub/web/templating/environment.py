"""How Jinja finds templates and keeps them compiled."""

import os
import secrets
from collections.abc import Iterable, MutableMapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from flask import Flask
from flask.templating import Environment
from jinja2 import BytecodeCache, FileSystemLoader
from jinja2.bccache import Bucket

from hub.config import ROOT
from hub.feature import Feature
from hub.storage import sealed

SHARED = ROOT / "hub" / "templates"


class CompiledTemplates(BytecodeCache):
    """Templates compiled once for all processes and restarts, so that no reader waits for compilation.

    A file that is damaged is not used: its template is compiled and written again.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read a compiled template, if there is an intact one."""
        with suppress(OSError):
            bucket.bytecode_from_string(sealed.read(self._file(bucket)))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write a compiled template; do nothing if the disk is full."""
        file = self._file(bucket)
        with suppress(OSError):  # on a full disk it is compiled again next time
            self.folder.mkdir(parents=True, exist_ok=True)
            # Not waited for: what a power failure cuts short is found damaged.
            unfinished = file.with_suffix(f".{os.getpid()}-{secrets.token_hex(4)}")
            unfinished.write_bytes(sealed.seal(bucket.bytecode_to_string()))
            unfinished.replace(file)

    def _file(self, bucket: Bucket) -> Path:
        return self.folder / f"{bucket.key}.template"


class Templates(Environment):
    """Jinja's environment, whose globals are complete before the first template is loaded."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template in one dictionary: in Jinja's chain of two every import looks up each of them."""
        return {**self.globals, **(d or {})}


def register(app: Flask, features: Iterable[Feature], compiled: Path) -> None:
    """Let an application find the shared templates and its features'; keep them compiled in a folder."""
    environment = app.jinja_env
    environment.loader = FileSystemLoader([str(SHARED), *(str(feature.templates) for feature in features)])
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.auto_reload = False
    environment.bytecode_cache = CompiledTemplates(compiled)
