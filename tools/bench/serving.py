"""The cost of serving a finished page: the hub, a bare WSGI application and nginx, side by side, round after round."""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from hub.errors import UserError
from hub.messages import N_
from tools.bench.asking import AS_BROWSERS
from tools.bench.contenders import Contender, bare_wsgi, hub, nginx, nginx_program
from tools.bench.effort import Effort
from tools.bench.figures import Figures, ratio, spread
from tools.bench.workplace import Workplace

PAGE = "/vi/agenda/"
WARM_UP = 400  # requests to each before the first round
CALM = 1.0  # seconds that a server must have nothing to do before it is measured

Costs = dict[str, list[float]]  # by contender, microseconds of processor time a request in each round


def serving_figures(place: Workplace, effort: Effort, say: Callable[[str], None]) -> Figures:
    """Measure ratios and costs of a page and of its 304. The workplace must have been built."""
    with ExitStack() as stack:
        ours = stack.enter_context(hub(place, PAGE, effort.workers))
        page = ours.page()
        unmodified = ours.unmodified(page.header("etag"))
        bare_page = stack.enter_context(bare_wsgi(place, PAGE, page, effort.workers))
        bare_304 = stack.enter_context(bare_wsgi(place, PAGE, unmodified, effort.workers))
        program = nginx_program()
        others = [stack.enter_context(nginx(program, place, page, effort.workers))] if program else []
        ours.tree.calm(CALM)
        say(
            f"serving {PAGE}: {len(page.body)} bytes ({page.header('content-encoding')}), {effort.rounds} rounds of {effort.requests} requests"
        )
        pages = costs_of([ours, bare_page, *others], 200, effort)
        say("serving its 304")
        not_modified = costs_of([ours, bare_304, *others], 304, effort)
    return {
        "ratios": ratios("page", pages) | ratios("not_modified", not_modified),
        "missing": {}
        if program
        else {f"ratios.{name}_cpu_to_nginx": "nginx is not installed" for name in ("page", "not_modified")},
        "page_cpu_us": {name: spread(costs, 2) for name, costs in pages.items()},
        "not_modified_cpu_us": {name: spread(costs, 2) for name, costs in not_modified.items()},
        "page": {
            "path": PAGE,
            "encoding": page.header("content-encoding"),
            "body_bytes": len(page.body),
            "headers": len(page.headers),
        },
        "load": {"connections": effort.connections, "workers": effort.workers, "requests_a_round": effort.requests},
    }


def ratios(what: str, costs: Costs) -> Figures:
    """Return the hub's costs divided by those of the others; None for a server that is absent."""
    return {
        f"{what}_cpu_to_bare_wsgi": ratio(costs["hub"], costs["bare_wsgi"]),
        f"{what}_cpu_to_nginx": ratio(costs["hub"], costs["nginx"]) if "nginx" in costs else None,
    }


def costs_of(contenders: Sequence[Contender], status: int, effort: Effort) -> Costs:
    """Keep one server after another busy, and return their costs.

    Every other round runs in the opposite order, so that a drift of the machine's speed affects all servers.
    """
    orders = {contender.name: order_for(contender, status) for contender in contenders}
    costs: Costs = {contender.name: [] for contender in contenders}
    for contender in contenders:
        send(contender.name, orders[contender.name], WARM_UP, effort)
    for number in range(effort.rounds):
        for contender in contenders[:: -1 if number % 2 else 1]:
            before = contender.tree.cpu_s()
            sent = send(contender.name, orders[contender.name], effort.requests, effort)
            costs[contender.name].append((contender.tree.cpu_s() - before) / sent * 1e6)
    return costs


def order_for(contender: Contender, status: int) -> Figures:
    """Return what a client needs: where to send requests, with which headers, and the status to expect."""
    condition = f"If-None-Match: {contender.page().header('etag')}\r\n" if status == 304 else ""
    headers = f"Accept-Encoding: {AS_BROWSERS}\r\n{condition}"
    return {"port": contender.port, "path": contender.path, "status": status, "headers": headers}


def send(name: str, order: Figures, requests: int, effort: Effort) -> int:
    """Send requests from `effort.clients` processes, and return how many were sent.

    Raises UserError if an answer is not as expected.
    """
    each = max(1, requests // effort.clients)
    order = order | {"requests": each, "connections": effort.connections // effort.clients}
    command = [sys.executable, "-I", str(Path(__file__).parent / "programs" / "load.py"), json.dumps(order)]
    clients = [
        subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        for _ in range(effort.clients)
    ]
    try:
        errors = [client.communicate()[1] for client in clients]
    finally:
        for client in clients:
            client.kill()
            client.wait()
    if any(client.returncode for client in clients):
        raise UserError(N_("%(name)s does not answer as it should: %(why)s"), name=name, why=" ".join(errors).strip())
    return each * effort.clients
