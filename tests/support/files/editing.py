"""An editor at a hub: what is saved, and when it is live at one that runs."""

import re

from built import Built
from running import Running, wait_until
from small import put

OPENING = "content/agenda/khai-mac.vi.md"


def retitle(hub: Running, title: str) -> None:
    """Give the opening another title."""
    path = hub.root / OPENING
    put(path, re.sub(r"^title: .*$", f'title: "{title}"', path.read_text(encoding="utf-8"), flags=re.M))


def edit_is_live(hub: Running, title: str) -> None:
    """An edit is shown by every worker, by its page and its list."""
    retitle(hub, title)
    # Which worker answers is left to chance: a worker that none of the answers came from may still have to follow.
    pages = ("/vi/agenda/khai-mac/", "/vi/agenda/")
    wait_until(lambda: all(hub.shows(page, title) for page in pages), f"every worker shows {title}")


def edit(hub: Built, name: str, old: str, new: str) -> None:
    """Save a file with other words in it."""
    path = hub.root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    put(path, text.replace(old, new))
