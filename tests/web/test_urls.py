"""An address, once published, is for ever: tests/urls.txt holds them all, docs/urls.md explains each rule.

`ADD_URLS=1 python3 run.py test tests/web/test_urls.py` writes new ones into the list.
"""

import os
import re
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from hub import create_app
from hub.build.application import FixedEdition
from hub.config import ROOT
from hub.content.assemble import assemble
from hub.content.clock import Clock
from hub.content.source.archive import Archive
from hub.feature import discover
from hub.storage.packs import Packs
from hub.web.addresses import addresses
from hub.web.site import site_of

LIST = Path(__file__).parents[1] / "urls.txt"
HEAD = """\
# Every address that the hub has published: first the rules, then the pages. One that disappears needs a redirect.
# New ones are added by: ADD_URLS=1 python3 run.py test tests/web/test_urls.py
"""
HOW = "ADD_URLS=1 python3 run.py test tests/web/test_urls.py adds them"
LONGEST_WAY = 3  # redirects from an earlier address to the one of today


def listed() -> list[str]:
    text = LIST.read_text(encoding="utf-8") if LIST.exists() else ""
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def listed_rules() -> list[str]:
    return [line.removeprefix("rule ") for line in listed() if line.startswith("rule ")]


def listed_pages() -> list[str]:
    return [line for line in listed() if not line.startswith("rule ")]


def rules_of(app: Flask) -> set[str]:
    """`/L/agenda/<slug>/`: the rules of the application, `L` for the language."""
    plain = (re.sub(r"<[a-z]+(?:\([^)]*\))?:", "<", str(rule)) for rule in app.url_map.iter_rules())
    return {rule.replace("<lang>", "L") for rule in plain}


def pages_of(app: Flask) -> set[str]:
    return {address.path for address in addresses(app, site_of(app).edition)}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application with the content of this repository as it is now."""
    folder = tmp_path_factory.mktemp("urls")
    archive = Archive(ROOT / "content", ROOT / "exhibits", discover().registry, Packs(folder))
    archive.refresh()
    source = FixedEdition()
    source.now = assemble(archive, Clock().now())
    app = create_app(catalogues=folder)
    site_of(app).source = source
    return app


@pytest.fixture(scope="module", autouse=True)
def added(app: Flask) -> None:
    """Put new addresses into the list, where somebody asked for it."""
    if os.environ.get("ADD_URLS"):
        rules, pages = {*rules_of(app), *listed_rules()}, {*pages_of(app), *listed_pages()}
        lines = [*(f"rule {rule}" for rule in sorted(rules)), "", *sorted(pages)]
        LIST.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


def arrival(app: Flask, path: str) -> TestResponse:
    """What a reader of an address gets in the end."""
    client = app.test_client()
    response = client.get(path)
    for _ in range(LONGEST_WAY):
        if response.status_code not in (301, 302, 303, 308):
            break
        response = client.get(response.headers["Location"])
    return response


def test_every_rule_is_in_the_list(app: Flask) -> None:
    assert sorted(rules_of(app) - set(listed_rules())) == [], HOW


def test_every_page_is_in_the_list(app: Flask) -> None:
    assert sorted(pages_of(app) - set(listed_pages())) == [], HOW


def test_no_rule_has_disappeared(app: Flask) -> None:
    assert sorted(set(listed_rules()) - rules_of(app)) == []


def test_a_page_that_is_gone_leads_on_or_leaves_a_tombstone(app: Flask) -> None:
    gone = set(listed_pages()) - pages_of(app)
    assert {path: status for path in gone if (status := arrival(app, path).status_code) not in (200, 410)} == {}


def test_the_list_is_in_order_and_says_nothing_twice() -> None:
    assert (listed_rules(), listed_pages()) == (sorted(set(listed_rules())), sorted(set(listed_pages())))


def test_every_rule_is_explained(app: Flask) -> None:
    text = (LIST.parents[1] / "docs" / "urls.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| `([^`?]+)(?:\?[^`]*)?` \|", text, re.MULTILINE))
    assert (sorted(rules_of(app) - explained), sorted(explained - rules_of(app))) == ([], [])


def test_every_page_is_written_below_its_language(app: Flask) -> None:
    """Nothing but machines' files stands outside of /vi/ and /en/."""
    outside = {path for path in pages_of(app) if not path.startswith(("/vi/", "/en/"))}
    machines = re.compile(r"\.[a-z]+$|^/api/v1/|^/oai$")
    assert {path for path in outside if not machines.search(path)} == set()
