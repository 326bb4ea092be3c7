"""The form of a slug: the name of an entry in its address and in its files' names."""

import re

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
