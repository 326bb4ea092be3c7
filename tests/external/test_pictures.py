"""Hostile files and file names that were made for uploads, beside a text: told, never shown, never a crash.

They are read from `uploads/` of HUB_SHARED_DATA, or of `shared/data` beside the repository. Without it the tests are
skipped, except in continuous integration, where they fail.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from effort import at_most_millions

from hub.content.edition import Edition
from hub.content.media.inspecting import inspect_media
from hub.content.source.folder import File
from hub.problems import Unreadable

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("HUB_SHARED_DATA") or REPOSITORY.parent / "shared" / "data") / "uploads"
PICTURES = {
    "exif_gps_hanoi.jpg",
    "jpeg_comment_polyglot.jpg",
    "png_text_chunks.png",
    "xmp_gps.webp",
}  # decodable, whatever else is in them
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def uploads() -> Path:
    if not SHARED.is_dir():
        reason = f"{SHARED} is not here; set HUB_SHARED_DATA to the folder that holds uploads/"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return SHARED


def test_only_what_is_a_picture_is_taken_for_one(uploads: Path) -> None:
    taken = set()
    with at_most_millions(60):
        for path in sorted(uploads.iterdir()):
            try:
                inspect_media(File(str(path), path.name, (0, path.stat().st_size, 0, 0)))
            except Unreadable as error:
                assert {problem.file for problem in error.problems} == {path.name}
            else:
                taken.add(path.name)
    assert taken == PICTURES


def test_a_hostile_name_is_told_or_is_no_name_at_all(
    uploads: Path, tmp_path: Path, write: Callable[..., Path], edition: Callable[..., Edition]
) -> None:
    write("pages/a/index.vi.md", "title: A\nupdated: 2026-11-24", "chữ")
    for name in json.loads((uploads / "filenames.json").read_text()):
        if "/" not in name and "\0" not in name and len(name) < 255:
            (tmp_path / "content/pages/a" / name).write_bytes(PNG)
            try:
                found = inspect_media(File(str(tmp_path / "content/pages/a" / name), name, (0, 0, 0, 0)))
            except Unreadable as error:
                error.problems[0].text(str).encode()
            else:
                assert found.name in {"x.php.png", "x.svg.png"}
    assert edition().problems == ()
