"""The child process that makes PDF documents of pages: `python -m hub.build.documents.program`.

It reads nothing but the page that it is given and the site's own static files, so that nothing from elsewhere can get
into a document.
"""

import base64
import io
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from hub.child import answer
from hub.web.endpoints.meta import content_type
from hub.web.endpoints.static_files import StaticFiles

SCRIPTS = re.compile(r"<script\b.*?</script>", re.S)
SHEET = Path(__file__).with_name("pdf.css")


def main() -> None:
    """Make the documents that the parent asks for until the parent ends."""
    from fontTools.ttLib import woff2
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    static = StaticFiles()

    class OwnFiles(URLFetcher):  # type: ignore[misc]
        """Answers with static files of the site, and refuses every other address."""

        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            """Return a static file. Raises ValueError for anything else."""
            name = re.fullmatch(r"/static/[0-9a-f]+/(.+)", urlsplit(url).path)
            if name is None or name[1] not in static.contents:
                raise ValueError(f"{url} is no file of the site's own")
            given = unpacked if name[1].endswith(".woff2") else static.contents.__getitem__
            return URLFetcherResponse(url, given(name[1]), {"Content-Type": content_type(name[1])})

    @cache
    def unpacked(name: str) -> bytes:
        """Return a font without its compression, which every document would undo twice, in a third of its time."""
        font = io.BytesIO()
        woff2.decompress(io.BytesIO(static.contents[name]), font)
        return font.getvalue()

    def handle(task: dict[str, str]) -> str:
        fonts, fetcher = FontConfiguration(), OwnFiles()
        base = f"{task['origin']}/static/0/"
        sheet = CSS(string=SHEET.read_text("utf-8"), base_url=base, url_fetcher=fetcher, font_config=fonts)
        page = HTML(string=SCRIPTS.sub("", task["html"]), base_url=task["origin"], url_fetcher=fetcher)
        made: bytes = page.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_tags=True, pdf_variant="pdf/ua-1")
        return base64.b64encode(made).decode()

    answer(handle)


if __name__ == "__main__":
    main()
