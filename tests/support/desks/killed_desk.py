"""A desk whose processes are killed: `python killed_desk.py FOLDER ROUNDS SEED` works, is killed, and works on.

Each round a process leads drafts along their way and says what it has acknowledged, line by line, until it is killed at a
moment that nobody chose. After each, the program notes what was acknowledged and what the files say then, as one line of
JSON in rounds.jsonl.
"""

import json
import os
import random
import select
import signal
import sys
import time
from pathlib import Path

from contributing import Team, pair

from hub.content.write.publishing import ContentChecker, Stale, current, recover
from hub.desk.database import db
from hub.features.contribute import publishing
from hub.features.contribute.drafting import open_draft
from hub.features.contribute.tables import Draft

SLUGS = ("mot", "hai", "ba")
STEPS = {
    "submitted": ("reviewer", "take"),
    "review": ("reviewer", "pass"),
    "safeguarding": ("guard", "clear"),
}


def said(team: Team, slug: str) -> dict[str, str]:
    """The word that each language's file says; "" where there is none."""
    there = current(team.registry.kinds["page"], slug, "", team.roots, team.instance)
    return {lang: str(page.fields["title"]).removeprefix("Bài ") for lang, page in there.pages.items()}


def work(team: Team, out: int, seed: int) -> None:
    """Lead drafts along their way for ever; say each step after it was acknowledged."""
    chance, word = random.Random(seed), 0
    checking = team.root / f"checking/{seed}"
    checking.mkdir(parents=True)
    checker = ContentChecker(team.roots, team.registry, checking)

    def tell(*what: object) -> None:
        os.write(out, (json.dumps(what) + "\n").encode())

    while True:
        slug = chance.choice(SLUGS)
        word += 1
        token = f"w{seed}x{word}"
        team.later(seconds=1)
        with team.at_work() as session:
            found = open_draft(session, "page", slug)
            draft, state, number = (found.id, found.state, found.number) if found else (0, "", 0)
        if not draft:
            tell("begun", team.begin("author", slug, pair(token), existing=True), 1, token)
        elif state in ("draft", "changes") and chance.random() < 0.6:
            writer = chance.choice(["author", "colleague", "translator"])
            saved = team.save(writer, draft, number, pair(token))
            tell("saved", draft, saved.number, token)
        elif state in ("draft", "changes"):
            tell("decided", draft, team.act("author", draft, "submit"))
        elif state == "signoff":
            team.sign(team.ask("editor", draft))
            tell("signed", draft)
        elif state == "approved":
            with team.at_work() as session:
                result = publishing.publish(
                    session, team.now, team.who("editor"), team.draft(draft), team.registry, team.roots,
                    team.instance, checker,
                )  # fmt: skip
            if isinstance(result, list | Stale):
                tell("refused", draft, str(result))
            else:
                tell("published", draft)
        else:
            name, action = STEPS[state]
            if state == "review" and chance.random() < 0.2:
                action = "ask_changes"
            tell("decided", draft, team.act(name, draft, action, f"vì {token}"))


def round_of(team: Team, seed: int) -> list[object]:
    """Let a process work and kill it; what it had acknowledged by then."""
    chance = random.Random(f"kill {seed}")
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work(team, writing, seed)
        except BaseException as error:
            os.write(writing, (json.dumps(["failed", f"{type(error).__name__}: {error}"]) + "\n").encode())
        finally:
            os._exit(1)
    os.close(writing)
    heard, wanted = b"", chance.randint(1, 12)
    while heard.count(b"\n") < wanted:
        select.select([reading], [], [])
        data = os.read(reading, 65536)
        if not data:
            break
        heard += data
    time.sleep(chance.random() * 0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while data := os.read(reading, 65536):
        heard += data
    os.close(reading)
    return [json.loads(line) for line in heard.splitlines(keepends=True) if line.endswith(b"\n")]


def publish_one(team: Team) -> None:
    """Lead a draft the whole way: what is compiled and kept at the first time is then there for every process."""
    checking = team.root / "checking/first"
    checking.mkdir(parents=True)
    draft = team.begin("author", "truoc", pair("truoc"), existing=True)
    team.save("colleague", draft, 1, pair("sau"))
    team.publish("editor", team.approved(draft), ContentChecker(team.roots, team.registry, checking))


def main(folder: Path, rounds: int, seed: int) -> None:
    team = Team(folder)
    publish_one(team)
    with (folder / "rounds.jsonl").open("w", encoding="utf-8") as notes:
        for number in range(rounds):
            with team.app.app_context():
                db.session.remove()
                db.engine.dispose()  # no connection goes into the next process
            acknowledged = round_of(team, seed + number)
            recover(team.instance, team.roots)
            with team.at_work() as session:
                drafts = {
                    each.id: [each.slug, each.state] for each in session.scalars(db.select(Draft).order_by(Draft.id))
                }
            files = {slug: said(team, slug) for slug in SLUGS}
            notes.write(json.dumps({"acknowledged": acknowledged, "drafts": drafts, "files": files}) + "\n")
            notes.flush()
            team.later(minutes=1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
