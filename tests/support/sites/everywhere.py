"""Everything in which a word may be found once a site is built: what it answers, and what it leaves on the disk.

Nothing is listed by name: formats, pages and files that are added later are read as well.
"""

import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from built import Built
from running import REPOSITORY

from hub.feature import discover
from hub.i18n.vietnamese import fold
from hub.web.addresses import addresses


def told(hub: Built, words: Sequence[str]) -> list[str]:
    """The answers that tell one of the words, in whatever marks and capitals: `/vi/people/: Lê Hoàng Dương`."""
    found, sought = [], {word: plain(word) for word in words}
    for where, text in answers(hub, words):
        whole = " ".join(filter(None, map(plain, text.splitlines())))
        found += [f"{where}: {word}" for word, bare in sought.items() if bare in whole]
    return found


@lru_cache(100_000)
def plain(line: str) -> str:
    """A line without marks and capitals; most lines stand in many pages."""
    return " ".join(fold(line).split())


def answers(hub: Built, words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Every address with its headers, the searches for the words, and one by the command."""
    assert hub.worker.shown is not None
    for path, page in hub.made.items():
        yield path, f"{path} {page.headers} {hub.bytes_of(path).decode(errors='replace')}"
    for path in on_demand(hub):
        answer = hub.ask(path)
        yield path, f"{path} {answer.headers} {answer.text}"
    for digest, row in hub.worker.shown.pages.media.items():
        yield f"/media/{digest}/", " ".join(row.names)
    for lang in ("vi", "en"):
        for word in dict.fromkeys(map(fold, words)):
            page = hub.ask(f"/{lang}/search/?q={word.replace(' ', '+')}").text
            yield f"search {lang} {word}", page.replace(word, "")  # the box repeats what was typed
    for word in words[:1]:
        yield f"search --json {word}", searched(hub, word, "vi")


def on_demand(hub: Built) -> list[str]:
    """Every address that is made when somebody asks for it."""
    hub.worker.application()
    assert hub.worker.app is not None
    app = hub.worker.app[1]
    with app.app_context():
        return sorted({each.path for each in addresses(app, hub.worker.edition()) if each.on_demand})


def searched(hub: Built, word: str, lang: str) -> str:
    """What the command `search` finds: the items alone, for it repeats the query."""
    given = hub.settings
    variables = {
        "HUB_CONTENT": str(given.content), "HUB_EXHIBITS": str(given.exhibits), "HUB_NOW": given.now,
        "HUB_INSTANCE": str(given.instance), "HUB_SEARCH_INDEX": str(given.search_index),
    }  # fmt: skip
    command = [sys.executable, "-m", "hub", "search", word, "--lang", lang, "--json"]
    finished = subprocess.run(
        command, cwd=REPOSITORY, env=os.environ | variables, capture_output=True, text=True, timeout=300
    )
    assert finished.returncode == 0, finished.stderr
    return json.dumps(json.loads(finished.stdout)["items"], ensure_ascii=False)


def on_disk(folders: Iterable[Path], words: Iterable[str]) -> list[str]:
    """The files that hold one of the words as it is written, decomposed, or without its marks."""
    forms = {form.encode() for word in words for form in (
        word, unicodedata.normalize("NFD", word), word.casefold(), fold(word), json.dumps(word)[1:-1],
    )}  # fmt: skip
    return [
        f"{path.relative_to(folder)}: {form.decode()}"
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for data in [path.read_bytes()]
        for form in sorted(forms)
        if form in data
    ]


def formats_without_an_answer(hub: Built) -> list[str]:
    """The declared formats of which there is no address, so that nobody could have looked into it."""
    paths = [*hub.made, *on_demand(hub)]
    return [
        f"{each.kind}.{each.suffix}"
        for feature in discover()
        for each in feature.formats
        if not any(path.endswith(f".{each.suffix}") for path in paths)
    ]
