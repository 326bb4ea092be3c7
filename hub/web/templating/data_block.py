"""Data for machines inside a page: JSON-LD in a script element that no browser runs, so the content policy allows it."""

import json
from typing import Any

from markupsafe import Markup

# Nothing of a value can end the element or begin another (HTML, 13.1.2.1: "</script", "<!--"), nor is it a line end where
# a reader takes JSON for JavaScript.
ESCAPED = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"})


def data_block(value: Any) -> Markup:
    """Return a value of schema.org as `<script type="application/ld+json">`."""
    document = {"@context": "https://schema.org", **value}
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":")).translate(ESCAPED)
    return Markup(
        f'<script type="application/ld+json">{text}</script>'
    )  # every character that could mark up is escaped
