"""People who write at the desk of a running hub: `python -m tools.bench.programs.contributors PORT COUNT`.

Each is invited, opens an account with a password, begins a practice, and has its form open, all over HTTP. The settings
come from variables of the environment. Prints `ready`; then a line `save SECONDS` has each of them save a change every so
many seconds, or one after the other if that is 0, until a line `stop`, which is answered by a JSON list: the milliseconds
that each save took.
"""

import http.client
import json
import re
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from itertools import count
from urllib.parse import urlencode

from hub.config import from_environment
from hub.desk.application import secret_key
from hub.desk.database import database_application, db
from hub.features.accounts.inviting import Wanted, invite, path_of

HOST = "127.0.0.1"
PASSWORD = "mười hai con mèo tím ăn khế số {number}"
SENTENCE = "Cơ quan phụ trách tiếp nhận tin báo, chuyển cho nơi có thẩm quyền và báo lại cho người gửi. "
LENGTH = 5  # sentences in each section: 7 KB in all, as an entry of the library has
URLENCODED = "application/x-www-form-urlencoded"


class Form(HTMLParser):
    """The controls of a draft's form: what its script sends."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.inside, self.name = False, ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Note a control, and whether the form has begun."""
        given = {name: value or "" for name, value in attributes}
        self.inside = self.inside or (tag == "form" and given.get("class") == "edit")
        name = given.get("name", "")
        if not self.inside or not name or given.get("type") in ("checkbox", "radio"):
            return
        if tag in ("input", "textarea"):
            self.values[name] = given.get("value", "")
        self.name = name if tag == "select" else self.name

        if tag == "option" and "selected" in given:
            self.values[self.name] = given["value"]

    def handle_endtag(self, tag: str) -> None:
        """Note that the form has ended."""
        self.inside = self.inside and tag != "form"


class Contributor:
    """Somebody with an account, an open form, and a connection."""

    def __init__(self, port: int, number: int, invitation: str) -> None:
        self.port, self.cookie = port, ""
        self.connection = http.client.HTTPConnection(HOST, port, timeout=60)
        account = {"name": f"Người viết {number}", "lang": "vi", "password": PASSWORD.format(number=number)}
        self._send_form(invitation, account)
        title = {"kind": "practice", "title": f"Thực hành đo {number}", "lang": "vi", "slug": f"bench-desk-{number}"}
        self.path = self._send_form("/vi/contribute/new/", title)
        self.values = Form(self._ask("GET", self.path)[1]).values
        for name in self.values:
            if name.startswith(("vi.#", "vi.summary")):
                self.values[name] = SENTENCE * LENGTH

    def save(self, number: int) -> float:
        """Save a change as the page's script does; return the milliseconds that it took. Raises ValueError."""
        self.values["vi.summary"] = f"{SENTENCE}{number}"
        began = time.perf_counter()
        status, body, _ = self._ask("POST", self.path, self.values, Accept="application/json")
        took_ms = (time.perf_counter() - began) * 1000
        if status != 200:
            raise ValueError(f"a save is answered with {status}")
        self.values["number"] = str(json.loads(body)["number"])
        return took_ms

    def _send_form(self, path: str, values: dict[str, str]) -> str:
        """Send the form of a page with its token; return where it leads. Raises ValueError if it leads nowhere."""
        token = re.search('name="csrf_token" value="([^"]+)"', self._ask("GET", path)[1])
        status, _, location = self._ask("POST", path, {**values, "csrf_token": token[1] if token else ""})
        if status != 303:
            raise ValueError(f"{path} is answered with {status}")
        return location

    def _ask(self, method: str, path: str, values: dict[str, str] | None = None, **more: str) -> tuple[int, str, str]:
        headers = {"Host": f"localhost:{self.port}", "Cookie": self.cookie, "Sec-Fetch-Site": "same-origin", **more}
        if values is not None:
            headers["Content-Type"] = URLENCODED
        self.connection.request(method, path, urlencode(values) if values is not None else None, headers)
        answer = self.connection.getresponse()
        body = answer.read().decode()
        if cookie := answer.getheader("Set-Cookie"):
            self.cookie = cookie.partition(";")[0]
        return answer.status, body, answer.getheader("Location", "")


def invitations(number: int) -> Iterator[str]:
    """Invite so many contributors; yield the path of each invitation."""
    settings = from_environment()
    with database_application(settings).app_context():
        now, key = datetime.now(UTC), secret_key(settings)
        for each in range(number):
            wanted = Wanted(f"bench-{each}@example.org", "contributor", organisation="Cơ quan đo | Bench office")
            _, token = invite(db.session(), now, key, None, wanted)
            db.session.commit()
            yield path_of("vi", token)


class Saving:
    """All of them saving at once, each in a thread of its own, until it is stopped."""

    def __init__(self, people: list[Contributor], every: float) -> None:
        self.stopped, self.took_ms, self.failed = threading.Event(), list[float](), list[Exception]()
        self.threads = [
            threading.Thread(target=self._keep_saving, args=(one, every, every * place / len(people)), daemon=True)
            for place, one in enumerate(people)
        ]
        for thread in self.threads:
            thread.start()

    def stop(self) -> list[float]:
        """Wait until the last save is answered; return the milliseconds of each. Raises what a save has raised."""
        self.stopped.set()
        for thread in self.threads:
            thread.join()
        for error in self.failed:
            raise error
        return self.took_ms

    def _keep_saving(self, who: Contributor, every: float, first: float) -> None:
        who.connection.close()  # the server ends one that has been silent for a while; the next request opens another
        due = time.monotonic() + first  # so that not all of them save at one moment
        for number in count(time.monotonic_ns()):
            if self.stopped.wait(max(0.0, due - time.monotonic())):
                return
            due = max(due + every, time.monotonic())
            try:
                self.took_ms.append(who.save(number))
            except (OSError, ValueError, http.client.HTTPException) as error:
                self.failed.append(error)
                return


def main(port: int, number: int) -> None:
    """Do what the lines of standard input say, until it ends."""
    people = [Contributor(port, each, path) for each, path in enumerate(invitations(number))]
    saving: Saving | None = None
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        if line.startswith("save"):
            saving = Saving(people, float(line.split()[1]))
        elif saving is not None:
            sys.stdout.write(json.dumps(saving.stop()) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
