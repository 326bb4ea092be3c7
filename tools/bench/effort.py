"""How much is done to measure: more of it makes the figures spread less."""

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
    # The desk: reading and saving at once.
    desk_rounds: int = 9
    readers_a_s: float = 200.0  # requests for the page in a second
    reading_s: float = 4.0  # of each measurement in a round
    save_every_s: float = 2.0  # as often as the form's script saves what is being typed, at most
    # Many documents.
    builds: int = 2  # first builds, and runs of Python-Markdown beside them
    pictures: int = 2  # rounds over all photographs
    first_lists: int = 3  # starts of the hub, one for each list
    edits: int = 7
    searches: int = 200
    rest_s: float = 20.0  # seconds for which the hub is watched at rest
    calm_s: float = 3.0  # seconds without work after which a server counts as at rest
