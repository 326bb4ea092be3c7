"""The cost of the first list in a worker that has just started, which must not read the whole library for it."""

import http.client
import time
from contextlib import closing

from hub.errors import UserError
from hub.messages import N_
from tools.bench.asking import AS_BROWSERS, asked, wait_for_all
from tools.bench.effort import Effort
from tools.bench.figures import Figures, spread
from tools.bench.processes import HOST, Tree, free_port
from tools.bench.workplace import Workplace

HOME = "/vi/"
LIST = "/vi/library/?sort=newest"  # with a query, so that it is not one of the finished pages


def first_list_ms(place: Workplace, effort: Effort) -> Figures:
    """Measure the first list in a new worker, in milliseconds by the clock and of processor time.

    Each round starts the hub again.
    """
    rounds = [_one_round(place, effort) for _ in range(effort.first_lists)]
    return {"wall": spread([wall for wall, _ in rounds], 1), "cpu": spread([cpu for _, cpu in rounds], 1)}


def _one_round(place: Workplace, effort: Effort) -> tuple[float, float]:
    port = free_port()
    with place.serving(port, workers=1) as tree:
        wait_for_all(tree, port, HOME, 1, bool)
        tree.calm(effort.calm_s)
        return _asked_once(tree, port)


def _asked_once(tree: Tree, port: int) -> tuple[float, float]:
    """Request the list once.

    Return the milliseconds by the clock, and those of processor time of all processes. Raises UserError for an answer
    other than 200.
    """
    cpu_s, began = tree.cpu_s(), time.perf_counter()
    with closing(http.client.HTTPConnection(HOST, port, timeout=60)) as connection:
        status = asked(connection, LIST, {"Accept-Encoding": AS_BROWSERS}).status
    wall_s = time.perf_counter() - began
    if status != 200:
        raise UserError(N_("%(path)s is answered with %(status)d"), path=LIST, status=status)
    return wall_s * 1000, (tree.cpu_s() - cpu_s) * 1000
