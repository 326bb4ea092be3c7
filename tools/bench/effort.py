"""How much is done to measure; the more, the less the figures spread."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Effort:
    """The size of each measurement."""

    # Serving: how the servers are kept busy.
    requests: int = 4_000  # to each server, in each round
    rounds: int = 45
    connections: int = 16
    clients: int = 2  # processes that share the connections
    workers: int = 2  # of each server
    # Many documents.
    builds: int = 2  # first builds, and runs of Python-Markdown beside them
    pictures: int = 2  # rounds over all photographs
    first_lists: int = 3  # starts of the hub, each for one list
    edits: int = 7
    searches: int = 200
    rest_s: float = 20.0  # seconds over which the hub at rest is watched
    calm_s: float = 3.0  # seconds without work after which something has come to rest
