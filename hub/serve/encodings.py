"""The content encodings that a request accepts, by its Accept-Encoding header."""

import re

from werkzeug.http import parse_accept_header

from hub.build.compression import ENCODINGS

LONGEST = 400  # characters of a header that are read
MOST = 256  # headers that are cached
WITHOUT_WEIGHT = re.compile(r";\s*q=\s*(?=[,;]|$)", re.I)  # Werkzeug reads an empty weight as 1, as if none were given


def encodings_for(accept: str) -> tuple[str, ...]:
    """Return the encodings that an Accept-Encoding header allows (RFC 9110, 12.5.3), best first.

    Empty means identity. Of equal weights br comes before zstd and gzip; an encoding wanted less than `identity` is
    left out.
    """
    wanted = parse_accept_header(WITHOUT_WEIGHT.sub(";q=0", accept[:LONGEST]))
    named = any(name.lower() == "identity" for name, _ in wanted)
    least = wanted.quality("identity") if named else 0.0  # `*` does not apply to identity
    weights = {name: wanted.quality(name) for name in ENCODINGS}
    allowed = [name for name in ENCODINGS if weights[name] > 0 and weights[name] >= least]
    return tuple(sorted(allowed, key=lambda name: -weights[name]))


class KnownEncodings:
    """A cache of parsed headers: browsers send only a few, and a page from memory must not pay for parsing."""

    def __init__(self) -> None:
        self.known: dict[str, tuple[str, ...]] = {}

    def read(self, accept: str) -> tuple[str, ...]:
        """Return what a header allows; cache it unless it is longer than any browser's."""
        encodings = encodings_for(accept)
        if len(accept) <= LONGEST:
            if len(self.known) >= MOST:
                self.known = {}
            self.known[accept] = encodings
        return encodings
