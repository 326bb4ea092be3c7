"""Lighthouse on the hub, beside an empty page from the same server: `python tests/browser/lighthouse.py --help`.

Slow 4G and a slow phone as Lighthouse simulates them, Debian's Chromium, several runs a page, of each figure the median.
Before each run of a page stands one of the empty page, and the ratio of LCP is of these two: what else the machine does falls
upon both. It prints a table, or JSON; it is no test: nothing fails. What it needs is installed by npm on first use.
"""

import argparse
import http.client
import json
import os
import pickle
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import brotli

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), *map(str, (ROOT / "tests/support").glob("*/"))]

from browsing import found_chromium  # noqa: E402
from kinds_of_page import pattern_of  # noqa: E402
from node import NotInstalled, node, packages  # noqa: E402
from running import REPOSITORY, Running, environment, free_port, running, wait_until  # noqa: E402

from hub.web.headers import SECURITY  # noqa: E402
from hub.web.inline_script import SCRIPT  # noqa: E402

KINDS = ["", "agenda/", "agenda/*/", "gallery/", "gallery/*/*/", "library/", "library/*/", "help/"]
CATEGORIES = {"performance": "perf", "accessibility": "a11y", "best-practices": "best", "seo": "seo"}
METRICS = {"LCP": "largest-contentful-paint", "TBT": "total-blocking-time", "CLS": "cumulative-layout-shift"}
EMPTY = (
    '<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    "<title>Trang</title></head><body><p>Trang</p></body></html>"
)
BARS = {"categories": 100, "LCP ratio": 1.25, "TBT": 0, "CLS": 0, "HTML+CSS": 14336, "JS": 6144, "fonts": 71680}
ATTEMPTS = 3
Figures = dict[str, float]


def main() -> None:
    options = parsed()
    try:
        program = packages("lighthouse") / "lighthouse" / "cli" / "index.js"
    except NotInstalled as error:
        sys.exit(str(error))
    with tempfile.TemporaryDirectory() as folder, hub(Path(folder)) as site, empty_page(Path(folder)) as empty:
        paths = options.paths or some_of_each(site, options.language)
        runs: dict[str, list[Figures]] = {"empty": [], **{path: [] for path in paths}}
        weighed: dict[str, Figures] = {}
        for number, path in [(number, path) for number in range(options.runs) for path in paths]:
            print(f"run {number + 1}: {path}", file=sys.stderr)
            beside = figures(lighthouse(program, f"http://localhost:{empty}/", Path(folder) / "report.json"))
            report = lighthouse(program, f"http://localhost:{site.port}{path}", Path(folder) / "report.json")
            complain(report)
            found = figures(report)
            runs["empty"].append(beside)
            runs[path].append({**found, "LCP ratio": found["LCP"] / beside["LCP"]})
            weighed[path] = weights(site, path, report)
    least = min(run["LCP"] for run in runs["empty"])
    pages = {name: summary(found, least) | weighed.get(name, {}) for name, found in runs.items()}
    print(json.dumps({"bars": BARS, "pages": pages}, indent=1) if options.json else table(pages))


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", help="pages; without any: one of each sort")
    parser.add_argument("--language", choices=["vi", "en"], default="vi")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="everything as JSON")
    return parser.parse_args()


@contextmanager
def hub(folder: Path) -> Iterator[Running]:
    """The repository's own content with its pictures, finished before it is served: what readers meet, and nothing works beside it."""
    (folder / "hub").mkdir()
    given = {f"HUB_{name.upper()}": str(REPOSITORY / name) for name in ("content", "exhibits")} | {"HUB_PUBLIC_URL": ""}
    print("building the site (minutes, most of them for pictures)", file=sys.stderr)
    build = [sys.executable, "-m", "hub", "build"]
    subprocess.run(
        build, cwd=REPOSITORY, env=environment(folder / "hub", **given), check=True, stdout=subprocess.DEVNULL
    )
    with running(folder / "hub", **given) as site:
        yield site


@contextmanager
def empty_page(folder: Path) -> Iterator[int]:
    """The port on which the hub's server answers with one small page, whatever is asked."""
    answer, port = folder / "empty.pickle", free_port()
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(EMPTY.encode()))), *SECURITY]
    answer.write_bytes(pickle.dumps(("200 OK", headers, EMPTY.encode())))
    command = [sys.executable, "-m", "tools.bench.programs.bare", str(port), "2"]
    server = subprocess.Popen(
        command, cwd=REPOSITORY, env={**os.environ, "BARE_ANSWER": str(answer)}, start_new_session=True
    )
    try:
        wait_until(lambda: answers(port), "the empty page is there")
        yield port
    finally:
        server.terminate()
        server.wait()


def answers(port: int) -> bool:
    try:
        return bool(weight(port, "/"))
    except OSError:
        return False


def weight(port: int, path: str) -> int:
    """The bytes of an answer's body as a browser gets it."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path, headers={"Accept-Encoding": "br"})
    size = len(connection.getresponse().read())
    connection.close()
    return size


def stylesheet(site: Running, path: str) -> str:
    """The address of the stylesheet that a page links."""
    found = re.search(r'<link rel="stylesheet" href="([^"]+)"', site.ask(path).text)
    return found[1] if found else path


def some_of_each(site: Running, lang: str) -> list[str]:
    """Of each sort the heaviest page in the sitemap."""
    known = re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", site.ask("/sitemap.xml").text)
    patterns = [pattern_of(kind, lang) for kind in KINDS]
    return [max(filter(pattern.fullmatch, known), key=lambda path: weight(site.port, path)) for pattern in patterns]


def lighthouse(program: Path, address: str, report: Path) -> Any:
    """One run's report; on a busy machine Chromium sometimes loses a trace, and is asked again."""
    command = [
        node(),
        str(program),
        address,
        "--quiet",
        "--output=json",
        f"--output-path={report}",
        f"--only-categories={','.join(CATEGORIES)}",
        "--chrome-flags=--headless=new --no-sandbox",
    ]
    # A browser without an interface fetches no icon of a tab: no paint waits for that, but the simulation counts it
    # where it happens to arrive before the paint.
    environment = {**os.environ, "CHROME_PATH": found_chromium() or ""}
    for attempt in range(ATTEMPTS):
        done = subprocess.run(
            command, env=environment, capture_output=attempt + 1 < ATTEMPTS, check=attempt + 1 == ATTEMPTS
        )
        if done.returncode == 0:
            break
    return json.loads(report.read_text())


def complain(report: Any) -> None:
    """Write what scores low to standard error."""
    audits = report["audits"]
    for name, category in report["categories"].items():
        for each in category["auditRefs"]:
            score = audits[each["id"]]["score"]
            if each["weight"] and score is not None and score < 0.9:
                print(f"{report['finalDisplayedUrl']} {name}: {audits[each['id']]['title']}", file=sys.stderr)


def figures(report: Any) -> Figures:
    """What a run says: categories of 100, milliseconds."""
    audits = report["audits"]
    found = {short: round(100 * (report["categories"][name]["score"] or 0)) for name, short in CATEGORIES.items()}
    found |= {short: round(audits[name]["numericValue"], 3) for short, name in METRICS.items()}
    return found


def summary(runs: list[Figures], least: float) -> Figures:
    """The medians; between what the ratio of LCP lay; and the page's least LCP by the empty page's, which others disturbed least."""
    found = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    if "LCP ratio" in found:
        ratios = [run["LCP ratio"] for run in runs]
        found |= {"from": min(ratios), "to": max(ratios), "of least": min(run["LCP"] for run in runs) / least}
    return {name: round(value, 3) for name, value in found.items()}


def weights(site: Running, path: str, report: Any) -> Figures:
    """The compressed bytes of a page with its stylesheet, of the scripts that it loads, and of the type."""
    asked = {urlsplit(each["url"]).path for each in report["audits"]["network-requests"]["details"]["items"]}
    sorts = {"JS": ".js", "fonts": ".woff2"}
    found = {
        name: float(sum(weight(site.port, each) for each in asked if each.endswith(end))) for name, end in sorts.items()
    }
    script = weight(site.port, path) - len(brotli.compress(site.ask(path).text.replace(SCRIPT, "").encode()))
    found["JS"] += script  # the one within the page is JavaScript, not HTML
    return {"HTML+CSS": float(weight(site.port, path) - script + weight(site.port, stylesheet(site, path))), **found}


def table(pages: dict[str, Figures]) -> str:
    """The medians as a table in Markdown, the bars in its last line."""
    columns = [
        *CATEGORIES.values(),
        "LCP",
        "LCP ratio",
        "from",
        "to",
        "of least",
        "TBT",
        "CLS",
        "HTML+CSS",
        "JS",
        "fonts",
    ]
    lines = [["page", *columns], ["---"] * (len(columns) + 1)]
    lines += [
        [name, *(f"{page[column]:g}" if column in page else "" for column in columns)] for name, page in pages.items()
    ]
    lines.append(
        [
            "bars",
            *(str(BARS.get(column, BARS["categories"] if column in CATEGORIES.values() else "")) for column in columns),
        ]
    )
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    main()
