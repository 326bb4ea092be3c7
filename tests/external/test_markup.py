"""Hostile Markdown and HTML that others collected: nothing dangerous of it survives, wherever an author could put it.

The payloads (`markup/markdown.json`, made for this project, and `markup/dompurify.json`, DOMPurify's own test fixtures,
Apache 2.0 or MPL 2.0) are read from HUB_SHARED_DATA, or from `shared/data` beside the repository. Without it the tests
are skipped, except in continuous integration, where they fail.
"""

import html
import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from hub.content.edition import Edition
from hub.content.markdown.renderer import Renderer
from hub.content.markdown.sanitiser import ATTRIBUTES, CLASSES, TAGS, plain_text, sanitised
from hub.content.model.body import Rendered
from hub.content.source.folder import tidy
from hub.problems import Unreadable

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("HUB_SHARED_DATA") or REPOSITORY.parent / "shared" / "data") / "markup"
SCHEMES = {"http", "https", "mailto", "tel", "hub"}
VOID = {"br", "hr", "img"}
PAGE = "updated: 2026-11-24"


@pytest.fixture(scope="module")
def payloads() -> list[str]:
    """Every snippet; DOMPurify's as they are and as it leaves them."""
    if not SHARED.is_dir():
        reason = f"{SHARED} is not here; set HUB_SHARED_DATA to the folder that holds markup/"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    markdown = [entry["md"] for entry in json.loads((SHARED / "markdown.json").read_text())]
    dompurify = [entry["payload"] for entry in json.loads((SHARED / "dompurify.json").read_text())]
    assert (len(markdown), len(dompurify)) == (40, 223)
    return [*markdown, *dompurify]


class Looker(HTMLParser):
    """Reads HTML as a lenient parser does, and lists what should not be in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.wrong.append(f"<{tag}>")
        if tag not in VOID:
            self.open.append(tag)
        allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set()) | {"class", "rel"}
        for name, value in attributes:
            if name not in allowed:
                self.wrong.append(f"{tag} {name}")
            elif name == "class" and not set((value or "").split()) <= CLASSES.get(tag, set()):
                self.wrong.append(f"{tag} class={value}")
            elif (
                name in ("href", "src") and not (value or "").startswith("#") and scheme_of(value or "") not in SCHEMES
            ):
                self.wrong.append(f"{tag} {name}={value}")
            elif name == "src" and not (value or "").startswith("hub:media/"):
                self.wrong.append(f"a picture from elsewhere: {value}")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> out of place")

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(f"a declaration: {decl}")

    def handle_pi(self, data: str) -> None:
        self.wrong.append(f"an instruction: {data}")

    def unknown_decl(self, data: str) -> None:
        self.wrong.append(f"a section: {data}")


def scheme_of(address: str) -> str:
    """The scheme that a browser sees, by the URL standard; "relative" where it sees none."""
    plain = re.sub(r"[\t\n\r]", "", address).lstrip("".join(map(chr, range(33))))
    found = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", plain)
    return found[1].lower() if found else "relative"


def wrong(text: str) -> list[str]:
    looker = Looker()
    looker.feed(text)
    looker.close()
    return looker.wrong + [f"<{tag}> left open" for tag in looker.open]


def pieces(found: Rendered) -> Iterator[str]:
    """Every piece of HTML that came of a text."""
    yield from found.html
    yield found.notes


PLACES: dict[str, Callable[[str], str]] = {
    "alone": lambda payload: payload,
    "in a paragraph": lambda payload: f"a {payload} b",
    "in stress": lambda payload: f"*a {payload}* **{payload}**",
    "in a heading": lambda payload: f"## a {payload}\n\nb",
    "in the id of a heading": lambda payload: f"## a {{#{payload}}}\n\nb",
    "in attributes": lambda payload: f'a\n{{: title="{payload}" {payload} }}',
    "in the words of a link": lambda payload: f"[{payload}](https://example.org/)",
    "in the target of a link": lambda payload: f"[a]({payload}) [b](<{payload}>) <{payload}>",
    "in the title of a link": lambda payload: f'[a](https://example.org/ "{payload}")',
    "in a reference": lambda payload: f'[a] ![a]\n\n[a]: {payload} "{payload}"',
    "in the words of a picture": lambda payload: f'![{payload}](a.png "{payload}")',
    "in the name of a picture": lambda payload: f"![a]({payload})",
    "in a table": lambda payload: f"| {payload} | b |\n|---|--:|\n| {payload} | {payload} |".replace("\n\n", " "),
    "in a list": lambda payload: f"- {payload}\n- b\n\n1. {payload}",
    "in a quotation": lambda payload: f"> {payload}",
    "in a note": lambda payload: f"a[^1]\n\n[^1]: {payload}",
    "in an abbreviation": lambda payload: f"ABC\n\n*[ABC]: {payload}",
    "in code": lambda payload: f"`{payload}`\n\n    {payload}",
    "in a citation": lambda payload: f"[@{payload}]",
}


@pytest.fixture(scope="module", params=PLACES)
def placed(request: pytest.FixtureRequest, payloads: list[str]) -> dict[str, Rendered]:
    """What comes of every snippet in a place, but for those that are refused."""
    renderer, found = Renderer(), {}
    for payload in payloads:
        with suppress(Unreadable):
            found[payload] = renderer.render(PLACES[request.param](payload), "f", 1)[0]
    return found


def test_nothing_dangerous_survives(placed: dict[str, Rendered]) -> None:
    assert len(placed) > 30
    found = {payload: [told for piece in pieces(each) for told in wrong(piece)] for payload, each in placed.items()}
    assert {payload: told for payload, told in found.items() if told} == {}


def test_headings_carry_no_markup(placed: dict[str, Rendered]) -> None:
    for payload, found in placed.items():
        for section in found.sections:
            assert wrong(html.escape(section.heading)) == [], payload
            assert section.id == "" or set(section.id) <= set("abcdefghijklmnopqrstuvwxyz0123456789-"), payload


def test_the_sanitiser_lets_nothing_dangerous_through(payloads: list[str]) -> None:
    """HTML that was never ours may lead to its own neighbours; what acts is gone."""
    found = {
        payload: [
            told
            for told in wrong(sanitised(payload))
            if "from elsewhere" not in told and scheme_of(told.partition("=")[2]) != "relative"
        ]
        for payload in payloads
    }
    assert {payload: told for payload, told in found.items() if told} == {}


def test_what_the_sanitiser_leaves_it_leaves_again(payloads: list[str]) -> None:
    for payload in payloads:
        once = sanitised(payload)
        assert sanitised(once) == once


def test_plain_text_has_words_alone(payloads: list[str]) -> None:
    """Of sanitised HTML; it is escaped where it is shown, so that nothing in it is markup."""
    for payload in payloads:
        words = plain_text(sanitised(payload))
        looker = Looker()
        looker.feed(html.escape(words))
        assert looker.wrong == []


def test_plain_text_of_a_rendered_payload_is_the_payload_s_words(payloads: list[str]) -> None:
    renderer = Renderer()
    for payload in payloads:
        with suppress(Unreadable):
            for piece in pieces(renderer.render(payload, "f", 1)[0]):
                assert wrong(html.escape(plain_text(piece))) == []


def test_a_hostile_title_is_kept_as_text(
    payloads: list[str], write: Callable[..., Path], edition: Callable[..., Edition]
) -> None:
    kept: dict[str, str] = {}
    for number, payload in enumerate(payloads):
        line = " ".join(payload.split())
        write(f"pages/p-{number}.vi.md", f"{PAGE}\ntitle: {json.dumps(line, ensure_ascii=False)}")
        kept[f"p-{number}"] = line
    shown = edition()
    assert all(problem.file.startswith("content/pages/") for problem in shown.problems)
    for slug, entry in shown.entries["page"].items():
        assert entry.readings["vi"].title == tidy(kept[slug]).strip()


def test_a_hostile_document_breaks_no_other(
    payloads: list[str], write: Callable[..., Path], edition: Callable[..., Edition]
) -> None:
    write("pages/good.vi.md", f"{PAGE}\ntitle: Tốt", "chữ")
    for number, payload in enumerate(payloads):
        write(f"pages/p-{number}.vi.md", raw=payload)
        write(f"pages/q-{number}.vi.md", f"{PAGE}\ntitle: x", payload)
        write(f"pages/r-{number}.vi.md", f"{PAGE}\ntitle: {payload}")
    shown: Any = edition()
    assert shown.entries["page"]["good"].readings["vi"].title == "Tốt"
    for problem in shown.problems:
        problem.text(str).encode()
