"""Readers who ask at a steady pace: `python -m tools.bench.programs.readers '{"port": …, "path": …, …}'`.

The argument is that of load.py with `rate` (requests a second) and `seconds` in place of `requests`. A request is due at
its moment whether or not earlier ones have been answered, and its time counts from then: a server that stops for a while
is not asked less. Prints a JSON list of milliseconds, one an answer.
"""

import json
import select
import sys
import time
from collections import deque

from tools.bench.programs.load import PIECE, Connection


def times(
    port: int, path: str, status: int, headers: str, connections: int, rate: float, seconds: float
) -> list[float]:
    """Ask for a path at a steady pace, and return how long each answer took, in milliseconds."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n{headers}\r\n".encode()
    expected, buffer = str(status).encode(), memoryview(bytearray(PIECE))
    poll, opened = select.epoll(), [Connection(port) for _ in range(connections)]
    by_file = {connection.socket.fileno(): connection for connection in opened}
    for file in by_file:
        poll.register(file, select.EPOLLIN)
    free, asked, took_ms = deque(by_file), dict[int, float](), list[float]()
    began, total = time.perf_counter(), round(rate * seconds)
    sent = 0
    while len(took_ms) < total:
        due = began + sent / rate
        while free and sent < total and due <= time.perf_counter():
            file = free.popleft()
            asked[file] = due
            by_file[file].socket.sendall(request)
            sent += 1
            due = began + sent / rate
        wait = max(0.0, due - time.perf_counter()) if free and sent < total else None
        for file, _ in poll.poll(wait):
            if by_file[file].receive(buffer, expected):
                took_ms.append((time.perf_counter() - asked.pop(file)) * 1000)
                free.append(file)
    for connection in opened:
        connection.socket.close()
    return took_ms


if __name__ == "__main__":
    try:
        sys.stdout.write(json.dumps(times(**json.loads(sys.argv[1]))) + "\n")
    except (OSError, ValueError) as error:
        sys.exit(f"readers: {error}")
