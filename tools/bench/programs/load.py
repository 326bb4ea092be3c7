"""A client that keeps connections busy: `python load.py '{"port": …, "path": …, …}'`. It imports little, to start fast.

The argument is a JSON object: port, path, requests (in all), connections, status (expected), headers (as text, each
line ended by CR LF). On every connection the next request is sent as soon as the last answer is complete. Prints
{"requests": …, "bytes": …, "seconds": …}; ends with a message and exit code 1 if an answer is not as expected.
"""

import json
import select
import socket
import sys
import time

HOST = "127.0.0.1"
PIECE = 1 << 16  # bytes


class Connection:
    """One connection, and the number of bytes of the current answer that are still to come."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection((HOST, port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.head = b""  # the start of an answer whose head is incomplete
        self.left = 0
        self.size = 0

    def receive(self, buffer: memoryview, status: bytes) -> int:
        """Receive what has arrived; return the size of the answer in bytes once it is complete, otherwise 0."""
        came = self.socket.recv_into(buffer)
        if not came:
            raise ValueError("the server closed a connection")
        if not self.left:
            self.head += buffer[:came]
            self.size = size_of(self.head, status)
            if not self.size:
                return 0
            came, self.left, self.head = len(self.head), self.size, b""
        self.left -= came
        if self.left < 0:
            raise ValueError("an answer is longer than it says")
        return 0 if self.left else self.size


def size_of(got: bytes, status: bytes) -> int:
    """Return the size of an answer in bytes, head and body; 0 while its head is incomplete. Raises ValueError."""
    end = got.find(b"\r\n\r\n")
    if end < 0:
        return 0
    if got[9:12] != status:
        raise ValueError(f"the status is {got[9:12].decode('ascii', 'replace')}, not {status.decode()}")
    at = got[:end].lower().find(b"\r\ncontent-length:")
    length = 0 if at < 0 or status == b"304" else int(got[at + 17 : end].split(b"\r\n", 1)[0])
    return end + 4 + length


def run(port: int, path: str, requests: int, connections: int, status: int, headers: str) -> dict[str, float]:
    """Send this number of requests over this number of connections; return the answers, bytes and seconds."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n{headers}\r\n".encode()
    expected = str(status).encode()
    poll = select.epoll()
    opened = [Connection(port) for _ in range(min(connections, requests))]
    by_file = {connection.socket.fileno(): connection for connection in opened}
    buffer = memoryview(bytearray(PIECE))
    began = time.monotonic()
    for file, connection in by_file.items():
        poll.register(file, select.EPOLLIN)
        connection.socket.sendall(request)
    sent, answered, received = len(opened), 0, 0
    while answered < requests:
        for file, _ in poll.poll():
            size = by_file[file].receive(buffer, expected)
            if size:
                answered += 1
                received += size
                if sent < requests:
                    sent += 1
                    by_file[file].socket.sendall(request)
    seconds = time.monotonic() - began
    for connection in opened:
        connection.socket.close()
    return {"requests": answered, "bytes": received, "seconds": seconds}


if __name__ == "__main__":
    try:
        sys.stdout.write(json.dumps(run(**json.loads(sys.argv[1]))) + "\n")
    except (OSError, ValueError) as error:
        sys.exit(f"load: {error}")
