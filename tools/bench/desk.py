"""What readers notice of the desk: pages beside a worker's desk, and while contributors save their drafts there."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import NamedTuple

from hub.config import ROOT
from hub.errors import UserError
from hub.messages import N_
from tools.bench.asking import wait_for_all
from tools.bench.contenders import Contender, hub
from tools.bench.effort import Effort
from tools.bench.figures import Figures, percentile, ratio, spread
from tools.bench.processes import finished, stopped
from tools.bench.serving import CALM, PAGE, costs_of, order_for, send
from tools.bench.workplace import Workplace

DESK = "/vi/account/sign-in/"  # the first request for it makes a worker's desk
SHARES = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
BURST = 10  # times as many requests while contributors save: beside them a save must cost little
AT_REST = "at_rest"
# What goes on at the desk: seconds from one save of a contributor to the next. The script of the form lets two go by.
PACES: Mapping[str, Callable[[Effort], float | None]] = {
    AT_REST: lambda effort: None,
    "while_saving": lambda effort: effort.save_every_s,
    "while_saving_nonstop": lambda effort: 0.0,
}


class Together(NamedTuple):
    """The milliseconds of each page and of each save that were asked for at once, and for how many seconds they were."""

    page_ms: list[float]
    save_ms: list[float]
    seconds: float


class Costs(NamedTuple):
    """Microseconds of processor time: a page at rest, a save, a page beside saves."""

    page_us: float
    save_us: float
    beside_us: float


class Contributors:
    """Contributors at a hub's desk, who begin to save and stop when told."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self._line()

    def save(self, every_s: float) -> None:
        """Have each of them save every so many seconds; one save after the other if that is 0."""
        self._tell(f"save {every_s}")

    def stop(self) -> list[float]:
        """Wait for the last save; return the milliseconds that each has taken."""
        self._tell("stop")
        took_ms: list[float] = json.loads(self._line())
        return took_ms

    def _tell(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def _line(self) -> str:
        assert self.process.stdout is not None and self.process.stderr is not None
        if not (line := self.process.stdout.readline()):
            why = (self.process.stderr.read().strip().splitlines() or ["–"])[-1]
            raise UserError(N_("%(command)s did not work: %(why)s"), command="contributors", why=why)
        return line


@contextmanager
def contributors(place: Workplace, port: int, number: int) -> Iterator[Contributors]:
    """Yield that many contributors with a draft each at the hub on a port."""
    command = [sys.executable, "-m", "tools.bench.programs.contributors", str(port), str(number)]
    process = subprocess.Popen(
        command, cwd=ROOT, env=place.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, start_new_session=True,
    )  # fmt: skip
    with process, stopped(process):  # its pipes are closed once it has ended
        yield Contributors(process)


def desk_figures(place: Workplace, number: int, effort: Effort, say: Callable[[str], None]) -> Figures:
    """Measure pages of a hub whose desk `number` contributors use. The workplace must have been built."""
    with ExitStack() as stack:
        without = stack.enter_context(hub(place, PAGE, effort.workers))
        desk = replace(stack.enter_context(hub(place, PAGE, effort.workers)), name="hub_with_desk")
        wait_for_all(desk.tree, desk.port, DESK, effort.workers, bool)
        say(f"{number} contributors open accounts and drafts")
        people = stack.enter_context(contributors(place, desk.port, number))
        for each in (without, desk):
            each.tree.calm(CALM)
        say("serving a page and its 304 with the desk and without")
        pages, not_modified = (costs_of([without, desk], status, effort) for status in (200, 304))
        say(f"reading and saving at once, {effort.desk_rounds} rounds")
        times, costs = [], []
        for turn in range(effort.desk_rounds):
            times.append({name: together(desk, people, name, effort) for name in list(PACES)[:: -1 if turn % 2 else 1]})
            costs.append(costs_together(desk, people, effort))
    return {
        "ratios": desk_ratios(pages, not_modified, times, costs),
        "page_cpu_us": {name: spread(each, 2) for name, each in pages.items()},
        "not_modified_cpu_us": {name: spread(each, 2) for name, each in not_modified.items()},
        "page_ms": {name: shares([one[name].page_ms for one in times]) for name in PACES},
        "save_ms": {name: shares([one[name].save_ms for one in times]) for name in PACES if name != AT_REST},
        "saves_a_second": {
            name: spread([len(one[name].save_ms) / one[name].seconds for one in times], 1)
            for name in PACES if name != AT_REST
        },
        "save_cpu_ms": spread([each.save_us / 1000 for each in costs], 2),
        "load": {"contributors": number, "requests_a_second": effort.readers_a_s, "seconds": effort.reading_s, "each_saves_every_s": effort.save_every_s},
    }  # fmt: skip


def together(desk: Contender, people: Contributors, name: str, effort: Effort) -> Together:
    """Have the page read at a steady pace for a while, beside what goes on at the desk under this name."""
    every_s = PACES[name](effort)
    began = time.monotonic()
    if every_s is not None:
        people.save(every_s)
    order = order_for(desk, 200) | {
        "connections": effort.connections, "rate": effort.readers_a_s, "seconds": effort.reading_s,
    }  # fmt: skip
    command = [sys.executable, "-m", "tools.bench.programs.readers", json.dumps(order)]
    page_ms: list[float] = json.loads(finished(command, os.environ))
    save_ms = people.stop() if every_s is not None else []
    return Together(page_ms, save_ms, time.monotonic() - began)


def costs_together(desk: Contender, people: Contributors, effort: Effort) -> Costs:
    """Measure the cost of a page at rest, of a save, and of a page beside saves: all of both less that of the saves."""

    def cpu_us(work: Callable[[], None]) -> float:
        before = desk.tree.cpu_s()
        work()
        return (desk.tree.cpu_s() - before) * 1e6

    def read(times: int) -> None:
        sent.append(send(desk.name, order_for(desk, 200), times * effort.requests, effort))

    def save(meanwhile: Callable[[], None]) -> None:
        people.save(effort.save_every_s)
        meanwhile()
        saved.append(len(people.stop()))

    sent, saved = list[int](), list[int]()
    page_us = cpu_us(lambda: read(1)) / sent[0]
    save_us = cpu_us(lambda: save(lambda: time.sleep(effort.reading_s))) / max(1, saved[0])
    both_us = cpu_us(lambda: save(lambda: read(BURST)))
    return Costs(page_us, save_us, (both_us - saved[1] * save_us) / sent[1])


def desk_ratios(
    pages: Mapping[str, list[float]], not_modified: Mapping[str, list[float]], times: Sequence[Mapping[str, Together]],
    costs: Sequence[Costs],
) -> Figures:  # fmt: skip
    """Return what a reader feels and what a page costs beside the desk, each by the same without it."""
    at_rest = [one[AT_REST].page_ms for one in times]
    return {
        "page_cpu_with_desk_to_without": ratio(pages["hub_with_desk"], pages["hub"]),
        "not_modified_cpu_with_desk_to_without": ratio(not_modified["hub_with_desk"], not_modified["hub"]),
        "page_cpu_while_saving_to_at_rest": ratio([each.beside_us for each in costs], [each.page_us for each in costs]),
    } | {
        f"page_{name}_{how}_to_{AT_REST}": ratio(
            [percentile(one[how].page_ms, share) for one in times], [percentile(each, share) for each in at_rest]
        )
        for how in PACES if how != AT_REST
        for name, share in SHARES.items()
    }  # fmt: skip


def shares(rounds: Sequence[Sequence[float]]) -> Figures:
    """Return the spread of each percentile over the rounds; None where nothing was measured."""
    return {
        name: spread([percentile(each, share) for each in rounds], 2) if all(rounds) else None
        for name, share in SHARES.items()
    }
