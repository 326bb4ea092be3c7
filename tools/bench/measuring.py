"""All measurements of one run, in order, as one JSON document."""

import os
import platform
from collections.abc import Callable
from importlib import metadata
from typing import NamedTuple

from hub.config import Settings
from tools.bench.building import building_figures
from tools.bench.desk import desk_figures
from tools.bench.effort import Effort
from tools.bench.figures import Figures
from tools.bench.first_list import first_list_ms
from tools.bench.living import living_figures
from tools.bench.pictures import picture_figures
from tools.bench.processes import check_system, ending_in_order
from tools.bench.samples.documents import write_documents
from tools.bench.searching import searching_figures
from tools.bench.serving import serving_figures
from tools.bench.workplace import workplace


class Parts(NamedTuple):
    """How much to generate for each part of a run, which is left out if that is 0."""

    documents: int = 0
    pictures: int = 0
    searching: int = 0
    desk: int = 0  # contributors


def measured(settings: Settings, parts: Parts, effort: Effort, say: Callable[[str], None]) -> Figures:
    """Return the figures of a run. Raises UserError."""
    check_system()
    with ending_in_order():
        serving = _serving(settings, effort, say)
        growing = _growing(settings, parts.documents, effort, say) if parts.documents > 0 else {}
        seeing = _seeing(settings, parts.pictures, effort, say) if parts.pictures > 0 else {}
        finding = _finding(settings, parts.searching, effort, say) if parts.searching > 0 else {}
        writing = _writing(settings, parts.desk, effort, say) if parts.desk > 0 else {}
    ratios = {
        name: each for part in (serving, growing, seeing, writing) for name, each in part.pop("ratios", {}).items()
    }
    missing = serving.pop("missing")
    return {
        "ratios": ratios,
        "missing": missing,
        "serving": serving,
        "growing": growing or None,
        "seeing": seeing or None,
        "searching": finding or None,
        "desk": writing or None,
        "machine": machine(),
    }


def _serving(settings: Settings, effort: Effort, say: Callable[[str], None]) -> Figures:
    with workplace(settings) as place:
        say("building the content as it is")
        place.build()
        return serving_figures(place, effort, say)


def _growing(settings: Settings, documents: int, effort: Effort, say: Callable[[str], None]) -> Figures:
    with workplace(settings) as place:
        say(f"writing {documents} documents")
        written = write_documents(place.settings.content, documents)
        figures = building_figures(place, effort, say)
        say("building them to the end, with search index and final compression")
        place.build()
        say("the first list of a fresh worker")
        figures["first_list_ms"] = first_list_ms(place, effort)
        return figures | living_figures(place, written, effort, say)


def _seeing(settings: Settings, pictures: int, effort: Effort, say: Callable[[str], None]) -> Figures:
    with workplace(settings) as place:
        return picture_figures(place, pictures, effort, say)


def _finding(settings: Settings, documents: int, effort: Effort, say: Callable[[str], None]) -> Figures:
    with workplace(settings) as place:
        return searching_figures(place, documents, effort, say)


def _writing(settings: Settings, contributors: int, effort: Effort, say: Callable[[str], None]) -> Figures:
    with workplace(settings) as place:
        say("building the content for the desk")
        place.build()
        return desk_figures(place, contributors, effort, say)


def machine() -> Figures:
    """Describe the machine and the software of the run."""
    return {
        "cpus": len(os.sched_getaffinity(0)),
        "load_1_min": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "kernel": platform.release(),
        "granian": metadata.version("granian"),
    }
