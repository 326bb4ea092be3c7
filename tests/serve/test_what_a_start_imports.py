"""Every process of the hub imports what it needs, and not what only a later request, or another process, has a need of.

A start of the hub, and every command, pays for each import again.
"""

import subprocess
import sys

import pytest
from running import REPOSITORY

SUPERVISOR = "import hub.serve.supervisor, hub.cli.serving"
WORKER = "import hub.serve.supervisor; hub.serve.supervisor.share_with_workers()"
BUILDER = "import hub.build.watching, hub.cli.building"
# What pages for people who write stand on, what makes single documents, and the parts of a page that few ask for.
LATER = {
    "sqlalchemy",
    "alembic",
    "flask_security",
    "wtforms",
    "webauthn",
    "weasyprint",
    "openapi_pydantic",
    "icalendar",
}
READING = {"PIL", "hub.content.assemble", "hub.content.source.archive"}
WEB = {
    "flask",
    "werkzeug",
    "jinja2",
    "babel",
    "pydantic",
    "yaml",
    "markdown",
    "watchfiles",
    "whoosh",
    "hub.content.edition",
}


@pytest.mark.parametrize(
    ("code", "spared"),
    [(SUPERVISOR, LATER | READING | WEB), (WORKER, LATER | READING), (BUILDER, LATER)],
    ids=["supervisor", "workers", "builder"],
)
def test_a_process_starts_without_what_it_has_no_need_of(code: str, spared: set[str]) -> None:
    told = f"{code}; import sys; print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", told], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert spared & set(said.stdout.split()) == set()
