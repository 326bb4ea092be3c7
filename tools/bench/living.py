"""Measure a hub with many documents: its start, an edit, its rest, its memory, its searches."""

import http.client
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from urllib.parse import quote

from hub.messages import N_
from hub.storage.generations import Generations
from tools.bench.asking import AS_BROWSERS, asked, wait_for_all
from tools.bench.documents import EDITED
from tools.bench.effort import Effort
from tools.bench.figures import Figures, percentile, spread
from tools.bench.processes import HOST, CannotMeasure, Tree, finished, free_port
from tools.bench.searches import questions
from tools.bench.workplace import Workplace

LONG_S = 600.0  # for everything of a large content to come to rest
HOME = "/vi/"


def living_figures(place: Workplace, edited: Sequence[Path], effort: Effort, say: Callable[[str], None]) -> Figures:
    """Start on the finished instance, and measure one thing after another; `edited` are Vietnamese practices to change."""
    port = free_port()
    say("restart on the finished instance")
    began = time.monotonic()
    with place.serving(port, effort.workers) as tree:
        figures = restart(tree, port, began, effort)
        memory = {"after_start": round(tree.pss_mib(), 1)}
        say(f"at rest for {effort.rest_s:.0f} s")
        figures["idle_percent_of_a_core"] = idle_percent(tree, effort.rest_s)
        say("every page once")
        figures["addresses"] = serve_every_page(port, paths_of(place))
        memory["after_every_page"] = round(tree.pss_mib(), 1)
        say(f"{effort.edits} edits")
        figures["edit_to_live_s"] = edits(
            tree, port, edited[:: max(1, len(edited) // effort.edits)][: effort.edits], effort
        )
        say(f"{effort.searches} searches")
        figures["search_page_ms"] = search_page_ms(port, effort.searches)
        memory["after_edits_and_searches"] = round(tree.pss_mib(), 1)
    return figures | {"memory_pss_mib": memory, "search_ms": search_ms(place, effort.searches)}


def restart(tree: Tree, port: int, began: float, effort: Effort) -> Figures:
    """Measure the processor time of all processes until every worker answers, and until they have come to rest."""
    answered = wait_for_all(tree, port, HOME, effort.workers, bool)
    cpu_s = tree.cpu_s()
    tree.calm(effort.calm_s, patience=LONG_S)
    return {
        "restart_cpu_s": round(cpu_s, 2),
        "restart_wall_s": round(answered - began, 2),
        "restart_until_rest_cpu_s": round(tree.cpu_s(), 2),
    }


def idle_percent(tree: Tree, seconds: float) -> float:
    """Measure the processor time of all processes without requests, in per cent of one core."""
    before, began = tree.cpu_s(), time.monotonic()
    time.sleep(seconds)
    return round((tree.cpu_s() - before) / (time.monotonic() - began) * 100, 2)


def paths_of(place: Workplace) -> list[str]:
    """Return every address of the generation in force."""
    generations = Generations(place.settings.instance)
    name = generations.current()
    return [path for path in generations.load(name, "pages").made if path.startswith("/")] if name else []


def serve_every_page(port: int, paths: Sequence[str]) -> int:
    """Ask for every address once, as a browser does; return their number."""
    with closing(http.client.HTTPConnection(HOST, port, timeout=30)) as connection:
        for path in paths:
            status = asked(connection, quote(path), {"Accept-Encoding": AS_BROWSERS}).status
            if status >= 500:
                raise CannotMeasure(N_("%(path)s is answered with %(status)d"), path=path, status=status)
    return len(paths)


def edits(tree: Tree, port: int, paths: Sequence[Path], effort: Effort) -> Figures:
    """Measure the seconds from saving a text until every worker shows it; each edit waits for rest after the last."""
    took_s = []
    for number, path in enumerate(paths, 1):
        tree.calm(effort.calm_s, patience=LONG_S)
        mark = f"bench edit {number}"
        address = f"/vi/library/{path.name.partition('.')[0]}/"
        began = save(path, mark)
        took_s.append(wait_for_all(tree, port, address, effort.workers, partial(contains, mark.encode())) - began)
    return spread(took_s)


def contains(mark: bytes, body: bytes) -> bool:
    return mark in body


def save(path: Path, mark: str) -> float:
    """Add a sentence to a text and save it as editors do, by a rename; return the moment after it."""
    text = path.read_text("utf-8").replace(EDITED, f"{EDITED}\nCâu thêm vào: {mark}.\n", 1)
    written = path.parents[2] / "edited.tmp"  # outside the folder of content, so that there is one event
    written.write_text(text, encoding="utf-8")
    os.replace(written, path)
    return time.monotonic()


def search_ms(place: Workplace, count: int) -> Figures:
    """Measure the wall time of a search in a process that has the index open."""
    output = json.loads(finished([sys.executable, "-m", "tools.bench.searches", str(count)], place.environment))
    return _percentiles(output["ms"])


def search_page_ms(port: int, count: int) -> Figures:
    """Measure the wall time of the page of results over one connection; each question once, so that none is cached."""
    took_ms = []
    with closing(http.client.HTTPConnection(HOST, port, timeout=60)) as connection:
        for lang, question in questions(count):
            began = time.perf_counter()
            answer = asked(connection, f"/{lang}/search/?q={quote(question)}", {"Accept-Encoding": AS_BROWSERS})
            took_ms.append((time.perf_counter() - began) * 1000)
            if answer.status != 200:
                raise CannotMeasure(
                    N_("%(path)s is answered with %(status)d"), path=f"/{lang}/search/", status=answer.status
                )
    return _percentiles(took_ms)


def _percentiles(values: Sequence[float]) -> Figures:
    return {
        "p50": round(percentile(values, 0.5), 2),
        "p95": round(percentile(values, 0.95), 2),
        "searches": len(values),
    }
