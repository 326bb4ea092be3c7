"""Making anew of a picture that somebody sent, in a process of its own: `python -m hub.content.media.remaking`.

It reads the file from standard input and writes another one to standard output, with the pixels and nothing else of it:
what a camera or a program wrote into it, what follows its end and what hides beneath transparent pixels stays behind.
The exit status says why there is none. What it may use is limited, as the file may be made to use a lot.
"""

import contextlib
import io
import os
import resource
import sys
import warnings

from PIL import Image

from hub.content.media.inspecting import LARGEST_MEDIA, LARGEST_PIXELS, MANY_JPEGS, open_picture
from hub.content.media.rendition_maker import upright_srgb

MEMORY = 1 << 30  # bytes; 40 million pixels take two thirds of it
SECONDS = 20  # of processor time; 40 million pixels take five on a slow machine
DRAWN = 8 * 1024 * 1024  # bytes up to which what was a PNG stays one
UNREAD, MANY_PIXELS, MOVES = 10, 11, 12  # exit statuses


class Refusal(Exception):
    """A picture that is not made anew; `status` says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def remade(data: bytes) -> bytes:
    """Return a picture as a JPEG, or as a PNG if it was one and is small enough. Raises Refusal."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about damaged notes of cameras, and many pixels: they are counted here
            with open_picture(data) as opened:
                if opened.width * opened.height > LARGEST_PIXELS:
                    raise Refusal(MANY_PIXELS)
                if opened.format != MANY_JPEGS and getattr(opened, "is_animated", False):
                    raise Refusal(MOVES)
                drawn = opened.format == "PNG"
                image = upright_srgb(opened, data)
    except Image.DecompressionBombError as error:
        raise Refusal(MANY_PIXELS) from error
    except (OSError, ValueError, SyntaxError, KeyError, EOFError, IndexError, OverflowError) as error:
        raise Refusal(UNREAD) from error
    if drawn and len(written := _written(image, format="PNG")) <= DRAWN:
        return written
    return _written(image, format="JPEG", quality=90, progressive=True, optimize=True)


def _written(image: Image.Image, **how: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, **how)  # type: ignore[arg-type]
    return stream.getvalue()


def limit() -> None:
    """Bound what this process may use; it writes no file, and leaves no memory behind if it dies."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    with contextlib.suppress(ValueError):  # macOS bounds no address space
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Make the picture of standard input anew."""
    os.nice(10)
    limit()
    try:
        made = remade(sys.stdin.buffer.read(LARGEST_MEDIA))
    except Refusal as refusal:
        sys.exit(refusal.status)
    except MemoryError:
        sys.exit(MANY_PIXELS)
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
