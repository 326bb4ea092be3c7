"""`mail send` that is killed: `python killed_sending.py FOLDER ROUNDS SEED` sends, is killed, and sends again.

Each round a process does what the command does, until it kills itself after a number of calls of Python that chance has
chosen: between any two of them, those of the database, of the connection and of the library of mail included. Each round
puts in more mails, so that none runs out of them. What it put in is printed at the end, as JSON.
"""

import json
import os
import random
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from hub.cli.console import Console
from hub.cli.keeping import _send
from hub.config import from_environment
from hub.desk import sending
from hub.desk.database import database_application, db
from hub.desk.outbox import post
from hub.storage.lock import locked

EACH = 2  # mails a round
PUT_IN = datetime(2025, 10, 1, tzinfo=UTC)


def kill_after(calls: int) -> None:
    """Have this process end without a word after so many calls, of Python or of what is written in C."""
    left = [calls]

    def count(frame: FrameType, event: str, argument: object) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)


def send(console: Console, calls: int) -> None:
    """Do what the command does once it has the database."""
    server = sending.server_of(console.settings)
    if calls:
        kill_after(calls)
    with locked(console.settings.instance / "mail.lock", wait=False):
        _send(console, db.session(), server, (), ())


def calls_of(console: Console) -> int:
    """How many calls it takes to send what is there; it is sent by that."""
    seen = [0]

    def count(frame: FrameType, event: str, argument: object) -> None:
        seen[0] += 1

    sys.setprofile(count)
    send(console, 0)
    sys.setprofile(None)
    return seen[0]


def main(folder: Path, rounds: int, seed: int) -> None:
    os.dup2(2, 1)  # what the command says is of no interest here
    console, chance = Console(), random.Random(seed)
    wanted: list[str] = []
    app = database_application(from_environment())
    with app.app_context():

        def put() -> None:
            for _ in range(EACH):
                wanted.append(f"n{len(wanted)}@example.org")
                post(db.session(), PUT_IN, wanted[-1], wanted[-1], "vi", "Thư", "Kính gửi,\n")
            db.session.commit()

        put()
        send(console, 0)  # what is imported, compiled and kept at the first time is not counted
        put()
        calls = calls_of(console)
        killed = 0
        for _ in range(rounds):
            put()
            db.session.remove()
            db.engine.dispose()  # no connection goes into the next process
            moment = chance.randint(1, calls)
            child = os.fork()
            if child == 0:
                try:
                    send(console, moment)
                finally:
                    os._exit(0)
            killed += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        db.session.remove()
        db.engine.dispose()
    (folder / "rounds.json").write_text(json.dumps({"wanted": wanted, "killed": killed}), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
