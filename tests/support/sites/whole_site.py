"""A built site, with every page parsed once: what is listed, what is there, and which links lead nowhere."""

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlsplit

import brotli
from built import Built, Page
from page_checks import waits_for

from hub.content.edition import Reader
from hub.content.model.kinds import Model
from hub.web.context import Routes
from hub.web.endpoints.pdf import pdf_named

ORIGIN = "http://localhost:8000"


class Everything:
    """A built site, with every page parsed once."""

    def __init__(self, built: Built) -> None:
        self.built = built
        self.pages = dict(built.pages())
        self.sitemap = re.findall(r"<loc>([^<]*)</loc>", built.ask("/sitemap.xml").text)
        whole = built.worker.application()  # beside the site stands the desk, where a feature declares one
        self.routes: Routes = getattr(whole, "site", whole).extensions["hub.routes"]

    def listed(self) -> Iterator[tuple[str, Page]]:
        """The pages that the sitemap names, by path."""
        for address in self.sitemap:
            path = address.removeprefix(ORIGIN)
            yield path, self.pages[path]

    def faults(self, check: Callable[[Page], Any]) -> dict[str, Any]:
        """What a check finds, by the pages of which it finds something."""
        return {path: found for path, page in self.pages.items() if (found := check(page))}

    def has(self, path: str) -> bool:
        """Whether something is at an address: a page, a machine format, a file, what is made on demand, or what leads on to one."""
        made = self.built.made.get(path)
        if made is not None and made.status == 302:
            return self.has(dict(made.headers)["Location"])
        return made.status == 200 if made is not None else self.built.ask(path).status == 200

    def reader(self, lang: str) -> Reader:
        return self.built.worker.edition().read_in("en" if lang == "en" else "vi")

    def path_of(self, entry: Model, lang: str) -> str:
        return self.routes.of_entry(lang, self.built.worker.registry.kinds[entry.kind], entry)

    def page_of(self, entry: Model, lang: str) -> Page:
        return self.pages[self.path_of(entry, lang)]

    def links(self) -> Iterator[tuple[str, str]]:
        """Every link to an address without a scheme: the path of its page, and the address."""
        for path, page in self.pages.items():
            for link in page.all("a"):
                if not urlsplit(href := link.get("href")).scheme:
                    yield path, href

    def dead_links(self) -> list[tuple[str, str]]:
        """The links to where nothing is; documents that are made later are not missed."""
        later = {"/leave", *(pdf_named(made.headers) for made in self.built.made.values())}
        return [
            (path, href)
            for path, href in self.links()
            if (url := urlsplit(href)).path
            and not url.netloc
            and not self.has(unquote(url.path))
            and url.path not in later
        ]

    def dead_anchors(self) -> list[tuple[str, str]]:
        """The links to a place that its page has not."""
        ids = {path: {element.get("id") for element in page.elements} for path, page in self.pages.items()}
        return [
            (path, href)
            for path, href in self.links()
            if (url := urlsplit(href)).fragment
            and unquote(url.fragment) not in ids.get(unquote(url.path) or path, set())
        ]

    def one_sided(self) -> list[tuple[str, str, str]]:
        """The languages that a listed page names and whose page is not there, or names others."""
        return [
            (path, lang, address)
            for path, page in self.listed()
            for lang, address in page.alternates.items()
            if (other := self.pages.get(address.removeprefix(ORIGIN))) is None
            or other.alternates != page.alternates
            or (lang != "x-default" and other.lang != lang)
        ]

    @cached_property
    def _sheets(self) -> dict[str, int]:
        paths = [path for path in self.built.made if path.endswith(".css")]
        return {path: len(brotli.compress(self.built.bytes_of(path))) for path in paths}

    def weight_of_sheets(self, page: Page) -> int:
        """The bytes, compressed, of the stylesheets for which a page waits."""
        return sum(self._sheets[link["href"]] for link in page.all("link") if waits_for(link))
