"""Pictures beside a draft: from which day they may be sent, and making them anew in a process that has limits."""

import os
import subprocess
import sys
import threading
from datetime import datetime

from hub.child import bytes_of
from hub.config import ROOT, Settings
from hub.content.media.remaking import MANY_PIXELS, MOVES, UNREAD
from hub.content.model.dates import HANOI
from hub.features.contribute.writing.attachments import EMPTY, LARGEST, TOO_LARGE, Refused
from hub.messages import N_

SECONDS = 60.0  # for one picture; an ordinary one takes one second
WAIT = 20.0  # seconds for those of others
PROGRAM = "hub.content.media.remaking"
BUSY = N_("Other pictures are being read at the moment; try again in a minute.")
NO_PICTURE = N_("This is not a JPEG, PNG or WebP that can be read; save the picture again.")
TOO_MANY_PIXELS = N_("The picture has more than 40 million pixels; save a smaller one.")
MOVING = N_("This picture moves; send one that stands still.")
TOO_LONG = N_("Reading the picture takes too long; save a smaller one.")
WHY = {UNREAD: NO_PICTURE, MANY_PIXELS: TOO_MANY_PIXELS, MOVES: MOVING}


def are_taken(settings: Settings, now: datetime) -> bool:
    """Tell whether contributors may send pictures: from the day on which the written procedure was put in force."""
    day = settings.pictures_from
    return day is not None and day <= now.astimezone(HANOI).date()


class Remaking:
    """Makes pictures anew, one after another: many at once would take the memory of a small machine."""

    def __init__(self, seconds: float = SECONDS, wait: float = WAIT) -> None:
        self.seconds, self.wait = seconds, wait
        self.lock = threading.Lock()

    def remade(self, data: bytes) -> bytes:
        """Return a picture as it is kept: its pixels alone. Nothing is left of the file that was sent. Raises Refused."""
        if not data:
            raise Refused(EMPTY)
        if len(data) > LARGEST:
            raise Refused(TOO_LARGE)
        if not self.lock.acquire(timeout=self.wait):
            raise Refused(BUSY)
        try:
            given = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT)}
            return bytes_of([sys.executable, "-m", PROGRAM], self.seconds, data, given)
        except subprocess.TimeoutExpired as error:
            raise Refused(TOO_LONG) from error
        except subprocess.CalledProcessError as error:
            raise Refused(WHY.get(error.returncode, TOO_LONG if error.returncode < 0 else NO_PICTURE)) from error
        finally:
            self.lock.release()
