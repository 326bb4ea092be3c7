"""A hub in this process: built from folders into generations, and asked through its front as a server would ask."""

import io
import json
import shutil
import sys
import time
from collections.abc import Collection, Iterator
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from running import REPOSITORY, Answer
from said import really
from shared import shared
from small import small

from hub.build.builder import Builder
from hub.build.records import FinishedPage
from hub.config import Settings
from hub.content.clock import clock_from
from hub.serve.worker import Worker
from hub.web.endpoints import pdf

NOW = "2026-11-24T12:00"
FINISHED = "said by the command.json"  # how it ended that built a finished site, and what it said
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def settings_for(root: Path, **given: Any) -> Settings:
    """Settings under which everything is read and written below a folder; the messages are the hub's own."""
    folders = {name: root / name for name in ("content", "exhibits", "search_index", "instance")}
    return Settings(**(folders | {"translations": REPOSITORY / "translations", "now": NOW} | given))


class Built:
    """Builder and worker of one set of folders."""

    def __init__(self, root: Path, **given: Any) -> None:
        self.root, self.settings = root, settings_for(root, **given)
        self.worker = Worker(self.settings)
        self.start_again()

    def start_again(self) -> bool:
        """Build with a builder that has just been started; whether there is a new generation."""
        self.builder = Builder(self.settings, clock_from(self.settings.now, time.time()))
        return self.build()

    def build(self) -> bool:
        """Build with the builder that is at work; whether there is a new generation."""
        fresh = self.builder.build()
        self.worker.swap()
        return fresh

    def polish(self) -> None:
        """Compress every page to the end."""
        while self.builder.polish():
            pass
        self.worker.swap()

    def make_documents(self, *pages: str) -> None:
        """Make every PDF document; or those of some pages, with stand-ins where the others would be."""
        if pages:
            self.lay_stand_ins(pages)
        while self.builder.document():
            pass
        self.worker.swap()

    def lay_stand_ins(self, but: Collection[str] = ()) -> None:
        """Lay stand-ins where documents would be, but for those of some pages."""
        pages = self.builder.pages
        made = pages.made if pages else {}
        for path in self.builder.documents.missing(made):
            if path not in but:
                document = self.builder.packs.put(b"%PDF a stand-in")
                headers = (("Content-Type", pdf.TYPE),)
                made[pdf.pdf_named(made[path].headers)] = FinishedPage(200, headers, "0" * 16, {"identity": document})

    def finish(self) -> None:
        """Compress every page to the end, draw every picture for links, and make every document."""
        self.polish()
        self.make_documents()

    def ask(self, target: str, method: str = "GET", **headers: str) -> Answer:
        """One request; `accept_encoding="br"` is a header."""
        return ask(self.worker.front, target, method, **headers)

    @property
    def made(self) -> dict[str, Any]:
        """What the generation in force holds, by path."""
        assert self.worker.shown is not None
        return self.worker.shown.pages.made

    def bytes_of(self, path: str) -> bytes:
        """The finished bytes of a path."""
        assert self.worker.shown is not None
        return self.worker.shown.packs.get(self.made[path].bodies["identity"])

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every finished text by its path, but those of /static/."""
        for path in self.made:
            if not path.startswith("/static/"):
                yield path, self.bytes_of(path).decode()

    def pages(self) -> Iterator[tuple[str, "Page"]]:
        """Every finished HTML page that is found under an address."""
        for path, made in self.made.items():
            if (
                path.startswith("/")
                and made.status == 200
                and dict(made.headers)["Content-Type"].startswith("text/html")
            ):
                yield path, Page(self.bytes_of(path).decode())


def small_root(root: Path) -> Path:
    """Copy the small content, with the generation that was built of it: serving it has little left to build."""
    shutil.copytree(shared("small", lambda folder: Built(small(folder))), root, dirs_exist_ok=True)
    return root


def small_site(root: Path, **given: Any) -> Built:
    """The small content, built."""
    return Built(small_root(root), **given)


def at_rest(hub: Built) -> Path:
    """Leave nothing to do for the builder of a server, which would take as long as the tests; the root of the folders.

    Pages stay compressed as they were at first, and stand-ins lie where pictures for links and documents would.
    """
    rough = [path for path, page in hub.made.items() if len(page.bodies) > 1]
    hub.builder.state.polished |= set(rough[1:])  # with the one that is left all is put in force
    for share in hub.builder.finish.undrawn:
        hub.builder.media.put_share(share, b"a stand-in")
    hub.builder.finish.undrawn.clear()
    hub.lay_stand_ins()
    hub.polish()
    return hub.root


def resting_root(root: Path) -> Path:
    """Copy the small content, built and at rest: what servers of tests begin with."""
    shutil.copytree(shared("resting", lambda folder: at_rest(small_site(folder))), root, dirs_exist_ok=True)
    return root


def finished_root(root: Path) -> Path:
    """Copy the small content, built and finished: serving or building it has nothing left to do."""
    shutil.copytree(shared("finished", _finish), root, dirs_exist_ok=True)
    return root


def _finish(folder: Path) -> None:
    said = really(small_root(folder), "build", HUB_NOW=NOW)
    (folder / FINISHED).write_text(json.dumps(said), encoding="utf-8")


def finished_site(root: Path) -> Built:
    """The small content, built, every page compressed to the end and every picture for links drawn."""
    hub = Built(finished_root(root))
    hub.polish()  # what this process has had to make again
    return hub


def ask(application: Any, target: str, method: str = "GET", **headers: str) -> Answer:
    """One request to a WSGI application (PEP 3333)."""
    path, _, query = target.partition("?")
    environ = {
        "REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": path.encode().decode("latin-1"), "QUERY_STRING": query,
        "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost", "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr,
        "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False,
    }  # fmt: skip
    environ |= {
        name.upper() if name.startswith("content_") else f"HTTP_{name.upper()}": value
        for name, value in headers.items()
    }
    noted: list[Any] = []
    chunks = application(environ, lambda status, headers, info=None: noted.extend((status, headers)))
    body = b"".join(chunks)
    if hasattr(chunks, "close"):
        chunks.close()
    return Answer(int(noted[0].split()[0]), {name.lower(): value for name, value in noted[1]}, body)


class Element:
    """An element with its attributes, its language by inheritance, and all text inside it."""

    def __init__(self, tag: str, attributes: dict[str, str], parent: "Element | None") -> None:
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.pieces: list[str] = []

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)

    @cached_property
    def text(self) -> str:
        return " ".join("".join(self.pieces).split())

    @property
    def lang(self) -> str:
        return self.get("lang") or (self.parent.lang if self.parent else "")

    def inside(self, tag: str) -> bool:
        return self.parent is not None and (self.parent.tag == tag or self.parent.inside(tag))


class Page(HTMLParser):
    """A page as a tree of elements; `faults` says where its tags do not nest."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.source = text
        self.elements: list[Element] = []
        self.faults: list[str] = []
        self._open: list[Element] = []
        self.feed(text)
        self.close()
        self.faults += [f"<{element.tag}> is never closed" for element in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        self.faults += [f"<{tag}> has {name} twice" for name in set(names) if names.count(name) > 1]
        element = Element(tag, {name: value or "" for name, value in attrs}, self._open[-1] if self._open else None)
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1].tag == tag:
            self._open.pop()
        else:
            self.faults.append(f"</{tag}> closes {self._open[-1].tag if self._open else 'nothing'}")

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.pieces.append(data)

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.elements if element.tag in tags]

    def one(self, tag: str, **attributes: str) -> Element:
        """The only element of a tag and of attributes (`class_` for class)."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        found = [each for each in self.all(tag) if all(each.get(name) == value for name, value in wanted.items())]
        assert len(found) == 1, f"{len(found)} of <{tag} {wanted}>"
        return found[0]

    @property
    def lang(self) -> str:
        return self.one("html").get("lang")

    @property
    def title(self) -> str:
        return self.one("title").text

    @property
    def canonical(self) -> str:
        return next((link["href"] for link in self.all("link") if link.get("rel") == "canonical"), "")

    @property
    def alternates(self) -> dict[str, str]:
        return {
            link["hreflang"]: link["href"]
            for link in self.all("link")
            if link.get("rel") == "alternate" and "hreflang" in link.attributes
        }

    @cached_property
    def main(self) -> Element:
        return self.one("main")

    def main_elements(self) -> list[Element]:
        """The elements inside the main part, in order: of those with the same text the last is the innermost."""
        return [element for element in self.elements if element.inside("main")]
