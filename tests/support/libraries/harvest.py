"""A site with more records than one answer of OAI-PMH has, and how its answers are read."""

from pathlib import Path
from typing import Any

from built import Built, settings_for
from flask import Flask
from lxml import etree
from small import MASKED, session, small, work

from hub import create_app
from hub.build.application import FixedEdition
from hub.web.site import site_of
from hub.web.standalone import Standalone

OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SESSIONS = 120


def many(root: Path) -> Path:
    """Write the small content with many sessions besides, all of them illustrative, and a theme for what is masked."""
    small(root)
    work(root, 2, MASKED, "The silent bell", "quảchuông", "bell", masked=True, theme="safety-by-design")
    for number in range(SESSIONS):
        session(
            root, f"phien-{number:03}", "2025-10-22 14:00", f"Phiên thứ {number}: bạo lực mạng", f"Session {number}"
        )
    return root


def shown(root: Path, **given: Any) -> Flask:
    """The site of these folders, with one Edition that stays; pages are made as they are asked for."""
    app = create_app(settings=settings_for(root, **given))
    site = site_of(app)
    source = FixedEdition()
    source.now = Standalone(site.settings, site.features, site.clock).edition()
    site.source = source
    return app


def read(text: str) -> Any:
    """The root of an answer, which must keep to the rules that hold for every answer."""
    root = etree.fromstring(text.encode())
    names = [etree.QName(each).localname for each in root]
    assert root.tag == f"{OAI}OAI-PMH"
    assert names[:2] == ["responseDate", "request"]
    assert len(names) == 3
    if names[2] == "error":
        assert root[2].get("code")
    else:
        assert names[2] == root[1].get("verb")
    return root


def records(root: Any) -> list[Any]:
    """The headers of an answer, whichever verb has listed them."""
    return list(root.iter(f"{OAI}header"))


def identifiers(root: Any) -> list[str]:
    """The identifiers of an answer's records."""
    return [header.findtext(f"{OAI}identifier") for header in records(root)]


def ask(hub: Built, query: str) -> Any:
    """The root of an answer to a question."""
    answer = hub.ask(f"/oai?{query}")
    assert (answer.status, answer.headers["content-type"]) == (200, "text/xml; charset=utf-8")
    return read(answer.text)


def code(root: Any) -> str:
    """The code of a mistake."""
    return str(root[2].get("code"))


def record(hub: Built, identifier: str) -> Any:
    """The answer to a question for one record."""
    return ask(hub, f"verb=GetRecord&metadataPrefix=oai_dc&identifier={identifier}")


def said(root: Any, name: str) -> list[tuple[str | None, str]]:
    """What an answer says under a name of Dublin Core, each in its language."""
    return [(each.get(LANG), each.text) for each in root.iter(f"{DC}{name}")]
