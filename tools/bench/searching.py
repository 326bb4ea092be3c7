"""The cost of searching with facets, engine by engine, over more and more generated entries."""

import json
import shutil
import sys
from collections.abc import Callable

from hub.config import ENGINES
from tools.bench.effort import Effort
from tools.bench.figures import Figures, percentile, spread
from tools.bench.processes import finished
from tools.bench.workplace import Workplace

SIZES = (1_000, 10_000, 100_000)
MOST = {"whoosh": 10_000}
"""The most documents that an engine is asked to hold; one that is not named here has no such bound."""


def searching_figures(place: Workplace, documents: int, effort: Effort, say: Callable[[str], None]) -> Figures:
    """Measure each engine with a thousand documents, ten thousand, and so on up to `documents`."""
    figures: Figures = {}
    for size in [*(size for size in SIZES if size < documents), documents]:
        for engine in ENGINES:
            if size <= MOST.get(engine, size):
                say(f"{engine} with {size} documents")
                figures.setdefault(engine, {})[str(size)] = engine_figures(place, engine, size, effort.searches)
    return figures


def engine_figures(place: Workplace, engine: str, documents: int, searches: int) -> Figures:
    """Measure one engine with that many documents, in a process of its own."""
    folder = place.folder / "engine"
    command = [sys.executable, "-m", "tools.bench.programs.engines", engine, str(documents), str(searches), str(folder)]
    try:
        told = json.loads(finished(command, place.environment))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    firsts = [one["first"] for one in told["first_ms"]]
    later = percentile([one["later"] for one in told["first_ms"]], 0.5)
    ordinary = percentile([one["cpu"] for one in told["ms"]], 0.5)
    return {
        "search_and_facets_cpu_ms": _percentiles([one["cpu"] for one in told["ms"]]),
        "search_and_facets_ms": _percentiles([one["wall"] for one in told["ms"]]),
        "first_after_edit_cpu_ms": spread(firsts, 1),
        "first_after_edit_to_later": round(percentile(firsts, 0.5) / later, 2),
        "edit_cpu_ms": spread(told["edit_ms"], 1),
        "hostile_to_ordinary": {kind: round(ms / ordinary, 1) for kind, ms in told["hostile_ms"].items()},
        "documents_a_cpu_s": told["documents_a_s"],
        "index_mb": told["index_mb"],
        "memory_mib": told["memory_mib"],
    }


def _percentiles(values: list[float]) -> Figures:
    return {"p50": round(percentile(values, 0.5), 1), "p95": round(percentile(values, 0.95), 1)}
