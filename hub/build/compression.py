"""A page's bytes under the content encodings that browsers take: at once and fairly small, later as small as they get."""

import gzip

import brotli
import zstandard

ENCODINGS = ("br", "zstd", "gzip")
WORTH_IT = 256  # bytes; below, the header of the encoding costs as much as it saves
COMPRESSIBLE = (
    "text/",
    "application/xml",
    "application/json",
    "application/atom+xml",
    "application/ld+json",
    "image/svg+xml",
)


def compressible(content_type: str, size: int) -> bool:
    """Whether bytes of this type and size gain from compression."""
    return size >= WORTH_IT and content_type.startswith(COMPRESSIBLE)


class QuickCompressor:
    """Compresses in a small fraction of the time of making a page; whoever does not take zstd gets it as it is. For one thread."""

    def __init__(self) -> None:
        self._zstd = zstandard.ZstdCompressor(level=1, write_checksum=False)

    def __call__(self, data: bytes) -> dict[str, bytes]:
        return {"zstd": self._zstd.compress(data)}


def compress_quickly(data: bytes, encoding: str) -> bytes:
    """Compressed under one encoding while a reader waits (30 KB: about 0.2 ms); as it is for any other name."""
    if encoding == "br":
        small: bytes = brotli.compress(data, quality=5)
        return small
    if encoding == "zstd":
        return zstandard.ZstdCompressor(level=3, write_checksum=False).compress(data)
    return gzip.compress(data, 5, mtime=0) if encoding == "gzip" else data


def compress_fully(data: bytes) -> dict[str, bytes]:
    """Compressed at each encoding's last level (a page of 25 KB: about 10 ms)."""
    return {
        "br": brotli.compress(data, quality=11),
        "zstd": zstandard.ZstdCompressor(level=19, write_checksum=False).compress(data),
        "gzip": gzip.compress(data, 9, mtime=0),
    }
