"""The one script that stands in the page itself: the way out, and what asks for everything else after the first paint.

So the way out works before any other file has arrived, and no file but the stylesheet is asked for before the paint.

The policy allows it by its hash (Content Security Policy Level 3, 2.3.1), and no other script within a page.
"""

import hashlib
import re
from base64 import b64encode
from typing import Final

from hub.config import ROOT

FOLDER: Final = ROOT / "hub" / "templates"
SOURCES: Final = ("leave.js", "start.js")  # the way out first, so that nothing after it can stop it
# Comments and indentation, which a page need not carry.
FOR_AUTHORS: Final = re.compile(r"^\s*(?://.*\n?)?| // .*$", re.M)
SCRIPT: Final = "".join(FOR_AUTHORS.sub("", (FOLDER / name).read_text("utf-8")) for name in SOURCES)


def script_source() -> str:
    """Return the source expression that allows the script in `script-src`."""
    return f"'sha256-{b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()}'"
