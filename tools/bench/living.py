"""The cost of a running hub with many documents: its start, edits, idling, memory and searches."""

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

from hub.errors import UserError
from hub.messages import N_
from hub.storage.generations import Generations
from tools.bench.asking import AS_BROWSERS, asked, wait_for_all
from tools.bench.effort import Effort
from tools.bench.figures import Figures, percentile, spread
from tools.bench.processes import HOST, Tree, finished, free_port
from tools.bench.programs.searches import questions
from tools.bench.samples.documents import EDITED
from tools.bench.workplace import Workplace

LONG_S = 600.0  # seconds within which a hub with much content must come to rest
HOME = "/vi/"


def living_figures(place: Workplace, edited: Sequence[Path], effort: Effort, say: Callable[[str], None]) -> Figures:
    """Start the hub on a finished instance folder, and take one measurement after another.

    `edited` lists Vietnamese practices that may be changed.
    """
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
    """Measure the processor time of all processes until every worker answers, and until they are at rest."""
    answered = wait_for_all(tree, port, HOME, effort.workers, bool)
    cpu_s = tree.cpu_s()
    tree.calm(effort.calm_s, patience=LONG_S)
    return {
        "restart_cpu_s": round(cpu_s, 2),
        "restart_wall_s": round(answered - began, 2),
        "restart_until_rest_cpu_s": round(tree.cpu_s(), 2),
    }


def idle_percent(tree: Tree, seconds: float) -> float:
    """Return the processor time of all processes without any requests, in per cent of one core."""
    before, began = tree.cpu_s(), time.monotonic()
    time.sleep(seconds)
    return round((tree.cpu_s() - before) / (time.monotonic() - began) * 100, 2)


def paths_of(place: Workplace) -> list[str]:
    """Return every address of the generation in force."""
    generations = Generations(place.settings.instance)
    name = generations.current()
    return [path for path in generations.load(name, "pages").made if path.startswith("/")] if name else []


def serve_every_page(port: int, paths: Sequence[str]) -> int:
    """Request every address once, as a browser does, and return how many there were.

    Raises UserError for an answer with a status of 500 or above.
    """
    with closing(http.client.HTTPConnection(HOST, port, timeout=30)) as connection:
        for path in paths:
            status = asked(connection, quote(path), {"Accept-Encoding": AS_BROWSERS}).status
            if status >= 500:
                raise UserError(N_("%(path)s is answered with %(status)d"), path=path, status=status)
    return len(paths)


def edits(tree: Tree, port: int, paths: Sequence[Path], effort: Effort) -> Figures:
    """Measure the time from saving a text until every worker shows it; each edit waits until the hub is at rest."""
    took_s = []
    for number, path in enumerate(paths, 1):
        tree.calm(effort.calm_s, patience=LONG_S)
        mark = f"bench edit {number}"
        address = f"/vi/library/{path.name.partition('.')[0]}/"
        began = save(path, mark)
        took_s.append(wait_for_all(tree, port, address, effort.workers, partial(contains, mark.encode())) - began)
    return spread(took_s)


def contains(mark: bytes, body: bytes) -> bool:
    """Tell whether a body contains the mark."""
    return mark in body


def save(path: Path, mark: str) -> float:
    """Add a sentence to a text, and save it by a rename, as editors do.

    Return the moment (time.monotonic()) at which it is saved.
    """
    text = path.read_text("utf-8").replace(EDITED, f"{EDITED}\nCâu thêm vào: {mark}.\n", 1)
    written = path.parents[2] / "edited.tmp"  # outside the folder of content, so that the builder sees one event
    written.write_text(text, encoding="utf-8")
    os.replace(written, path)
    return time.monotonic()


def search_ms(place: Workplace, count: int) -> Figures:
    """Measure searches, by the clock, in a process that has the index open."""
    output = json.loads(
        finished([sys.executable, "-m", "tools.bench.programs.searches", str(count)], place.environment)
    )
    return _percentiles(output["ms"])


def search_page_ms(port: int, count: int) -> Figures:
    """Measure the page of results, by the clock, over one connection.

    Each question is asked once, so that no stored answer is served. Raises UserError for an answer other than 200.
    """
    took_ms = []
    with closing(http.client.HTTPConnection(HOST, port, timeout=60)) as connection:
        for lang, question in questions(count):
            began = time.perf_counter()
            answer = asked(connection, f"/{lang}/search/?q={quote(question)}", {"Accept-Encoding": AS_BROWSERS})
            took_ms.append((time.perf_counter() - began) * 1000)
            if answer.status != 200:
                raise UserError(
                    N_("%(path)s is answered with %(status)d"), path=f"/{lang}/search/", status=answer.status
                )
    return _percentiles(took_ms)


def _percentiles(values: Sequence[float]) -> Figures:
    return {
        "p50": round(percentile(values, 0.5), 2),
        "p95": round(percentile(values, 0.95), 2),
        "searches": len(values),
    }
