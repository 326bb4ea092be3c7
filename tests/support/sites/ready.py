"""What every application of the tests would make for itself: templates and catalogues, compiled once a run."""

import shutil
from pathlib import Path

from shared import shared

from hub.config import Settings
from hub.i18n.catalogues import compile_catalogues

INSTANCE = "instance"


def ready(root: Path) -> Path:
    """Lay compiled templates and catalogues into the instance of a folder, where an application looks for them; the folder."""
    if not (root / INSTANCE / "templates").exists():
        shutil.copytree(shared("compiled", _compile), root / INSTANCE, dirs_exist_ok=True)
    return root


def _compile(instance: Path) -> None:
    from hub import create_desk

    settings = Settings(instance=instance, secret_key="of the tests alone, thirty-two letters")
    compile_catalogues(settings.translations, instance / "catalogues")
    environment = create_desk(settings=settings).jinja_env
    for name in environment.list_templates():
        environment.get_template(name)
