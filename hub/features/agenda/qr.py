"""QR codes (ISO/IEC 18004) that carry an address to another device, as SVG: paths and attributes, no style, no script."""

import io

import segno

TYPE = "image/svg+xml"
# Version 25 has 117 modules a side. On 6 cm of paper each is half a millimetre, which a phone still reads; and it holds
# this many bytes at the lowest level of correction (ISO/IEC 18004, table 7).
LARGEST = 25
MOST_BYTES = 1273
QUIET = 4  # modules of empty margin that the standard asks for


def fits(address: str) -> bool:
    """Tell whether an address fits into a code that can be read."""
    return len(address.encode()) <= MOST_BYTES


def drawing(address: str) -> bytes:
    """Return the code of an address. Raises ValueError for one that does not fit.

    The level of correction is the highest that the size allows.
    """
    if not fits(address):
        raise ValueError(f"{len(address.encode())} bytes are too many for a code of version {LARGEST}")
    code = segno.make_qr(address, error="l", mode="byte", boost_error=True)
    written = io.BytesIO()
    code.save(
        written, kind="svg", border=QUIET, dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None
    )
    return written.getvalue()
