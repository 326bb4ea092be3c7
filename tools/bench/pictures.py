"""The cost of renditions, beside that of Pillow alone on the same files, and the memory they take."""

import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tools.bench.effort import Effort
from tools.bench.figures import Figures, ratio, spread
from tools.bench.processes import running
from tools.bench.samples.photographs import write_photographs
from tools.bench.workplace import Workplace

LOOK = 0.1  # seconds between two readings of memory and processor time


def picture_figures(place: Workplace, number: int, effort: Effort, say: Callable[[str], None]) -> Figures:
    """Measure both on the same photographs, alternately.

    They are compared by the processor time of all their processes, and by the clock.
    """
    say(f"drawing {number} photographs of 24 million pixels")
    folder = place.folder / "photographs"
    write_photographs(folder, number)
    ours, theirs = [], []
    for round_ in range(effort.pictures):
        say(f"pictures, round {round_ + 1} of {effort.pictures}")
        theirs.append(_run(place, "pillow_alone", folder))
        ours.append(_run(place, "studio_alone", folder))
    shutil.rmtree(folder)
    return {
        "ratios": {
            "pictures_cpu_to_pillow": ratio([one[0] for one in ours], [one[0] for one in theirs]),
            "pictures_time_to_pillow": ratio([one[1] for one in ours], [one[1] for one in theirs]),
        },
        "pictures_cpu_s": spread([one[0] for one in ours], 1),
        "pillow_cpu_s": spread([one[0] for one in theirs], 1),
        "pictures_memory_pss_mib": spread([one[2] for one in ours], 0),
        "photographs": number,
    }


def _run(place: Workplace, program: str, folder: Path) -> tuple[float, float, float]:
    """Run a program, and return its seconds of processor time, seconds by the clock, and highest memory in MiB."""
    into = place.folder / program
    cpu = memory = 0.0
    started = time.monotonic()
    with running(
        [sys.executable, "-m", f"tools.bench.{program}", str(folder), str(into)], place.environment, place.log(program)
    ) as tree:
        while (held := tree.pss_mib()) > 0:  # a process that has ended holds nothing
            cpu, memory = max(cpu, tree.cpu_s()), max(memory, held)
            time.sleep(LOOK)
        cpu = max(cpu, tree.cpu_s())
    taken = time.monotonic() - started
    if not any(into.iterdir()):
        raise place.fault(program, program)
    shutil.rmtree(into)
    return cpu, taken, memory
