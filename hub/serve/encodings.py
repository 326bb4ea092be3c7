"""The content encodings that a request takes, by its Accept-Encoding header."""

import re

from werkzeug.http import parse_accept_header

from hub.build.compression import ENCODINGS

LONGEST = 400  # characters of a header that are read
MOST = 256  # headers whose answer is remembered
WITHOUT_WEIGHT = re.compile(r";\s*q=\s*(?=[,;]|$)", re.I)  # Werkzeug takes an empty weight for none given, which is 1


def encodings_for(accept: str) -> tuple[str, ...]:
    """Return the encodings that an Accept-Encoding header allows (RFC 9110, 12.5.3), best first; none of them: identity.

    Of equal weights br comes before zstd and gzip; what is wanted less than `identity` is left out.
    """
    wanted = parse_accept_header(WITHOUT_WEIGHT.sub(";q=0", accept[:LONGEST]))
    named = any(name.lower() == "identity" for name, _ in wanted)
    least = wanted.quality("identity") if named else 0.0  # `*` speaks of the others
    weights = {name: wanted.quality(name) for name in ENCODINGS}
    allowed = [name for name in ENCODINGS if weights[name] > 0 and weights[name] >= least]
    return tuple(sorted(allowed, key=lambda name: -weights[name]))


class KnownEncodings:
    """Remembers what headers allow: browsers send a handful, and a page from memory must not pay for reading one."""

    def __init__(self) -> None:
        self.known: dict[str, tuple[str, ...]] = {}

    def read(self, accept: str) -> tuple[str, ...]:
        """Return what a header allows, and remember it unless it is longer than any browser's."""
        encodings = encodings_for(accept)
        if len(accept) <= LONGEST:
            if len(self.known) >= MOST:
                self.known = {}
            self.known[accept] = encodings
        return encodings
