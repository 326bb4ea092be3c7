"""A desk over the small content, people who write at it, and forms as a browser sends them."""

from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from members import client_as, desk_of, member
from small import practice, small

from hub.content.write.draft import Pages, from_json
from hub.desk.database import db
from hub.features.contribute.tables import Draft

NOW = "2026-11-25T09:00"


class Form(HTMLParser):
    """The controls of the form in a page that carries the number of a draft: what pressing its button would send."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self.text: list[str] | None = None
        self.name = self.select = ""
        self.inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        self.inside = self.inside or (tag == "form" and "edit" in given.get("class", "").split())
        name = given.get("name", "")
        if not self.inside:
            return
        if tag == "input" and given.get("type") in ("checkbox", "radio"):
            if "checked" in given:
                self._add(name, given.get("value", "on"))
        elif tag == "input":
            self._add(name, given.get("value", ""))
        elif tag == "textarea":
            self.name, self.text = name, []
        elif tag == "select":
            self.select = name
            self.values.setdefault(name, []).append("")
        elif tag == "option" and "selected" in given:
            self.values[self.select][-1] = given["value"]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "textarea" and self.text is not None:
            self._add(self.name, "".join(self.text).removeprefix("\n"))  # as browsers read it
            self.text = None

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)

    def _add(self, name: str, value: str) -> None:
        if name and name != "csrf_token":  # clients of tests send theirs in a header
            self.values.setdefault(name, []).append(value.replace("\n", "\r\n"))

    def with_(self, **changes: Any) -> dict[str, list[str]]:
        """What is sent once some controls were changed; `__` stands for a dot in their names."""
        changed = {name.replace("__", "."): value for name, value in changes.items()}
        return self.values | {name: value if isinstance(value, list) else [value] for name, value in changed.items()}


@dataclass
class Desk:
    """A desk with a contributor of a ministry, one of another organisation, and an editor."""

    app: Flask
    root: Path

    def __post_init__(self) -> None:
        self.writer = member(self.app, "contributor", organisation="Ministry")
        self.colleague = member(self.app, "contributor", organisation="Ministry")
        self.stranger = member(self.app, "contributor", organisation="Elsewhere", lang="en")
        self.editor = member(self.app, "editor")

    def client(self, number: int | None) -> FlaskClient:
        return client_as(self.app, number)

    def draft(self, number: int) -> Draft:
        with self.app.app_context():
            found = db.session.get(Draft, number)
            assert found is not None
            return found

    def pages(self, number: int) -> Pages:
        return from_json(self.draft(number).pages)

    def draft_papers(self, number: int) -> list[int]:
        """The numbers of the papers beside a draft."""
        with self.app.app_context():
            found = db.session.get(Draft, number)
            assert found is not None
            return [paper.id for paper in found.attachments]

    def begun(self, client: FlaskClient, title: str, kind: str = "practice", lang: str = "vi") -> int:
        """Begin a new entry by its form; the number of the draft."""
        sent = client.post("/vi/contribute/new/", data={"kind": kind, "title": title, "lang": lang})
        assert sent.status_code == 303, sent.text
        return int(sent.headers["Location"].split("/")[4])

    def proposed(self, client: FlaskClient, entry: str) -> int:
        sent = client.post("/vi/contribute/propose/", data={"entry": entry})
        assert sent.status_code == 303, sent.text
        return int(sent.headers["Location"].split("/")[4])


def writing_desk(root: Path, **settings: Any) -> Desk:
    """The desk over the small content, with one practice more for each test that changes one."""
    small(root)
    for name in ("mot", "hai", "ba", "bon", "nam"):
        practice(root, f"vn-{name}", f"Thực hành {name}", f"Practice {name}")
    return Desk(desk_of(root, now=NOW, **settings), root)


def edit(number: int, lang: str = "vi") -> str:
    return f"/{lang}/contribute/drafts/{number}/edit/"
