"""Pictures beside a draft: only from the day of the written procedure, made anew with limits, with two declarations."""

import hashlib
import io
import subprocess
import sys
import zlib
from typing import Any

import pytest
from photographs import decoded, photograph
from PIL import Image, ImageFile
from running import REPOSITORY
from werkzeug.test import TestResponse
from writing import NOW, Desk, writing_desk

from hub.config import from_environment
from hub.content.media.remaking import MANY_PIXELS, MEMORY, MOVES, UNREAD, Refusal, remade
from hub.errors import UserError
from hub.features.contribute.writing.attachments import Refused
from hub.features.contribute.writing.pictures import BUSY, TOO_LONG, Remaking

PHOTOGRAPH = photograph(640, 480)
DECLARED = {"alt": "Bảng tin ở sân trường", "alt_lang": "vi", "rights": "yes", "nobody": "yes"}
ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return writing_desk(tmp_path_factory.mktemp("pictures"), pictures=NOW[:10])


def sent(desk: Desk, number: int, data: bytes, to: str = "pictures/", **changes: str) -> TestResponse:
    form: dict[str, Any] = {"file": (io.BytesIO(data), "anh.jpg"), **DECLARED, **changes}
    answer = desk.client(desk.writer).post(f"/vi/contribute/drafts/{number}/attachments/{to}", data=form)
    answer.request.environ["wsgi.input"].close()  # a temporary file of the client's
    return answer


def begun(desk: Desk, title: str) -> int:
    return desk.begun(desk.client(desk.writer), title)


def as_phones_write() -> bytes:
    """A photograph taken upright, which says by whom, where and with what, and has a page behind its end."""
    notes = Image.Exif()
    notes[ORIENTATION], notes[MAKER] = 6, "Máy của Lan"
    notes.get_ifd(GPS).update({1: "N", 2: (21.0, 1.0, 42.0), 3: "E", 4: (105.0, 51.0, 0.0)})
    data = photograph(640, 480, exif=notes.tobytes(), comment=b"secret-comment")
    return data + b"<html><script>alert(1)</script></html>PK\x05\x06" + b"\x00" * 18


def moving(form: str) -> bytes:
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    written = io.BytesIO()
    frames[0].save(written, form, save_all=True, append_images=frames[1:])
    return written.getvalue()


def png_that_says(width: int, height: int) -> bytes:
    """A PNG of some bytes whose head names a size."""
    head = b"IHDR" + width.to_bytes(4) + height.to_bytes(4) + b"\x08\x02\x00\x00\x00"
    body = b"IDAT" + zlib.compress(b"\x00" * 100)
    chunks = b"".join(
        (len(each) - 4).to_bytes(4) + each + zlib.crc32(each).to_bytes(4) for each in (head, body, b"IEND")
    )
    return b"\x89PNG\r\n\x1a\n" + chunks


def test_only_the_pixels_of_a_picture_are_kept(desk: Desk) -> None:
    number, data = begun(desk, "Chỉ giữ điểm ảnh"), as_phones_write()
    assert sent(desk, number, data).status_code == 303
    (file,) = (desk.root / "instance" / "uploads" / str(number)).iterdir()
    kept = file.read_bytes()
    assert file.name == hashlib.sha256(kept).hexdigest()
    for trace in (b"script", b"Lan", b"secret-comment", b"Exif", b"PK\x05\x06"):
        assert trace in data and trace not in kept
    picture = decoded(kept)
    assert (picture.format, picture.size, len(picture.getexif())) == ("JPEG", (480, 640), 0)
    assert not [path for path in desk.root.rglob("*") if path.is_file() and b"secret-comment" in path.read_bytes()]


def test_a_picture_is_given_to_be_saved_and_shown_on_no_page(desk: Desk) -> None:
    number = begun(desk, "Chỉ để tải về")
    sent(desk, number, PHOTOGRAPH)
    (paper,) = desk.draft_papers(number)
    client, path = desk.client(desk.writer), f"/en/contribute/drafts/{number}/attachments/"
    found = client.get(f"{path}{paper}/")
    assert found.headers["Content-Type"] == "image/jpeg"
    assert found.headers["Content-Disposition"].startswith("attachment; filename=")
    assert "sandbox" in found.headers["Content-Security-Policy"]
    assert found.headers["X-Content-Type-Options"] == "nosniff"
    listed = client.get(path).text
    assert "<img" not in listed
    assert '<p class="shows quiet" lang="vi">Bảng tin ở sân trường</p>' in listed
    assert desk.client(desk.stranger).get(f"{path}{paper}/").status_code == 404


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_each_of_three_formats_is_read(form: str) -> None:
    kept = decoded(remade(photograph(200, 100, form)))
    assert (kept.format, kept.size) == ("PNG" if form == "PNG" else "JPEG", (200, 100))


def test_nothing_hides_beneath_transparent_pixels() -> None:
    hidden = Image.new("RGBA", (60, 40), (200, 30, 30, 0))
    written = io.BytesIO()
    hidden.save(written, "PNG")
    kept = decoded(remade(written.getvalue()))
    assert (kept.mode, kept.getpixel((5, 5))) == ("RGB", (251, 248, 243))


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"", UNREAD),
        (PHOTOGRAPH[: len(PHOTOGRAPH) // 2], UNREAD),
        (photograph(200, 100, "PNG")[:-30], UNREAD),
        (photograph(200, 100, "WEBP")[:-30], UNREAD),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', UNREAD),  # CKAN CVE-2025-24372
        (b"<html><img src=x onerror=alert(1)>", UNREAD),
        (b"GIF89a<script>alert(1)</script>", UNREAD),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n", UNREAD),
        (photograph(40, 30, "TIFF"), UNREAD),
        (photograph(40, 30, "BMP"), UNREAD),
        (moving("GIF"), UNREAD),
        (moving("PNG"), MOVES),
        (moving("WEBP"), MOVES),
        (png_that_says(8000, 5001), MANY_PIXELS),
        (png_that_says(60_000, 60_000), MANY_PIXELS),  # of which Pillow itself says that it is a bomb
        (png_that_says(300, 300), UNREAD),
    ],
)
def test_what_is_no_still_picture_of_the_three_is_refused(data: bytes, status: int) -> None:
    with pytest.raises(Refusal) as refusal:
        remade(data)
    assert refusal.value.status == status


def test_what_is_cut_short_is_refused_whatever_another_library_asks_of_pillow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint does for its whole process
    with pytest.raises(Refusal) as refusal:
        remade(PHOTOGRAPH[: len(PHOTOGRAPH) // 2])
    assert refusal.value.status == UNREAD


@pytest.mark.parametrize("data", [png_that_says(60_000, 60_000), moving("WEBP"), b"%PDF-1.7 %%EOF", b""])
def test_nothing_is_kept_of_what_is_refused(desk: Desk, data: bytes) -> None:
    number = begun(desk, f"Từ chối {len(data)}")
    assert sent(desk, number, data).status_code == 422
    assert not desk.draft_papers(number)
    assert not (desk.root / "instance" / "uploads" / str(number)).exists()


@pytest.mark.parametrize("missing", ["alt", "rights", "nobody"])
def test_a_picture_needs_both_declarations_and_words(desk: Desk, missing: str) -> None:
    number = begun(desk, f"Thiếu {missing}")
    answer = sent(desk, number, PHOTOGRAPH, **{missing: " "})
    assert answer.status_code == 422
    assert not desk.draft_papers(number)
    assert ("sân trường" in answer.text) == (missing != "alt")  # what was typed is there again


def test_a_picture_goes_by_its_own_form_alone(desk: Desk) -> None:
    number = begun(desk, "Mỗi loại một mẫu")
    assert sent(desk, number, PHOTOGRAPH, to="").status_code == 422
    assert not desk.draft_papers(number)


@pytest.mark.parametrize("day", ["", "2026-11-26"])
def test_before_the_procedure_is_in_force_no_picture_is_taken(
    tmp_path_factory: pytest.TempPathFactory, day: str
) -> None:
    closed = writing_desk(tmp_path_factory.mktemp("closed"), pictures=day)
    number = begun(closed, "Chưa áp dụng")
    assert sent(closed, number, PHOTOGRAPH).status_code == 404
    html = closed.client(closed.writer).get(f"/en/contribute/drafts/{number}/attachments/").text
    assert "Pictures cannot be sent here" in html
    assert "Send a picture" not in html


@pytest.mark.parametrize("given", ["yes", "1", "20260115", "2026-1-15", "2026-02-30", "15/01/2026"])
def test_the_setting_is_the_day_of_the_procedure_and_nothing_else(given: str) -> None:
    with pytest.raises(UserError, match="HUB_PICTURES"):
        from_environment({"HUB_PICTURES": given})


def test_who_takes_too_long_and_who_comes_while_it_is_busy_are_refused() -> None:
    with pytest.raises(Refused, match=TOO_LONG):
        Remaking(seconds=0.001).remade(PHOTOGRAPH)
    busy = Remaking(wait=0)
    with busy.lock, pytest.raises(Refused, match=BUSY):
        busy.remade(PHOTOGRAPH)
    assert decoded(busy.remade(PHOTOGRAPH)).size == (640, 480)


def test_the_process_has_no_more_memory_than_it_may_and_writes_no_file(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    program = (
        "from hub.content.media import remaking; import sys; remaking.limit()\n"
        "try: bytearray(remaking.MEMORY)\n"
        "except MemoryError: print('memory')\n"
        "try: open(sys.argv[1], 'wb', 0).write(b'x')\n"
        "except OSError: print('file')"
    )
    place = tmp_path_factory.mktemp("written") / "x"
    done = subprocess.run(
        [sys.executable, "-c", program, str(place)], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["memory", "file"]
    assert MEMORY <= 1 << 30


def test_forty_million_pixels_are_within_the_limits() -> None:
    large = photograph(8000, 5000, quality=30)
    assert decoded(Remaking(seconds=300).remade(large)).size == (8000, 5000)
