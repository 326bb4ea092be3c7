"""What work may cost, in measures that are the same on every machine: for what must not hang, where nothing else shows it."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any


@contextmanager
def at_most_calls(most: int) -> Iterator[None]:
    """Count the functions that the block enters, Python's and C's: the same number every time."""
    count = 0

    def note(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield
    finally:
        sys.setprofile(before)
    assert count <= most, f"{count} calls, and no more than {most} are needed"


@contextmanager
def at_most_millions(most: int) -> Iterator[None]:
    """Weigh the block's processor time against that of counting to a million, which is measured before and after it.

    For loops inside C, as those of regular expressions, which `at_most_calls` does not see.
    """
    before = _counting()
    started = time.thread_time()  # of this thread alone: servers of other tests may still be ending
    yield
    cost = (time.thread_time() - started) / max(before, _counting())
    assert cost <= most, f"it costs as much as counting to {cost:.0f} million, and {most} million are generous"


def _counting() -> float:
    """What a million would cost, by a tenth of it, the dearest of three: less than that says nothing of this machine now."""
    costs = []
    for _ in range(3):
        started = time.thread_time()
        for _ in range(100_000):
            pass
        costs.append(time.thread_time() - started)
    return 10 * max(costs)
