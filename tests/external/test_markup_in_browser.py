"""Hostile markup in served content: nothing of it runs, asks, requests or moves in a real browser.

The snippets (DOMPurify's fixtures, and some of Markdown and front matter) are not part of this repository: they are read
from `data/markup` of HUB_SHARED_DATA, or of the folder `shared` beside the repository. Without them, and without a
browser, the tests are skipped, except in continuous integration, where they fail.
"""

import base64
import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from html import escape
from pathlib import Path
from urllib.parse import quote

import pytest
from browsing import Tab, missing, tab
from built import Built
from carrying import alike, carrying
from listening import listening
from playwright.sync_api import Browser, Page, TimeoutError
from ready import ready
from running import REPOSITORY
from small import PICTURE, document, put, vocabularies

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHARED = Path(os.environ.get("HUB_SHARED_DATA") or REPOSITORY.parent / "shared" / "data") / "markup"
SAFE = re.compile(r"/(?!/)|#|https?://|mailto:|tel:[+0-9*]|sms:[+0-9]")
FOUND = """(document) => ({
  odd: [...document.querySelectorAll("main *")].filter((each) => /^(script|style|iframe|object|embed|base|meta|link|form|template|math|noscript|frame|frameset|foreignobject|animate|set)$/i
    .test(each.localName) && !each.matches("form.search")).map((each) => each.outerHTML.slice(0, 200)),
  running: [...document.querySelectorAll("*")].flatMap((each) => each.getAttributeNames().filter((name) => /^on|^style$|^srcdoc$|^formaction$/i.test(name)).map((name) => `${each.localName} ${name}`)),
  links: [...document.querySelectorAll("[href], [*|href]")].map((each) => each.getAttribute("href") ?? each.getAttribute("xlink:href")),
  sources: [...document.querySelectorAll("[src], [srcset], [poster], [data], [background]")].flatMap((each) => ["src", "srcset", "poster", "data", "background"].map((name) => each.getAttribute(name) ?? "")),
  clobbered: [...document.querySelectorAll("main [name]:not(input)")].map((each) => each.outerHTML.slice(0, 200)),
})"""
# Every frame of a window that shows many pages, of which each frame carries some; `whole` are those that have their text.
FRAMES = f"""() => [...document.querySelectorAll("body > iframe")].map((frame) => {{
  const parts = [...frame.contentDocument.querySelectorAll("body > [data-part]")];
  return {{
    refused: frame.contentWindow.refused, place: frame.contentWindow.location.href,
    whole: (parts.length ? parts : [frame.contentDocument]).filter((part) => part.querySelector("main")).length,
    found: ({FOUND})(frame.contentDocument),
  }};
}})"""
VISITED = 80  # of so many pages of a sort one is visited as readers do, too
CARRIED, FRAMED = 40, 10  # pages in a frame, and frames in a window
Pages = tuple[str, ...]


def snippets() -> list[str]:
    paths = [SHARED / "dompurify.json", SHARED / "markdown.json"]
    if not all(path.is_file() for path in paths):
        return []
    pure, markdown = (json.loads(path.read_text(encoding="utf-8")) for path in paths)
    return [each["payload"] for each in pure] + [each["md"] for each in markdown]


def text_around(payload: str) -> str:
    """A body that has a snippet wherever a text can be: alone, in a cell, in a link and its title, in a picture and its alternative text."""
    line = " ".join(payload.split())
    return "\n\n".join([
        "## Một {#one}", payload, f"| a | b |\n|---|---|\n| {line} | {line.replace('|', '')} |", f"[{line}]({line})", f'[chữ]({line} "{line}")',
        f"![{line}]({line})", f"> {line}", f"- {line}", f"[^1] {line}", f"[^1]: {line}", f"*[AB]: {line}", "AB", f"Chữ {{#{line}}}",
    ])  # fmt: skip


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site whose pages have the snippets as title, summary, note, alternative text, cells of tables, links and text."""
    payloads = snippets()
    if not payloads:
        missing(f"{SHARED} is not here; set HUB_SHARED_DATA to the folder that holds markup/")
    root = ready(tmp_path_factory.mktemp("markup"))
    vocabularies(root)
    for n, payload in enumerate(payloads):
        line = " ".join(payload.split()) or "trống"
        told = {
            "title": line,
            "summary": payload,
            "in_short": payload,
            "content_note": payload,
            "menu": "about" if n % 40 == 0 else "none",
        }
        put(root / f"content/pages/b-{n}.vi.md", document(told, payload))
        if n % 2 == 0:
            put(root / f"content/pages/a-{n}.vi.md", document({"title": f"Quanh {n}"}, text_around(payload)))
        if n % 10 == 0:
            work(root, n, line)
    put(root / "exhibits/phong-1/index.vi.md", document({"title": "Phòng", "summary": payloads[0], "order": 1}))
    return Built(root)


def work(root: Path, n: int, line: str) -> None:
    front = {
        "title": line, "summary": line, "medium": line, "alt": line[:150], "description": line, "order": n + 1, "media": "x.svg", "rights": "CC-BY-4.0",
        "credit": {"vi": line, "en": line}, "consent": {"basis": "no-person-depicted", "note": {"vi": line, "en": line}}, "sources": ["report"],
    }  # fmt: skip
    put(root / f"exhibits/phong-1/tp-{n}/index.vi.md", document(front, line))
    put(root / f"exhibits/phong-1/tp-{n}/x.svg", PICTURE.format(size=100))


@pytest.fixture(scope="module")
def reader(browser: Browser, hub: Built) -> Iterator[Tab]:
    with (
        listening(hub.worker.front) as address,
        tab(browser, address.replace("127.0.0.1", "localhost")) as opened,
    ):
        yield opened


def paths(hub: Built, pattern: str) -> list[str]:
    """The pages of the sitemap whose address fits."""
    found = re.findall(r"<loc>[^<]*?(/vi/[^<]*)</loc>", hub.ask("/sitemap.xml").text)
    return [path for path in found if re.fullmatch(pattern, path)]


def standing(found: dict[str, list[str]]) -> list[str]:
    """What stands on a page and could do something."""
    faults = [*found["odd"], *found["running"], *found["clobbered"]]
    faults += [link for link in found["links"] if link and not SAFE.match(link)]
    return faults + [source for source in found["sources"] if source and not re.match(r"/(?!/)", source)]


def done(reader: Tab) -> list[str]:
    """What the page did, which is then forgotten."""
    faults = [fault for fault in reader.faults() if "404 (Not Found)" not in fault]
    for kept in (reader.dialogs, reader.console, reader.elsewhere):
        kept.clear()
    return faults


def faults_of(reader: Tab, path: str) -> list[str]:
    """What a page did on a visit, and what stands on it that could."""
    page = reader.go(path)
    faults = [*standing(page.evaluate(f"() => ({FOUND})(document)")), *done(reader)]
    stays = path.partition("?")[0] if "/search/" in path else path  # a search takes its words out of the address
    return faults + ([] if page.url in (reader.home + path, reader.home + stays) else [f"moved to {page.url}"])


def faults_of_many(reader: Tab, frames: dict[Pages, list[str]], headers: dict[str, str]) -> dict[Pages, list[str]]:
    """What pages did and what stands on them, by the pages of a frame; all are at work in one window, under its headers."""
    shown_in = [f'<iframe srcdoc="{escape(carrying(texts))}"></iframe>' for texts in frames.values()]
    body = "<!doctype html><title>Together</title>" + "\n".join(shown_in)
    try:
        page = opened_together(reader, body, headers)
    except TimeoutError:  # the browser has lost an event of many frames; it is asked once more
        page = opened_together(reader, body, headers)
    shown = page.evaluate(FRAMES)
    assert len(shown) == len(frames)
    every = tuple(path for paths in frames for path in paths)
    faults = {every: done(reader) + ([] if page.url == f"{reader.home}/together" else [f"to {page.url}"])}
    for (paths, texts), each in zip(frames.items(), shown, strict=True):
        found = [*standing(each["found"]), *each["refused"]]
        found += [] if each["place"] == "about:srcdoc" else [f"moved to {each['place']}"]
        found += [] if each["whole"] == len(texts) else [f"{each['whole']} whole pages of {len(texts)}"]
        faults[paths] = faults.get(paths, []) + found
    return {paths: found for paths, found in faults.items() if found}


def opened_together(reader: Tab, body: str, headers: dict[str, str]) -> Page:
    """Open a window of many pages, and wait until each has loaded its behaviours, which it does after it is drawn."""
    answer(body, reader, headers)
    page = reader.page
    page.goto(f"{reader.home}/together", timeout=60_000)
    with suppress(TimeoutError):  # with many frames the browser sometimes does not say that it is idle
        page.wait_for_load_state("networkidle", timeout=20_000)
    return page


def answer(body: str, reader: Tab, headers: dict[str, str]) -> None:
    """Answer the request for /together, and no other: a route of Playwright's would switch the cache off."""
    told = [{"name": name, "value": value} for name, value in headers.items()]
    sent = {"responseCode": 200, "responseHeaders": told, "body": base64.b64encode(body.encode()).decode()}
    reader.devtools.send("Fetch.enable", {"patterns": [{"urlPattern": f"{reader.home}/together"}]})
    reader.devtools.once(
        "Fetch.requestPaused",
        lambda asked: reader.devtools.send("Fetch.fulfillRequest", sent | {"requestId": asked["requestId"]}),
    )


def under_policy(hub: Built) -> dict[str, str]:
    """The headers of every page, as far as they say what it may do."""
    given = hub.ask("/vi/").headers
    return {name: given[name] for name in ("content-type", "content-security-policy", "permissions-policy")}


def faults_of_all(hub: Built, reader: Tab, paths: list[str]) -> dict[Pages, list[str]]:
    """What pages of the site did and what stands on them; where anything does, each page of its frame is shown alone."""
    texts = {path: hub.ask(path).text for path in paths}
    kinds: dict[tuple[str, ...], list[str]] = {}
    for path, text in texts.items():
        kinds.setdefault(alike(text), []).append(path)
    frames = [kind[at : at + CARRIED] for kind in kinds.values() for at in range(0, len(kind), CARRIED)]
    faults = faults_of_frames(hub, reader, texts, frames)
    alone = {path for found in faults for path in found}
    return faults_of_frames(hub, reader, texts, [[path] for path in texts if path in alone]) or faults


def faults_of_frames(hub: Built, reader: Tab, texts: dict[str, str], frames: list[list[str]]) -> dict[Pages, list[str]]:
    """What the pages of frames did and what stands on them."""
    faults = {}
    for begin in range(0, len(frames), FRAMED):
        window = {tuple(found): [texts[path] for path in found] for found in frames[begin : begin + FRAMED]}
        faults |= faults_of_many(reader, window, under_policy(hub))
    return faults


EVIL = """<!doctype html><main><a href="javascript:alert(1)">a</a><img src="http://127.0.0.1:9/x" onerror="alert(2)"><form action="/x"></form></main>
<script>alert(3); console.error("said")</script>"""
SIGNS = ["dialog 3", "javascript:alert(1)", "request http://127.0.0.1:9/x", "img onerror", "<form", "said"]


def test_what_happens_is_seen(reader: Tab) -> None:
    reader.page.route("**/evil", lambda route: route.fulfill(body=EVIL, content_type="text/html"))
    faults = " ".join(faults_of(reader, "/evil"))
    reader.page.unroute("**/evil")
    assert [sign for sign in SIGNS if sign not in faults] == []


def test_what_happens_on_one_of_many_pages_in_a_window_is_seen(hub: Built, reader: Tab) -> None:
    good, headers = hub.ask("/vi/").text, {"content-type": "text/html"}
    faults = faults_of_many(reader, {("good",): [good], ("evil",): [EVIL]}, headers)
    assert ("good",) not in faults
    assert [sign for sign in SIGNS if sign not in str(faults)] == []
    moved = "<!doctype html><main></main><meta http-equiv=refresh content='0; url=about:blank'>"
    assert "moved to about:blank" in str(faults_of_many(reader, {("moved",): [moved]}, headers))
    assert "script-src" in str(faults_of_many(reader, {("evil",): [EVIL]}, under_policy(hub))["evil",])


def test_what_happens_on_one_of_many_pages_in_a_frame_is_seen(hub: Built, reader: Tab) -> None:
    good, headers = hub.ask("/vi/").text, {"content-type": "text/html"}
    assert len(alike(good)) > 1
    assert faults_of_many(reader, {("good", "better"): [good, good]}, under_policy(hub)) == {}
    evil = good.replace("</main>", f"{EVIL}</main>")
    faults = faults_of_many(reader, {("good", "evil", "better"): [good, evil, good]}, headers)
    assert [sign for sign in SIGNS if sign not in str(faults)] == []
    swallowing = good.replace("</main>", "<!--</main>")
    assert "2 whole pages of 3" in str(faults_of_many(reader, {("a", "b", "c"): [good, swallowing, good]}, headers))
    in_head = good.replace("</head>", "<meta name=x content=y><script>alert(4)</script></head>")
    assert "dialog 4" in str(faults_of_many(reader, {("good", "evil"): [good, in_head]}, headers))
    assert len(alike(good.replace("</main>", "</body></main>"))) == 1


@pytest.mark.parametrize(
    ("where", "pattern", "least"),
    [
        ("titles, summaries, notes and texts", r"/vi/pages/b-\d+/", 0.7),
        ("cells, links and alternative texts", r"/vi/pages/a-\d+/", 0.3),
        ("works", r"/vi/gallery/phong-1/tp-\d+/", 0.05),
        ("lists", r"/vi/(?:gallery|gallery/text|gallery/phong-1|pages|agenda)?/?", 0.0),
    ],
)
def test_nothing_of_hostile_markup_happens(hub: Built, reader: Tab, where: str, pattern: str, least: float) -> None:
    shown = paths(hub, pattern)
    assert len(shown) >= least * len(snippets()), "too few of the snippets are shown for this to tell anything"
    assert faults_of_all(hub, reader, shown) == {}
    visited = shown if where == "lists" else shown[::VISITED]
    assert {path: faults for path in visited if (faults := faults_of(reader, path))} == {}


@pytest.mark.parametrize("query", ["script alert", "img onerror", "svg", "javascript", "style"])
def test_nothing_of_hostile_markup_happens_in_a_search(hub: Built, reader: Tab, query: str) -> None:
    path = f"/vi/search/?q={query.replace(' ', '+')}"
    assert faults_of(reader, path) == []


def test_a_hostile_query_is_text_in_a_browser(hub: Built, reader: Tab) -> None:
    asked = [f"/vi/search/?q={quote(payload[:300], safe='')}" for payload in snippets()[::6]]
    assert faults_of_all(hub, reader, asked) == {}
    visited = {path: faults_of(reader, path) for path in asked[::10]}  # our script takes the words out of the address
    assert [fault for found in visited.values() for fault in found if not fault.startswith("moved to")] == []


def test_hostile_titles_are_shown_as_they_were_written(hub: Built, reader: Tab) -> None:
    payloads = snippets()
    (path, *_) = [
        path for path in paths(hub, r"/vi/pages/b-\d+/") if "<" in payloads[int(path.split("-")[1].strip("/"))]
    ]
    expected = " ".join(payloads[int(path.split("-")[1].strip("/"))].split())
    assert " ".join(reader.go(path).locator("h1").inner_text().split()) == expected


def test_reading_it_all_leaves_nothing_in_the_browser(reader: Tab) -> None:
    assert reader.context.cookies() == []
