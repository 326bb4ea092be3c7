"""Files beside a text, inspected as the hub inspects them: what they are, or why they are refused."""

import io
from pathlib import Path

import pytest
from PIL import Image

from hub.content.media.inspecting import inspect_media
from hub.content.model.media import Media
from hub.content.source.folder import File
from hub.problems import Unreadable

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 90">{}</svg>'
SHAPES = "an SVG may hold only shapes, and here it has "


def picture(kind: str, size: tuple[int, int] = (200, 100)) -> bytes:
    """A picture of a kind that Pillow can write."""
    data = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(data, kind)
    return data.getvalue()


def facts_of(folder: Path, name: str, data: bytes) -> Media:
    """What the hub finds in a file."""
    path = folder / name
    path.write_bytes(data)
    return inspect_media(File(str(path), name, (0, len(data), 0, 0)))


def refused(folder: Path, name: str, data: bytes) -> str:
    """The one problem for which a file is not shown: `line: sentence`."""
    with pytest.raises(Unreadable) as caught:
        facts_of(folder, name, data)
    (problem,) = caught.value.problems
    return problem.text(str).removeprefix(f"{name}:")
