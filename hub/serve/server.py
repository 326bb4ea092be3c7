"""Granian with a supervisor that checks which workers are alive instead of counting their deaths."""

import time
from typing import Any

from granian.server import MPServer

LOOK = 1.0  # seconds between two checks of the workers if no death is signalled
YOUNG = 5.0  # seconds; a worker that ends sooner is restarted after a pause, so as not to keep a processor busy
PAUSE = 1.0  # seconds of that pause


class Server(MPServer):
    """An MPServer that restarts its workers whenever and however often they end.

    Granian's own loop takes the deaths from a list that it empties afterwards. Of two workers that die together, one
    can be forgotten for good, and the loop ends altogether when one dies twice within seconds. Here a death only wakes
    the loop, which then checks every worker.
    """

    def _serve_loop(self, spawn_target: Any, target_loader: Any) -> None:
        while True:
            self.main_loop_interrupt.wait(LOOK)
            if self.interrupt_signal:
                return
            self.main_loop_interrupt.clear()
            self.interrupt_children.clear()
            ended = [place for place, worker in enumerate(self.wrks) if not worker.inner.is_alive()]
            if any(time.monotonic() - self.wrks[place].birth < YOUNG for place in ended):
                self.main_loop_interrupt.wait(PAUSE)
            if ended and not self.interrupt_signal:
                self._respawn_workers(ended, spawn_target, target_loader)
