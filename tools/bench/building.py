"""The cost of the first build, beside that of Python-Markdown alone on the same texts."""

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace

from tools.bench.effort import Effort
from tools.bench.figures import Figures, ratio, spread
from tools.bench.processes import finished
from tools.bench.workplace import Workplace


def building_figures(place: Workplace, effort: Effort, say: Callable[[str], None]) -> Figures:
    """Measure the ratio of the two, and the figures behind it.

    They run alternately, each in a fresh process, and are compared by the processor time of that process.
    """
    builds, stocks, plains = [], [], []
    for number in range(effort.builds):
        say(f"first build and Python-Markdown alone, round {number + 1} of {effort.builds}")
        stocks.append(markdown_alone(place, "stock"))
        builds.append(first_build(place))
        plains.append(markdown_alone(place, "plain"))
    build_s = [one["cpu_s"] for one in builds]
    stock_s = [one["cpu_s"] for one in stocks]
    documents = stocks[0]["documents"]
    return {
        "ratios": {
            "first_build_to_markdown": ratio(build_s, stock_s),
            "first_build_to_plain_markdown": ratio(build_s, [one["cpu_s"] for one in plains]),
        },
        "first_build_cpu_s": spread(build_s, 2),
        "first_build_imports_cpu_s": spread([one["imports_cpu_s"] for one in builds], 2),
        "markdown_cpu_s": spread(stock_s, 2),
        "markdown_cpu_ms_a_document": round(min(stock_s) / documents * 1000, 2),
        "documents": documents,
        "bytes_a_document": round(stocks[0]["bytes"] / documents),
        "pages": builds[0]["pages"],
    }


def first_build(place: Workplace) -> Figures:
    """Build once into an empty instance folder, and return its figures."""
    instance = place.folder / "first-build"
    fresh = replace(place, settings=replace(place.settings, instance=instance))
    try:
        return _figures(finished([sys.executable, "-m", "tools.bench.programs.first_build"], fresh.environment))
    finally:
        shutil.rmtree(instance, ignore_errors=True)


def markdown_alone(place: Workplace, instance: str) -> Figures:
    """Convert every text with one instance of Python-Markdown (`stock` or `plain`), and return its figures."""
    folders = [str(place.settings.content), str(place.settings.exhibits)]
    return _figures(
        finished([sys.executable, "-m", "tools.bench.programs.markdown_alone", instance, *folders], place.environment)
    )


def _figures(output: str) -> Figures:
    figures: Figures = json.loads(output)
    return figures
