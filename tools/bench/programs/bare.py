"""The least that a WSGI application can do: one answer from memory to every request. The hub is measured against it.

`python -m tools.bench.programs.bare PORT WORKERS` serves it under the hub's own server. The answer is the pickle of (status,
headers, body) in the file that the variable BARE_ANSWER names.
"""

import os
import pickle
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from hub.serve.supervisor import let_others_finish, server

VARIABLE = "BARE_ANSWER"


def application() -> Callable[[Any, Any], Iterable[bytes]]:
    """Return the WSGI application, which the server calls in each worker."""
    status, headers, body = pickle.loads(Path(os.environ[VARIABLE]).read_bytes())
    chunks = [body] if body else []

    def answer(environ: Any, start_response: Any) -> Iterable[bytes]:
        start_response(status, headers)
        return chunks

    return answer


if __name__ == "__main__":
    let_others_finish()
    server("tools.bench.programs.bare:application", "127.0.0.1", int(sys.argv[1]), int(sys.argv[2])).serve()
