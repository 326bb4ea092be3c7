"""The one script that stands in the page itself, so that the way out works before any other file has arrived.

The policy allows it by its hash (Content Security Policy Level 3, 2.3.1), and no other script within a page.
"""

import hashlib
import re
from base64 import b64encode
from typing import Final

from hub.config import ROOT

SOURCE: Final = ROOT / "hub" / "templates" / "leave.js"
# Comments and indentation, which a page need not carry.
FOR_AUTHORS: Final = re.compile(r"^\s*(?://.*\n?)?| // .*$", re.M)
SCRIPT: Final = FOR_AUTHORS.sub("", SOURCE.read_text("utf-8"))


def script_source() -> str:
    """Return the source expression that allows the script in `script-src`."""
    return f"'sha256-{b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()}'"
